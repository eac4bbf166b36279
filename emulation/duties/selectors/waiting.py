"""Questions about what is due and what is done."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from campaign_portal.foundation import access, clock
from campaign_portal.foundation.models import AuditEntry, User
from emulation.duties import rules
from emulation.duties.models import Duty


@dataclass(frozen=True)
class Waiting:
    """How many open duties of a kind a person has, and whether one is overdue."""

    count: int
    late: bool


def shown_to(user: User, campaign_key: str) -> QuerySet[Duty]:
    """This person's open duties in a campaign that have begun to show, oldest debt first."""
    return (
        Duty.objects.of(user)
        .open()
        .filter(Q(campaign_key=campaign_key) | Q(campaign_key=""), opens_on__lte=clock.today())
        .filter(Q(obligatory=True) | Q(due_on__gte=clock.today()))
        .select_related("unit", "office", "receiver")
        .order_by("due_on", "pk")
    )


def waiting_by_kind(user: User, campaign_key: str) -> dict[str, Waiting]:
    """For the counts in the menu."""
    rows = (
        shown_to(user, campaign_key)
        .order_by()
        .values("kind")
        .annotate(total=Count("pk"), late=Count("pk", filter=Q(due_on__lt=clock.today())))
    )
    return {row["kind"]: Waiting(row["total"], row["late"] > 0) for row in rows}


@dataclass(frozen=True)
class Timeliness:
    """One owed thing as the receiver sees it: on time + late + missing = expected."""

    duty: Duty
    state: str  # on_time, late, missing (overdue), waiting (not due yet)
    days_late: int
    done_at: dt.datetime | None


def timeliness(kind: str, period: str, campaign_key: str, *, district_id: int, **filters) -> list[Timeliness]:
    """Every duty of a kind and period below a district, with its state. `filters` narrow the duties further."""
    duties = (
        Duty.objects.filter(
            kind=kind,
            period=period,
            campaign_key=campaign_key,
            district_id=district_id,
            cancelled_at__isnull=True,
            **filters,
        )
        .exclude(deadline_key="")
        .select_related("unit", "office", "fulfillment")
        .order_by("unit__level", "unit__code", "office__pk")
    )
    return [timeliness_of(duty) for duty in duties]


def timeliness_of(duty: Duty) -> Timeliness:
    """Select `fulfillment` with the duties, where there are several."""
    done = getattr(duty, "fulfillment", None)
    if done is None:
        late = (clock.today() - duty.due_on).days
        return Timeliness(duty, "missing" if late > 0 else "waiting", max(late, 0), None)
    done_on = _local_day(done.at)
    return Timeliness(duty, "on_time" if done.on_time else "late", max((done_on - duty.due_on).days, 0), done.at)


def _local_day(moment: dt.datetime) -> dt.date:
    from django.utils import timezone

    return timezone.localtime(moment).date()


@dataclass(frozen=True)
class Awaited:
    """What others owe this office for one deadline: how many of how many have come, and whether it is overdue."""

    kind: str
    period: str
    title: str
    due_on: dt.date
    expected: int
    done: int
    returned: int = 0  # of those done: given back since, and not handed in again

    @property
    def missing(self) -> int:
        return self.expected - self.done

    @property
    def text(self) -> str:
        """ "15 trên 16 đã nộp (1 trả lại để bổ sung), còn 1."."""
        return f"{came_text(self.done, self.expected, self.returned)}, còn {self.missing}."


def came_text(done: int, expected: int, returned: int, who: str = "") -> str:
    """ "15 trên 16 xã, phường đã nộp (1 trả lại để bổ sung)": what was handed in counts, also when it came back."""
    said = f"{done} trên {expected} {who}".rstrip() + " đã nộp"
    return f"{said} ({returned} trả lại để bổ sung)" if returned else said


