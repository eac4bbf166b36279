"""A record's history in words: when, who with the post held then, what was done, what changed, why.

The trail keeps field names and plain values. Here a key becomes the field's name as people read it, a choice its label,
a moment a date as it is written. What a room records beside its fields it names on its model:

    trail_words = {"hamlets": "số thôn", "verdict": "awards.Finding.verdict", "sha256": ""}

(words; another model's field whose name and choices hold; "" for what only the machine needs), and `trail_saves`:
the acts that people repeat every few minutes and read as one.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone

from campaign_portal.foundation import quantities, vietnamese
from campaign_portal.foundation.models import AuditEntry

OLDER = "nhat-ky"  # in an address: lines older than this one
PAGE = 200  # lines of the trail read at once
OPEN = 5  # lines shown before the rest is folded
ONE_GO = dt.timedelta(minutes=20)  # saves that follow each other so closely read as one
LONG = 140  # characters; more stands behind a fold

EMPTY = "trống"
COMMON = {"sha256": "", "file": "tệp", "is_staff": "được vào trang danh mục", "submitted_by": "người nộp"}

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(\.\d+)?")


@dataclass(frozen=True)
class Change:
    """One thing that an act wrote: its name, what stood there, what stands now. `was` is None when nothing was said
    of before; the two are the same for what only tells which one is meant."""

    label: str
    was: str | None
    now: str | None

    @property
    def is_context(self) -> bool:
        return self.was is None or self.was == self.now

    @property
    def is_long(self) -> bool:
        return max(len(self.was or ""), len(self.now or "")) > LONG

    @property
    def head(self) -> str:
        """The beginning of a long text, cut between words."""
        text = self.now or self.was or ""
        return text if len(text) <= LONG else text[:LONG].rsplit(" ", 1)[0].rstrip(",.;") + " …"


@dataclass(frozen=True)
class Group:
    """Changes of one part of the record: a hamlet of a review. `title` is "" for the record itself."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Line:
    """One act, or several saves in one go."""

    entry: AuditEntry  # the last of them
    since: dt.datetime  # by the business clock, of the first of them
    times: int
    groups: tuple[Group, ...]

    @property
    def action(self) -> str:
        said = self.entry.action
        return said[:1].upper() + said[1:]

    @property
    def who(self) -> str:
        posts = self.entry.actor_posts
        return f"{self.entry.actor_name}, {posts}" if posts else self.entry.actor_name

    @property
    def written(self) -> str:
        """When it was really written, where the office's clock says another day (the demo's story)."""
        real, business = timezone.localtime(self.entry.at), timezone.localtime(self.entry.business_at)
        if real.date() == business.date():
            return ""
        return f"ghi vào máy lúc {real:%H:%M:%S} ngày {vietnamese.day(real.date())}"

    @property
    def lasted(self) -> bool:
        return timezone.localtime(self.since).strftime("%H:%M") != timezone.localtime(self.entry.business_at).strftime(
            "%H:%M"
        )

    @property
    def change_count(self) -> int:
        return sum(len(group.changes) for group in self.groups)

    @property
    def places(self) -> str:
        """ "7 dòng, 23 ô: Séo Mý Tỷ, Tả Van Giáy …" where an act touched many parts at once."""
        titles = [group.title for group in self.groups if group.title]
        named = ", ".join(titles[:3]) + (" …" if len(titles) > 3 else "")
        return f"{self.change_count} ô của {named}" if titles else f"{self.change_count} điểm"


@dataclass(frozen=True)
class History:
    """What a record's page shows of its trail, newest first."""

    lines: tuple[Line, ...]
    older: str = ""  # the query of the page with what came before
    is_later_page: bool = False
    names_objects: bool = False  # several records on one page: each line says which

    def __bool__(self) -> bool:
        return bool(self.lines) or self.is_later_page

    @property
    def first(self) -> tuple[Line, ...]:
        return self.lines if self.is_later_page else self.lines[:OPEN]

    @property
    def rest(self) -> tuple[Line, ...]:
        return () if self.is_later_page else self.lines[OPEN:]

    @property
    def latest(self) -> Line | None:
        return self.lines[0] if self.lines else None


