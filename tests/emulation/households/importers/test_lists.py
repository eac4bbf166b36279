"""Lists of the provinces into the register: what is read, what is asked, that twice changes nothing."""

import io

import pytest
from python_calamine import CalamineWorkbook

from campaign_portal.foundation import drafts
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.households.importers import waiting
from emulation.households.importers.rows import About
from emulation.households.models import Household, HouseholdYear
from tests.emulation.households.importers.lists import SECOND, f15, head, member, workbook
from tests.support.jobs import run_queued_jobs


@pytest.fixture
def bring(register):
    """`bring(file)` keeps a list of poor households of 2020 and judges it."""

    def keep(file, poverty_class="poor", **more):
        about = About(register.commune, 2020, register.sa_pa.standard, poverty_class, **more)
        waiting.keep_file(file, about, by=register.mai)
        return waiting.waiting(register.mai)

    return keep


def states(found) -> list[str]:
    return [row.state for row in found.rows]


class TestTheFirstLayout:
    def test_heads_and_people_are_told_apart(self, bring, register):
        found = bring(f15(
            head(1, "Vàng A Lử", 1985, merit="x", credit="x"), member(2, "Lý Thị Sung", woman=1987, relation="Vợ"),
            head(2, "Giàng A Páo", 1970),
        ))  # fmt: skip
        assert states(found) == ["new", "new"]
        waiting.take(register.mai)
        household = Household.objects.get(head_name="Vàng A Lử")
        assert (household.member_count, household.party.gender, household.unit.name) == (2, "male", "Tả Van Mông")
        assert [(m.full_name, m.gender, m.relation) for m in household.members.all()] == [
            ("Lý Thị Sung", "female", "Vợ")
        ]
        year = household.years.get()
        assert (year.poverty_class, year.declared, year.wish) == ("poor", "old", "vay vốn tín dụng")
        assert [group.code for group in year.groups.all()] == ["merit"]

    def test_a_row_of_column_numbers_is_nobody(self, bring):
        assert len(bring(f15(tuple(range(1, 21)), head(1, "Vàng A Lử", 1985))).rows) == 1

    def test_a_row_that_only_names_a_hamlet_heads_those_below(self, bring):
        found = bring(f15(("Thôn Tả Van Mông",), head(1, "Vàng A Lử", 1985, hamlet="")))
        assert found.rows[0].hamlet.name == "Tả Van Mông"

    def test_the_people_s_name_is_that_of_the_catalogue(self, bring, register):
        assert bring(f15(head(1, "Vàng A Lử", 1985, ethnicity="H'mông"))).rows[0].head["ethnicity"] == "Mông"


class TestTheSecondLayout:
    ROW = ("Vàng A Lử", "Tả Van Mông", 1985, "Mông", "010085001234", "140/QĐ-UBND", "16/12/2020", 110, 30,
           "Thiếu vốn; Thiếu đất sản xuất")  # fmt: skip

    def test_decision_points_causes_and_card_are_read(self, bring, register):
        bring(workbook(*SECOND, self.ROW))
        waiting.take(register.mai)
        year = HouseholdYear.objects.get(household__head_name="Vàng A Lử")
        assert (year.list_number, str(year.list_date), year.income_points, year.lack_points) == (
            "140/QĐ-UBND", "2020-12-16", 110, 30,
        )  # fmt: skip
        assert {cause.code for cause in year.causes.all()} == {"no_capital", "no_land"}
        assert year.household.id_last3 == "234"

    def test_a_card_that_excel_made_a_number_is_the_same(self, bring, register):
        bring(workbook(*SECOND, self.ROW))
        waiting.take(register.mai)
        as_number = (*self.ROW[:4], 10085001234, *self.ROW[5:])
        assert states(bring(workbook(*SECOND, as_number))) == ["there"]

    def test_a_cause_may_have_a_comma_in_its_name(self, bring):
        row = (*self.ROW[:9], "Thiếu công cụ, phương tiện sản xuất")
        assert [cause.code for cause in bring(workbook(*SECOND, row)).rows[0].found.causes] == ["no_tools"]

    def test_faults_name_the_cell(self, bring):
        wrong = ("Lử", "Thôn Không Có", "19x5", "Mông", "12345", "140/QĐ-UBND", "31/02/2020", "một", 30, "Lười")
        found = bring(workbook(*SECOND, wrong))
        told = dict(found.rows[0].problems)
        assert set(told) == {"A2", "B2", "C2", "E2", "G2", "H2", "J2"}
        assert told["B2"] == "Xã Tả Van không có thôn “Thôn Không Có”; xin kiểm tra tên."
        assert "12345" not in told["E2"]


class TestTwice:
    def test_the_same_file_twice_changes_nothing(self, bring, register):
        rows = [
            head(1, "Vàng A Lử", 1985, credit="x"),
            member(2, "Lý Thị Sung", woman=1987),
            head(2, "Giàng A Páo", 1970),
        ]
        bring(f15(*rows))
        assert waiting.take(register.mai).made == 2
        lines = AuditEntry.objects.count()
        assert states(bring(f15(*rows))) == ["there", "there"]
        taken = waiting.take(register.mai)
        assert (taken.made, taken.more, Household.objects.filter(head_name="Vàng A Lử").count()) == (0, 0, 1)
        assert AuditEntry.objects.exclude(action__startswith="nhập danh sách").count() == lines - 1

    def test_what_a_list_has_no_column_for_stays(self, bring, register):
        bring(f15(head(1, "Vàng A Lử", 1985, merit="x")))
        waiting.take(register.mai)
        found = bring(workbook(("Họ và tên", "Thôn", "Năm sinh", "B1"), ("Vàng A Lử", "Tả Van Mông", 1985, 120)))
        assert states(found) == ["more"]
        waiting.take(register.mai)
        year = HouseholdYear.objects.get(household__head_name="Vàng A Lử")
        assert (year.income_points, [group.code for group in year.groups.all()]) == (120, ["merit"])

    def test_one_household_twice_in_a_list_is_said(self, bring):
        found = bring(f15(head(1, "Vàng A Lử", 1985), head(2, "Vàng A Lử", 1985)))
        assert "Trùng với dòng 4" in found.rows[1].problems[0][1]


