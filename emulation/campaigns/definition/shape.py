"""What every room's part of a campaign's definition file looks like.

A definition is one YAML file. Each room offers `Section`s: a schema that reads its part, a check of what the schema
cannot see, a save, and a dump that gives the part back from the rows. `campaign_portal.shell.definition` runs them all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

from emulation.campaigns.models import Campaign

Path = tuple[str | int, ...]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
# As long as the columns that keep them.
Name = Annotated[Text, StringConstraints(max_length=120)]
Title = Annotated[Text, StringConstraints(max_length=200)]
Brief = Annotated[str, StringConstraints(max_length=40)]  # a clause, a unit of measure; may be empty
Remark = Annotated[str, StringConstraints(max_length=120)]  # may be empty


def said(
    words: Mapping[str, str] | None = None,
    *,
    of: Iterable[str] = (),
    year_moves: bool = False,
    paragraphs: bool = False,
) -> dict[str, Any]:
    """What the published schema tells of a field besides its type (`json_schema_extra`), for pages and forms.

    `words`: how each of its values reads. `of`: the sections whose keys it names, or the catalogues. `year_moves`: its
    year is the plan's own and moves with the period when a campaign is copied. `paragraphs`: a text of many lines.
    """
    told: dict[str, Any] = {}
    if words:
        told["x-words"] = dict(words)
    if of:
        told["x-of"] = list(of)
    if year_moves:
        told["x-year-moves"] = True
    if paragraphs:
        told["x-paragraphs"] = True
    return told


ROLES = ("classes", "offices")  # who may owe, give, sign: keys of either


class Part(BaseModel):
    """Base of every piece of a definition: unknown fields are errors, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: where (a path of keys and positions) and what to do, in Vietnamese."""

    path: Path
    message: str


class NotReadable(Exception):
    """A check asked for a part of the file that its schema refused; the rest of that check has to wait."""


@dataclass
class Sheet:
    """A file while it is being checked: the parts that could be read, and the keys of those that could not.

    `sheet.routes` is a part that is right as a whole. `sheet.placed("routes")` gives the items that can be read, with
    their places, also when others are broken; `sheet.keys("classes")` knows the keys of broken ones too, so that one
    slip does not make a fault of every reference to it.
    """

    parts: dict[str, Any] = field(default_factory=dict)
    items: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    raw_keys: dict[str, set[str]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["parts"][name]
        except KeyError:
            raise NotReadable(name) from None

    def has(self, name: str) -> bool:
        return name in self.parts

    def placed(self, name: str) -> Iterator[tuple[int, Any]]:
        yield from self.items.get(name, [])

    def keys(self, *names: str) -> set[str]:
        return set().union(*(self.raw_keys.get(name, set()) for name in names))


@dataclass(frozen=True)
class Section:
    """One room's part of the file, under `key`. `check` sees the whole file, `save` runs in file order of sections.

    `dump` gives the part back from the campaign's rows, as the schema's own objects. `topic` is what the plan is
    silent about when the part is missing: such a file must say so under `not_ruled`.
    """

    key: str
    schema: Any
    check: Callable[[Any], Iterable[Fault]]
    save: Callable[[Campaign, Any], None]
    dump: Callable[[Campaign], Any]
    default: Any = ...  # what a file without this part has; by default every file must have it
    title: str = ""
    topic: str = ""


def replace_rows(manager: Any, owner: dict[str, Any], rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Make a campaign's rows equal to the file's: update by key, add what is new, remove what is gone."""
    manager.filter(**owner).exclude(key__in=rows.keys()).delete()
    known = {row.key: row for row in manager.filter(**owner)}
    saved: dict[str, Any] = {}
    for key, fields in rows.items():
        row = known.get(key) or manager.model(**owner, key=key)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        saved[key] = row
    return saved


def duplicates(items: Iterable[tuple[int, Any]] | list[Any], path: str) -> Iterable[Fault]:
    """A key used twice in one list, or in the items of one that can be read."""
    seen: set[str] = set()
    for place, item in enumerate(items) if isinstance(items, list) else items:
        if item.key in seen:
            yield Fault((path, place, "key"), f"mã “{item.key}” đã dùng ở trên; mỗi mục một mã riêng")
        seen.add(item.key)


def strangers(keys: Iterable[str], known: set[str], here: Path, where: str) -> Iterable[Fault]:
    """Keys that name nothing of the file."""
    for place, key in enumerate(keys):
        if key not in known:
            yield Fault((*here, place), f"“{key}” không có trong {where}")
