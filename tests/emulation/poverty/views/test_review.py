"""The grid's page: who sees what, what is kept, what a bad request gets."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.poverty.selectors import sheet_of, source_url
from emulation.poverty.services import course, entry
from tests.emulation.poverty.conftest import JUNE, typed_rows


def address(story, act: str = "") -> str:
    return f"/ra-soat/{story.review.pk}/{act}"


@pytest.fixture
def as_(story, client):
    """as_("mai") is the client signed in as her."""

    def sign_in(who: str):
        client.force_login(story.sa_pa.person(who))
        return client

    return sign_in


def send(client, story, **body):
    """What the page's script posts."""
    return client.post(address(story, "luu/"), json.dumps(body), content_type="application/json")


def cell_of(story, hamlet: str, key: str = "total") -> tuple[str, str]:
    return str(story.row(hamlet).pk), f"households_{key}"


# --- Looking ---------------------------------------------------------------------------------------------------------


def test_the_officer_types_and_others_read(story, as_):
    name = f'name="c|{story.row("Tả Van Mông").pk}|households_total"'
    assert name in as_("mai").get(address(story)).content.decode()
    assert name not in as_("vang").get(address(story)).content.decode()
    story.present()
    assert name not in as_("mai").get(address(story)).content.decode(), "it left her hands"


def test_a_locked_start_is_no_input(story, as_):
    page = as_("mai").get(address(story)).content.decode()
    assert "households_poor_start" in page
    assert f'name="c|{story.row("Tả Van Mông").pk}|households_poor_start"' not in page


@pytest.mark.parametrize("who", ["lien", "03010.lanhdao"])
def test_another_communes_review_does_not_exist(story, as_, who):
    story.submit()
    assert as_(who).get(address(story)).status_code == 404


def test_above_the_commune_a_review_begins_to_exist_when_it_is_handed_in(story, as_):
    assert as_("thanh").get(address(story)).status_code == 404
    story.submit()
    assert as_("thanh").get(address(story)).status_code == 200
    assert as_("hanh").get(address(story)).status_code == 200


def test_an_agency_has_no_business_here(story, as_):
    assert as_("justice.office").get(address(story)).status_code == 403


def test_a_hamlet_head_reads_his_row_alone(story, as_):
    story.fill()
    page = as_("din").get(address(story)).content.decode()
    assert "Tả Van Mông" in page
    assert "Dền Thàng" not in page
    assert "<tfoot>" not in page


def test_a_figures_address_opens_its_table_with_the_column_marked(story, as_):
    story.submit()
    url = source_url(story.review.pk, "households_near_end")
    response = as_("thanh").get(url)
    assert response.context["grid"].tab.key == "ho-can-ngheo"
    marked = [head.text for row in response.context["grid"].heads for head in row if head.is_marked]
    assert marked == ["Cận nghèo cuối kỳ"]
    assert "Đang xem nguồn của cột" in response.content.decode()


@pytest.mark.parametrize("query", ["?o=nonsense", "?bang=nonsense", "?o=<script>", "?o=households_poor_end__gt"])
def test_an_unknown_column_opens_the_first_table(story, as_, query):
    response = as_("mai").get(address(story) + query)
    assert response.context["grid"].tab.key == "ho-ngheo"
    assert "<script>" not in response.content.decode().split("</head>")[1]


def test_the_page_asks_the_same_number_of_things_for_any_number_of_hamlets(story, as_):
    from emulation.territory.services import add_hamlet

    client = as_("mai")
    client.get(address(story))
    with CaptureQueriesContext(connection) as few:
        client.get(address(story))
    for number in range(20):
        add_hamlet(story.sa_pa.ta_van, f"Mới {number}", valid_from=dt.date(2020, 1, 1), by=None)
    entry.add_missing_hamlets(story.review, by=story.mai)
    entry.save_cells(story.review, {row.pk: {"households_total": "x"} for row in story.review.rows.all()}, by=story.mai)
    with CaptureQueriesContext(connection) as many:
        client.get(address(story))
    assert len(many) == len(few)


