"""What a person sees of submissions and dossiers, in lists."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from awards.dossiers.models import PROPOSERS, Appraisal, Dossier, Submission
from awards.dossiers.selectors import judging, route
from awards.dossiers.selectors.judging import Assessment
from awards.routes.models import Route, RouteStep
from campaign_portal.foundation import access, clock, quantities, vietnamese
from emulation.campaigns.models import Campaign, CampaignRole
from emulation.people.models import Office, Party
from emulation.people.permissions import APPRAISERS
from emulation.territory.models import Level

STATE_WORDS = {
    Dossier.State.DRAFT: ("", "Đang lập"),
    Dossier.State.IN_APPRAISAL: ("now", "Đang xử lý"),
    Dossier.State.RETURNED: ("wait", "Trả lại để bổ sung"),
    Dossier.State.DECLINED: ("bad", "Không đề nghị"),
    Dossier.State.IN_COUNCIL: ("now", "Chờ hội đồng"),
    Dossier.State.PASSED: ("ok", "Hội đồng thông qua"),
    Dossier.State.NOT_PASSED: ("bad", "Hội đồng không thông qua"),
    Dossier.State.AWARDED: ("ok", "Đã có quyết định"),
}
WITH_OUTCOME = frozenset({Dossier.State.AWARDED, Dossier.State.PASSED, *Dossier.ENDED_WITHOUT})
SUBMISSION_WORDS = {
    Submission.State.DRAFT: ("", "Đang lập"),
    Submission.State.WITH_LEADER: ("now", "Chờ lãnh đạo ký"),
    Submission.State.SUBMITTED: ("ok", "Đã nộp"),
}


def routes_of(campaign: Campaign) -> list[Route]:
    """The ways a dossier can go in a campaign, with steps and papers."""
    found = Route.objects.filter(campaign=campaign).select_related("award_form").prefetch_related("steps", "papers")
    return list(found.order_by("pk"))


def offices_proposed_for(user: Any) -> list[Office]:
    """The offices for which this person prepares or submits."""
    posts = access.scope(user).having(PROPOSERS)
    return list(Office.objects.filter(pk__in=[post.office_id for post in posts]).select_related("unit"))


def loaded_submissions() -> QuerySet[Submission]:
    """With everything their pages ask for."""
    return Submission.objects.select_related(
        "campaign__unit", "campaign__standard", "route__award_form", "proposer__unit", "authority__unit", "unit"
    ).prefetch_related("papers__file", "route__papers", "route__steps")


def loaded_dossiers() -> QuerySet[Dossier]:
    """With everything their pages ask for."""
    return Dossier.objects.select_related(
        "party__unit__parent",
        "party__unit__commune",
        "participant_class",
        "award_form",
        "step",
        "submission__campaign__unit",
        "submission__campaign__standard",
        "submission__route__award_form",
        "submission__proposer__unit",
        "submission__authority__unit",
        "submission__submitted_by",
        "submission__unit",
    ).prefetch_related(
        "papers__file", "submission__papers__file", "submission__route__papers", "submission__route__steps"
    )


# --- The inbox --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the list; everything empty means all."""

    tab: str = ""
    text: str = ""
    step: str = ""
    state: str = ""
    class_key: str = ""


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Line:
    """One dossier of the list."""

    dossier: Dossier
    assessment: Assessment
    said: tuple[Appraisal, ...]  # by offices of the present step
    waits_for: str

    @property
    def state_words(self) -> tuple[str, str]:
        return STATE_WORDS[Dossier.State(self.dossier.state)]

    @property
    def where(self) -> str:
        """Where the nominee belongs, if its own name does not say so."""
        party = self.dossier.party
        if party.kind != Party.Kind.UNIT:
            return party.unit.title
        return party.unit.parent.title if party.unit.level == Level.HAMLET and party.unit.parent else ""

    @property
    def due_on(self) -> dt.date | None:
        """By when somebody must act; nothing is due of one that has its outcome."""
        return None if self.dossier.state in WITH_OUTCOME else self.dossier.due_on

    @property
    def is_late(self) -> bool:
        at_work = self.dossier.state == Dossier.State.IN_APPRAISAL
        return at_work and self.dossier.due_on is not None and self.dossier.due_on < clock.today()


def acting_offices(user: Any) -> frozenset[int]:
    """The offices for which this person appraises or passes on."""
    return frozenset(post.office_id for post in access.scope(user).having(APPRAISERS))


def waiting_for(user: Any, campaign: Campaign) -> QuerySet[Dossier]:
    """Dossiers that an office of this person must act on now, the first to fall due first."""
    mine = acting_offices(user)
    keys = set(CampaignRole.objects.filter(campaign=campaign, office__in=mine).values_list("key", flat=True))
    steps = [step.pk for step in RouteStep.objects.filter(route__campaign=campaign) if keys & set(step.office_roles)]
    spoken = Appraisal.objects.filter(dossier=OuterRef("pk"), step=OuterRef("step"), office__in=mine, is_current=True)
    return in_order(
        Dossier.objects.filter(
            ~Exists(spoken), submission__campaign=campaign, state=Dossier.State.IN_APPRAISAL, step__in=steps
        )
    )


