"""Two entries of one household become one, and nothing is lost."""

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.households import services
from emulation.households.models import Household, HouseholdYear
from emulation.households.selectors import register as lists


def test_what_the_kept_one_lacks_is_taken_over(register):
    kept = register.write("Vàng A Lử", born=1985, y2020="poor")
    double = register.write("Vàng A Lử", born=1986, y2019="near_poor", y2020="near_poor", id_number="010085001234")
    services.merge(kept, double, by=register.mai)
    kept.refresh_from_db()
    assert {(row.year, row.poverty_class) for row in kept.years.all()} == {(2019, "near_poor"), (2020, "poor")}
    assert kept.id_masked == "•••••••••234"
    assert list(Household.objects.standing().filter(head_name="Vàng A Lử")) == [kept]
    assert HouseholdYear.objects.get(household=double).year == 2020
    assert audit.history(kept).first().action == "gộp hộ trùng"


def test_a_household_is_no_double_of_itself_and_not_merged_twice(register):
    kept, double, third = (register.write("Vàng A Lử", born=1985 + n) for n in range(3))
    with pytest.raises(Refused, match="chọn một hộ khác"):
        services.merge(kept, kept, by=register.mai)
    services.merge(kept, double, by=register.mai)
    with pytest.raises(Refused, match="đã gộp vào hộ khác"):
        services.merge(third, double, by=register.mai)


def test_the_database_keeps_one_step_from_a_double_to_the_one_that_stands(register):
    kept, double, third = (register.write("Vàng A Lử", born=1985 + n) for n in range(3))
    services.merge(kept, double, by=register.mai)
    with pytest.raises(IntegrityError, match="household_merged_once"), transaction.atomic():
        Household.objects.filter(pk=third.pk).update(merged_into=double)
    with pytest.raises(IntegrityError, match="household_merged_once"), transaction.atomic():
        Household.objects.filter(pk=kept.pk).update(merged_into=third)


def test_doubles_are_known_by_name_and_by_card(register):
    first = register.write("Vàng A Lử", born=1985, id_number="010085001234")
    register.write("Vang A Lu", born=1970)
    register.write("Giàng A Páo", born=1985, id_number="10085001234")
    assert sorted(why for _, why in lists.doubles_of(register.mai, first)) == ["cùng số CCCD", "cùng tên chủ hộ"]


def test_lacks_of_another_standard_are_refused_by_the_database(register):
    from emulation.poverty.models import StandardIndicator

    row = register.write("Vàng A Lử", y2020="poor").years.get()
    other = StandardIndicator.objects.filter(standard__code="2022-2025")[0]
    with pytest.raises(IntegrityError, match="household_lack_of_its_standard"), transaction.atomic():
        row.lacks.add(other)
    own = StandardIndicator.objects.filter(standard=row.standard)[0]
    row.lacks.add(own)
    with pytest.raises(IntegrityError, match="household_year_keeps_standard"), transaction.atomic():
        HouseholdYear.objects.filter(pk=row.pk).update(standard=other.standard)
