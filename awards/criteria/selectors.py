"""What the records say of measured criteria. Facts are gathered for many nominees at once, a few statements a kind."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from awards.criteria import rules
from awards.criteria.models import Criterion, CriterionGroup, PendingStandard
from awards.criteria.rules import Measured
from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.contributions.models import Contribution
from emulation.duties.models import Duty
from emulation.households.models import HouseholdYear, Support
from emulation.people.models import Party
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import Figures
from emulation.registrations.models import Registration
from emulation.targets import rules as targets
from emulation.targets.selectors import assigned, cases_of
from emulation.territory.models import Level, Unit

WARD = "Phường"


def groups_of(classes: Iterable[ParticipantClass]) -> dict[int, list[CriterionGroup]]:
    """Class id → its groups in order, each with its criteria loaded. Two statements."""
    found: dict[int, list[CriterionGroup]] = defaultdict(list)
    groups = CriterionGroup.objects.filter(participant_class__in=list(classes)).prefetch_related("criteria")
    for group in groups.order_by("position"):
        found[group.participant_class_id].append(group)
    return found


def pending_standards(campaign: Campaign) -> list[PendingStandard]:
    """Awards the plan names whose standards are not in hand (S3-15)."""
    return list(PendingStandard.objects.filter(campaign=campaign).order_by("pk"))


def hint(criterion: Criterion, party: Party) -> str:
    """What the person who judges should know beforehand; "" when there is nothing to say."""
    place = party.unit.commune if party.unit.commune_id else None
    if criterion.may_not_apply and place is not None and place.kind == WARD:
        return f"{place.opening_title} không xây dựng nông thôn mới: xét “Không áp dụng” và ghi căn cứ."
    return criterion.evidence_hint


def measured(criterion: Criterion, party: Party, campaign: Campaign) -> Measured:
    """How one nominee stands to one measured criterion, by the records of this moment."""
    return measured_many(campaign, [(criterion, party)])[criterion.pk, party.pk]


def measured_many(campaign: Campaign, wanted: Iterable[tuple[Criterion, Party]]) -> dict[tuple[int, int], Measured]:
    """(criterion id, party id) → how it stands now. The number of statements does not grow with the nominees."""
    by_kind: dict[str, list[tuple[Criterion, Party]]] = defaultdict(list)
    for criterion, party in wanted:
        by_kind[criterion.measure].append((criterion, party))
    results: dict[tuple[int, int], Measured] = {}
    for kind, pairs in by_kind.items():
        measure = rules.MEASURES[kind]
        parties = list({party.pk: party for _, party in pairs}.values())
        for parameters in {tuple(sorted(criterion.parameters.items())) for criterion, _ in pairs}:
            facts = _GATHER[measure.facts](campaign, parties, dict(parameters))
            for criterion, party in pairs:
                if tuple(sorted(criterion.parameters.items())) == parameters:
                    results[criterion.pk, party.pk] = measure.function(facts[party.pk], **criterion.parameters)
    return results


# --- One gatherer for each sort of facts ------------------------------------------------------------------------------
#
# The rooms below answer the same of one party (`contributions.confirmed_total`, `households.poor_list` …); an inbox
# asks of fifty. A test holds both answers together.

Facts = Mapping[int, Any]  # by party id


def _gifts(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    given = Contribution.objects.gifts().filter(campaign=campaign, donor__in=parties)
    confirmed = dict(given.confirmed().values_list("donor").annotate(total=Sum("value_vnd")))
    everything = dict(given.values_list("donor").annotate(total=Sum("value_vnd")))
    papers: dict[int, list[str]] = defaultdict(list)
    for donor, paper in given.confirmed().order_by("confirmed_on", "pk").values_list("donor", "confirmation"):
        papers[donor].append(paper)
    return {
        party.pk: rules.Gifts(
            confirmed.get(party.pk, 0),
            everything.get(party.pk, 0) - confirmed.get(party.pk, 0),
            tuple(papers[party.pk]),
        )
        for party in parties
    }


def _falls(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    """Figures of the latest period that the unit's commune handed in; the plan is the unit's own, else its commune's.

    S3's dossiers are due before the year's review closes, so the figures are provisional as a rule (silent point 1).
    """
    units = {party.pk: party.unit for party in parties}
    communes: set[int] = {unit.commune_id for unit in units.values() if unit.commune_id}
    reviews = _latest_reviews(campaign, communes)
    figures = _figures_by_unit(campaign, {review.period for review in reviews.values()}, communes)
    plans = assigned(
        campaign,
        targets.POVERTY_RATE_FALL,
        campaign.year,
        [*units.values(), *Unit.objects.filter(pk__in=communes)],
    )
    return {pk: _fall(unit, reviews.get(unit.commune_id or 0), figures, plans) for pk, unit in units.items()}


def _latest_reviews(campaign: Campaign, communes: Iterable[int]) -> dict[int, ReviewSet]:
    """Commune id → its last review of the year that was handed in."""
    found = ReviewSet.objects.filter(
        unit__in=list(communes),
        year=campaign.year,
        standard=campaign.standard,
        is_current=True,
        is_opening=False,
        state__in=ReviewSet.SENT,
    )
    return {review.unit_id: review for review in found.order_by("period")}


def _figures_by_unit(campaign: Campaign, periods: Iterable[str], communes: set[int]) -> dict[tuple[str, int], Figures]:
    """(period, unit id) → figures, of every hamlet and every commune among `communes`."""
    place = campaign.unit
    if len(communes) == 1:
        place = Unit.objects.get(pk=next(iter(communes)))
    hamlets_of: dict[int, list[int]] = defaultdict(list)
    for hamlet in Unit.objects.filter(level=Level.HAMLET, commune__in=communes).only("pk", "commune_id"):
        hamlets_of[hamlet.commune_id or 0].append(hamlet.pk)
    found: dict[tuple[str, int], Figures] = {}
    for period in periods:
        by_hamlet = poverty.figures_by("unit", period, place, campaign.standard)
        found |= {(period, pk): figures for pk, figures in by_hamlet.items()}
        for commune, hamlets in hamlets_of.items():
            parts = [by_hamlet[pk] for pk in hamlets if pk in by_hamlet]
            if parts:
                found[period, commune] = poverty.total_of(parts)
    return found


def _fall(
    unit: Unit,
    review: ReviewSet | None,
    figures: Mapping[tuple[str, int], Figures],
    plans: Mapping[int, Any],
) -> rules.Fall:
    plan = plans.get(unit.pk)
    plan_unit = ""
    if plan is None and unit.level == Level.HAMLET and unit.commune is not None:
        plan = plans.get(unit.commune_id)  # type: ignore[arg-type]
        plan_unit = unit.commune.title if plan is not None else ""
    points = None if plan is None else Fraction(plan)
    found = figures.get((review.period, unit.pk)) if review else None
    if review is None or found is None:
        return rules.Fall(points, plan_unit=plan_unit)
    period = Period(review.period)
    return rules.Fall(
        points,
        start_poor=found.start_count("poor_end"),
        start_total=found.start_count("total"),
        end_poor=found.count("poor_end"),
        end_total=found.count("total"),
        period_name=period.name,
        figures_on=period.ends_on,
        plan_unit=plan_unit,
        is_provisional=found.is_provisional,
        review_id=review.pk,
    )


def _helped(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    """Households helped in the campaign's years; one counts as out of poverty only by a paper (the table says so)."""
    years = range(campaign.starts_on.year, campaign.ends_on.year + 1)
    rows = (
        Support.objects.standing()
        .filter(helper__in=parties, year__in=years)
        .values("helper")
        .annotate(
            escaped=Count("household", distinct=True, filter=Q(outcome=Support.Outcome.ESCAPED_STABLE_WORK)),
            under_way=Count("household", distinct=True, filter=Q(outcome__in=Support.UNDER_WAY)),
        )
    )
    found = {row["helper"]: rules.Helped(row["escaped"], row["under_way"]) for row in rows}
    return {party.pk: found.get(party.pk, rules.Helped(0)) for party in parties}


