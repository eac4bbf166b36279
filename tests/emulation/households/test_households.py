"""Households: written by those who work with them, by paper where it counts, seen by nobody else."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.households import selectors, services
from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.services import register_person


@pytest.fixture
def mai(sa_pa):
    return sa_pa.person("mai")


@pytest.fixture
def mong(sa_pa):
    return sa_pa.hamlet("Tả Van Mông")


@pytest.fixture
def household(mong, mai) -> Household:
    return services.register_household(mong, head_name="Vàng A Lử", member_count=5, birth_year=1985, by=mai)


@pytest.fixture
def helper(sa_pa, mai):
    return register_person(sa_pa.ta_van, name="Lý Thị Hồng", by=mai)


def poor_in_2019(household, by) -> HouseholdYear:
    return services.set_year(
        household,
        2019,
        poverty_class="poor",
        income_vnd=450_000,
        list_number="45/QĐ-UBND",
        list_date=dt.date(2019, 12, 20),
        by=by,
    )


class TestRegistering:
    def test_a_household_has_its_party(self, household, mong):
        assert (household.unit, household.party.kind, household.party.name) == (mong, "household", "Hộ Vàng A Lử")
        assert household.party.address == "thôn Tả Van Mông, xã Tả Van"

    def test_the_same_household_is_refused(self, household, mong, mai):
        with pytest.raises(Refused, match="Thôn Tả Van Mông đã có hộ Vàng A Lử, sinh 1985"):
            services.register_household(mong, head_name="Vàng A Lử", member_count=4, birth_year=1985, by=mai)
        other = services.register_household(mong, head_name="Vàng A Lử", member_count=4, birth_year=1990, by=mai)
        assert other != household

    @pytest.mark.parametrize(
        ("changes", "field"), [({"head_name": "Lử"}, "head_name"), ({"member_count": 0}, "member_count")]
    )
    def test_what_cannot_be_is_told_at_its_field(self, mong, mai, changes, field):
        with pytest.raises(Refused) as refused:
            services.register_household(mong, **{"head_name": "Vàng A Lử", "member_count": 5} | changes, by=mai)
        assert refused.value.problems[0].field == field

    def test_a_household_lives_in_a_hamlet(self, sa_pa, mai):
        with pytest.raises(Refused, match="không phải là thôn"):
            services.register_household(sa_pa.ta_van, head_name="Vàng A Lử", member_count=5, by=mai)

    @pytest.mark.parametrize(
        ("who", "may"),
        [("mai", True), ("din", True), ("thanh", True), ("lien", False), ("vang", False), ("huy", False)],
    )
    def test_only_those_who_work_with_households_there_write(self, sa_pa, mong, who, may):
        try:
            services.register_household(mong, head_name="Vàng A Lử", member_count=5, by=sa_pa.person(who))
        except Refused:
            assert not may
        else:
            assert may

    def test_another_hamlet_s_head_does_not_write(self, sa_pa):
        with pytest.raises(Refused):
            services.register_household(
                sa_pa.hamlet("Dền Thàng"), head_name="Vàng A Lử", member_count=5, by=sa_pa.person("din")
            )


class TestYears:
    def test_s3_25_the_list_is_known_by_number_and_date(self, household, mai):
        poor_in_2019(household, mai)
        assert selectors.poor_list(household, 2019) == selectors.OnList(True, "45/QĐ-UBND", dt.date(2019, 12, 20))

    @pytest.mark.parametrize("wrong", [{"list_number": "45/QĐ-UBND"}, {"list_date": dt.date(2019, 12, 20)}])
    def test_a_list_needs_both(self, household, mai, wrong):
        with pytest.raises(Refused, match="cả số và ngày"):
            services.set_year(household, 2019, poverty_class="poor", **wrong, by=mai)

    def test_a_class_that_is_none_and_an_income_below_nothing(self, household, mai):
        with pytest.raises(Refused) as refused:
            services.set_year(household, 2019, poverty_class="rich", income_vnd=-1, by=mai)
        assert [problem.field for problem in refused.value.problems] == ["poverty_class", "income_vnd"]

    def test_nobody_s_list_is_not_the_same_as_not_on_it(self, household, mong, mai):
        assert selectors.poor_list(household, 2019).on_list is None
        neighbour = services.register_household(mong, head_name="Má Thị Dở", member_count=3, by=mai)
        poor_in_2019(neighbour, mai)
        assert selectors.poor_list(household, 2019).on_list is False

    def test_a_near_poor_household_is_not_on_the_poor_list(self, household, mai):
        services.set_year(household, 2019, poverty_class="near_poor", by=mai)
        assert selectors.poor_list(household, 2019).on_list is False

    def test_s3_28_incomes_of_both_years_and_whether_one_is_preliminary(self, household, mai):
        poor_in_2019(household, mai)
        assert selectors.incomes(household, 2019, 2020) == selectors.Incomes(450_000, None, False)
        services.set_year(household, 2020, poverty_class="escaped", income_vnd=1_350_000, is_provisional=True, by=mai)
        assert selectors.incomes(household, 2019, 2020) == selectors.Incomes(450_000, 1_350_000, True)

    def test_a_later_finding_replaces_and_the_trail_keeps_both(self, household, mai):
        poor_in_2019(household, mai)
        services.set_year(household, 2019, poverty_class="near_poor", by=mai)
        assert HouseholdYear.objects.get(household=household, year=2019).poverty_class == "near_poor"
        assert audit.history(household).first().before == {
            "class": "poor",
            "income": 450_000,
            "list": "45/QĐ-UBND",
        }


class TestSupport:
    def test_s3_23_helped_out_of_poverty_counts_with_its_paper(self, household, helper, mai):
        services.record_support(household, helper, 2020, deed="Cho vay giống", by=mai)
        assert selectors.helped_by(helper, 2020) == (0, 1)
        services.record_support(
            household,
            helper,
            2020,
            deed="Cho vay giống",
            outcome="escaped_stable_work",
            confirmed_by="12/GXN-UBND",
            by=mai,
        )
        assert selectors.helped_by(helper, 2020) == (1, 0)
        assert Support.objects.count() == 1

    def test_without_a_paper_it_is_refused_and_the_table_agrees(self, household, helper, mai):
        with pytest.raises(Refused, match="giấy xác nhận của UBND xã"):
            services.record_support(household, helper, 2020, deed="x", outcome="escaped_stable_work", by=mai)
        with pytest.raises(IntegrityError), transaction.atomic():
            Support.objects.create(
                household=household, helper=helper, year=2020, deed="x", outcome="escaped_stable_work"
            )

    def test_nobody_helps_himself(self, household, mai):
        with pytest.raises(Refused, match="là một"):
            services.record_support(household, household.party, 2020, deed="x", by=mai)

    def test_other_years_are_other_years(self, household, helper, mai):
        services.record_support(household, helper, 2019, deed="x", by=mai)
        assert selectors.helped_by(helper, 2020) == (0, 0)


class TestSeeing:
    @pytest.mark.parametrize(
        ("who", "sees"),
        [
            ("mai", True),
            ("vang", True),
            ("din", True),
            ("thanh", True),
            ("lien", False),
            ("huy", False),
            ("long", False),
            ("hanh", False),
            ("nam", False),
            ("ethnic.office", False),
        ],
    )
    def test_households_are_seen_by_the_posts_that_work_with_them(self, household, sa_pa, who, sees):
        assert Household.objects.visible_to(sa_pa.person(who)).exists() is sees
        assert selectors.nominee_choices(sa_pa.person(who), sa_pa.ta_van).exists() is sees

    def test_choices_come_by_hamlet_with_what_the_last_review_found(self, household, sa_pa, mai):
        services.register_household(sa_pa.hamlet("Dền Thàng"), head_name="Lò Thị Sa", member_count=4, by=mai)
        poor_in_2019(household, mai)
        services.set_year(household, 2020, poverty_class="escaped", by=mai)
        with CaptureQueriesContext(connection) as captured:
            choices = [(str(h), h.unit.name, h.latest_class) for h in selectors.nominee_choices(mai, sa_pa.ta_van)]
        assert choices == [("hộ Lò Thị Sa", "Dền Thàng", None), ("hộ Vàng A Lử", "Tả Van Mông", "escaped")]
        assert len(captured) <= 2
