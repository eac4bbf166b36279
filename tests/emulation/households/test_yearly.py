"""Changes from list to list under one standard, and the counts of the review beside them."""

import pytest

from emulation.households import services
from emulation.households.models import HouseholdYear
from emulation.households.selectors import yearly
from emulation.households.services import Found
from emulation.poverty.models import PovertyStandard, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.services import entry


@pytest.fixture
def two_years(register):
    register.write("Vàng A Một", y2019="poor", y2020="escaped")
    register.write("Vàng A Hai", y2019="poor", y2020="near_poor")
    register.write("Vàng A Ba", y2019="poor", y2020="poor")
    register.write("Vàng A Bốn", y2020="poor")
    register.write("Vàng A Năm", y2018="poor", y2020="poor")
    register.write("Vàng A Sáu", y2019="near_poor")
    return register


def changes(register, year=2020, standard=None):
    return yearly.changes_of(register.mai, register.commune, year, standard or register.sa_pa.standard)


def test_each_household_is_named_beside_what_became_of_it(two_years):
    found = {change.key: [line.household.head_name for line in lines] for change, lines in changes(two_years).grouped}
    assert found == {
        "escaped": ["Vàng A Một"],
        "escaped_to_near": ["Vàng A Hai"],
        "relapsed": ["Vàng A Năm"],
        "newly_poor": ["Vàng A Bốn"],
        "dropped_near": ["Vàng A Sáu"],
    }
    assert changes(two_years).stayed == (1, 0)


def test_between_two_standards_nothing_is_computed(two_years):
    newer = PovertyStandard.objects.get(code="2022-2025")
    household = two_years.write("Vàng A Bảy", y2021="poor")
    services.write_year(household, 2022, Found("near_poor"), standard=newer, by=two_years.mai)
    found = changes(two_years, 2022, newer)
    assert (found.is_broken, found.has_before, found.grouped) == (True, False, [])


def test_the_start_list_of_a_new_standard_mends_the_break(two_years):
    """At the end of 2021 everything was reviewed once more on the new standard."""
    newer = PovertyStandard.objects.get(code="2022-2025")
    household = two_years.write("Vàng A Bảy", y2021="poor")
    services.write_year(household, 2021, Found("poor"), standard=newer, by=two_years.mai)
    services.write_year(household, 2022, Found("near_poor"), standard=newer, by=two_years.mai)
    assert HouseholdYear.objects.filter(household=household, year=2021).count() == 2
    assert [change.key for change, _ in changes(two_years, 2022, newer).grouped] == ["escaped_to_near"]


def reviewed(register, **cells) -> ReviewSet:
    review = entry.open_review(register.commune, "2020-M12", register.sa_pa.standard, by=register.mai)
    row = review.rows.get(unit__name="Tả Van Mông")
    empty = {column.key: None for column in columns.ALL}
    for name, number in {**empty, **cells}.items():
        setattr(row, f"households_{name}", number)
    row.save()
    return review


def test_a_difference_names_hamlet_column_and_households(two_years):
    reviewed(two_years, poor_start=3, poor_new=2, poor_relapsed=0, poor_end=3, poor_to_near=1, poor_above_near=1)
    found = yearly.reconcile(two_years.mai, two_years.commune, changes(two_years))
    told = {
        row.column: (row.listed, row.reviewed, [line.household.head_name for line in row.lines], row.words)
        for row in found.differences
        if row.hamlet.name == "Tả Van Mông" and row.column in {"tái nghèo", "nghèo phát sinh mới"}
    }
    assert told == {
        "nghèo phát sinh mới": (1, 2, ["Vàng A Bốn"], "danh sách ít hơn 1 hộ"),
        "tái nghèo": (1, 0, ["Vàng A Năm"], "danh sách nhiều hơn 1 hộ"),
    }


def test_what_fits_is_no_difference(two_years):
    reviewed(two_years, poor_end=3)
    found = yearly.reconcile(two_years.mai, two_years.commune, changes(two_years))
    assert "nghèo cuối kỳ" not in {r.column for r in found.differences if r.hamlet.name == "Tả Van Mông"}
    assert found.agreeing > 0
    assert "thôn Dền Thàng" in {hamlet.title for hamlet in found.not_in_list}, "nobody of it is listed"


def test_without_a_review_there_is_nothing_to_compare(two_years):
    ReviewSet.objects.all().delete()
    assert yearly.reconcile(two_years.mai, two_years.commune, changes(two_years)).review is None


def test_a_hundred_households_cost_what_one_costs(register, django_assert_max_num_queries):
    register.write("Vàng A Một", y2019="poor", y2020="escaped")
    with django_assert_max_num_queries(4):
        changes(register)
    for number in range(30):
        register.write(f"Giàng A {number}", y2019="poor", y2020="escaped")
    with django_assert_max_num_queries(4):
        assert len(changes(register).lines) == 31
