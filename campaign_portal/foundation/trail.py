"""Reading the trail as a whole: who reads which lines, what a person looks for, and how far it is sealed.

The list goes by keyset: a page begins behind the last line of the one before, so that the hundred-thousandth line costs
what the first does.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from campaign_portal.foundation import access, clock, history, jobs, seals, vietnamese
from campaign_portal.foundation.models import AuditEntry, AuditSeal, Draft, Job, User

PAGE = 50
MOST_EXPORTED = 20_000
READ = access.for_roles(
    "trail.read", {"auditor", "administrator"}, "Nhật ký việc làm dành cho người kiểm tra và quản trị."
)

_places_of: Callable[[Any], list[Q]] | None = None


def register_readers(places_of: Callable[[Any], list[Q]]) -> None:
    """The room of units says here which lines a person may read: one condition for each place, each by an index."""
    global _places_of
    _places_of = places_of


def _places(user: Any) -> list[Q]:
    return _places_of(user) if _places_of else []


def visible_to(user: Any) -> QuerySet[AuditEntry]:
    """Nothing while nobody said who reads."""
    seen = Q(pk__in=[])
    for place in _places(user):
        seen |= place
    return AuditEntry.objects.filter(seen)


# --- What a person looks for ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """The filters of the list, each empty for "any"."""

    text: str = ""
    action: str = ""
    kind: str = ""  # "emulation.ReviewSet"
    actor_id: int | None = None
    object_id: str = ""  # with `kind`: one record
    since: dt.date | None = None
    until: dt.date | None = None
    with_reason: bool = False
    private: bool = False  # only looks at household data and what was written of households


def found(user: Any, asked: Asked) -> QuerySet[AuditEntry]:
    """The lines a person may read that fit, newest first."""
    return _narrowed(visible_to(user), asked).order_by("-pk")


def _narrowed(lines: QuerySet[AuditEntry], asked: Asked) -> QuerySet[AuditEntry]:
    for word in vietnamese.fold(asked.text).split(" "):
        if word:
            lines = lines.filter(folded__contains=word)
    if asked.action:
        lines = lines.filter(action=asked.action)
    if asked.kind:
        lines = lines.filter(object_type=asked.kind)
    if asked.kind and asked.object_id:
        lines = lines.filter(object_id=asked.object_id)
    if asked.actor_id is not None:
        lines = lines.filter(actor_id=asked.actor_id)
    if asked.since:
        lines = lines.filter(business_at__gte=_midnight(asked.since))
    if asked.until:
        lines = lines.filter(business_at__lt=_midnight(asked.until + dt.timedelta(days=1)))
    if asked.with_reason:
        lines = lines.exclude(reason="")
    if asked.private:
        lines = lines.filter(is_private=True)
    return lines


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def doer(user: Any, actor_id: int | None) -> User | None:
    """Whose lines are looked for. Of whom a person reads no line is unknown to him, as an account that is not there."""
    if actor_id is None or not visible_to(user).filter(actor_id=actor_id).exists():
        return None
    return User.objects.filter(pk=actor_id).first()


@dataclass(frozen=True)
class Page:
    """One page of the list. `older` and `newer` are the numbers to go on from, None at either end."""

    entries: Sequence[AuditEntry]
    older: int | None
    newer: int | None


def page(user: Any, asked: Asked, *, before: int | None = None, after: int | None = None) -> Page:
    """The page that begins below a line, or the one that ends above it. One statement for each place a person reads.

    Each walks down its own index and stops after a page; asked for together ("or") the database would sort them all.
    """
    parts = by_place(user, asked)
    if after is not None:
        upwards = _merged([part.filter(pk__gt=after).order_by("pk")[: PAGE + 1] for part in parts])[: PAGE + 1]
        entries = upwards[:PAGE][::-1]
        return Page(entries, entries[-1].pk if entries else None, entries[0].pk if len(upwards) > PAGE else None)
    if before is not None:
        parts = [part.filter(pk__lt=before) for part in parts]
    entries = _merged([part.order_by("-pk")[: PAGE + 1] for part in parts])[::-1][: PAGE + 1]
    more = len(entries) > PAGE
    entries = entries[:PAGE]
    return Page(
        entries,
        entries[-1].pk if more else None,
        entries[0].pk if before is not None and entries else None,
    )


def by_place(user: Any, asked: Asked) -> list[QuerySet[AuditEntry]]:
    """The lines that fit, place by place; a line may lie in two of a person's places."""
    return [_narrowed(AuditEntry.objects.filter(place), asked) for place in _places(user)]


