"""What the plan asks of whom by when, year by year, and how it stands today: for everyone who may read the plan."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.shell.plan.names import Names
from emulation.campaigns import rules
from emulation.campaigns.models import Campaign, Deadline, Milestone
from emulation.duties.models import Duty, DutyLine
from emulation.duties.selectors import Told, deeds_by_deadline


@dataclass(frozen=True)
class Count3:
    """How many owe it, have done it, and are late with it."""

    expected: int = 0
    done: int = 0
    late: int = 0


@dataclass
class Stop:
    """One line: the last day on time, the plan's words for it, who does what for whom."""

    on: dt.date
    when: str
    what: str
    who: str
    to: str
    clause: str
    note: str = ""
    content: str = ""
    opens_on: dt.date | None = None
    counts: Count3 = field(default_factory=Count3)
    told: str = ""  # what was done for a task so far: "3 việc đã ghi, gần nhất 14/6/2020"
    is_next: bool = False

    @property
    def is_past(self) -> bool:
        return self.on < clock.today()

    @property
    def pill(self) -> tuple[str, str]:
        """Kind and words: done, so many late, under way, next, to come."""
        counts = self.counts
        if counts.expected and counts.done == counts.expected:
            return "ok", "Xong" if counts.expected == 1 else f"Xong, {counts.done} trên {counts.expected}"
        if counts.late:
            return "bad", f"{counts.late} trên {counts.expected} chưa làm, quá hạn"
        if self.is_past:
            return "", "Đã qua"
        if counts.expected and self.opens_on and self.opens_on <= clock.today():
            return "now", f"Đang làm, {counts.done} trên {counts.expected} xong"
        return ("wait", "Tiếp theo") if self.is_next else ("", "Chưa đến")


def page(campaign: Campaign) -> dict[str, Any]:
    """The years with their stops, and what has no day."""
    names = Names.of(campaign)
    deadlines = list(campaign.deadlines.all())
    counts, told = _counts(campaign), deeds_by_deadline(campaign.key)
    stops = [*_dated(deadlines, names, counts, told), *_milestones(campaign, names)]
    stops.sort(key=lambda stop: (stop.on, stop.what))
    coming = [stop for stop in stops if not stop.is_past]
    if coming:
        coming[0].is_next = True
    undated = [deadline for deadline in deadlines if not _has_day(deadline)]
    return {
        "campaign": campaign,
        "years": [(year, list(found)) for year, found in groupby(stops, key=lambda stop: stop.on.year)],
        "undated": [
            _stop(deadline, next(_once(deadline)), names, counts.get((deadline.key, deadline.period), Count3()), told)
            for deadline in undated
        ],
        "this_year": clock.today().year,
        "situation": _situation(stops, coming),
    }


def stops_of(campaign: Campaign, names: Names) -> list[dict[str, Any]]:
    """The same, one line a rule, for the plan's page: a yearly one stands once."""
    lines = [_line(deadline, names) for deadline in campaign.deadlines.all()]
    lines += [
        {"on": stone.sort_on, "when": stone.on_text, "what": stone.title, "clause": stone.clause}
        | {"who": names.listed(stone.held_by), "to": "", "note": ""}
        for stone in campaign.milestones.all()
    ]
    return sorted(lines, key=lambda line: line["on"])


def _line(deadline: Deadline, names: Names) -> dict[str, Any]:
    when = rules.when(deadline, deadline.date)
    if deadline.repeats_until:
        when += f", hằng năm đến {deadline.repeats_until}"
    return {
        "on": deadline.date if _has_day(deadline) else dt.date.max,
        "when": when,
        "what": deadline.title,
        "who": names.listed(deadline.owed_by),
        "to": names.receiver(deadline),
        "clause": deadline.clause,
        "note": ". ".join(part for part in (deadline.content, deadline.set_by) if part),
    }


def _has_day(deadline: Deadline) -> bool:
    return deadline.rule not in {Deadline.Rule.NO_DAY, Deadline.Rule.ON_REQUEST}


def _once(deadline: Deadline) -> Any:
    yield rules.Occurrence(deadline.period, deadline.opens_on, deadline.date, rules.when(deadline, deadline.date))


def _counts(campaign: Campaign) -> dict[tuple[str, str], Count3]:
    """(deadline, period) → how many owe it, have done it, are late."""
    rows = (
        Duty.objects.filter(campaign_key=campaign.key, cancelled_at__isnull=True)
        .exclude(deadline_key="")
        .values("deadline_key", "period")
        .annotate(
            expected=Count("pk"),
            done=Count("fulfillment"),
            late=Count("pk", filter=Q(fulfillment__isnull=True, due_on__lt=clock.today(), obligatory=True)),
        )
    )
    return {(row["deadline_key"], row["period"]): Count3(row["expected"], row["done"], row["late"]) for row in rows}


def _dated(
    deadlines: list[Deadline], names: Names, counts: dict[tuple[str, str], Count3], told: dict[tuple[str, str], Told]
) -> list[Stop]:
    return [
        _stop(deadline, occurrence, names, counts.get((deadline.key, occurrence.period), Count3()), told)
        for deadline in deadlines
        if _has_day(deadline)
        for occurrence in rules.occurrences(deadline)
    ]


def _stop(
    deadline: Deadline,
    occurrence: rules.Occurrence,
    names: Names,
    counts: Count3,
    told: dict[tuple[str, str], Told],
) -> Stop:
    deeds = told.get((deadline.key, occurrence.period))
    return Stop(
        on=occurrence.due_on,
        when=occurrence.due_text,
        what=deadline.title,
        who=names.listed(deadline.owed_by),
        to=names.receiver(deadline),
        clause=deadline.clause,
        note=deadline.set_by,
        content=deadline.content,
        opens_on=occurrence.opens_on,
        counts=counts,
        told=deeds.words(DutyLine.Kind.DEED) if deeds else "",
    )


def _milestones(campaign: Campaign, names: Names) -> list[Stop]:
    return [_milestone(stone, year, names) for stone in campaign.milestones.all() for year in _years(stone)]


def _years(stone: Milestone) -> range:
    return range(stone.sort_on.year, (stone.repeats_until or stone.sort_on.year) + 1)


def _milestone(stone: Milestone, year: int, names: Names) -> Stop:
    on = rules.in_later_year(stone.sort_on, year - stone.sort_on.year)
    return Stop(on, stone.on_text, stone.title, names.listed(stone.held_by), "", stone.clause)


def _situation(stops: list[Stop], coming: list[Stop]) -> str:
    """ "Hôm nay 25/6/2020: 9 mốc đã qua, 1 mốc có đơn vị quá hạn. Tiếp theo: Báo cáo quý II, 25/6/2020." """
    late = sum(1 for stop in stops if stop.counts.late)
    said = f"Hôm nay {vietnamese.day(clock.today())}: {len(stops) - len(coming)} mốc đã qua"
    said += f", {late} mốc có đơn vị quá hạn." if late else ", không mốc nào có đơn vị quá hạn."
    if not coming:
        return f"{said} Không còn mốc nào ở phía trước."
    return f"{said} Tiếp theo: {coming[0].what}, {coming[0].when}."
