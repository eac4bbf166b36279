"""The plan's timeline and its printed paper, of Sa Pa and of a directive of a chairman."""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_portal.foundation import paper
from campaign_portal.shell.plan import timeline
from campaign_portal.shell.plan.printed import plan_paper
from emulation.duties.models import Duty
from emulation.duties.services import record
from tests.support import nd30

JUNE = dt.date(2020, 6, 12)


def stops(campaign):
    return {stop.what: stop for _, found in timeline.page(campaign)["years"] for stop in found}


def test_the_next_stop_is_marked_and_the_late_ones_are_counted(sa_pa, clock):
    clock(JUNE)
    found = stops(sa_pa.campaign)
    assert found["Rà soát hộ nghèo 6 tháng"].is_next
    assert found["Báo cáo quý I"].pill == ("bad", "30 trên 30 chưa làm, quá hạn")
    assert found["Báo cáo quý II"].pill == ("now", "Đang làm, 0 trên 30 xong")
    assert found["Báo cáo quý IV"].pill == ("", "Chưa đến")
    assert found["Phát động phong trào"].pill == ("", "Đã qua")


def test_what_everybody_did_is_done(sa_pa, clock):
    clock(dt.date(2020, 6, 18))
    for duty in Duty.objects.filter(kind="review", period="2020-M06"):
        record("review", duty.unit, "2020-M06", by=None)
    assert stops(sa_pa.campaign)["Rà soát hộ nghèo 6 tháng"].pill == ("ok", "Xong, 16 trên 16")


def test_everyone_reads_it_and_it_costs_the_same(client, sa_pa, clock, django_assert_max_num_queries):
    clock(JUNE)
    for username in ("din", "mai", "thanh", "hanh"):
        client.force_login(sa_pa.person(username), backend="django.contrib.auth.backends.ModelBackend")
        with django_assert_max_num_queries(25):
            answer = client.get(reverse("timeline"))
        assert "Hôm nay 12/6/2020" in answer.content.decode()


def test_the_printed_plan_is_laid_out_by_the_decree(sa_pa):
    made = plan_paper(sa_pa.campaign)
    content = paper.to_pdf(made)
    assert nd30.problems(content, draft=True) == []
    text = paper.to_html(made)
    assert "Căn cứ Quyết định số 17/2016/QĐ-UBND ngày 21/3/2016 của UBND tỉnh Lào Cai" in text
    assert "Lê Tân Phong" in text
    assert "trước 10/3/2020" in text


def test_the_paper_opens_from_the_plans_page(client, sa_pa):
    client.force_login(sa_pa.person("mai"), backend="django.contrib.auth.backends.ModelBackend")
    assert reverse("plan_pdf") in client.get(reverse("plan")).content.decode()
    answer = client.get(reverse("plan_pdf"))
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("day", "words"), [(dt.date(2020, 12, 31), "Không còn mốc nào ở phía trước")])
def test_after_the_last_stop_it_says_so(sa_pa, clock, day, words):
    clock(day)
    assert words in timeline.page(sa_pa.campaign)["situation"]
