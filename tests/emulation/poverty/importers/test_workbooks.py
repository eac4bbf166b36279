"""Reviews out of workbooks: our own blank one, the official forms, tables of nobody's; that twice changes nothing."""

import datetime as dt

import pytest

from campaign_portal.foundation import drafts
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry, Draft
from emulation.poverty import exporters
from emulation.poverty.importers import layouts, taking, template, waiting
from emulation.poverty.importers.ground import About
from emulation.poverty.importers.numbers import Dot
from emulation.poverty.models import ReviewLine, ReviewSet
from emulation.poverty.selectors import printed, sheet_of
from tests.emulation.poverty import filled
from tests.emulation.poverty.country import Country
from tests.emulation.poverty.importers.sheets import book, cells_of, workbook

HEADINGS = ("Thôn, tổ dân phố", "Tổng số hộ", "Hộ nghèo")


class Bringing:
    """Mai brings workbooks of Tả Van."""

    def __init__(self, story) -> None:
        self.story, self.by = story, story.mai
        self.about = About(story.review.unit, story.review.period, story.review.standard)

    def __call__(self, file):
        """Kept and looked through."""
        waiting.keep_file(file, self.about, by=self.by)
        return self.look()

    def waits(self) -> waiting.Waiting:
        found = waiting.waiting(self.about, self.by)
        assert found is not None
        return found

    def look(self) -> waiting.Seen:
        return waiting.look(self.waits())

    def take(self) -> taking.Taken:
        return taking.take(self.waits())

    def kept(self, hamlet: str, name: str = "households_total"):
        return getattr(self.story.row(hamlet), name)

    def blank(self) -> dict[str, list[list]]:
        sheet = sheet_of(self.story.review)
        rows = {row.row.unit_id: row for row in sheet.rows}
        return cells_of(template.blank_review(self.about, template.lines_of(self.about, rows)))


@pytest.fixture
def bring(story) -> Bringing:
    return Bringing(story)


def says(lines) -> str:
    return "\n".join(f"{where} {whose}: {text}" for where, whose, text in lines)


# --- Our own blank workbook ------------------------------------------------------------------------------------------


def test_the_blank_workbook_filled_in_is_taken_sheet_by_sheet(bring):
    sheets = bring.blank()
    poor, persons = sheets["Hộ nghèo"], sheets["Khẩu nghèo"]
    names = [row[0] for row in poor[5:]]
    at = 5 + names.index("Tả Van Mông")
    poor[at][1], poor[at][2] = 131, 131
    persons[at][1] = "1.310"
    bring(book(sheets))
    waiting.say_dot(Dot.THOUSANDS, bring.about, by=bring.by)
    seen = bring.look()
    assert (seen.counts, seen.cells) == ({"change": 1, "same": len(names) - 1}, 3)
    assert bring.take() == taking.Taken(rows=1, cells=3, left=0)
    assert (bring.kept("Tả Van Mông"), bring.kept("Tả Van Mông", "persons_total")) == (131, 1310)
    assert Draft.objects.filter(form_key=waiting.FORM_KEY).count() == 0, "nothing waits any more"


def test_the_same_workbook_twice_changes_nothing(bring):
    rows = (HEADINGS, ("Tả Van Mông", 131, 20), ("Dền Thàng", 103, 30))
    bring(workbook(*rows))
    bring.take()
    lines = AuditEntry.objects.count()
    assert bring(workbook(*rows)).counts == {"same": 2}
    assert bring.take() == taking.Taken(0, 0, 0)
    assert AuditEntry.objects.count() == lines


def test_a_workbook_of_another_period_or_version_is_refused(bring):
    sheets = bring.blank()
    sheets["Hộ nghèo"][2][0] = "RS1|2020-M09|2016-2020"
    with pytest.raises(Refused, match="mẫu của kỳ 9 tháng năm 2020, không phải 6 tháng năm 2020"):
        bring(book(sheets))
    sheets["Hộ nghèo"][2][0] = "RS9|2020-M06|2016-2020"
    with pytest.raises(Refused, match="mẫu bản 9"):
        bring(book(sheets))
    assert drafts.load(bring.by, waiting.FORM_KEY, bring.about.key) == {}