# --- Typing with the page's script -----------------------------------------------------------------------------------


def test_a_saved_cell_answers_with_what_the_screen_needs(story, as_):
    row, field = cell_of(story, "Tả Chải Dao")
    answer = send(as_("mai"), story, tab="ho-ngheo", cells={row: {field: "76", "households_poor_end": "128"}}).json()
    assert answer["rows"][row]["cells"]["households_poor_end"] == ["128", "wrong"]
    assert answer["rows"][row]["rate"] == "–"
    assert answer["sums"]["households_total"] == "76"
    assert "128 hộ, nhưng cả thôn có 76 hộ" in answer["messages"]
    assert "0/7 thôn đã nhập, 1 số phải sửa" in answer["bar"]
    assert answer["saved"] == "09:00"


def test_thousands_come_back_grouped(story, as_):
    row, field = cell_of(story, "Tả Chải Dao")
    answer = send(as_("mai"), story, cells={row: {field: "13 455"}}).json()
    assert answer["rows"][row]["cells"][field][0] == "13.455"


def test_a_note_and_a_cell_travel_together(story, as_):
    story.fill()
    row, _ = cell_of(story, "Dền Thàng")
    client = as_("mai")
    end = story.row("Dền Thàng").households_poor_end + 1
    send(client, story, cells={row: {"households_poor_end": str(end)}})
    answer = send(client, story, notes={row: {"V4:households_poor_end": "1 hộ nhập khẩu"}}).json()
    assert answer["refused"] == []
    assert "1 hộ nhập khẩu" in answer["messages"]
    assert not [p for p in sheet_of(story.reload()).asking if p.finding.code == "V4"]


def test_a_note_to_a_question_that_is_gone_is_told(story, as_):
    row, field = cell_of(story, "Dền Thàng")
    answer = send(as_("mai"), story, cells={row: {field: "103"}}, notes={row: {"V4:households_poor_end": "vì"}})
    assert answer.status_code == 200
    assert "không còn phải giải trình" in answer.json()["refused"][0]
    assert story.row("Dền Thàng").households_total == 103


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"x"',
        b'{"cells": []}',
        b'{"cells": {"x": {}}}',
        b'{"cells": {"1": []}}',
        b'{"cells": {"1": {"households_total": 5}}}',
        b'{"notes": {"1": null}}',
        b"\xff\xfe",
        b'{"cells": ' + b"[" * 5000,
    ],
)
def test_garbage_gets_a_sentence(story, as_, body):
    answer = as_("mai").post(address(story, "luu/"), body, content_type="application/json")
    assert answer.status_code == 400
    assert "tải lại trang" in answer.json()["error"]


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_what_no_page_could_show_again_is_not_kept(story, as_, text):
    row, field = cell_of(story, "Tả Van Mông")
    client = as_("mai")
    assert send(client, story, cells={row: {field: text}}).status_code == 400
    assert send(client, story, notes={row: {"V4:households_poor_end": text}}).status_code == 400
    assert client.get(address(story)).status_code == 200


def test_a_hamlet_of_another_commune_in_the_body_is_refused(story, as_):
    theirs = entry.open_review(story.sa_pa.muong_hoa, "2020-M06", story.sa_pa.standard, by=story.sa_pa.person("lien"))
    foreign = theirs.rows.first()
    answer = send(as_("mai"), story, cells={str(foreign.pk): {"households_total": "1"}})
    assert answer.status_code == 409
    assert "không thuộc đợt rà soát này" in answer.json()["error"]
    assert ReviewRow.objects.get(pk=foreign.pk).households_total is None


def test_another_communes_officer_can_not_save_here(story, as_):
    assert send(as_("lien"), story, cells={}).status_code == 404


def test_who_may_only_read_is_refused(story, as_):
    story.submit()
    assert send(as_("thanh"), story, cells={}).status_code == 403


