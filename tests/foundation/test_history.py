"""A record's history in words."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from campaign_portal.foundation import audit, history
from campaign_portal.foundation.models import AuditEntry, User
from emulation.poverty.models import ReviewSet
from emulation.targets.models import TargetAssignment
from tests.toy.models import Parcel

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("can-bo", "Nguyễn Thị Mai")


def entry(label: str, before: dict, after: dict, **more) -> AuditEntry:
    """A line of the trail as it lies in memory."""
    now = dt.datetime(2020, 6, 25, 14, 2, tzinfo=dt.UTC)
    return AuditEntry(
        **{"at": now, "business_at": now, "actor_name": "Mai", "action": "sửa", "object_type": label, "object_id": "1"}
        | more,
        before=audit.plain(before),
        after=audit.plain(after),
    )


def words(label: str, before: dict, after: dict, **more) -> list[tuple[str, str | None, str | None]]:
    return [
        (change.label, change.was, change.now)
        for group in history.changed(entry(label, before, after, **more))
        for change in group.changes
    ]


def test_a_field_is_called_as_people_call_it_and_a_choice_by_its_label():
    assert words("emulation.ReviewSet", {"state": "draft"}, {"state": "submitted"}) == [
        ("trạng thái", "đang nhập", "đã nộp")
    ]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("decision_date", dt.date(2020, 1, 5), "05/01/2020"),
        ("approved_at", dt.datetime(2020, 6, 20, 7, 5, tzinfo=dt.UTC), "14:05 ngày 20/6/2020"),
        ("is_opening", True, "có"),
        ("is_opening", False, "không"),
        ("year", 2020, "2020"),
        ("remark", "", history.EMPTY),
        ("decision_number", None, history.EMPTY),
    ],
)
def test_values_are_written_as_people_write_them(field, value, shown):
    [(_, _, now)] = words("emulation.ReviewSet", {field: "x"}, {field: value})
    assert now == shown


def test_money_and_decimals_keep_their_manner():
    assert words("emulation.Contribution", {}, {"value_vnd": 1_500_000})[0][2] == "1.500.000 đồng"
    [(label, was, now)] = words(TargetAssignment._meta.label, {"value": None}, {"value": Decimal("5.5000")})
    assert (label, was, now) == ("mức giao", history.EMPTY, "5,5")


def test_a_row_is_told_by_its_text_and_a_list_by_its_items():
    [(label, _, now)] = words("awards.Dossier", {}, {"party": Parcel(pk=3)})
    assert (label, now) == ("được đề nghị", "bưu kiện 3")
    [(_, _, now)] = words("awards.Dossier", {}, {"awards": [{"year": 2018, "award_name": "Giấy khen", "decision": ""}]})
    assert now == "2018, Giấy khen"


def test_a_key_of_another_table_takes_its_name_and_choices():
    assert words("awards.Dossier", {}, {"verdict": "unmet"}) == [("kết quả", None, "Chưa đạt")]


def test_what_only_the_machine_needs_is_not_told_and_what_the_line_says_is_not_repeated(officer):
    said = entry("emulation.ReviewSet", {}, {"sha256": "ab", "submitted_by": officer}, actor=officer)
    said.actor_name = officer.full_name
    said.after["submitted_at"] = said.business_at.isoformat()
    assert list(history.changed(said)) == []
    later = said.business_at + dt.timedelta(days=1)
    said.after = audit.plain({"submitted_at": later, "submitted_by": User(pk=99, full_name="Người khác")})
    assert [change.label for group in history.changed(said) for change in group.changes] == ["nộp lúc", "người nộp"]


def test_a_key_that_nobody_named_is_hidden_and_can_be_found():
    said = entry("toy.Parcel", {}, {"strange_key": 1, "Séo Mý Tỷ": "12"})
    assert [change.label for group in history.changed(said) for change in group.changes] == ["Séo Mý Tỷ"]
    assert not history.is_named(said, "strange_key")
    assert not history.is_named(said, "weight"), "a field that nobody named"
    assert history.is_named(said, "Séo Mý Tỷ")


def test_a_table_that_is_gone_still_reads():
    assert words("gone.Table", {"Tên": "cũ", "code": 1}, {"Tên": "mới", "code": 2}) == [("Tên", "cũ", "mới")]


def test_parts_of_a_record_stand_together():
    groups = list(
        history.changed(
            entry(
                "emulation.ReviewSet",
                {"Séo Mý Tỷ": {"nghèo cuối kỳ (hộ)": "12"}, "Dền Thàng": {"nghèo cuối kỳ (hộ)": ""}},
                {"Séo Mý Tỷ": {"nghèo cuối kỳ (hộ)": "10"}, "Dền Thàng": {"nghèo cuối kỳ (hộ)": "9"}},
            )
        )
    )
    assert [(group.title, group.changes[0].was, group.changes[0].now) for group in groups] == [
        ("Séo Mý Tỷ", "12", "10"),
        ("Dền Thàng", "trống", "9"),
    ]


def save(review_id: str, officer: User, minute: int, was: str, now: str) -> AuditEntry:
    at = dt.datetime(2020, 6, 25, 7, minute, tzinfo=dt.UTC)
    cells = {"Séo Mý Tỷ": {"nghèo cuối kỳ (hộ)": was}}, {"Séo Mý Tỷ": {"nghèo cuối kỳ (hộ)": now}}
    return AuditEntry.objects.create(
        at=at,
        business_at=at,
        actor=officer,
        actor_name=officer.full_name,
        action="nhập số liệu rà soát",
        object_type=ReviewSet._meta.label,
        object_id=review_id,
        before=cells[0],
        after=cells[1],
    )


def test_saves_in_one_go_read_as_one_line_from_the_first_before_to_the_last_after(officer):
    save("990007", officer, 0, "", "12")
    save("990007", officer, 5, "12", "11")
    save("990007", officer, 9, "11", "10")
    save("990007", officer, 50, "10", "9")
    lines = history.of(ReviewSet(pk=990007)).lines
    assert [(line.times, line.groups[0].changes[0].was, line.groups[0].changes[0].now) for line in lines] == [
        (1, "10", "9"),
        (3, "trống", "10"),
    ]


def test_steps_are_never_run_together(officer):
    parcel = Parcel.objects.create()
    for _ in range(3):
        audit.record("gửi", parcel, by=officer, before={"state": "packed"}, after={"state": "sent"})
    assert len(history.of(parcel).lines) == 3


def test_newest_first_a_page_at_a_time_and_the_rest_of_the_address_stays(officer, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 3)
    parcel = Parcel.objects.create()
    for number in range(5):
        audit.record(f"việc {number}", parcel, by=officer)
    first = history.of(parcel, QueryDict("bang=ngheo"))
    assert [line.entry.action for line in first.lines] == ["việc 4", "việc 3", "việc 2"]
    assert QueryDict(first.older)["bang"] == "ngheo"
    second = history.of(parcel, QueryDict(first.older))
    assert [line.entry.action for line in second.lines] == ["việc 1", "việc 0"]
    assert (second.older, second.is_later_page) == ("", True)
    assert history.of(parcel, QueryDict("nhat-ky=²")).lines, "no number: the first page"


def test_what_its_writers_saved_after_sending_is_not_told_to_others(officer):
    save("990007", officer, 0, "", "12")
    audit.record("nộp", ReviewSet(pk=990007, period="2020-M06", unit=_unit()), by=officer)
    save("990007", officer, 50, "12", "9")
    seen = [line.entry.action for line in history.of(ReviewSet(pk=990007), sent_by="nộp").lines]
    assert seen == ["nộp", "nhập số liệu rà soát"]
    assert len(history.of(ReviewSet(pk=990007)).lines) == 3


def _unit():
    from emulation.territory.models import Unit

    return Unit(name="Tả Van", kind="Xã")


def test_a_long_history_costs_one_statement(officer, django_assert_num_queries):
    parcel = Parcel.objects.create()
    for times in (1, 30):
        for _ in range(times):
            audit.record("gửi", parcel, by=officer, after={"weight": 1})
        with django_assert_num_queries(1):
            html = render_to_string("foundation/history.html", {"history": history.of(parcel)})
        assert "Nguyễn Thị Mai" in html


def test_the_page_says_who_with_which_post_why_and_when_it_was_really_written(officer, clock):
    clock(dt.date(2020, 6, 25))
    parcel = Parcel.objects.create()
    long = "Thành tích " * 40
    before, after = {"Nhãn": "a", "Ý kiến": ""}, {"Nhãn": "b", "Ý kiến": long}
    audit.record("trả lại", parcel, by=officer, before=before, after=after, reason="x")
    html = render_to_string("foundation/history.html", {"history": history.of(parcel)})
    assert "09:00 ngày 25/6/2020" in html
    assert "ghi vào máy lúc" in html, "the demo's day is not the machine's"
    assert "<del>a</del>" in html
    assert "<ins>b</ins>" in html
    assert "Lý do: x" in html
    assert html.count("<details") == 2, "the panel, and the long text behind its beginning"


def test_a_record_without_history_shows_no_panel():
    assert render_to_string("foundation/history.html", {"history": history.of(Parcel(pk=1))}).strip() == ""