def awaited_from_others(user: User, campaign_key: str) -> list[Awaited]:
    """The deadlines that have opened and for which somebody still owes this person's office something."""
    to_mend = Duty.objects.open().filter(
        kind=Duty.Kind.AMENDMENT, object_key=OuterRef("fulfillment__object_key"), receiver_id=OuterRef("receiver_id")
    )
    rows = (
        Duty.objects.filter(
            receiver_id__in=access.scope(user).office_ids,
            campaign_key=campaign_key,
            cancelled_at__isnull=True,
            obligatory=True,
            opens_on__lte=clock.today(),
        )
        .exclude(deadline_key="")
        .values("deadline_key", "kind", "period", "title", "due_on")
        .annotate(
            expected=Count("pk"),
            done=Count("fulfillment"),
            returned=Count("pk", filter=Q(~Q(fulfillment__object_key=""), Exists(to_mend))),
        )
        .order_by("due_on", "deadline_key")
    )
    return [
        Awaited(
            row["kind"],
            row["period"],
            row["title"],
            row["due_on"],
            row["expected"],
            row["done"],
            row["returned"],
        )
        for row in rows
        if row["done"] < row["expected"]
    ]


def reminded_today(duties: Iterable[Duty]) -> dict[int, dt.datetime]:
    """Duty id → when it was urged today, of those that were. One statement."""
    begins = clock.business_now().replace(hour=0, minute=0, second=0, microsecond=0)
    found = AuditEntry.objects.filter(
        action=rules.REMINDED,
        object_type=Duty._meta.label,
        object_id__in=[str(duty.pk) for duty in duties],
        business_at__gte=begins,
        business_at__lt=begins + dt.timedelta(days=1),
    )
    return {int(pk): at for pk, at in found.order_by("pk").values_list("object_id", "business_at")}


# --- What a duty looks like on "việc của tôi": told by the room that owns the work -----------------------------------


@dataclass(frozen=True)
class Presentation:
    """What to say under a duty's title and what its one button does."""

    text: str
    action: str
    url: str
    my_turn: bool = True  # false: it waits for somebody else now (the leader, the officer)


Presenter = Callable[[User, list[Duty]], dict[int, Presentation]]
_presenters: dict[str, Presenter] = {}


def register_presenter(kind: str, presenter: Presenter) -> None:
    """The room that owns a kind of work says how its duties read. Gets all duties of the kind at once."""
    _presenters[kind] = presenter


_amendments: dict[str, Presenter] = {}


def register_amendment_presenter(label: str, presenter: Presenter) -> None:
    """How returns of one kind of object read: `label` is its model ("emulation.ReviewSet"), as the duty's
    `object_key` begins. Gets all its returns at once."""
    _amendments[label] = presenter


def _present_amendments(user: User, duties: list[Duty]) -> dict[int, Presentation]:
    by_label: dict[str, list[Duty]] = {}
    for duty in duties:
        by_label.setdefault(duty.object_key.partition(":")[0], []).append(duty)
    shown: dict[int, Presentation] = {}
    for label, group in by_label.items():
        if label in _amendments:
            shown |= _amendments[label](user, group)
    return shown


register_presenter(Duty.Kind.AMENDMENT, _present_amendments)


def presentations(user: User, duties: Iterable[Duty]) -> dict[int, Presentation]:
    """Duty id → how it reads. A fixed number of queries per kind, however many duties."""
    by_kind: dict[str, list[Duty]] = {}
    for duty in duties:
        by_kind.setdefault(duty.kind, []).append(duty)
    shown: dict[int, Presentation] = {}
    for kind, group in by_kind.items():
        if kind in _presenters:
            shown |= _presenters[kind](user, group)
    return shown


# --- What came in and waits for an answer that no plan dates ---------------------------------------------------------


@dataclass(frozen=True)
class Arrivals:
    """Things of one kind that others sent to this person's office: how many, since when, where to answer them."""

    title: str
    text: str
    action: str
    url: str
    since: dt.datetime


ArrivalsTeller = Callable[[User, str], list[Arrivals]]
_arrivals_tellers: list[ArrivalsTeller] = []


def register_arrivals(teller: ArrivalsTeller) -> None:
    """The room that receives things says what waits for this person in a campaign (by its key)."""
    _arrivals_tellers.append(teller)


def arrivals(user: User, campaign_key: str) -> list[Arrivals]:
    """What waits to be received, longest waiting first. One statement a room."""
    found = [item for tell in _arrivals_tellers for item in tell(user, campaign_key)]
    return sorted(found, key=lambda item: item.since)
