"""The trail's chain: each entry is sealed over the one sealed before, so that whoever changes a row behind the
database's back is found out.

Not in the transaction that writes the entry: every writer would wait for the one before. A job seals what is
committed, seconds later, in the order in which it finds it (decision 0006). Entries have gaps in their numbers and may
be committed after one with a larger number; seals count 1, 2, 3 …
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.utils import timezone

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.models import AuditEntry, AuditSeal

# What a hash covers, for good: the hashes of entries sealed already were made from exactly these columns.
COLUMNS = (
    "id",
    "at",
    "business_at",
    "actor_id",
    "actor_name",
    "actor_posts",
    "source",
    "action",
    "object_type",
    "object_id",
    "object_text",
    "before",
    "after",
    "reason",
    "scope_1",
    "scope_2",
    "scope_3",
    "is_private",
    "folded",
)
BEFORE_THE_FIRST = "0" * 64
BATCH = 1000  # one transaction; on SQLite nobody else writes meanwhile
PATIENCE = dt.timedelta(minutes=1)  # an entry may wait so long for its seal
LONGEST_TRANSACTION = dt.timedelta(days=1)
STEP = 5000  # links between two words about how far a walk is
LOCK = 0x5EA1  # an advisory lock of PostgreSQL is a number


# --- The hash ---------------------------------------------------------------------------------------------------------


def digest(previous: str, entry: Sequence[Any], sealed_at: dt.datetime) -> str:
    """The hash of one link: over the hash before, the entry's columns and the moment of sealing.

    Columns go in as JSON with sorted keys, escapes for all that is not ASCII, and moments in UTC: the same bytes from
    both databases, whatever order `jsonb` keeps keys in.
    """
    said: dict[str, Any] = dict(zip(COLUMNS, entry, strict=True), sealed_at=sealed_at)
    for name in ("at", "business_at", "sealed_at"):
        said[name] = said[name].astimezone(dt.UTC).isoformat(timespec="microseconds")
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous.encode() + text.encode()).hexdigest()


# --- Sealing ----------------------------------------------------------------------------------------------------------


def seal(*, at_most: int | None = None, everything: bool = False) -> int:
    """Seal the committed entries that wait, and return how many; safe to run again and beside another.

    Killed anywhere it leaves a whole chain: a batch is sealed in one transaction or not at all. While another seals,
    it leaves the work to him. `everything` looks for entries older than the longest transaction, too.
    """
    floor = None if everything else _floor()
    sealed = 0
    while at_most is None or sealed < at_most:
        size = BATCH if at_most is None else min(BATCH, at_most - sealed)
        if not _unsealed(floor).exists():  # asked first, so that an idle turn locks nothing
            break
        found = _seal_batch(floor, size)
        sealed += len(found)
        if len(found) < size:
            break
        floor = found[-1] + 1  # what is committed behind this is the next turn's
    return sealed


def _seal_batch(floor: int | None, size: int) -> list[int]:
    """Returns the entries sealed, in order."""
    with transaction.atomic():
        if not _alone():
            return []
        head = AuditSeal.objects.order_by("-position").values_list("position", "hash").first()
        position, previous = head or (0, BEFORE_THE_FIRST)
        now = clock.real_now()
        seals = []
        for entry in _unsealed(floor).order_by("id").values_list(*COLUMNS)[:size]:
            position, previous = position + 1, digest(previous, entry, now)
            seals.append(AuditSeal(position=position, entry_id=entry[0], hash=previous, sealed_at=now))
        AuditSeal.objects.bulk_create(seals)
    return [link.entry_id for link in seals]


def _alone() -> bool:
    """Hold the chain's end until this transaction is over. SQLite's transaction has its lock from the first word.

    Not waited for: a sealer that hangs must not hang the worker's other processes one by one.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _unsealed(floor: int | None = None) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry=OuterRef("pk")))).order_by()
    return entries if floor is None else entries.filter(pk__gte=floor)


def _floor() -> int:
    """Where to begin to look: above all that is sealed, or a day back, for what was committed late with a smaller
    number. Looking through the whole trail every few seconds would cost more each year."""
    newest = AuditSeal.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    since = clock.real_now() - LONGEST_TRANSACTION
    recent = AuditEntry.objects.filter(at__gte=since).order_by("at").values_list("pk", flat=True).first()
    return newest + 1 if recent is None else min(newest + 1, recent)


# --- The alarm --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Overdue:
    """Entries that wait too long for their seal."""

    count: int
    waited: dt.timedelta

    def __str__(self) -> str:
        return (
            f"{vietnamese.opening_count(self.count)} dòng nhật ký việc làm chưa được niêm phong, "
            f"lâu nhất đã {_long(self.waited)}"
        )


def waiting() -> int:
    """Committed entries without a seal yet."""
    return _unsealed(_floor()).count()


def overdue() -> Overdue | None:
    """What has waited for more than a minute; None when all is well."""
    now = clock.real_now()
    waiting = _unsealed(_floor()).filter(at__lt=now - PATIENCE)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("at"))
    return Overdue(found["count"], now - found["oldest"]) if found["count"] else None


