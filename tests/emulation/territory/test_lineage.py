"""Where units came from, and what a successor's people read of it – and never act upon."""

import datetime as dt
from decimal import Decimal

import pytest

from awards.decisions import permissions as decisions
from awards.dossiers import permissions as dossiers
from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.contributions import permissions as contributions
from emulation.duties import permissions as duties
from emulation.duties.models import Duty
from emulation.households import permissions as households
from emulation.households import services as registering
from emulation.households.models import Household
from emulation.people.models import Appointment, Party, Role
from emulation.people.services import leadership_office, party_of_unit, register_person
from emulation.poverty import permissions as poverty
from emulation.poverty.models import ReviewSet
from emulation.targets import permissions as targets
from emulation.territory.models import Unit, UnitSuccession
from emulation.territory.selectors.lineage import formers_of, predecessors, successors
from emulation.territory.services import set_ancestors
from reporting.reports import permissions as reports

SINCE = dt.date(2020, 1, 1)


def unit(name: str, parent: Unit, level: str = "commune") -> Unit:
    kinds = {"commune": "Xã", "hamlet": "Thôn", "district": "Huyện"}
    code = f"9{Unit.objects.count() % 9000:04d}" if level != "hamlet" else ""
    made = Unit.objects.create(
        level=level, code=code, kind=kinds[level], name=name, parent=parent, valid_from=SINCE, start_known=True
    )
    set_ancestors(made)
    return made


def succeed(old: Unit, new: Unit, share: str | None = None, extent: str = "whole") -> None:
    UnitSuccession.objects.create(
        predecessor=old,
        successor=new,
        on=SINCE,
        extent=extent,
        share=Decimal(share) if share else None,
        share_basis="Biên bản bàn giao" if share else "",
    )


def holder(of: Unit, role: str, name: str = "kế") -> User:
    user = User.objects.create(username=f"{name}.{of.pk}.{role}", full_name="Lý Thị Kế")
    Appointment.objects.create(
        user=user, office=leadership_office(of, SINCE), role=role, title="Cán bộ", valid_from=SINCE
    )
    return user


@pytest.fixture
def merged(sa_pa) -> Unit:
    """Tả Van and Mường Hoa went into one new commune."""
    new = unit("Thung Lũng", sa_pa.town)
    succeed(sa_pa.ta_van, new)
    succeed(sa_pa.muong_hoa, new)
    return new


class TestLines:
    def test_whole_lines_stay_whole_and_a_split_makes_all_before_it_a_part(self, sa_pa, merged):
        later, other = unit("Sau", sa_pa.town), unit("Khác", sa_pa.town)
        succeed(merged, later, "0.6", "part")
        succeed(merged, other, None, "part")
        kin = predecessors([later.pk, other.pk])
        assert [(k.unit_id, k.whole, k.share, k.steps) for k in kin[later.pk]] == [
            (merged.pk, False, Decimal("0.6"), 1),
            (sa_pa.ta_van.pk, False, Decimal("0.6"), 2),
            (sa_pa.muong_hoa.pk, False, Decimal("0.6"), 2),
        ]
        assert {k.share for k in kin[other.pk]} == {None}
        onward = successors([sa_pa.ta_van.pk])[sa_pa.ta_van.pk]
        assert [(k.unit_id, k.whole) for k in onward] == [(merged.pk, True), (later.pk, False), (other.pk, False)]

    def test_one_statement_a_step_of_history_however_many_units(self, sa_pa, merged, django_assert_num_queries):
        with django_assert_num_queries(2):
            predecessors([merged.pk, sa_pa.ta_van.pk, sa_pa.muong_hoa.pk])

    def test_a_ring_ends(self, sa_pa, merged):
        succeed(merged, sa_pa.ta_van)
        assert {k.unit_id for k in predecessors([merged.pk])[merged.pk]} == {sa_pa.ta_van.pk, sa_pa.muong_hoa.pk}
        assert formers_of({merged.pk: "commune"})[merged.pk].whole == tuple(
            sorted([sa_pa.ta_van.pk, sa_pa.muong_hoa.pk])
        )


