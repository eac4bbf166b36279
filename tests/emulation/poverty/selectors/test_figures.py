"""Sums and rates of what was handed in, and of what is being entered."""

from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import Standing, figures_by, figures_of, opening_figures, sheet_of
from emulation.poverty.selectors.figures import sums_by
from emulation.poverty.services import entry
from emulation.territory.models import Unit
from tests.emulation.poverty.conftest import typed_rows

EVERY_STATE = list(ReviewSet.State.values)


def test_what_is_not_handed_in_counts_for_nobody_above(story):
    story.fill()
    assert figures_by("commune", "2020-M06", story.sa_pa.town, story.sa_pa.standard) == {}


def test_half_a_review_is_compared_with_the_same_hamlets_start(story):
    """Five of seven hamlets beside the list of all seven would show a fall that nobody saw."""
    cells = typed_rows(story.review)
    for name in ("Séo Mý Tỷ", "Dền Thàng"):
        del cells[story.row(name).pk]
    entry.save_cells(story.review, cells, by=story.mai)
    figures = figures_of(story.sa_pa.ta_van, "2020-M06", story.sa_pa.standard, EVERY_STATE)
    assert figures.hamlet_count == 5
    assert figures.start_count("poor_end") == 21 + 19 + 61 + 47 + 33
    assert 0 < figures.poor_rate_fall < 10


def test_a_hamlet_whose_end_waits_is_left_out_on_both_sides(story):
    story.fill()
    story.type("Dền Thàng", poor_end="1280")
    figures = figures_of(story.sa_pa.ta_van, "2020-M06", story.sa_pa.standard, EVERY_STATE)
    assert figures.hamlet_count == 6
    assert figures.start_count("poor_end") == 294 - 66


def test_the_sheet_and_the_sums_count_the_same_hamlets(story):
    """Entered and right counts; entered and wrong, begun, and not begun do not."""
    cells = typed_rows(story.review)
    for name in ("Séo Mý Tỷ", "Dền Thàng"):
        del cells[story.row(name).pk]
    cells[story.row("Tả Chải Dao").pk]["households_poor_end"] = "128"
    del cells[story.row("Tả Van Mông").pk]["households_poor_new"]
    entry.save_cells(story.review, cells, by=story.mai)
    figures = figures_of(story.sa_pa.ta_van, "2020-M06", story.sa_pa.standard, EVERY_STATE)
    sheet = sheet_of(story.review)
    standings = {row.name: row.standing for row in sheet.rows}
    assert figures.hamlet_count == [*standings.values()].count(Standing.COUNTS) == 3
    assert standings["Tả Chải Dao"] == Standing.WRONG
    assert standings["Tả Van Mông"] == Standing.BEGUN
    assert standings["Dền Thàng"] == Standing.EMPTY
    assert sheet.coverage == (
        "theo 3 trên 7 thôn có số dùng được; 1 thôn có số cần sửa, 1 thôn còn ô trống, 2 thôn chưa nhập"
    )


def test_a_hamlet_of_no_households_has_no_figures(story):
    story.fill()
    empty = dict.fromkeys(typed_rows(story.review)[story.row("Dền Thàng").pk], "0")
    entry.save_cells(story.review, {story.row("Dền Thàng").pk: empty}, by=story.mai)
    figures = figures_of(story.sa_pa.ta_van, "2020-M06", story.sa_pa.standard, EVERY_STATE)
    assert figures.hamlet_count == 6
    row = next(row for row in sheet_of(story.review).rows if row.name == "Dền Thàng")
    assert row.standing == Standing.WRONG


def test_a_whole_review_is_compared_with_the_whole_list(story):
    story.submit()
    figures = figures_of(story.sa_pa.ta_van, "2020-M06", story.sa_pa.standard)
    assert figures.start == opening_figures(story.sa_pa.ta_van, 2020, story.sa_pa.standard).counts
    assert figures.is_provisional


def test_the_statement_in_its_own_words_says_what_the_long_one_says(story):
    story.submit()
    about = ("2020-M06", story.sa_pa.standard)
    for column, unit in (("unit", story.sa_pa.ta_van), ("commune", story.sa_pa.town), ("province", None)):
        short = sums_by(column, about[0], unit, about[1])
        assert short == sums_by(column, about[0], unit, about[1], only_hamlets=Unit.objects.values("pk"))
        assert short
    hamlet = story.row("Dền Thàng").unit
    of_one = sums_by("unit", about[0], hamlet, about[1])
    assert of_one == {hamlet.pk: sums_by("unit", about[0], story.sa_pa.ta_van, about[1])[hamlet.pk]}
    assert sums_by("commune", about[0], story.sa_pa.town, about[1], []) == {}
