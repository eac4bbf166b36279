"""Which tables a standard gives, what their columns are called, what is asked for."""

from emulation.poverty.rules.breakdowns.tables import NO_BREAKDOWN, Breakdown, Catalogue, LineName
from tests.emulation.poverty.rules.breakdowns.conftest import CATALOGUE, line


def test_poor_and_near_poor_have_each_their_tables(breakdown):
    assert [table.slug for table in breakdown.tables] == [
        "thieu-hut-ngheo",
        "thieu-hut-can-ngheo",
        "nhom-ngheo",
        "nhom-can-ngheo",
        "nhom-khau-ngheo",
        "nhom-khau-can-ngheo",
        "dan-toc-ngheo",
        "dan-toc-can-ngheo",
        "nguyen-nhan-ngheo",
        "nguyen-nhan-can-ngheo",
        "tre-em-ngheo",
        "tre-em-can-ngheo",
    ]
    assert [table.of_whom for table in breakdown.tables[2:6]] == [
        "Hộ nghèo",
        "Hộ cận nghèo",
        "Khẩu nghèo",
        "Khẩu cận nghèo",
    ]


def test_a_province_that_prints_no_peoples_has_no_table_of_them():
    one = Breakdown(Catalogue(lacks=CATALOGUE.lacks))
    assert {table.family for table in one.tables} == {"lack", "child"}
    assert NO_BREAKDOWN.tables == ()


def test_another_standard_has_other_lacks_without_a_change_of_code(breakdown):
    fields = [column.key for column in breakdown.tables[0].columns]
    assert fields == ["poor.lack.total", *(f"poor.lack.{lack.code}" for lack in CATALOGUE.lacks)]


def test_a_field_and_its_parts_are_one(breakdown):
    for field in breakdown.columns:
        assert LineName.of(field).field == field


def test_messages_name_the_column_and_whom_it_counts(breakdown):
    assert breakdown.described(line("lack.job")) == "hộ nghèo thiếu hụt việc làm (hộ)"
    assert breakdown.described(line("group.merit", "near", "persons")) == (
        "hộ cận nghèo thuộc nhóm hộ có thành viên là người có công với cách mạng (nhân khẩu)"
    )
    assert breakdown.described("households_poor_end") == "nghèo cuối kỳ (hộ)"


def test_a_table_is_asked_of_all_hamlets_once_one_has_begun_it(breakdown):
    assert breakdown.required([{}, {"households_total": "3"}]) == ()
    assert breakdown.required([{}, {line("cause.other"): "0"}]) == (line("cause.no_land"), line("cause.other"))