def _poor_list(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    year = parameters["year"]
    rows = HouseholdYear.objects.filter(year=year).order_by("standard__first_year")  # of two standards the newer
    listed = {
        row.household.party_id: row for row in rows.filter(household__party__in=parties).select_related("household")
    }
    hamlets = {party.unit_id for party in parties}
    entered = set(
        rows.filter(household__unit__in=hamlets, poverty_class=HouseholdYear.PovertyClass.POOR)
        .values_list("household__unit_id", flat=True)
        .distinct()
    )
    return {party.pk: _listed(listed.get(party.pk), party.unit_id in entered) for party in parties}


def _listed(row: HouseholdYear | None, list_entered: bool) -> rules.PoorList:
    if row is None or row.poverty_class != HouseholdYear.PovertyClass.POOR:
        return rules.PoorList(False if row is not None or list_entered else None)
    decision = f"Quyết định {row.list_number}" if row.list_number else ""
    if decision and row.list_date:
        decision += f" ngày {vietnamese.day(row.list_date)}"
    return rules.PoorList(True, decision)


def _incomes(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    now = min(clock.today().year, campaign.ends_on.year)
    rows = HouseholdYear.objects.filter(household__party__in=parties, year__in=[parameters["base_year"], now])
    rows = rows.order_by("standard__first_year")  # of two standards the newer
    found: dict[tuple[int, int], HouseholdYear] = {
        (row.household.party_id, row.year): row for row in rows.select_related("household")
    }
    facts = {}
    for party in parties:
        base, latest = found.get((party.pk, parameters["base_year"])), found.get((party.pk, now))
        facts[party.pk] = rules.Income(
            base.income_per_head_vnd if base else None,
            latest.income_per_head_vnd if latest else None,
            now,
            is_provisional=any(row is not None and row.is_provisional for row in (base, latest)),
        )
    return facts


def _escapes(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    rows = HouseholdYear.objects.filter(household__party__in=parties, year__in=campaign.years)
    days: dict[int, list[dt.date | None]] = defaultdict(list)
    for party, day in rows.values_list("household__party", "registered_on"):
        days[party].append(day)
    registered = Registration.objects.filter(campaign=campaign, party__in=parties, first_submitted_at__isnull=False)
    for found, day in registered.exclude(state=Registration.State.WITHDRAWN).values_list("party", "registered_on"):
        days[found].append(day)
    return {
        party.pk: rules.Escape(min(filter(None, days[party.pk]), default=None), bool(days[party.pk]))
        for party in parties
    }


def _reports(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    owed = Duty.objects.filter(kind=Duty.Kind.REPORT, campaign_key=campaign.key, cancelled_at__isnull=True)
    counts: dict[tuple[int, int | None], list[int]] = defaultdict(lambda: [0, 0, 0])
    for unit, office, due_on, on_time in owed.values_list("unit", "office", "due_on", "fulfillment__on_time"):
        if on_time is not None:
            counts[unit, office][0 if on_time else 1] += 1
        elif due_on < clock.today():
            counts[unit, office][2] += 1
    return {party.pk: rules.Reports(*counts[party.unit_id, party.office_id]) for party in parties}


def _targets(campaign: Campaign, parties: list[Party], parameters: Mapping[str, int]) -> Facts:
    """What runs still and is behind counts as not met: the dossier is judged on what there is (silent point 1)."""
    asked = cases_of(campaign, {party.unit_id: party.unit for party in parties}.values())
    facts = {}
    for party in parties:
        said: dict[str, list[str]] = defaultdict(list)
        for target, case in asked[party.unit_id]:
            words = f"{target.text} ({case.group_name})" if case.group_name else target.text
            said[_MET_BY.get(case.verdict, "no_data")].append(words)
        facts[party.pk] = rules.Targets(tuple(said["met"]), tuple(said["unmet"]), tuple(said["no_data"]))
    return facts


_MET_BY = {
    **dict.fromkeys(("met", "exceeded"), "met"),
    **dict.fromkeys(("on_course", "behind", "short", "failed"), "unmet"),
    "not_applicable": "left_out",
}


_GATHER: Mapping[type, Callable[[Campaign, list[Party], Mapping[str, int]], Facts]] = {
    rules.Gifts: _gifts,
    rules.Fall: _falls,
    rules.Helped: _helped,
    rules.PoorList: _poor_list,
    rules.Income: _incomes,
    rules.Escape: _escapes,
    rules.Reports: _reports,
    rules.Targets: _targets,
}
