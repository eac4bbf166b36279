"""Duties that a paper of one's own answers, and what is told beside the paper."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Max

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.models import User
from emulation.duties import rules
from emulation.duties.models import Duty, DutyLine
from emulation.duties.selectors.waiting import Timeliness, timeliness_of


def papers_of(user: User, campaign_key: str) -> list[Timeliness]:
    """Every plain-paper duty that this person may see: his own, and those below him; of all campaigns without a key.

    Two statements: each with its `told`, the lines of a plan's own criteria or of the deeds for a task.
    """
    asked = Duty.objects.filter(campaign_key=campaign_key) if campaign_key else Duty.objects.all()
    found = (
        asked.visible_to(user)
        .filter(kind__in=rules.PLAIN_PAPERS, cancelled_at__isnull=True)
        .select_related("unit", "office", "receiver", "fulfillment__paper")
        .prefetch_related("lines")
        .order_by("due_on", "title", "unit__level", "unit__code", "pk")
    )
    return [timeliness_of(duty) for duty in found]


@dataclass(frozen=True)
class Told:
    """How many lines were told of something, and the last day of a deed among them."""

    count: int
    last_on: dt.date | None

    def words(self, kind: str) -> str:
        """ "3 việc đã ghi, gần nhất 14/6/2020", "5 tiêu chí, chỉ tiêu riêng"; empty where nothing was told."""
        if not self.count:
            return ""
        if kind == DutyLine.Kind.CRITERION:
            return f"{self.count} tiêu chí, chỉ tiêu riêng"
        return f"{self.count} việc đã ghi" + (f", gần nhất {vietnamese.day(self.last_on)}" if self.last_on else "")


def told_of(duties: Iterable[Duty]) -> dict[int, Told]:
    """Duty id → its lines, of those that have any. One statement."""
    found = DutyLine.objects.filter(duty__in=[duty.pk for duty in duties]).order_by().values("duty")
    return {
        row["duty"]: Told(row["count"], row["last"]) for row in found.annotate(count=Count("pk"), last=Max("done_on"))
    }


def deeds_by_deadline(campaign_key: str) -> dict[tuple[str, str], Told]:
    """(deadline, period) → what was done for it by everybody together, for the plan's timeline. One statement."""
    found = DutyLine.objects.filter(
        kind=DutyLine.Kind.DEED, duty__campaign_key=campaign_key, duty__cancelled_at__isnull=True
    )
    rows = found.order_by().values("duty__deadline_key", "duty__period")
    return {
        (row["duty__deadline_key"], row["duty__period"]): Told(row["count"], row["last"])
        for row in rows.annotate(count=Count("pk"), last=Max("done_on"))
    }


MadePaper = Callable[[Duty], tuple[str, str] | None]
_made_papers: dict[str, MadePaper] = {}


def register_made_paper(kind: str, maker: MadePaper) -> None:
    """The room that makes the paper of such a duty says where: words and address, or None."""
    _made_papers[kind] = maker


def made_paper(duty: Duty) -> tuple[str, str] | None:
    maker = _made_papers.get(duty.kind)
    return maker(duty) if maker else None
