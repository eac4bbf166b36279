"""The lists: a commune's periods, a town's communes."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo import ground, places
from emulation.poverty.services import course, entry
from tests.emulation.poverty.conftest import typed_rows


@pytest.fixture
def as_(story, client):
    def sign_in(who: str):
        client.force_login(story.sa_pa.person(who))
        return client

    return sign_in


def page(client, query: str = "") -> str:
    return client.get(f"/ra-soat/{query}").content.decode()


def hand_in(story, commune, officer: str, leader: str):
    by = story.sa_pa.person(officer)
    review = entry.open_review(commune, "2020-M06", story.sa_pa.standard, by=by)
    for placed in entry.save_cells(review, typed_rows(review), by=by).asking:
        entry.explain(review, placed.row_id, placed.finding.key, "Đã rà lại.", by=by)
    course.present(review, by=by)
    return course.submit(review, by=story.sa_pa.person(leader))


def test_a_commune_sees_its_periods_with_what_is_missing(story, as_):
    story.type("Dền Thàng", total="103")
    shown = page(as_("mai"))
    assert "6 tháng năm 2020" in shown
    assert "Mở từ 01/9/2020" in shown
    assert "0/7 thôn đã nhập." in shown
    assert "Dền Thàng còn 20 ô trống" in shown
    assert f'href="/ra-soat/{story.review.pk}/">Nhập tiếp' in shown


def test_a_leader_and_a_hamlet_head_look(story, as_):
    for who in ("vang", "din"):
        assert "Xem số liệu" in page(as_(who))
        assert "Nhập tiếp" not in page(as_(who))


def test_a_town_sees_every_commune_with_its_state(story, as_):
    story.submit()
    response = as_("thanh").get("/ra-soat/")
    lines = {line.unit.name: line for line in response.context["lines"]}
    assert len(lines) == 16
    assert lines["Tả Van"].state_pill == ("wait", "Đã nộp, chờ duyệt")
    assert lines["Tả Van"].time_pill == ("ok", "Đúng hạn")
    assert lines["Trung Chải"].state_pill == ("", "Chưa nhập")
    assert lines["Trung Chải"].time_pill == ("", "Còn 5 ngày")
    assert "1 trên 16 xã, phường đã nộp, 1 chờ duyệt." in response.content.decode()


def test_a_returned_review_was_handed_in_and_the_first_page_says_the_same(story, as_):
    story.submit()
    course.return_review(story.review, by=story.thanh, reason="Ghi trùng 3 hộ.", due_on=dt.date(2020, 6, 28))
    client = as_("thanh")
    assert "1 trên 16 xã, phường đã nộp (1 trả lại để bổ sung)." in page(client)
    assert "1 trên 16 đã nộp (1 trả lại để bổ sung), còn 15." in client.get("/").content.decode()
    story.reload()
    story.fill()
    course.present(story.review, by=story.mai)
    assert "1 trên 16 xã, phường đã nộp (1 trả lại để bổ sung)." in page(client), "with the leader, not handed in"
    course.submit(story.reload(), by=story.vang)
    assert "1 trên 16 xã, phường đã nộp, 1 chờ duyệt." in page(client)
    assert "1 trên 16 đã nộp, còn 15." in client.get("/").content.decode()


def test_days_late_and_days_overdue(story, as_, clock):
    clock(dt.date(2020, 6, 22))
    story.submit()
    clock(dt.date(2020, 6, 25))
    lines = {line.unit.name: line for line in as_("thanh").get("/ra-soat/").context["lines"]}
    assert lines["Tả Van"].time_pill == ("bad", "Trễ 2 ngày")
    assert lines["Trung Chải"].time_pill == ("bad", "Quá hạn 5 ngày")


def test_figures_of_what_is_not_handed_in_are_not_shown(story, as_):
    story.fill()
    lines = {line.unit.name: line for line in as_("thanh").get("/ra-soat/").context["lines"]}
    assert lines["Tả Van"].figures is None
    assert lines["Tả Van"].sheet.summary == "7/7 thôn đã nhập"


def test_the_fall_is_from_the_years_start_and_the_total_redivides(story, as_):
    story.submit()
    hand_in(story, story.sa_pa.muong_hoa, "lien", "03037.lanhdao")
    response = as_("thanh").get("/ra-soat/")
    two = [line.figures for line in response.context["lines"] if line.figures]
    total = response.context["total"]
    assert total.count("poor_end") == sum(figures.count("poor_end") for figures in two)
    assert total.poor_rate == sum(f.count("poor_end") for f in two) / _fraction(sum(f.count("total") for f in two))
    assert total.poor_rate_fall == (total.start_poor_rate - total.poor_rate) * 100
    assert total.poor_rate_fall > 0


def _fraction(number: int):
    from fractions import Fraction

    return Fraction(number)


def test_search_without_accents_and_filter_by_state(story, as_):
    story.submit()
    client = as_("thanh")
    assert [line.unit.name for line in client.get("/ra-soat/?tim=ta van").context["lines"]] == ["Tả Van"]
    assert [line.unit.name for line in client.get("/ra-soat/?tinh-trang=submitted").context["lines"]] == ["Tả Van"]
    assert len(client.get("/ra-soat/?tinh-trang=none").context["lines"]) == 15
    assert "Bỏ lọc" in page(client, "?tim=khong co")
    assert client.get("/ra-soat/?ky=nonsense&tinh-trang=x").status_code == 200


def test_an_auditor_looks_too_and_an_agency_not(story, as_):
    assert as_("hanh").get("/ra-soat/").status_code == 200
    assert as_("justice.office").get("/ra-soat/").status_code == 403


def test_the_workbook_holds_the_list_as_filtered(story, as_):
    story.submit()
    response = as_("thanh").get("/ra-soat/xuat/?ky=2020-M06&tinh-trang=submitted")
    assert 'filename="ra-soat-2020-M06.xlsx"' in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content), data_only=True).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (line,) = [row for row in cells if row[1] == "Xã Tả Van"]
    assert line[2] == "Đã nộp, chờ duyệt"
    assert line[6] == sum(row.households_poor_end for row in story.review.rows.all())
    total = next(row for row in cells if row[1] == "Cộng")
    assert total[6] == line[6]
    assert total[7] == pytest.approx(line[7])


def test_a_commune_has_no_towns_workbook(story, as_):
    assert as_("mai").get("/ra-soat/xuat/").status_code == 404


@pytest.mark.parametrize("who", ["mai", "thanh"])
def test_the_list_asks_the_same_number_of_things_however_many_reviews(story, as_, who):
    client = as_(who)
    client.get("/ra-soat/")
    with CaptureQueriesContext(connection) as few:
        client.get("/ra-soat/")
    for commune in places.COMMUNES[:6]:
        unit = ground.commune_unit(commune)
        review = entry.open_review(unit, "2020-M06", story.sa_pa.standard, by=None)
        if commune in places.COMMUNES[:3]:
            hand_in(story, unit, f"{commune.code}.canbo", f"{commune.code}.lanhdao")
        assert review
    with CaptureQueriesContext(connection) as many:
        client.get("/ra-soat/")
    assert len(many) == len(few)