def test_a_blank_cell_leaves_what_is_there(bring):
    bring.story.type("Tả Van Mông", total=129)
    assert bring(workbook(HEADINGS, ("Tả Van Mông", "", 20))).cells == 1
    bring.take()
    assert (bring.kept("Tả Van Mông"), bring.kept("Tả Van Mông", "households_poor_end")) == (129, 20)


# --- What is wrong, what asks ----------------------------------------------------------------------------------------


def test_faults_name_the_cell_and_the_row_waits(bring):
    seen = bring(
        workbook(
            HEADINGS,
            ("Tả Van Mông", 76, 128),
            ("Dền Thàng", "4,5", 3),
            ("Thôn Không Có", 10, 1),
            ("Tả Chải Dao", 76, 28),
            ("Tả Chải Dao", 76, 28),
        )
    )
    told = says(seen.wrong)
    assert "C2 Tả Van Mông: 128 hộ, nhưng cả thôn có 76 hộ." in told
    assert "B3 Dền Thàng: “4,5” có phần lẻ" in told
    assert "dòng 4 Thôn Không Có: Xã Tả Van không có thôn, tổ “Thôn Không Có”" in told
    assert "dòng 6 Tả Chải Dao: Tả Chải Dao có hai lần trong tệp" in told
    assert bring.take() == taking.Taken(rows=1, cells=2, left=4)
    assert (bring.kept("Tả Chải Dao"), bring.kept("Tả Van Mông")) == (76, None)
    back = cells_of(waiting.with_faults(bring.waits()))["Bảng"]
    assert back[0][-1] == "Lỗi"
    assert back[1][-1].startswith("C2: 128 hộ")
    assert back[3][0] == "Thôn Không Có"


def test_columns_of_two_tables_side_by_side_are_read_and_what_is_not_read_is_told(bring):
    seen = bring(
        workbook(("Thôn", "Tổng số DTTS", "Tổng số hộ", "Hộ nghèo", "Nhận xét"), ("Tả Van Mông", 9, 131, 20, "x"))
    )
    assert seen.cells == 3
    assert bring.waits().unread == ["Nhận xét"]


def test_what_two_tables_count_alike_is_named_with_its_table(bring):
    names = layouts.names_of(bring.about.breakdown)
    assert len(set(names.values())) == len(names)
    assert names["households_near_from_poor"] == "Nghèo thành cận nghèo (hộ), bảng hộ cận nghèo"


def test_one_answer_says_what_the_dots_are(bring):
    seen = bring(workbook(HEADINGS, ("Tả Van Mông", "1.234", 12), ("Dền Thàng", 1.1, 3), ("Tả Chải Dao", 76, 28)))
    assert (seen.counts, seen.dots) == ({"asks": 2, "change": 1}, ["B2", "B3"])
    waiting.say_dot(Dot.DECIMALS, bring.about, by=bring.by)
    assert bring.look().counts == {"wrong": 2, "change": 1}
    waiting.say_dot(Dot.THOUSANDS, bring.about, by=bring.by)
    bring.take()
    assert (bring.kept("Tả Van Mông"), bring.kept("Dền Thàng")) == (1234, 1100)


def test_a_file_that_says_so_itself_is_not_asked(bring):
    seen = bring(workbook(HEADINGS, ("Tả Van Mông", "1.234", 12), ("Dền Thàng", "13.455", 3)))
    assert (seen.counts, seen.dot_count) == ({"change": 2}, 0)


def test_a_locked_start_stays_and_is_told(bring):
    start = bring.kept("Tả Van Mông", "households_poor_start")
    seen = bring(workbook(("Thôn", "Nghèo đầu kỳ", "Tổng số hộ"), ("Tả Van Mông", start + 1, 130)))
    assert f"ghi {start + 1}, danh sách đã duyệt cuối năm trước là {start}: giữ số đã duyệt" in says(seen.asks)
    assert bring.take().cells == 1
    assert bring.kept("Tả Van Mông", "households_poor_start") == start