def in_order(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """By the day they fall due, those with their outcome last; then by proposer and class."""
    return dossiers.order_by(
        Case(When(state__in=WITH_OUTCOME, then=1), default=0),
        F("due_on").asc(nulls_last=True),
        "unit__code",
        "submission_id",
        "participant_class__position",
        "pk",
    )


def tabs_for(user: Any, campaign: Campaign) -> list[Tab]:
    """What an appraiser leafs through. Readers have no tabs."""
    if not acting_offices(user):
        return []
    seen = Dossier.objects.visible_to(user).filter(submission__campaign=campaign)
    by_state = dict(seen.order_by().values_list("state").annotate(total=Count("pk")))
    returned = by_state.get(Dossier.State.RETURNED, 0)
    waiting = waiting_for(user, campaign).count()
    return [
        Tab("cho", "Chờ ông/bà", waiting),
        Tab("bo-sung", "Nơi đề nghị đang bổ sung", returned),
        Tab("tat-ca", "Tất cả", sum(by_state.values())),
    ]


def find_dossiers(user: Any, campaign: Campaign, wanted: Wanted) -> QuerySet[Dossier]:
    """The dossiers this person sees, narrowed down. Search knows no accents."""
    seen = Dossier.objects.visible_to(user).filter(submission__campaign=campaign)
    if wanted.tab == "cho":
        seen = seen.filter(pk__in=waiting_for(user, campaign).order_by().values("pk"))
    elif wanted.tab == "bo-sung":
        seen = seen.filter(state=Dossier.State.RETURNED)
    if wanted.text:
        folded = vietnamese.fold(wanted.text)
        seen = seen.filter(
            Q(party__folded_name__contains=folded)
            | Q(party__unit__folded_name__contains=folded)
            | Q(unit__folded_name__contains=folded)
        )
    if (step := quantities.row_id(wanted.step)) is not None:
        seen = seen.filter(step__position=step)
    if wanted.state in Dossier.State.values:
        seen = seen.filter(state=wanted.state)
    if wanted.class_key:
        seen = seen.filter(participant_class__key=wanted.class_key)
    return in_order(seen)


def lines_of(campaign: Campaign, dossiers: Iterable[Dossier]) -> list[Line]:
    """The dossiers as lines of the list; a fixed number of statements however many."""
    listed = list(dossiers)
    offices = route.offices_by_role(campaign)
    assessed = judging.assess_many(listed)
    said: dict[int, list[Appraisal]] = defaultdict(list)
    current = Appraisal.objects.filter(dossier__in=listed, is_current=True, step=F("dossier__step"))
    for appraisal in current.select_related("office"):
        said[appraisal.dossier_id].append(appraisal)
    return [
        Line(dossier, assessed[dossier.pk], tuple(said[dossier.pk]), _waits_for(dossier, said[dossier.pk], offices))
        for dossier in listed
    ]


def _waits_for(dossier: Dossier, said: list[Appraisal], offices: route.Offices) -> str:
    if dossier.state == Dossier.State.RETURNED:
        return dossier.submission.proposer.short_name
    if dossier.state == Dossier.State.IN_COUNCIL and dossier.step:
        return route.names(route.offices_of(dossier.step, offices))
    if dossier.state != Dossier.State.IN_APPRAISAL or dossier.step is None:
        return ""
    spoken = {appraisal.office_id for appraisal in said}
    asked = route.offices_of(dossier.step, offices)
    return route.still_awaited(dossier.step, [office for office in asked if office.pk not in spoken], len(asked))


@dataclass(frozen=True)
class Place:
    """Where a dossier stands among those that wait for this person: "3 trên 8"."""

    number: int
    total: int
    previous: int | None
    following: int | None


def place_of(user: Any, dossier: Dossier) -> Place | None:
    """None for a dossier that does not wait for this person."""
    waiting = list(waiting_for(user, dossier.submission.campaign).values_list("pk", flat=True))
    if dossier.pk not in waiting:
        return None
    at = waiting.index(dossier.pk)
    return Place(
        at + 1,
        len(waiting),
        waiting[at - 1] if at else None,
        waiting[at + 1] if at + 1 < len(waiting) else None,
    )


def next_waiting(user: Any, dossier: Dossier) -> int | None:
    """The first dossier that waits for this person besides this one."""
    return waiting_for(user, dossier.submission.campaign).exclude(pk=dossier.pk).values_list("pk", flat=True).first()


# --- The standing office's overview (S3-31) --------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposerLine:
    """One submission in the overview: how many of its dossiers are where."""

    submission: Submission
    total: int
    by_state: Counter[str]
    days_late: int

    @property
    def at_work(self) -> int:
        return self.by_state[Dossier.State.IN_APPRAISAL] + self.by_state[Dossier.State.RETURNED]

    @property
    def before_council(self) -> int:
        after = (Dossier.State.IN_COUNCIL, Dossier.State.PASSED, Dossier.State.NOT_PASSED, Dossier.State.AWARDED)
        return sum(self.by_state[state] for state in after)

    @property
    def declined(self) -> int:
        return self.by_state[Dossier.State.DECLINED]


def overview(user: Any, campaign: Campaign) -> list[ProposerLine]:
    """Every submission handed in, in the order of the proposers. Four statements."""
    submissions = (
        Submission.objects.visible_to(user)
        .filter(campaign=campaign, state=Submission.State.SUBMITTED)
        .select_related("proposer__unit", "route", "unit")
        .prefetch_related(Prefetch("dossiers", Dossier.objects.only("pk", "state", "submission_id")))
        .order_by("unit__code", "proposer_id", "round")
    )
    dues = {way.pk: route.due_of(way) for way in routes_of(campaign)}
    lines = []
    for submission in submissions:
        states = Counter(dossier.state for dossier in submission.dossiers.all())
        late = route.days_late(submission, dues.get(submission.route_id))
        lines.append(ProposerLine(submission, sum(states.values()), states, late))
    return lines
