"""What one large act wrote, kept so that it can be taken back exactly.

Every row made and every value replaced goes through a `Ledger`; its entries are plain data for a JSON column. Taking
back runs them in reverse. Whoever takes back asks first what was built on the rows since (`touched`, `changed`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

Row = TypeVar("Row", bound=models.Model)
BATCH = 2000  # rows in a statement: SQLite takes no more than some thousands of values


class Ledger:
    """`entries`: {"model", "made": [pk …]} or {"model", "field", "put": [[before, after, [pk …]] …]}."""

    def __init__(self, entries: list[dict[str, Any]] | None = None) -> None:
        self.entries: list[dict[str, Any]] = entries if entries is not None else []

    def make(self, model: type[Row], rows: Iterable[Row]) -> list[Row]:
        """Insert rows in bulk and note them."""
        made = list(model._base_manager.bulk_create(list(rows), batch_size=BATCH))
        self.note_made(model, made)
        return made

    def note_made(self, model: type[models.Model], rows: Iterable[models.Model]) -> None:
        """Rows that a service made one by one."""
        if pks := [row.pk for row in rows]:
            self.entries.append({"model": model._meta.label, "made": pks})

    def put(self, rows: models.QuerySet, **values: Any) -> int:
        """Give all rows the same values of these fields (attribute names); what stood there before is kept."""
        before = list(rows.order_by("pk").values("pk", *values))
        pks = [row["pk"] for row in before]
        return sum(
            self.put_each(rows.model, name, dict.fromkeys(pks, value), {row["pk"]: row[name] for row in before})
            for name, value in values.items()
        )

    def put_each(
        self, model: type[models.Model], name: str, after: Mapping[int, Any], before: Mapping[int, Any] | None = None
    ) -> int:
        """Give each row (by its key) its own value of one field, one statement for each group of equal changes."""
        if before is None:
            before = {pk: value for part in _parts(list(after)) for pk, value in _values(model, name, part)}
        groups: dict[tuple[Any, Any], list[int]] = defaultdict(list)
        for pk, value in before.items():
            if value != after[pk]:
                groups[value, after[pk]].append(pk)
        for (_, new), pks in groups.items():
            _set(model, name, pks, new)
        if groups:
            field = model._meta.get_field(name)
            self.entries.append(
                {
                    "model": model._meta.label,
                    "field": name,
                    "put": [[_kept(field, old), _kept(field, new), pks] for (old, new), pks in groups.items()],
                }
            )
        return sum(map(len, groups.values()))

    def take_back(self) -> None:
        """Undo every entry, the last first. Runs in the caller's transaction."""
        for entry in reversed(self.entries):
            model = apps.get_model(entry["model"])
            if "made" in entry:
                for part in _parts(entry["made"]):
                    # Nothing hangs on them any more: the caller asked. `_raw_delete` spares the search for what does.
                    model._base_manager.filter(pk__in=part)._raw_delete(using="default")
                continue
            field = model._meta.get_field(entry["field"])
            for before, _, pks in entry["put"]:
                _set(model, entry["field"], pks, field.to_python(before) if not field.is_relation else before)

    # --- Questions before taking back

    def made(self) -> dict[type[models.Model], set[Any]]:
        """The rows that came into being, by table."""
        found: dict[type[models.Model], set[Any]] = defaultdict(set)
        for entry in self.entries:
            if "made" in entry:
                found[apps.get_model(entry["model"])] |= set(entry["made"])
        return found

    def changed_rows(self) -> dict[type[models.Model], set[Any]]:
        """The rows of which a value was replaced, by table."""
        found: dict[type[models.Model], set[Any]] = defaultdict(set)
        for entry in self.entries:
            for _, _, pks in entry.get("put", ()):
                found[apps.get_model(entry["model"])] |= set(pks)
        return found

    def moved_on(self) -> Iterator[tuple[type[models.Model], list[Any]]]:
        """Rows whose value is no longer the one that was put: somebody changed it since."""
        for entry in self.entries:
            if "put" not in entry:
                continue
            model, name = apps.get_model(entry["model"]), entry["field"]
            field = model._meta.get_field(name)
            expected = {pk: after for _, after, pks in entry["put"] for pk in pks}
            other = [
                pk
                for part in _parts(list(expected))
                for pk, value in _values(model, name, part)
                if _kept(field, value) != expected[pk]
            ]
            if other:
                yield model, other


def _parts(pks: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]


def _values(model: type[models.Model], name: str, pks: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    return model._base_manager.filter(pk__in=pks).order_by("pk").values_list("pk", name)


def _set(model: type[models.Model], name: str, pks: Sequence[Any], value: Any) -> None:
    for part in _parts(pks):
        model._base_manager.filter(pk__in=part).update(**{name: value})


def _kept(field: Any, value: Any) -> Any:
    """As JSON holds it: numbers, texts and truth stay, the rest as text that the field reads again."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()  # one moment, however the database hands it out
    return field.value_to_string(_Holder(field.attname, value))


class _Holder:
    """What `Field.value_to_string` wants: something that has the value."""

    def __init__(self, name: str, value: Any) -> None:
        setattr(self, name, value)
