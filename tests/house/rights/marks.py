"""Canaries: every text of every row carries a mark that says of which kind it is and whose.

A mark is one word of ASCII letters and digits, so that it passes whole through HTML, workbooks, Word and PDF.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from campaign_portal.foundation import audit
from campaign_portal.foundation.models import Job, StoredFile
from emulation.territory.models import UnitFact
from tests.house.rights.asking import TOKEN
from tests.house.rights.places import Person, Tree, relation
from tests.house.rights.rows import Rows
from tests.house.rights.table import seen_by, table

APPS = ("foundation", "emulation", "awards", "reporting")
MARK = re.compile(rb"Zq([a-z]{2})([A-Z][0-9]?)x")
ITSELF, NOBODYS = "itself", "nobody's"


def our_models() -> list[type[models.Model]]:
    return [model for label in APPS for model in apps.get_app_config(label).get_models()]


def way_to_owner(model: type[models.Model]) -> str:
    """How a row of this model is seen: by its own `visible_to`, through a foreign key, or it is nobody's."""
    said = table().raw["visibility"].get(model.__name__)
    assert said is not None, f"say under visibility in access.yaml through what a {model.__name__} is seen"
    return (
        said["through"]
        if isinstance(said, dict) and "through" in said
        else (said if isinstance(said, str) else NOBODYS)
    )


class Marks:
    def __init__(self, tree: Tree, rows: Rows) -> None:
        self.tree, self.rows = tree, rows
        self.kinds: list[str] = []
        self.count = 0
        self.said = table().raw["canary"]
        self._units = {unit.pk: place for place, unit in tree.units.items() if place[0] != "O"}
        self._agencies = {tree.offices[place].pk: place for place in tree.offices if place[0] == "O"}
        self._by_key = {f"{row._meta.label}:{row.pk}": row for row in rows.kept}

    @staticmethod
    def tables() -> list[type[models.Model]]:
        return our_models()

    # --- Writing -------------------------------------------------------------------------------------------------

    def write(self) -> None:
        for model in our_models():
            fields = [field for field in model._meta.concrete_fields if self._is_text(model, field)]
            if not fields or way_to_owner(model) == NOBODYS:
                continue
            for row in model._base_manager.all():
                if (owner := self.owner_of(row)) is not None:
                    mark = self._mark(*owner)
                    changes = {field.name: self._marked(field, getattr(row, field.name), mark) for field in fields}
                    model._base_manager.filter(pk=row.pk).update(**changes)
                    self.count += len(changes)
        for row in self.rows.kept:
            if way_to_owner(type(row)) == NOBODYS or isinstance(row, Job):  # no act is ever told of a job
                continue
            if (owner := self.owner_of(row)) is None:
                continue
            mark = self._mark(*owner)
            entry = audit.record("ghi dấu", row, by=None, before={"x": "cũ"}, after={"x": mark}, reason=mark)
            self.rows.ids["trail entry"][owner[1]] = {"pk": entry.pk}

    def _is_text(self, model: type[models.Model], field: models.Field) -> bool:
        if not isinstance(field, models.CharField | models.TextField | models.JSONField):
            return False
        if isinstance(field, models.SlugField | models.EmailField) or field.choices:
            return False
        return not {field.name, f"{model.__name__}.{field.name}"} & self.said["no free text"].keys()

    def _marked(self, field: models.Field, value: Any, mark: str) -> Any:
        if isinstance(field, models.JSONField):
            return _marked_json(value, mark)
        assert not field.max_length or len(mark) <= field.max_length, f"say under no free text what {field} is"
        said = f"{value} {mark}" if value else mark
        return said if not field.max_length or len(said) <= field.max_length else mark

    def _mark(self, kind: str, place: str) -> str:
        if kind not in self.kinds:
            self.kinds.append(kind)
        number = self.kinds.index(kind)
        return f"Zq{chr(97 + number // 26)}{chr(97 + number % 26)}{place}x"

    def owner_of(self, row: models.Model) -> tuple[str, str] | None:
        """The kind of a row and the place it belongs to; None for what lies elsewhere."""
        kept = self.rows.kept.get(row)
        if kept and not isinstance(row, StoredFile) and (kept[0] in table().sights or kept[0].startswith("job of")):
            return kept
        way = way_to_owner(type(row))
        if way == "owner_key":
            key = getattr(row, way)
            return self.owner_of(self._by_key[key]) if key in self._by_key else None
        if way not in (ITSELF, NOBODYS):
            above = getattr(row, way)
            return None if above is None else self.owner_of(above)
        place = self._place_of(row)
        name = type(row).__name__
        return (self.said["kinds"].get(name, name), place) if place else None

    def _place_of(self, row: Any) -> str | None:
        for name in ("office", "party", "proposer"):
            office = getattr(row, name, None)
            if name == "party" and office is not None:
                office = getattr(office, "office", None)
            if office is not None and getattr(office, "pk", None) in self._agencies:
                return self._agencies[office.pk]
        return self._units.get(row.unit_id) if isinstance(row, UnitFact) else None

    # --- Reading -------------------------------------------------------------------------------------------------

    def foreign_in(self, body: bytes, person: Person, url: str = "") -> Iterator[str]:
        """What an answer holds and this person may not read, there or anywhere."""
        there = [kind for pages, kind in self.said["tells of all"].items() if url.startswith(pages)]
        for code, place in set(MARK.findall(TOKEN.sub(b"", plain(body)))):  # a token may read like a mark by chance
            number = (code[0] - 97) * 26 + code[1] - 97
            kind, near = self.kinds[number], relation(person.home, place.decode())
            sights = [self._sight(kind), *(table().sights[kind] for kind in there)]
            if not any(person.role in seen_by(sight, near) for sight in sights):
                yield f"reads a {kind} of {place.decode()} ({near})"

    def _sight(self, kind: str) -> dict[str, frozenset[str]]:
        extra = self.said["also read"].get(kind, {})
        doors = {"file": "file", "job": "job_progress"}
        door = doors.get(kind.split(" of ")[0])
        sight = dict(table().entries[door].methods["get"][kind] if door else table().sights.get(kind, {}))
        for near, who in extra.items():
            if near != "because":
                sight[near] = sight.get(near, frozenset()) | table().roles(who)
        return sight


def _marked_json(value: Any, mark: str) -> Any:
    """Sentences get the mark; keys and figures stay."""
    if isinstance(value, dict):
        return {key: _marked_json(held, mark) for key, held in value.items()}
    if isinstance(value, list):
        return [_marked_json(held, mark) for held in value]
    return f"{value} {mark}" if isinstance(value, str) and " " in value else value


def plain(body: bytes) -> bytes:
    """What stands in a workbook or a Word file, unpacked; other answers as they are."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())