def test_broken_identities_ask_and_are_written(bring):
    start = bring.kept("Tả Van Mông", "households_poor_start")
    moves = ("Giảm thành cận nghèo", "Giảm vượt cận nghèo", "Giảm khác", "Tăng từ cận nghèo", "Tăng tái nghèo",
             "Tăng phát sinh", "Tăng khác")  # fmt: skip
    seen = bring(workbook(
        ("Thôn", "Tổng số hộ", *moves, "Nghèo cuối kỳ"), ("Tả Van Mông", 130, 1, 0, 0, 0, 0, 0, 0, start)
    ))  # fmt: skip
    assert "(V4)" in says(seen.asks)
    assert bring.take().rows == 1


def test_what_left_the_officer_s_hands_is_shut(bring):
    bring.story.present()
    assert bring(workbook(HEADINGS, ("Tả Van Mông", 999, ""))).counts == {"shut": 1}
    assert bring.take().rows == 0


# --- Columns nobody knows --------------------------------------------------------------------------------------------


class TestColumnsNobodyKnows:
    ROWS = (("Nơi", "A1", "A2"), ("Tả Van Mông", 131, 20))

    def test_a_person_says_what_they_are(self, bring):
        waiting.keep_file(workbook(*self.ROWS), bring.about, by=bring.by)
        assert not bring.waits().is_understood
        meant = {0: "hamlet", 1: "households_total", 2: "households_poor_end"}
        waiting.map_columns(0, meant, bring.about, by=bring.by)
        assert bring.take() == taking.Taken(1, 2, 0)

    def test_lines_of_households_and_persons_are_mapped_once(self, bring):
        rows = (("Nơi", "Gì", "A1"), ("Tả Van Mông", "Hộ", 131), ("", "Nhân khẩu", 700))
        waiting.keep_file(workbook(*rows), bring.about, by=bring.by)
        meant = {0: "hamlet", 1: "split", 2: "households_total"}
        waiting.map_columns(0, meant, bring.about, by=bring.by)
        bring.take()
        assert (bring.kept("Tả Van Mông"), bring.kept("Tả Van Mông", "persons_total")) == (131, 700)

    @pytest.mark.parametrize(
        ("meant", "sentence"),
        [
            ({1: "households_total"}, "cột tên thôn"),
            ({0: "hamlet"}, "một cột số liệu"),
            ({0: "hamlet", 1: "households_total", 2: "households_total"}, "cùng một nội dung"),
        ],
    )
    def test_a_mapping_that_says_too_little_is_refused(self, bring, meant, sentence):
        waiting.keep_file(workbook(*self.ROWS), bring.about, by=bring.by)
        with pytest.raises(Refused, match=sentence):
            waiting.map_columns(0, meant, bring.about, by=bring.by)


# --- The official forms ----------------------------------------------------------------------------------------------


@pytest.fixture
def printed_year(sa_pa, clock, new_story) -> Bringing:
    """Tả Van's whole year 2022, entered in every table and not yet presented."""
    bring = Bringing(new_story)
    rows = list(new_story.review.rows.order_by("unit_id"))
    breakdown = bring.about.breakdown
    for place, row in enumerate(rows):
        for name, value in filled.year_of(place).items():
            setattr(row, name, value)
        row.save()
        ReviewLine.objects.bulk_create(filled.broken_down(row, breakdown, place))
    return bring


def forms_of(bring: Bringing) -> dict[str, list[list]]:
    about = bring.about
    reading = printed.reading_of(about.unit, about.period, about.standard, [bring.story.review])
    return cells_of(exporters.forms_workbook([reading.table(form) for form in reading.forms]))