def of(record: models.Model | models.QuerySet, query: QueryDict | None = None, *, sent_by: str = "") -> History:
    """The history of one record, or of the few that a page shows together. One statement, however long it is.

    `query` is the page's own, which says how far back to read. `sent_by` is for readers of what is frozen when it is
    sent: what its writers saved after the last such act is not theirs to see yet.
    """
    asked = quantities.row_id(query.get(OLDER, "")) if query is not None else None
    entries = _entries(record)
    if not hasattr(_model_of(record), "trail_is_private"):
        # Who looked at the lists of households of a commune is no part of the commune's own, public history.
        entries = entries.filter(is_private=False)
    if sent_by:
        sent = entries.filter(action=sent_by).order_by("-pk").values("pk")[:1]
        saves = getattr(_model_of(record), "trail_saves", ())
        entries = entries.filter(~models.Q(action__in=saves) | models.Q(pk__lt=models.Subquery(sent)))
    if asked is not None:
        entries = entries.filter(pk__lt=asked)
    found = list(entries.order_by("-pk")[: PAGE + 1])
    older = ""
    if len(found) > PAGE:
        found = found[:PAGE]
        following = query.copy() if query is not None else QueryDict(mutable=True)
        following[OLDER] = str(found[-1].pk)
        older = following.urlencode()
    return History(
        lines=tuple(told(found)),
        older=older,
        is_later_page=asked is not None,
        names_objects=isinstance(record, models.QuerySet),
    )


def _model_of(record: models.Model | models.QuerySet) -> type[models.Model]:
    return record.model if isinstance(record, models.QuerySet) else type(record)


def _entries(record: models.Model | models.QuerySet) -> models.QuerySet[AuditEntry]:
    if isinstance(record, models.QuerySet):
        ids = record.order_by().annotate(key_in_trail=Cast("pk", models.CharField())).values("key_in_trail")
        return AuditEntry.objects.filter(object_type=record.model._meta.label, object_id__in=ids)
    return AuditEntry.objects.filter(object_type=record._meta.label, object_id=str(record.pk))


# --- Lines ------------------------------------------------------------------------------------------------------------


def told(entries: Iterable[AuditEntry]) -> Iterator[Line]:
    """Entries, the newest first, as lines: saves that one person made in one go become one line."""
    run: list[AuditEntry] = []
    for entry in entries:
        if run and not _goes_on(run[-1], entry):
            yield _line(run)
            run = []
        run.append(entry)
    if run:
        yield _line(run)


def _goes_on(newer: AuditEntry, older: AuditEntry) -> bool:
    return (
        newer.action in getattr(_model(newer), "trail_saves", ())
        and (newer.action, newer.actor_id, newer.object_type, newer.object_id)
        == (older.action, older.actor_id, older.object_type, older.object_id)
        and newer.at - older.at <= ONE_GO
        and newer.business_at - older.business_at <= ONE_GO
    )