def _merged(parts: Iterable[Iterable[AuditEntry]]) -> list[AuditEntry]:
    """All lines once, by their number."""
    lines = {entry.pk: entry for part in parts for entry in part}
    return [lines[pk] for pk in sorted(lines)]


def kinds() -> list[tuple[str, str]]:
    """Every kind of record that a line can be about, by its name, for the filter."""
    named = {
        model._meta.label: str(model._meta.verbose_name)
        for app in ("foundation", "emulation", "awards", "reporting")
        for model in apps.get_app_config(app).get_models()
        if _is_told_of(model)
    }
    return sorted(named.items(), key=lambda pair: vietnamese.sort_key(pair[1]))


def _is_told_of(model: Any) -> bool:
    return model not in {AuditEntry, AuditSeal, Job, Draft}


def kind_name(label: str) -> str:
    """What a kind is called: "đợt rà soát"; the label of a table that is no more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def technical(entry: AuditEntry) -> Iterator[tuple[str, str]]:
    """What the words leave out: keys and values as they lie in the database."""
    for when, values in (("trước", entry.before), ("sau", entry.after)):
        for key, value in values.items():
            if not history.label_of(entry, key):
                yield f"{key} ({when})", history.value_text(value)


# --- How far it is sealed ---------------------------------------------------------------------------------------------

VERIFY = "foundation.verify_audit"
OWNER = f"{AuditSeal._meta.label}:0"


@dataclass(frozen=True)
class SealState:
    """The end of the chain, what waits behind it, and how the last walk along it ended."""

    last: AuditSeal | None
    waiting: int
    overdue: seals.Overdue | None
    walk: Job | None  # the newest verification, however it stands

    @property
    def walk_failed(self) -> str:
        """The first broken row of the last walk, in a sentence; "" when the chain was whole."""
        return str(self.walk.result.get("broken", "")) if self.walk and self.walk.state == Job.State.DONE else ""


def seal_state() -> SealState:
    return SealState(
        last=AuditSeal.objects.select_related("entry").order_by("-position").first(),
        waiting=seals.waiting(),
        overdue=seals.overdue(),
        walk=jobs.latest(VERIFY, OWNER),
    )


def ask_to_verify(*, by: User) -> Job:
    """Walk the chain in the background. Asked for twice, it is walked once."""
    return jobs.enqueue(VERIFY, by=by, key=VERIFY, owner_key=OWNER)


@jobs.handler(VERIFY)
def verify(running: jobs.Running) -> dict[str, Any]:
    """The same walk as `manage.py verify_audit`, with its progress; what it found is the job's result."""
    total = AuditSeal.objects.count()

    def step(done: int) -> None:
        running.step(min(done, total), total, "đối chiếu từng dòng với niêm phong")

    walk = seals.verify(on_step=step)
    return {
        "checked": walk.checked,
        "end": walk.end if walk.checked else "",
        "waiting": walk.waiting,
        "broken": str(walk.broken) if walk.broken else "",
        "broken_entry": walk.broken.entry.pk if walk.broken and walk.broken.entry else None,
        "at": clock.real_now().isoformat(),
    }


jobs.register_owner(AuditSeal._meta.label, lambda user, pk: READ.holds(user))