class TestDoubles:
    @pytest.mark.parametrize(
        ("row", "why"),
        [
            (("Vàng A Lử", "Tả Van Mông", "", "Mông", ""), "cùng tên, cùng thôn; một bên chưa ghi năm sinh"),
            (("Vàng A Lử", "Tả Van Giáy 1", 1985, "Mông", ""), "cùng tên, cùng năm sinh, ở thôn Tả Van Mông"),
            (("Giàng A Páo", "Tả Van Mông", 1970, "Mông", "010085001234"), "cùng số CCCD, chủ hộ Vàng A Lử"),
            (("Vàng A Lù", "Tả Van Mông", 1985, "Mông", ""), "cùng thôn, cùng năm sinh; tên khác dấu: Vàng A Lử"),
            (("Vàng A Lử", "Tả Van Mông", 1985, "Mông", "010085009999"), "cùng tên, thôn và năm sinh; khác số CCCD"),
        ],
    )
    def test_what_is_only_alike_is_asked(self, bring, register, row, why):
        register.write("Vàng A Lử", born=1985, id_number="010085001234")
        found = bring(workbook((*SECOND[0][:5],), row))
        assert states(found) == ["ask"]
        assert [said for _, said in found.rows[0].candidates] == [why]

    def test_the_answer_decides(self, bring, register):
        there = register.write("Vàng A Lử", born=1985)
        bring(workbook(SECOND[0][:3], ("Vàng A Lử", "Tả Van Mông", "")))
        waiting.answer(2, str(there.pk), by=register.mai)
        assert states(waiting.waiting(register.mai)) == ["more"]
        waiting.answer(2, "new", by=register.mai)
        assert states(waiting.waiting(register.mai)) == ["new"]


class TestColumnsNobodyKnows:
    ROWS = (("Ông bà", "Ở đâu", "Tuổi"), ("Vàng A Lử", "Tả Van Mông", 1985))

    def test_they_are_mapped_by_a_person(self, bring, register):
        assert not bring(workbook(*self.ROWS)).header.is_understood
        waiting.map_columns({0: "full_name", 1: "hamlet", 2: "birth_year"}, by=register.mai)
        assert states(waiting.waiting(register.mai)) == ["new"]

    @pytest.mark.parametrize(
        ("columns", "says"), [({0: "hamlet"}, "họ và tên"), ({0: "full_name", 1: "full_name"}, "cùng một nội dung")]
    )
    def test_a_mapping_that_says_nothing_is_refused(self, bring, register, columns, says):
        bring(workbook(*self.ROWS))
        with pytest.raises(Refused, match=says):
            waiting.map_columns(columns, by=register.mai)


def test_faults_are_written_back_into_the_workbook(bring):
    found = bring(f15(head(1, "Lử", 1985), head(2, "Giàng A Páo", 1970)))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(waiting.with_faults(found))).get_sheet_by_index(0).to_python()
    assert sheet[2][-1] == "Lỗi"
    assert sheet[3][-1] == "C4: “Lử” chưa đủ họ và tên."
    assert sheet[4][2] == "Giàng A Páo"


def test_a_row_is_mended_and_the_wrong_ones_wait(bring, register):
    bring(f15(head(1, "Lử", 1985), head(2, "Giàng A Páo", 1970)))
    taken = waiting.take(register.mai)
    assert (taken.made, taken.left) == (1, 1)
    waiting.mend(4, {"full_name": "Vàng A Lử"}, by=register.mai)
    assert states(waiting.waiting(register.mai)) == ["new"]
    waiting.take(register.mai)
    assert drafts.load(register.mai, waiting.FORM_KEY, "") == {}


def test_a_long_list_is_taken_in_the_background(bring, register):
    bring(f15(*(head(n, f"Vàng A {'I' * (n % 7)}{n}", 1950 + n % 40) for n in range(1, 41))))
    waiting.take_later(by=register.mai)
    job = run_queued_jobs()[0]
    job.refresh_from_db()
    assert job.result == {"made": 40, "more": 0, "left": 0}
    assert job.steps_done == 40


def test_judging_many_costs_what_few_cost(bring, register, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bring(f15(head(1, "Vàng A Một", 1985)))
    with CaptureQueriesContext(connection) as few:
        waiting.waiting(register.mai)
    bring(f15(*(head(n, f"Vàng A Số{n}", 1985) for n in range(1, 60))))
    with CaptureQueriesContext(connection) as many:
        assert len(waiting.waiting(register.mai).rows) == 59
    assert len(many) == len(few)


def test_a_hamlet_head_brings_his_own_hamlet_only(register):
    din = register.sa_pa.person("din")
    about = About(register.commune, 2020, register.sa_pa.standard, "poor")
    waiting.keep_file(
        f15(head(1, "Vàng A Lử", 1985, hamlet="Tả Van Giáy 1"), head(2, "Vàng A Chu", 1985, hamlet="Giàng Tra 2")),
        about,
        by=din,
    )
    said = [row.problems for row in waiting.waiting(din).rows if row.problems]
    assert said
    assert "do cán bộ địa bàn ấy ghi" in said[0][0][1]
