"""Numbers allotted from above: written down by their paper, counted against, gone beyond only with a reason."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.dossiers import selectors, services
from awards.quotas.models import AwardQuota
from awards.quotas.services import allot, mend
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.regimes.models import AwardForm
from tests.awards.dossiers.conftest import November

ALLOTTED = {"issuer": "UBND tỉnh Lào Cai", "document": "Công văn 412/UBND-NC", "document_on": dt.date(2020, 10, 2)}


@pytest.fixture
def november(sa_pa, clock) -> November:
    clock(dt.date(2020, 11, 5))
    return November(sa_pa, clock)


def quota_of(november: November, number: int) -> AwardQuota:
    form = AwardForm.objects.get(code="GKH")
    return allot(november.campaign, form, 2020, allotted=number, by=november.huy, **ALLOTTED)


def test_a_number_stands_once_a_year_and_is_mended_by_another_paper(november):
    quota = quota_of(november, 12)
    with pytest.raises(Refused, match="Giấy khen năm 2020 đã có số được phân bổ"):
        quota_of(november, 13)
    with pytest.raises(Refused, match="ở sau hôm nay"):
        mend(quota, by=november.huy, allotted=15, **ALLOTTED | {"document_on": dt.date(2020, 12, 1)})
    with pytest.raises(Refused, match="cơ quan Nội vụ"):
        mend(quota, by=november.thanh, allotted=15, **ALLOTTED)
    mended = mend(quota, by=november.huy, allotted=15, **ALLOTTED | {"document": "Công văn 500/UBND-NC"})
    assert mended.allotted == 15
    said = AuditEntry.objects.filter(action="sửa số được phân bổ").get()
    assert (said.before["allotted"], said.after["allotted"]) == (12, 15)


def test_s4_18_a_proposal_beyond_the_number_goes_on_only_with_a_reason_that_the_council_reads(november):
    first, second = (november.person(name) for name in ("Lù A Sì", "Vàng A Pao"))
    dossiers = list(november.submitted((first, "official"), (second, "official")).dossiers.order_by("pk"))
    quota = quota_of(november, 1)
    for dossier in dossiers:
        november.judge(dossier, november.labour, november.thanh)
    services.forward(dossiers[0], november.labour, by=november.thanh)
    [use] = selectors.uses_of([quota])
    assert (use.proposed, use.passed, use.left, use.over) == (1, 0, 0, 0)
    beyond = "Vượt số được phân bổ: đã đề nghị 1 trên 1 Giấy khen năm 2020"
    with pytest.raises(Refused, match=beyond):
        services.forward(dossiers[1], november.labour, by=november.thanh)
    services.forward(dossiers[1], november.labour, reason="Xin tỉnh phân bổ thêm", by=november.thanh)
    [use] = selectors.uses_for(dossiers)
    assert (use.proposed, use.over) == (2, 1)


def test_without_a_number_nothing_is_compared(november, django_assert_num_queries):
    dossier = november.dossier((november.person(), "official"))
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, by=november.thanh)
    with django_assert_num_queries(1):
        assert selectors.uses_for([dossier]) == []


def test_the_list_of_numbers_costs_the_same_for_one_and_for_three(november, django_assert_num_queries):
    for year in (2020, 2021):
        for code in ("GKH", "BKT"):
            form = AwardForm.objects.get(code=code)
            allot(november.campaign, form, year, allotted=3, by=november.huy, **ALLOTTED)
    listed = list(AwardQuota.objects.select_related("award_form"))
    for count in (1, 3):
        with django_assert_num_queries(1):
            assert len(selectors.uses_of(listed[:count])) == count


def test_the_interior_office_writes_it_down_on_its_screen_and_others_read(november, client):
    client.force_login(november.huy)
    typed = {"award_form": AwardForm.objects.get(code="GKH").pk, "year": "2020", "allotted": "1.x", **ALLOTTED}
    typed["document_on"] = "02/10/2020"
    refused = client.post(reverse("dossiers:add_quota"), typed).content.decode()
    assert "Số được phân bổ: " in refused
    assert "Công văn 412/UBND-NC" in refused
    client.post(reverse("dossiers:add_quota"), typed | {"allotted": "12"})
    quota = AwardQuota.objects.get()
    assert "phân bổ" in client.get(reverse("dossiers:quotas")).content.decode()
    client.force_login(november.long)
    page = client.get(reverse("dossiers:quota", args=[quota.pk])).content.decode()
    assert "Công văn 412/UBND-NC" in page
    assert "Lưu số mới" not in page
    client.post(reverse("dossiers:quota", args=[quota.pk]), typed | {"allotted": "13"})
    assert AwardQuota.objects.get().allotted == 12
