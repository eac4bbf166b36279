"""Breakdowns typed into a review: lines kept, held, released, asked about; and what the tables print of them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.poverty.models import ReviewLine
from emulation.poverty.rules.printed import texts
from emulation.poverty.selectors import printed, sheet_of, sheets_of
from emulation.poverty.services import entry

PLACE = "Tả Van Mông"
COUNTS = {"total": 130, "minority_total": 100, "poor_end": 20, "poor_minority_end": 12, "near_end": 9}


@pytest.fixture
def typed(new_story):
    new_story.type(PLACE, **COUNTS)
    return new_story


def lines(story, place: str = PLACE) -> dict[str, int]:
    return {line.field: line.value for line in story.row(place).lines.all()}


def test_a_line_is_a_row_and_what_is_emptied_has_none(typed):
    typed.line(PLACE, **{"lack.job": "7", "cause.no_land": "0"})
    assert lines(typed) == {"households_poor.lack.job": 7, "households_poor.cause.no_land": 0}
    typed.line(PLACE, **{"lack.job": "8", "cause.no_land": ""})
    assert lines(typed) == {"households_poor.lack.job": 8}


def test_what_can_t_be_waits_and_says_why(typed):
    sheet = typed.line(PLACE, **{"group.merit": "21"})
    assert lines(typed) == {}
    assert typed.row(PLACE).held == {"households_poor.group.merit": "21"}
    (wrong,) = sheet.wrong
    assert wrong.finding.sentence == (
        "Tả Van Mông, hộ nghèo thuộc nhóm hộ có thành viên là người có công với cách mạng (hộ): 21 hộ, nhưng nghèo "
        "cuối kỳ (hộ) là 20 hộ."
    )


def test_a_mended_count_releases_the_line_that_waited_because_of_it(typed):
    typed.line(PLACE, **{"group.merit": "21"})
    typed.type(PLACE, poor_end=25)
    assert lines(typed) == {"households_poor.group.merit": 21}
    assert typed.row(PLACE).held == {}
    typed.type(PLACE, poor_end=20)
    assert lines(typed) == {}
    assert typed.row(PLACE).held == {"households_poor.group.merit": "21"}


def test_a_table_once_begun_is_asked_of_every_hamlet(typed):
    sheet = typed.line(PLACE, **{"cause.no_land": "3"})
    row = next(row for row in sheet.rows if row.name == PLACE)
    own = [field for field in row.blanks(sheet.required) if ".cause." in field]
    assert len(own) == 7
    other = next(row for row in sheet.rows if row.name != PLACE)
    assert len([field for field in other.blanks(sheet.required) if ".cause." in field]) == 8
    assert not [field for field in sheet.required if ".lack." in field]


def test_v10_asks_and_a_note_answers_until_the_figures_change(typed):
    sheet = typed.line(PLACE, **{"lack.total": "50"})  # 20 poor households lack 60 at least
    (asked,) = [placed for placed in sheet.asking if placed.finding.code == "V10"]
    entry.explain(typed.review, asked.row_id, asked.finding.key, "Đã rà lại từng phiếu.", by=typed.mai)
    assert not [placed for placed in sheet_of(typed.review).asking if placed.finding.code == "V10"]
    sheet = typed.line(PLACE, **{"lack.total": "51"})
    assert [placed.is_explained for placed in sheet.findings if placed.finding.code == "V10"] == [False]


def test_the_trail_says_it_in_words(typed):
    typed.line(PLACE, **{"lack.job": "7"})
    assert AuditEntry.objects.order_by("pk").last().after == {PLACE: {"hộ nghèo thiếu hụt việc làm (hộ)": "7"}}


def test_a_review_on_another_standard_knows_no_such_column(story):
    with pytest.raises(Refused, match="Có cột không thuộc biểu này"):
        entry.save_cells(story.review, {story.row(PLACE).pk: {"households_poor.lack.job": "1"}}, by=story.mai)


def test_the_database_keeps_a_line_once_and_never_below_nought(typed):
    typed.line(PLACE, **{"lack.job": "7"})
    row = typed.row(PLACE)
    for wrong in ({}, {"code": "lack.nutrition", "value": -1}, {"code": "job"}, {"code": "a.b", "poverty_class": "x"}):
        values = {"poverty_class": "poor", "code": "lack.job", "population": "households", "value": 1} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewLine.objects.create(row=row, **values)


def test_a_sheet_costs_the_same_for_one_review_and_for_many_lines(typed):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            sheets_of([typed.review])
        return len(seen)

    few = queries()
    for row in sheet_of(typed.review).rows:
        for code in range(300):
            ReviewLine.objects.create(
                row=row.row, poverty_class="poor", code=f"x.{code}", population="households", value=1
            )
    assert queries() == few <= 12


def test_last_year_s_line_stands_beside(typed, clock):
    import datetime as dt

    from emulation.poverty.models import ReviewSet

    typed.line(PLACE, **{"lack.job": "7"})
    ReviewSet.objects.filter(pk=typed.review.pk).update(state="submitted")
    clock(dt.date(2023, 11, 1))
    after = entry.open_review(typed.sa_pa.ta_van, "2023-M12", typed.standard, by=typed.mai)
    row = next(row for row in sheet_of(after).rows if row.name == PLACE)
    assert row.last["households_poor.lack.job"] == 7


def test_a_table_prints_the_sums_of_the_lines_and_names_who_has_none(typed):
    other = "Dền Thàng"
    typed.type(other, **COUNTS)
    for place in (PLACE, other):
        typed.line(place, **{"people.mong": "5", "people.dao": "6"})
    reading = printed.reading_of(typed.sa_pa.ta_van, "2022-M12", typed.standard, [typed.review])
    form = next(form for form in reading.forms if form.code == "F9")
    table = reading.table(form)
    assert texts(form.lines(table.lines[-1].values)[0])[:6] == ("40", "16", "24", "10", "12", "2")
    assert len(table.missing) == 5
    assert "Chưa có số liệu của 5 thôn, tổ dân phố" in table.notes[0]


def test_a_total_leaves_out_whom_the_table_has_no_lines_of(typed):
    """Else the lacks of one hamlet would be divided by the poor of all."""
    typed.type("Dền Thàng", **COUNTS)
    typed.line(PLACE, **{"lack.total": "60", "lack.job": "10"})
    reading = printed.reading_of(typed.sa_pa.ta_van, "2022-M12", typed.standard, [typed.review])
    form = next(form for form in reading.forms if form.code == "F5")
    total = reading.table(form).lines[-1]
    assert texts(form.lines(total.values)[0])[:2] == ("20", "50,00")
