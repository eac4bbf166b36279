"""Figures from papers and rulings: entered by the standing office, refused where they cannot be, shown as such."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.targets.models import Ruling, StatedFigure
from emulation.targets.selectors import progress
from emulation.targets.services import rule, state_figure
from tests.acceptance.page import Page

PAPER = {"source": "Quyết định 95/QĐ-UBND", "source_on": dt.date(2020, 1, 6)}


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(username: str):
        client.force_login(sa_pa.person(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def falls(sa_pa):
    return sa_pa.campaign.targets.select_related("indicator", "standard", "campaign__standard").get(key="rate_fall")


def entered(sa_pa, falls, **changed):
    values = {"year": 2019, "part": Decimal(3000), "whole": Decimal(12000), **PAPER, "by": sa_pa.person("thanh")}
    return state_figure(falls, sa_pa.town, **{**values, **changed})


class TestStating:
    def test_a_figure_is_kept_with_its_paper_and_the_earlier_one_as_history(self, sa_pa, falls):
        first = entered(sa_pa, falls)
        second = entered(sa_pa, falls, part=Decimal(3015))
        first.refresh_from_db()
        assert (first.is_current, second.is_current) == (False, True)
        assert (second.standard, second.quantity, second.whole) == (sa_pa.standard, "poor", 12000)
        trail = AuditEntry.objects.filter(action="nhập số liệu theo văn bản").order_by("pk").last()
        assert (trail.before["part"], trail.after["part"]) == ("3000.0000", "3015")

    def test_two_in_force_cannot_be(self, sa_pa, falls):
        row = entered(sa_pa, falls)
        row.pk, row._state.adding = None, True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    @pytest.mark.parametrize(
        ("changed", "field", "says"),
        [
            ({"part": Decimal(12001)}, "part", "12.001 nhiều hơn tổng số 12.000"),
            ({"part": Decimal(-1)}, "part", "âm"),
            ({"part": Decimal("1.5")}, "part", "phần lẻ"),
            ({"whole": None}, "whole", "không nhập tỷ lệ"),
            ({"source": " "}, "source", "văn bản"),
            ({"source_on": dt.date(2020, 3, 3)}, "source_on", "sau hôm nay"),
            ({"year": 2021}, "part", "ngoài thời gian"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, sa_pa, falls, changed, field, says):
        with pytest.raises(Refused) as refused:
            entered(sa_pa, falls, **changed)
        assert any(problem.field == field and says in problem.message for problem in refused.value.problems)
        assert not StatedFigure.objects.exists()

    @pytest.mark.parametrize("username", ["mai", "huy", "long", "hanh"])
    def test_only_the_standing_office_enters(self, sa_pa, falls, username):
        with pytest.raises(Refused, match="cơ quan thường trực"):
            entered(sa_pa, falls, by=sa_pa.person(username))


class TestRuling:
    def test_a_ruling_says_who_when_and_why(self, sa_pa, falls):
        first = rule(falls, sa_pa.town, year=2020, outcome="failed", reason="Chưa đủ", by=sa_pa.person("thanh"))
        rule(falls, sa_pa.town, year=2020, outcome="not_applicable", reason="Hết dư địa", by=sa_pa.person("hang"))
        first.refresh_from_db()
        assert not first.is_current
        (item,) = progress(sa_pa.campaign, sa_pa.town, [falls])
        assert item.own[0].evaluations[0].ruled == "Đặng Thu Hằng, 02/3/2020: Hết dư địa"

    def test_a_ruling_without_a_reason_is_none(self, sa_pa, falls):
        with pytest.raises(Refused, match="lý do"):
            rule(falls, sa_pa.town, year=2020, outcome="met", reason=" ", by=sa_pa.person("thanh"))
        with pytest.raises(Refused, match="cơ quan thường trực"):
            rule(falls, sa_pa.town, year=2020, outcome="met", reason="x", by=sa_pa.person("mai"))
        assert not Ruling.objects.exists()


class TestOnScreen:
    def test_what_is_missing_leads_to_where_it_is_entered(self, as_, sa_pa, falls):
        address = reverse("targets:target", args=[sa_pa.town.pk, "rate_fall"])
        page = as_("thanh").get(address).content.decode()
        form = f"{reverse('targets:state', args=[sa_pa.town.pk, 'rate_fall'])}?nam=2020"
        assert form in page
        assert "số hộ nghèo và tổng số hộ dân cư cuối năm 2020 theo Chuẩn nghèo 2016–2020" in Page(page).text
        assert (
            "Nhập…"
            not in as_("mai").get(reverse("targets:target", args=[sa_pa.ta_van.pk, "rate_fall"])).content.decode()
        )

    def test_nothing_typed_is_lost_and_the_sentence_stands_at_its_field(self, as_, sa_pa):
        address = f"{reverse('targets:state', args=[sa_pa.town.pk, 'rate_fall'])}?nam=2019"
        typed = {"part": "13.000", "whole": "12.000", "source": "QĐ 95", "source_on": "6/1/2020"}
        client = as_("thanh")
        page = client.post(address, typed).content.decode()
        assert "13.000 nhiều hơn tổng số 12.000" in page
        assert 'value="QĐ 95"' in page
        assert client.post(address, {**typed, "part": "ba nghìn"}).status_code == 200
        done = client.post(address, {**typed, "part": "3.000"}, follow=True)
        assert "Đã ghi số liệu năm 2019 của thị xã Sa Pa" in done.content.decode()
        assert StatedFigure.objects.get().part == 3000

    def test_a_ruling_is_written_and_read_on_the_screen(self, as_, sa_pa):
        address = f"{reverse('targets:rule', args=[sa_pa.town.pk, 'rate_fall'])}?nam=2020"
        client = as_("thanh")
        assert "Xin chọn một kết luận" in client.post(address, {"reason": "x"}).content.decode()
        done = client.post(address, {"outcome": "not_applicable", "reason": "Số còn lại là hộ bảo trợ"}, follow=True)
        assert "Không áp dụng" in done.content.decode()
        assert "Số còn lại là hộ bảo trợ" in done.content.decode()

    @pytest.mark.parametrize(
        ("name", "query"), [("state", "?nam=2019&nhom=khmer"), ("rule", "?nam=1900"), ("target", "")]
    )
    def test_what_is_not_there_is_not_there(self, as_, sa_pa, name, query):
        key = "rate_fall" if query else "khong-co"
        assert as_("thanh").get(reverse(f"targets:{name}", args=[sa_pa.town.pk, key]) + query).status_code == 404

    def test_others_are_told_whose_work_it_is(self, as_, sa_pa):
        answer = as_("mai").get(reverse("targets:state", args=[sa_pa.ta_van.pk, "rate_fall"]))
        assert answer.status_code == 403

    def test_a_target_is_searched_filtered_and_exported(self, as_, sa_pa):
        client = as_("thanh")
        address = reverse("targets:target", args=[sa_pa.town.pk, "rate_fall_new_rural"])
        page = Page(client.get(address, {"tim": "muong hoa"}).content.decode())
        assert "1 trên 8 dòng" in page.text
        assert "0 trên 8 dòng" in Page(client.get(address, {"loc": "failed"}).content.decode()).text
        assert (
            client.get(reverse("targets:target_export", args=[sa_pa.town.pk, "rate_fall_new_rural"])).status_code == 200
        )
        chart = client.get(reverse("targets:target_chart", args=[sa_pa.town.pk, "rate_fall_new_rural"]))
        assert "Mường Hoa" in chart.content.decode()