def test_a_cell_sent_after_the_review_was_presented_is_refused_with_its_state(story, as_):
    row, field = cell_of(story, "Dền Thàng")
    story.present()
    answer = send(as_("mai"), story, cells={row: {field: "1"}})
    assert answer.status_code == 409
    assert "chờ lãnh đạo xã" in answer.json()["error"]


# --- Typing without it -----------------------------------------------------------------------------------------------


def form_of(client, story, tab: str = "ho-ngheo") -> dict[str, str]:
    """What a browser without scripts sends back: every cell of the tab, and the page as it was."""
    response = client.get(f"{address(story)}?bang={tab}")
    cells = {
        f"c|{cell.row_id}|{cell.field}": cell.text
        for line in response.context["grid"].lines
        for cell in line.cells
        if not cell.is_locked
    }
    return {"bang": tab, "seen": response.context["seen"], **cells}


def test_the_plain_form_saves_a_whole_tab_and_comes_back_to_it(story, as_):
    client = as_("mai")
    form = form_of(client, story, "ho-can-ngheo")
    row, _ = cell_of(story, "Dền Thàng")
    form[f"c|{row}|households_near_end"] = "31"
    response = client.post(address(story, "luu/"), form, follow=True)
    assert response.redirect_chain[-1][0].endswith("?bang=ho-can-ngheo")
    assert "Đã lưu lúc 09:00" in response.content.decode()
    assert story.row("Dền Thàng").households_near_end == 31


def test_the_plain_form_sends_only_what_was_typed_in_it(story, as_):
    """Another officer wrote a cell after this page was opened; its old text on this page does not undo that."""
    client = as_("mai")
    form = form_of(client, story)
    story.type("Dền Thàng", total="103")
    row, _ = cell_of(story, "Séo Mý Tỷ")
    form[f"c|{row}|households_total"] = "84"
    client.post(address(story, "luu/"), form)
    assert story.row("Dền Thàng").households_total == 103
    assert story.row("Séo Mý Tỷ").households_total == 84


def test_a_mend_works_without_scripts(story, as_):
    story.type("Tả Chải Dao", total="76", poor_end="128")
    row, _ = cell_of(story, "Tả Chải Dao")
    client = as_("mai")
    client.post(address(story, "luu/"), form_of(client, story) | {"mend": f"{row}|households_poor_end=28"})
    assert story.row("Tả Chải Dao").households_poor_end == 28


def test_a_note_works_without_scripts(story, as_):
    story.fill()
    story.type("Dền Thàng", poor_other_in="1")
    row, _ = cell_of(story, "Dền Thàng")
    client = as_("mai")
    form = form_of(client, story) | {f"n|{row}|V4:households_poor_end": "1 hộ chuyển đến"}
    assert "Đã lưu" in client.post(address(story, "luu/"), form, follow=True).content.decode()
    assert not [p for p in sheet_of(story.reload()).asking if p.finding.code == "V4"]


BROKEN_FORMS = [
    {"c|x|households_total": "1"},
    {"c|": "1"},
    {"c|99999999999999999999999|households_total": "1"},
    {"mend": "x|y"},
    {"mend": "|households_total=1"},
    {"seen": "{"},
    {"seen": "[" * 9999},
    {"seen": "[]", "c|1|households_total": "1"},
    {"seen": "null", "c|1|households_total": "1"},
    {"seen": '{"1": 5}', "c|1|households_total": "1"},
    {"n||": "x"},
    {"n|x|V4:households_poor_end": "x"},
]


@pytest.mark.parametrize("form", BROKEN_FORMS, ids=lambda form: " ".join(f"{k}={v}" for k, v in form.items())[:40])
def test_a_broken_form_gets_a_sentence_and_loses_nothing(story, as_, form):
    story.type("Dền Thàng", total="103")
    response = as_("mai").post(address(story, "luu/"), form, follow=True)
    assert response.status_code == 200
    assert "chưa lưu gì" in response.content.decode()
    assert story.row("Dền Thàng").households_total == 103