def _line(run: Sequence[AuditEntry]) -> Line:
    newest, oldest = run[0], run[-1]
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for entry in run:  # newest first: the last word after, the first word before
        after = _over(entry.after, after)
        before = _over(before, entry.before)
    groups = tuple(changed(newest, before, after))
    return Line(newest, oldest.business_at, len(run), groups)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`, part by part."""
    laid = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(laid.get(key), Mapping)
        laid[key] = {**laid[key], **value} if both else value
    return laid


def changed(
    entry: AuditEntry, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None
) -> Iterator[Group]:
    """What an entry changed, in words: the record itself first, then its parts (nested values) in their order."""
    before, after = entry.before if before is None else before, entry.after if after is None else after
    own: list[Change] = []
    parts: list[Group] = []
    for key in {**after, **before}:
        if _is_part(before.get(key), after.get(key)):
            inner = tuple(_changes_of(entry, before.get(key) or {}, after.get(key) or {}))
            if inner:
                parts.append(Group(label_of(entry, key) or key, inner))
        else:
            own += _changes_of(
                entry,
                {key: before[key]} if key in before else {},
                {key: after[key]} if key in after else {},
            )
    if own:
        yield Group("", tuple(own))
    yield from parts


def _is_part(was: Any, now: Any) -> bool:
    """A mapping of what was written, not a row that the trail named ({"id", "text"})."""
    given = [value for value in (was, now) if value not in (None, {})]
    return bool(given) and all(isinstance(value, Mapping) and "text" not in value for value in given)


def _changes_of(entry: AuditEntry, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in {**after, **before}:
        label = label_of(entry, key)
        if not label or _says_nothing_new(entry, key, after.get(key)):
            continue
        field = _field(entry, key)
        was = value_text(before[key], field) if key in before else None
        now = value_text(after[key], field) if key in after else None
        if was in (None, EMPTY) and now in (None, EMPTY):
            continue
        yield Change(label, was, now if key in after else EMPTY if key in before and after else now)


def _says_nothing_new(entry: AuditEntry, key: str, now: Any) -> bool:
    """Who did it and when stand in the line already."""
    field = _field(entry, key)
    if isinstance(field, models.ForeignKey) and isinstance(now, Mapping):
        return now.get("text") == entry.actor_name and now.get("id") == entry.actor_id
    if isinstance(field, models.DateTimeField) and isinstance(now, str):
        moment = _parsed(now)
        return moment is not None and abs(moment - entry.business_at) < dt.timedelta(seconds=5)
    return False


# --- Names and values -------------------------------------------------------------------------------------------------


def _model(entry: AuditEntry) -> type[models.Model] | None:
    try:
        return apps.get_model(entry.object_type)
    except (LookupError, ValueError):  # a table of an older version: its lines stay readable
        return None


def _words(entry: AuditEntry) -> Mapping[str, str]:
    return COMMON | getattr(_model(entry), "trail_words", {})


def _field(entry: AuditEntry, key: str) -> models.Field | None:
    model, name = _model(entry), key
    path = _words(entry).get(key, "")
    if path.count(".") == 2 and " " not in path:
        app, model_name, name = path.split(".")
        model = apps.get_model(app, model_name)
    if model is None:
        return None
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def label_of(entry: AuditEntry, key: str) -> str:
    """The name people read; "" for what only the machine needs."""
    words = _words(entry)
    if key in words and (not words[key] or words[key].count(".") != 2 or " " in words[key]):
        return words[key]
    field = _field(entry, key)
    if field is not None and _has_name(field):
        return str(field.verbose_name)
    return "" if _KEY.fullmatch(key) else key


def is_named(entry: AuditEntry, key: str) -> bool:
    """Whether somebody decided how a key reads: a field, a word, or words already. For the test that walks them all."""
    field = _field(entry, key)
    return key in _words(entry) or (field is not None and _has_name(field)) or not _KEY.fullmatch(key)


def _has_name(field: models.Field) -> bool:
    """Django names a field that nobody named after its column."""
    return field.verbose_name != field.name.replace("_", " ")


def value_text(value: Any, field: models.Field | None = None) -> str:
    """A value of the trail as people write it."""
    if value in (None, "", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return "có" if value else "không"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Mapping):
        return _mapping_text(value)
    if isinstance(value, list):
        return "; ".join(value_text(item) for item in value)
    if isinstance(value, int):
        return _number_text(value, field)
    if isinstance(value, str):
        return _string_text(value, field)
    return str(value)


def _mapping_text(value: Mapping[str, Any]) -> str:
    if "text" in value:
        return value_text(value["text"])
    given = {key: item for key, item in value.items() if item not in (None, "", [], {})}
    return ", ".join(str(item) if _is_year(key) else value_text(item) for key, item in given.items())


def _is_year(name: str) -> bool:
    return name == "year" or name.endswith("_year")


def _number_text(value: int, field: models.Field | None) -> str:
    name = field.name if field is not None else ""
    if name.endswith("_vnd"):
        return vietnamese.money(value)
    if _is_year(name):
        return str(value)
    return vietnamese.grouped(value) if value >= 0 else str(value)


def _string_text(value: str, field: models.Field | None) -> str:
    if isinstance(field, models.DecimalField):
        try:
            return _decimal_text(Decimal(value))
        except InvalidOperation:
            return value
    if _MOMENT.match(value) and (moment := _parsed(value)) is not None:
        local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        return f"{local:%H:%M} ngày {vietnamese.day(local.date())}"
    if _DAY.fullmatch(value):
        try:
            return vietnamese.day(dt.date.fromisoformat(value))
        except ValueError:
            return value
    if _TIME.fullmatch(value):
        return value[:5]
    return value


def _decimal_text(value: Decimal) -> str:
    exact = value.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return vietnamese.decimal_text(exact, places)


def _parsed(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None