def test_our_printed_forms_come_back_as_they_went(printed_year):
    sheets = forms_of(printed_year)
    seen = printed_year(book(sheets))
    assert seen.wrong == []
    assert set(seen.counts) == {"same"}
    codes = {sheet.header.layout.partition(".")[0] for sheet in printed_year.waits().read}
    assert codes == set(sheets) - {"F16"} | ({"F16"} & codes)
    assert says(seen.asks) == ""


def test_a_figure_changed_in_one_form_is_told_and_in_all_is_written(printed_year):
    sheets = forms_of(printed_year)
    f4 = sheets["F4"]
    at = next(number for number, row in enumerate(f4) if row[1] and str(row[0]) in {"1", "1.0"})
    f4[at][4] += 1
    seen = printed_year(book({"F4": f4}))
    assert (seen.counts["change"], seen.cells) == (1, 1)
    told = says(seen.asks)
    assert "(V9)" in told, "its total is no more the sum"
    assert "(V10)" in told


def test_a_count_that_two_forms_print_differently_is_wrong_and_a_rate_that_does_not_fit_asks(printed_year):
    sheets = forms_of(printed_year)
    f1 = sheets["F1"]
    at = next(number for number, row in enumerate(f1) if str(row[0]) in {"1", "1.0"})
    rate = next(column for column, cell in enumerate(f1[at]) if isinstance(cell, float) and 0 < cell < 1)
    f1[at][rate] += 0.01
    seen = printed_year(book({"F1": f1}))
    assert "(V14)" in says(seen.asks)
    f1[at][rate - 1] -= 1
    seen = printed_year(book({"F1": f1, "F2": sheets["F2"]}))
    assert "cùng một số phải bằng nhau" in says(seen.wrong)
    assert "(V7)" in says(seen.wrong)


def test_a_form_of_2016_is_read_too(bring):
    bring.story.fill()
    sheets = forms_of(bring)
    seen = bring(book(sheets))
    assert (seen.wrong, set(seen.counts)) == ([], {"same"})
    assert {sheet.header.layout.partition(".")[0] for sheet in bring.waits().read} == {"F17A", "F17B"}


# --- Many communes ---------------------------------------------------------------------------------------------------


@pytest.fixture
def country(db, clock) -> Country:
    clock(dt.date(2020, 6, 15))
    return Country({"Sông Một": ("Xuôi", "Ngược", "Cạn")})


def of_district(country: Country):
    from emulation.poverty.services import entry

    for name in ("Xuôi", "Ngược"):
        entry.open_review(country.units[name], "2020-M06", country.standard, by=country.person(f"{name}.canbo"))
    return workbook(
        ("Xã, phường", *HEADINGS),
        ("Xã Xuôi", "Xuôi Một", 100, 9),
        ("Ngược", "Ngược Một", 100, 9),
        ("Cạn", "Cạn Một", 100, 9),
        ("Lạ", "Lạ Một", 100, 9),
    )


def test_of_a_district_s_workbook_each_officer_writes_his_own_rows(country):
    file = of_district(country)
    by = country.person("Xuôi.canbo")
    about = About(country.units["Xuôi"], "2020-M06", country.standard)
    waiting.keep_file(file, about, by=by)
    found = waiting.waiting(about, by)
    assert waiting.look(found).counts == {"change": 1, "elsewhere": 3}
    assert taking.take(found).rows == 1


def test_the_office_above_compares_and_writes_nothing(country):
    file = of_district(country)
    by = country.person("Sông Một.chuyenvien")
    course_of = ReviewSet.objects.get(unit=country.units["Xuôi"], period="2020-M06")
    country.hand_in(course_of)
    about = About(country.units["Sông Một"], "2020-M06", country.standard)
    waiting.keep_file(file, about, by=by)
    seen = waiting.look(waiting.waiting(about, by))
    assert seen.counts == {"shut": 1, "elsewhere": 2, "wrong": 1}
    assert "ghi là việc của cán bộ xã Xuôi" in says(seen.asks)
    assert taking.take(waiting.waiting(about, by)).rows == 0