@pytest.mark.parametrize("name", ["n|{row}|V4:households_poor_end", "n|0|nothing", "n|99999999999999999999999|V4:x"])
def test_a_note_to_nothing_gets_a_sentence(story, as_, name):
    row, _ = cell_of(story, "Dền Thàng")
    response = as_("mai").post(address(story, "luu/"), {name.format(row=row): "đã rà"}, follow=True)
    assert response.status_code == 200
    assert "không còn phải giải trình" in response.content.decode()


def test_what_was_typed_is_there_after_signing_out_and_in(story, as_):
    client = as_("mai")
    row, field = cell_of(story, "Tả Chải Dao")
    send(client, story, cells={row: {field: "76", "households_poor_end": "128", "households_poor_new": "4,5"}})
    client.logout()
    page = as_("mai").get(address(story)).content.decode()
    assert 'value="128"' in page
    assert 'value="4,5"' in page


# --- Beginning -------------------------------------------------------------------------------------------------------


def test_a_look_at_the_opening_page_makes_nothing_the_button_does(sa_pa, client, clock):
    clock(JUNE)
    client.force_login(sa_pa.person("mai"))
    page = client.get("/ra-soat/mo/2020-M06/")
    assert "Danh sách đã duyệt 31/12/2019" in page.content.decode()
    mine = ReviewSet.objects.filter(unit=sa_pa.ta_van, period="2020-M06")
    assert not mine.exists()
    response = client.post("/ra-soat/mo/2020-M06/")
    assert response.url == f"/ra-soat/{mine.get().pk}/"
    assert client.get("/ra-soat/mo/2020-M06/").url == response.url, "a second look opens it"
    assert client.post("/ra-soat/mo/2020-M06/").url == response.url


@pytest.mark.parametrize("period", ["2020-M09", "2020-Q2", "2031-M06", "x"])
def test_a_period_nobody_asked_for_yet_does_not_exist(sa_pa, client, clock, period):
    clock(JUNE)
    client.force_login(sa_pa.person("mai"))
    assert client.get(f"/ra-soat/mo/{period}/").status_code == 404


@pytest.mark.parametrize("who", ["vang", "thanh", "din"])
def test_only_an_officer_begins(sa_pa, client, clock, who):
    clock(JUNE)
    client.force_login(sa_pa.person(who))
    assert client.post("/ra-soat/mo/2020-M06/").status_code == 403


# --- The buttons -----------------------------------------------------------------------------------------------------


def test_the_button_waits_with_its_reason_until_everything_is_there(story, as_):
    page = as_("mai").get(address(story)).content.decode()
    assert 'disabled aria-describedby="con-thieu">Trình lãnh đạo xã' in page
    assert "chưa nhập" in page
    story.fill()
    page = as_("mai").get(address(story)).content.decode()
    assert '<button class="btn btn-primary">Trình lãnh đạo xã' in page


def test_from_the_officer_to_approval_by_the_buttons(story, as_):
    story.fill()
    assert "Đã trình lãnh đạo xã" in as_("mai").post(address(story, "trinh/"), follow=True).content.decode()
    page = as_("vang").get(address(story)).content.decode()
    assert ">Nộp Phòng LĐ-TB&amp;XH</button>" in page
    assert "Đã nộp Phòng LĐ-TB&amp;XH" in as_("vang").post(address(story, "nop/"), follow=True).content.decode()
    assert "Đã duyệt" in as_("thanh").post(address(story, "duyet/"), follow=True).content.decode()
    assert story.reload().state == ReviewSet.State.APPROVED


@pytest.mark.parametrize(
    ("act", "who"),
    [("trinh/", "vang"), ("nop/", "mai"), ("duyet/", "vang"), ("tra-lai/", "mai"), ("chuyen-lai/", "mai")],
)
def test_a_button_that_is_not_yours_is_refused(story, as_, act, who):
    story.submit()
    assert as_(who).post(address(story, act)).status_code == 403