class TestReading:
    def test_the_successor_reads_what_its_predecessors_kept(self, sa_pa, merged):
        officer = holder(merged, Role.COMMUNE_OFFICER)
        kept = ReviewSet.objects.filter(unit__in=[sa_pa.ta_van, sa_pa.muong_hoa])
        assert kept.count() == 2
        assert set(ReviewSet.objects.visible_to(officer)) == set(kept)
        assert targets.may_see(officer, sa_pa.ta_van)

    def test_an_unrelated_commune_does_not(self, sa_pa, merged):
        assert not ReviewSet.objects.visible_to(holder(unit("Lạ", sa_pa.town), Role.COMMUNE_OFFICER)).exists()

    def test_no_verb_follows(self, sa_pa, merged):
        officer, leader = holder(merged, Role.COMMUNE_OFFICER), holder(merged, Role.COMMUNE_LEADER)
        review = ReviewSet.objects.filter(unit=sa_pa.ta_van).get()
        party = party_of_unit(sa_pa.ta_van)
        duty = Duty.objects.filter(unit=sa_pa.ta_van, office__isnull=True).first()
        for user in (officer, leader):
            assert not poverty.enters(user, review)
            assert not poverty.hands_in(user, review)
            assert not poverty.decides(user, review)
            assert not households.may_write(user, sa_pa.hamlet("Tả Van Mông"))
            assert not contributions.may_keep(user, sa_pa.ta_van)
            assert not targets.works_at(user, sa_pa.ta_van)
            assert not reports.may_prepare(user, party)
            assert not duties.may_record(user, duty)
            assert not Duty.objects.of(user).filter(unit=sa_pa.ta_van).exists()
            assert decisions.drafting_units(user) == frozenset()
            assert not dossiers.acts_for(user, leadership_office(sa_pa.ta_van, SINCE).pk)

    def test_a_commune_that_comes_from_elsewhere_is_read_above(self, sa_pa):
        district = unit("Huyện Bên", sa_pa.town.province, "district")
        moved = unit("Tả Van", district)
        succeed(sa_pa.ta_van, moved)
        officer = holder(district, Role.STANDING_OFFICER)
        seen = ReviewSet.objects.visible_to(officer)
        assert set(seen.values_list("unit", flat=True)) == {sa_pa.ta_van.pk}
        assert not poverty.decides(officer, seen.get())

    def test_the_posts_of_a_person_cost_the_same_with_and_without_a_past(
        self, sa_pa, merged, django_assert_num_queries
    ):
        for user in (holder(merged, Role.COMMUNE_OFFICER), holder(sa_pa.muong_hoa, Role.COMMUNE_OFFICER)):
            with django_assert_num_queries(2):
                access.scope(user)


class TestASplit:
    @pytest.fixture
    def halves(self, sa_pa) -> tuple[Unit, Unit]:
        """Tả Van was split; each half took one hamlet with a household."""
        halves = unit("Tả Van Trên", sa_pa.town), unit("Tả Van Dưới", sa_pa.town)
        mai = sa_pa.person("mai")
        hamlets = Unit.objects.filter(level="hamlet", commune=sa_pa.ta_van).order_by("pk")
        for half, hamlet, head in zip(halves, hamlets, ("Vàng A Lử", "Lý A Páo"), strict=False):
            registering.register_household(hamlet, head_name=head, member_count=4, birth_year=1980, by=mai)
            succeed(sa_pa.ta_van, half, extent="part")
            succeed(hamlet, unit(hamlet.name, half, "hamlet"))
        register_person(sa_pa.ta_van, name="Tẩn Thị Mẩy", by=mai)
        return halves

    def test_each_half_reads_the_figures_and_only_its_own_households(self, sa_pa, halves):
        for half, head in zip(halves, ("Vàng A Lử", "Lý A Páo"), strict=True):
            officer = holder(half, Role.COMMUNE_OFFICER)
            assert ReviewSet.objects.visible_to(officer).filter(unit=sa_pa.ta_van).exists()
            assert list(Household.objects.visible_to(officer).values_list("head_name", flat=True)) == [head]
            people = Party.objects.visible_to(officer).exclude(kind__in=["unit", "office"])
            assert list(people.values_list("name", flat=True)) == [f"Hộ {head}"]
