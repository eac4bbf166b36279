"""Where a dossier stands on its route: offices, steps, dates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from awards.dossiers import rules
from awards.dossiers.models import Appraisal, Dossier, ReturnRequest, Submission
from awards.routes.models import Route, RouteStep
from campaign_portal.foundation import clock, vietnamese
from emulation.campaigns.models import Campaign, CampaignRole, Deadline, ParticipantClass
from emulation.duties import rules as duty_rules
from emulation.people.models import Office, Party
from emulation.territory.models import Level

Offices = dict[str, Office]


def offices_by_role(campaign: Campaign | int) -> Offices:
    """Role key → office of a campaign. One statement."""
    roles = CampaignRole.objects.filter(campaign=campaign).select_related("office__unit")
    return {role.key: role.office for role in roles}


def offices_of(step: RouteStep, offices: Offices) -> list[Office]:
    """The offices of a step, in the order of the route."""
    return [offices[key] for key in step.office_roles if key in offices]


def steps_of(route: Route) -> list[RouteStep]:
    return list(route.steps.all())


def step_after(step: RouteStep) -> RouteStep | None:
    return RouteStep.objects.filter(route=step.route_id, position__gt=step.position).order_by("position").first()


def current_appraisals(dossier: Dossier) -> dict[int, Appraisal]:
    """Office id → what it decided at the dossier's present step, while it is in force."""
    found = dossier.appraisals.filter(step=dossier.step_id, is_current=True).select_related("office", "request")
    return {appraisal.office_id: appraisal for appraisal in found}


def awaited(dossier: Dossier, offices: Offices | None = None) -> list[Office]:
    """The offices of the present step that have still to say something before it is done."""
    if dossier.step is None or dossier.step.act in {RouteStep.Act.COUNCIL, RouteStep.Act.DECIDE}:
        return []
    asked = offices_of(dossier.step, offices or offices_by_role(dossier.submission.campaign_id))
    forwarded = {
        office_id
        for office_id, appraisal in current_appraisals(dossier).items()
        if appraisal.outcome == Appraisal.Outcome.FORWARDED
    }
    silent = [office for office in asked if office.pk not in forwarded]
    return silent if still_needed(dossier.step, len(asked), len(asked) - len(silent)) else []


def still_needed(step: RouteStep, asked: int, forwarded: int) -> int:
    """How many of the offices asked must still pass a dossier on: all of them, one, or so many as the route says."""
    needed = {RouteStep.Rule.ALL: asked, RouteStep.Rule.ANY: 1}.get(RouteStep.Rule(step.rule), step.needed or asked)
    return max(min(needed, asked) - forwarded, 0)


def still_awaited(step: RouteStep, silent: list[Office], asked: int) -> str:
    """Whom the step waits for, in words: "Phòng Nội vụ", or how many of those who have not spoken."""
    needed = still_needed(step, asked, asked - len(silent))
    if needed in {0, len(silent)}:
        return names(silent) if needed else ""
    return f"{needed} trong số {names(silent)}"


def open_requests(dossier_ids: Iterable[int]) -> dict[int, ReturnRequest]:
    """Dossier id → what its return asks to be completed, for those that are returned."""
    found = ReturnRequest.objects.filter(
        appraisal__dossier__in=list(dossier_ids),
        appraisal__dossier__state=Dossier.State.RETURNED,
        appraisal__is_current=True,
        answered_at__isnull=True,
    ).select_related("appraisal__office", "appraisal__by")
    return {request.appraisal.dossier_id: request for request in found}


def open_request(dossier: Dossier) -> ReturnRequest | None:
    """The same of one dossier; None when it is not returned."""
    return open_requests([dossier.pk]).get(dossier.pk) if dossier.state == Dossier.State.RETURNED else None


def open_parts(dossier: Dossier) -> frozenset[str]:
    """The parts the proposer may change now: all of a draft, of a returned dossier those the return named."""
    if dossier.state == Dossier.State.DRAFT:
        return frozenset({part.key for part in rules.PARTS} | {paper.kind for paper in papers_of_class(dossier)})
    request = open_request(dossier)
    return frozenset(request.parts) if request else frozenset()


def papers_of_class(dossier: Dossier):
    """The papers that the plan asks for the dossier's class, shared ones too, in order."""
    key = dossier.participant_class.key
    return [paper for paper in dossier.submission.route.papers.all() if not paper.class_keys or key in paper.class_keys]


def part_names(dossier: Dossier) -> dict[str, str]:
    """What a return may name: the papers of the dossier's class, then its texts and its evidence."""
    papers = {paper.kind: paper.name for paper in papers_of_class(dossier)}
    return papers | {part.key: part.name for part in rules.PARTS}


def due_at(step: RouteStep, today: dt.date) -> dt.date | None:
    """By when the offices of a step act. The plan's date stands; what comes after it gets a few days of its own."""
    if step.due_on is None or step.due_on >= today:
        return step.due_on
    return today + dt.timedelta(days=rules.DAYS_FOR_LATE_ARRIVAL)


# --- Whom a route serves, and whom a proposer may propose -----------------------------------------------------------

SERVED_BY = {
    ParticipantClass.Nature.COLLECTIVE: "to_collective",
    ParticipantClass.Nature.INDIVIDUAL: "to_individual",
    ParticipantClass.Nature.HOUSEHOLD: "to_household",
}


def serves(route: Route, part: ParticipantClass) -> bool:
    """Whether the law gives the route's award to this sort of recipient."""
    return getattr(route.award_form, SERVED_BY[ParticipantClass.Nature(part.nature)])


def is_of(proposer: Office, party: Party) -> bool:
    """Whether a party is the proposer's own: itself, its hamlets, who lives or sits there; an agency's own people."""
    if proposer.unit.level == Level.COMMUNE:
        return party.commune_id == proposer.unit_id
    if party.kind == Party.Kind.OFFICE:
        return party.office_id == proposer.pk
    return party.kind in {Party.Kind.PERSON, Party.Kind.ORGANISATION} and party.unit_id == proposer.unit_id


# --- When a submission is due -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """The plan's deadline for handing dossiers in."""

    on: dt.date  # the last day on time
    text: str  # "trước 10/11/2020"
    period: str

    @property
    def is_past(self) -> bool:
        return clock.today() > self.on


def due_of(route: Route) -> Due | None:
    """None where the plan names no date."""
    deadline = Deadline.objects.filter(campaign=route.campaign_id, key=route.deadline_key).first()
    if deadline is None:
        return None
    return Due(
        duty_rules.last_day(deadline.rule, deadline.date),
        duty_rules.as_written(deadline.rule, deadline.date),
        deadline.period,
    )


def days_late(submission: Submission, due: Due | None) -> int:
    """How many days after the deadline it was submitted; 0 when on time or not submitted."""
    if due is None or submission.submitted_at is None:
        return 0
    return duty_rules.days_late(timezone.localtime(submission.submitted_at).date(), due.on)


def names(offices: Iterable[Office]) -> str:
    """ "Phòng LĐ-TB&XH và Phòng Nội vụ"."""
    listed = [office.short_name for office in offices]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} và {listed[-1]}" if listed else ""


def until(step_due: dt.date | None) -> str:
    """ "đến hết 13/11/2020, còn 1 ngày"; "" without a date."""
    return f"đến hết {vietnamese.day(step_due)}, {clock.due_words(step_due)}" if step_due else ""