@pytest.mark.parametrize("act", ["trinh/", "nop/", "duyet/", "tra-lai/", "chuyen-lai/", "luu/", "them-thon/"])
def test_a_button_is_no_link(story, as_, act):
    for who in ("mai", "vang", "thanh"):
        assert as_(who).get(address(story, act)).status_code in {403, 404, 405}


def test_a_second_press_gets_a_sentence(story, as_):
    story.submit()
    client = as_("vang")
    page = client.post(address(story, "nop/"), follow=True).content.decode()
    assert "đang ở trạng thái “đã nộp”" in page


def test_a_return_without_a_reason_keeps_what_was_typed(story, as_):
    story.submit()
    response = as_("thanh").post(address(story, "tra-lai/"), {"reason": "", "due_on": "30/6/2020"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Xin ghi lý do" in page
    assert 'value="30/6/2020"' in page
    assert story.reload().state == ReviewSet.State.SUBMITTED


def test_a_return_after_somebody_else_approved_says_so(story, as_):
    story.submit()
    course.approve(story.reload(), by=story.sa_pa.person("hang"))
    page = as_("thanh").post(address(story, "tra-lai/"), {"reason": "Thiếu", "due_on": "30/6/2020"}).content.decode()
    assert "đang ở trạng thái “đã duyệt”" in page


def test_a_day_for_mending_in_another_century_is_a_slip(story, as_):
    story.submit()
    response = as_("thanh").post(address(story, "tra-lai/"), {"reason": "Thiếu 3 hộ", "due_on": "30/6/2200"})
    assert "xin kiểm tra năm" in response.content.decode()
    assert "Thiếu 3 hộ" in response.content.decode()
    assert story.reload().state == ReviewSet.State.SUBMITTED


def test_a_return_shows_its_reason_to_the_commune(story, as_):
    story.submit()
    as_("thanh").post(address(story, "tra-lai/"), {"reason": "Ghi trùng 3 hộ", "due_on": "28/6/2020"})
    page = as_("mai").get(address(story)).content.decode()
    assert "Phòng LĐ-TB&amp;XH trả lại:</b> Ghi trùng 3 hộ" in page
    assert "Trình lãnh đạo xã" in page


def test_the_leader_sends_back_with_a_reason(story, as_):
    story.present()
    as_("vang").post(address(story, "chuyen-lai/"), {"reason": "Xem lại Dền Thàng"})
    assert "Lãnh đạo xã chuyển lại:</b> Xem lại Dền Thàng" in as_("mai").get(address(story)).content.decode()


def test_the_years_approval_asks_for_its_decision_beside_the_field(story, as_, clock):
    story.submit()
    course.approve(story.review, by=story.thanh)
    clock(dt.date(2020, 12, 15))
    story.review = entry.open_review(story.sa_pa.ta_van, "2020-M12", story.sa_pa.standard, by=story.mai)
    sheet = entry.save_cells(story.review, typed_rows(story.review, persons=True, share=1), by=story.mai)
    for placed in sheet.asking:
        entry.explain(story.review, placed.row_id, placed.finding.key, "Đã rà lại.", by=story.mai)
    course.present(story.review, by=story.mai)
    course.submit(story.review, by=story.vang)
    client = as_("thanh")
    response = client.post(address(story, "duyet/"), {"decision_number": "45/QĐ-UBND", "decision_date": "32/13"})
    assert response.status_code == 422
    assert "Ví dụ đúng: 25/6/2020" in response.content.decode()
    assert 'value="45/QĐ-UBND"' in response.content.decode()
    late = client.post(address(story, "duyet/"), {"decision_number": "45/QĐ-UBND", "decision_date": "16/12/2020"})
    assert "không thể sau hôm nay" in late.content.decode()
    client.post(address(story, "duyet/"), {"decision_number": "45/QĐ-UBND", "decision_date": "14/12/2020"})
    assert story.reload().state == ReviewSet.State.APPROVED
