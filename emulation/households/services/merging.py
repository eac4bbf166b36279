"""Two entries that are one household: what the double knows goes to the one that stays."""

from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.households.models import Household, HouseholdMember, HouseholdYear, Support
from emulation.households.services.registering import check_ground, refuse_double


@dataclass(frozen=True)
class Merging:
    """What a merge will do, for the page that asks before it is done."""

    kept: Household
    double: Household
    years_moved: tuple[HouseholdYear, ...]
    years_left: tuple[tuple[HouseholdYear, HouseholdYear], ...]  # the kept one's, and the double's that stays behind
    supports_moved: tuple[Support, ...]
    supports_left: tuple[Support, ...]
    takes_people: bool
    takes_id: bool


def plan(kept: Household, double: Household) -> Merging:
    """Of a year that both have, the kept household's finding stands. Refuses two that can't be one."""
    if kept.pk == double.pk:
        raise Refused(Problem("Xin chọn một hộ khác để gộp.", field="double"))
    if kept.commune_id != double.commune_id:
        raise Refused(Problem("Hai hộ ở hai xã khác nhau thì không gộp; hộ chuyển đi có danh sách riêng.", "double"))
    refuse_double(kept)
    refuse_double(double)
    has = {(row.year, row.standard_id): row for row in _years(kept)}
    others = _years(double)
    helped = set(Support.objects.standing().filter(household=kept).values_list("helper_id", "year"))
    supports = list(Support.objects.filter(household=double).select_related("helper"))
    return Merging(
        kept,
        double,
        tuple(row for row in others if (row.year, row.standard_id) not in has),
        tuple((has[key], row) for row in others if (key := (row.year, row.standard_id)) in has),
        tuple(support for support in supports if support.withdrawn_on or _key(support) not in helped),
        tuple(support for support in supports if not support.withdrawn_on and _key(support) in helped),
        takes_people=not kept.members.exists() and double.members.exists(),
        takes_id=not kept.id_digest and bool(double.id_digest),
    )


def _key(support: Support) -> tuple[int, int]:
    return support.helper_id, support.year


def _years(household: Household) -> list[HouseholdYear]:
    return list(HouseholdYear.objects.filter(household=household).select_related("standard").order_by("year"))


def merge(kept: Household, double: Household, *, by: User | None) -> Household:
    """Make one household of two. What the kept one lacks is taken over; what both have stays behind with the double,
    which is shown in no list any more and leads to the one that was kept. Papers that name its party still do."""
    for household in (kept, double):
        check_ground(by, household.unit)
    with transaction.atomic():
        rows = Household.objects.select_for_update(of=("self",)).select_related("unit", "party")
        locked = {row.pk: row for row in rows.filter(pk__in=[kept.pk, double.pk]).order_by("pk")}
        what = plan(locked[kept.pk], locked[double.pk])
        kept, double = what.kept, what.double
        HouseholdYear.objects.filter(pk__in=[row.pk for row in what.years_moved]).update(household=kept)
        Support.objects.filter(pk__in=[row.pk for row in what.supports_moved]).update(household=kept, unit=kept.unit)
        if what.takes_people:
            HouseholdMember.objects.filter(household=double).update(household=kept)
        if what.takes_id:
            kept.id_digest, kept.id_last3 = double.id_digest, double.id_last3
            kept.save(update_fields=["id_digest", "id_last3"])
        Household.objects.filter(merged_into=double).update(merged_into=kept)
        double.merged_into = kept
        double.save(update_fields=["merged_into"])
        years = ", ".join(str(row.year) for row in what.years_moved)
        audit.record("gộp hộ trùng", kept, by=by, after={"double": double, "years": years})
        audit.record("gộp vào hộ khác", double, by=by, after={"kept": kept})
    return kept
