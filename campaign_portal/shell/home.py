"""“Việc của tôi”: what a person must do, by when, with the one button that opens exactly that."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode

from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.shell import menu
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.campaigns.permissions import PREPARE
from emulation.campaigns.selectors import current_campaign
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Awaited, Presentation
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors.sheet import sheet_of
from emulation.targets import permissions as target_permissions
from emulation.targets import rules as targets
from emulation.targets.selectors import TargetProgress, progress_of
from emulation.territory.models import Level, Unit


@dataclass(frozen=True)
class Task:
    """One line of the list."""

    duty: Duty
    shown: Presentation
    is_primary: bool

    @property
    def is_late(self) -> bool:
        return self.duty.due_on < clock.today()


def page(request: HttpRequest) -> dict[str, Any]:
    """Everything the first screen shows."""
    campaign = current_campaign(request)
    if campaign is None:
        return {
            "campaign": None,
            "tasks": [],
            "waiting_elsewhere": [],
            "situation": "Chưa có phong trào nào.",
            "drafts": _drafts(request.user),
            "may_begin": PREPARE.holds(request.user),
        }
    user: Any = request.user
    found = list(duties.shown_to(user, campaign.key))
    shown = duties.presentations(user, found)
    mine = [duty for duty in found if duty.pk in shown and shown[duty.pk].my_turn]
    elsewhere = [duty for duty in found if duty.pk in shown and not shown[duty.pk].my_turn]
    arrivals = duties.arrivals(user, campaign.key)
    unit = _home_unit(user)
    progress = _progress(campaign, unit) if unit and target_permissions.SEE.holds(user) else []
    return {
        "campaign": campaign,
        "tasks": [Task(duty, shown[duty.pk], is_primary=position == 0) for position, duty in enumerate(mine)],
        "waiting_elsewhere": [Task(duty, shown[duty.pk], is_primary=False) for duty in elsewhere],
        "arrivals": arrivals,
        "situation": situation(mine, len(arrivals)),
        "awaited": [_with_board(item, user) for item in duties.awaited_from_others(user, campaign.key)],
        "unit": unit,
        "progress": progress,
        "covered": _covered(campaign, unit, progress) if unit else "",
        "road": _road(campaign, user),
        "drafts": _drafts(user),
    }


def _drafts(user: Any) -> list[CampaignVersion]:
    """Campaigns and amendments that this person's unit has in hand; nobody else is asked for them."""
    if not PREPARE.holds(user):
        return []
    found = CampaignVersion.objects.visible_to(user).in_hand().select_related("saved_by")
    return list(found.defer("text").order_by("-saved_at", "-pk"))


def situation(mine: list[Duty], arrived: int = 0) -> str:
    """One sentence: how much waits (`arrived` are kinds of things others sent), and the oldest debt."""
    if not mine and not arrived:
        return "Không có việc nào đang chờ ông/bà."
    sentence = f"{vietnamese.opening_count(len(mine) + arrived)} việc đang chờ"
    late = [duty for duty in mine if duty.due_on < clock.today()]
    if late:
        days = (clock.today() - min(duty.due_on for duty in late)).days
        count = vietnamese.opening_count(len(late)).lower()
        sentence += f", {count} việc đã quá hạn, lâu nhất {days} ngày"
    return sentence + "."


# Where the receiver sees who has sent what, and reminds the others: every kind that a plan can date.
BOARDS = {
    Duty.Kind.REGISTRATION: "registrations:index",
    Duty.Kind.LAUNCH_PLAN: "duties:index",
    Duty.Kind.REGISTRATION_SUMMARY: "duties:index",
    Duty.Kind.REVIEW: "poverty:index",
    Duty.Kind.REPORT: "reports:index",
    Duty.Kind.CONSOLIDATION: "consolidation:index",
    Duty.Kind.SUBMISSION: "dossiers:index",
    Duty.Kind.SUBMISSION_SUMMARY: "duties:index",
    Duty.Kind.INTERIM_REVIEW: "duties:index",
    Duty.Kind.FINAL_REVIEW: "duties:index",
    Duty.Kind.INSPECTION: "duties:index",
    Duty.Kind.TASK: "duties:index",
    Duty.Kind.SELF_SCORE: "clusters:index",
    Duty.Kind.CROSS_SCORE: "clusters:index",
    Duty.Kind.FINAL_SCORE: "clusters:index",
}


def _with_board(item: Awaited, user: Any) -> dict[str, Any]:
    board = menu.url_for(user, BOARDS[Duty.Kind(item.kind)])
    url = f"{board}?{urlencode({'ky': item.period})}" if board else ""
    return {"item": item, "url": url, "is_late": item.due_on < clock.today()}


def _home_unit(user: Any) -> Unit | None:
    """The commune or town whose figures stand on this person's first page."""
    for post in access.scope(user).posts:
        if post.unit_level in {Level.COMMUNE, Level.DISTRICT} and post.office_function != "participant":
            return Unit.objects.get(pk=post.unit_id)
    return None


def _progress(campaign: Campaign, unit: Unit) -> list[TargetProgress]:
    """The town's own targets for people of the town; a commune's assigned plan for its people."""
    states = ReviewSet.SENT if unit.level == Level.DISTRICT else [*ReviewSet.State.values]
    found = progress_of(campaign, unit, states)
    wanted = [targets.POVERTY_RATE_FALL, targets.ESCAPED, targets.NEAR_POOR_FALL, targets.RELAPSE_RATE]
    return [item for item in found if item.target.indicator.key in wanted]


def _covered(campaign: Campaign, unit: Unit, progress: list[TargetProgress]) -> str:
    """ "theo 4 trên 7 thôn có số dùng được; …" while a commune's review is not whole; else nothing."""
    period = next((item.period for item in progress if item.period), None)
    if unit.level != Level.COMMUNE or period is None:
        return ""
    review = ReviewSet.objects.filter(
        unit=unit, period=period, standard=campaign.standard, is_current=True, is_opening=False
    ).first()
    return "" if review is None else sheet_of(review).coverage


def _road(campaign: Campaign, user: Any) -> list[dict[str, Any]]:
    """The campaign's deadlines that this person's unit or office has, done and to come."""
    found = (
        Duty.objects.of(user)
        .filter(campaign_key=campaign.key, cancelled_at__isnull=True)
        .exclude(deadline_key="")
        .select_related("fulfillment")
        .order_by("due_on", "pk")
    )
    today = clock.today()
    road, next_marked = [], False
    for duty in found:
        done = getattr(duty, "fulfillment", None)
        is_next = done is None and not next_marked and duty.due_on >= today
        next_marked = next_marked or is_next
        road.append({"duty": duty, "done": done, "is_next": is_next, "is_late": done is None and duty.due_on < today})
    return road