def _long(time: dt.timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"


# --- Walking the chain ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Break:
    """The first thing that does not match."""

    what: str
    position: int | None
    entry_id: int | None
    entry: AuditEntry | None

    def __str__(self) -> str:
        where = [] if self.position is None else [f"niêm phong số {self.position}"]
        if self.entry_id is not None:
            where.append(f"dòng nhật ký số {self.entry_id}")
        if self.entry is not None:
            at = timezone.localtime(self.entry.at)
            where.append(f"ghi lúc {at:%H:%M:%S} ngày {vietnamese.day(at.date())}: {self.entry}")
        return f"{self.what} ({', '.join(where)})" if where else self.what


@dataclass(frozen=True)
class Walk:
    """How far the chain is whole."""

    checked: int
    last_hash: str
    waiting: int = 0  # entries of this minute, not sealed yet
    broken: Break | None = None

    @property
    def end(self) -> str:
        """To be written down elsewhere: whoever rewrites the whole chain can't rewrite that."""
        return f"{self.checked}:{self.last_hash}"


Row = tuple[int, int, str, dt.datetime, tuple | None]  # position, entry's number, hash, sealed at, the entry's columns


def verify(noted: str = "", *, on_step: Callable[[int], None] | None = None) -> Walk:
    """Walk the chain from its first link and stop at the first that does not match. Memory stays as it is.

    `on_step` hears now and then how many links were found whole.

    `noted` is an end that was written down earlier ("1200:ab…"): that link must still have that hash.
    """
    checked, previous, last_entry = 0, BEFORE_THE_FIRST, 0
    noted_position, _, noted_hash = noted.partition(":")
    for position, entry_id, hash_, sealed_at, entry in _links():
        if position != checked + 1:
            return Walk(checked, previous, broken=_gap(checked + 1, position, last_entry, entry_id))
        if entry is None:
            gone = "dòng nhật ký đã bị xóa, niêm phong của nó còn lại"
            return Walk(checked, previous, broken=Break(gone, position, entry_id, None))
        if digest(previous, entry, sealed_at) != hash_:
            changed = "nội dung đã bị sửa: dòng nhật ký và niêm phong không khớp nhau"
            return Walk(checked, previous, broken=_break(changed, position, entry_id))
        if str(position) == noted_position and hash_ != noted_hash:
            rewritten = "chuỗi niêm phong đã bị viết lại: mã băm khác mã đã ghi ra ngoài"
            return Walk(checked, previous, broken=_break(rewritten, position, entry_id))
        checked, previous, last_entry = position, hash_, entry_id
        if on_step and checked % STEP == 0:
            on_step(checked)
    if noted and checked < int(noted_position):
        cut = f"chuỗi niêm phong đã bị cắt: chỉ còn {checked} niêm phong, mã đã ghi ra ngoài là của số {noted_position}"
        return Walk(checked, previous, broken=Break(cut, None, None, None))
    unsealed = _unsealed()
    late = unsealed.filter(at__lt=clock.real_now() - PATIENCE).order_by("pk").first()
    if late is not None:
        missing = "dòng nhật ký không có niêm phong quá một phút"
        return Walk(checked, previous, broken=Break(missing, None, late.pk, late))
    return Walk(checked, previous, waiting=unsealed.count())


def _links(size: int = 2000) -> Iterator[Row]:
    """The links in order, each with its entry's columns, or None where the entry is gone; a page at a time."""
    seals = AuditSeal.objects.order_by("position").values_list("position", "entry_id", "hash", "sealed_at")
    page = list(seals[:size])  # from the very first: a link numbered 0 must not be passed over
    while page:
        ids = [entry_id for _, entry_id, _, _ in page]
        entries = {row[0]: row for row in AuditEntry.objects.filter(pk__in=ids).order_by().values_list(*COLUMNS)}
        for position, entry_id, hash_, sealed_at in page:
            yield position, entry_id, hash_, sealed_at, entries.get(entry_id)
        page = list(seals.filter(position__gt=page[-1][0])[:size])


def _break(what: str, position: int, entry_id: int) -> Break:
    return Break(what, position, entry_id, AuditEntry.objects.filter(pk=entry_id).first())


def _gap(first: int, found: int, before: int, after: int) -> Break:
    """Seals are missing. The entry that lost its seal stands between its neighbours, if it is still there: without a
    seal, or sealed again at the end."""
    numbers = f"số {first} đến {found - 1}" if found > first + 1 else f"số {first}"
    between = AuditEntry.objects.filter(pk__gt=before, pk__lt=after).order_by("pk")
    lost = between.filter(pk__in=_unsealed()).first() or between.first() or _unsealed().order_by("pk").first()
    if lost is None:
        return Break(f"niêm phong {numbers} và dòng nhật ký của nó đã bị xóa", first, None, None)
    return Break(f"mất niêm phong {numbers}", first, lost.pk, lost)
