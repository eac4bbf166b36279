"""Values of a definition in words, with the labels of the schema: for pages, and for comparing two versions."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.shell.definition.outline import Kind, Node, sections

NAMED_BY = ("name", "title", "text", "award", "number", "code")
Names = Mapping[str, Mapping[str, str]]  # section or catalogue → key → name


@dataclass(frozen=True)
class Fact:
    """One thing a definition says: under which label, in words. `path` tells it apart within its item."""

    path: tuple[str, ...]
    label: str
    text: str


@dataclass(frozen=True)
class Item:
    """One entry of a section: what identifies it, how people call it, what it says."""

    identity: str
    title: str
    facts: tuple[Fact, ...] = field(default=())


def items_of(values: Mapping[str, Any], section: str, names: Names) -> list[Item]:
    """A section's entries. A section that is one group, or a list of words, is one entry without a title."""
    node, raw = sections()[section], values.get(section)
    if raw in (None, [], {}):
        return []
    if node.kind != Kind.ROWS:
        return [Item("", "", tuple(_facts(node, raw, (), "", names)))]
    rows = raw if isinstance(raw, list) else [raw]
    return [
        Item(identity, title_of(row, names), tuple(_members(node, row, (), "", names)))
        for identity, row in _identified(rows)
    ]


def title_of(row: Any, names: Names | None = None) -> str:
    """How people call an entry: its name, title or text; of a rule for a class, the class."""
    if not isinstance(row, Mapping):
        return str(row)
    about = row.get("participant_class")
    if isinstance(about, str):
        return (names or {}).get("classes", {}).get(about, about)
    kind = f"{row['kind']} " if "number" in row and row.get("kind") else ""
    found = next((str(row[name]) for name in NAMED_BY if row.get(name) not in (None, "")), "")
    return f"{kind}{found}" if found else str(row.get("key") or "chưa có tên")


def _identified(rows: list[Any]) -> Iterator[tuple[str, Any]]:
    """Each row with what tells it apart: its key, else what it is called; one that stands twice counts on."""
    seen: dict[str, int] = {}
    for row in rows:
        identity = (
            str(row.get("key") or row.get("participant_class") or title_of(row))
            if isinstance(row, Mapping)
            else str(row)
        )
        seen[identity] = seen.get(identity, 0) + 1
        yield (identity if seen[identity] == 1 else f"{identity}#{seen[identity]}"), row


def _members(node: Node, row: Any, path: tuple[str, ...], before: str, names: Names) -> Iterator[Fact]:
    if not isinstance(row, Mapping):
        yield Fact(path, before or node.label, str(row))
        return
    for member in node.members:
        if row.get(member.name) is not None:
            yield from _facts(member, row[member.name], (*path, member.name), before, names)
    for name in row:
        if node.member(str(name)) is None:
            yield Fact((*path, str(name)), _under(before, str(name)), str(row[name]))


def _facts(node: Node, raw: Any, path: tuple[str, ...], before: str, names: Names) -> Iterator[Fact]:
    label = _under(before, node.label)
    if node.kind == Kind.GROUP and isinstance(raw, Mapping):
        yield from _members(node, raw, path, node.label if path else "", names)
    elif node.kind == Kind.ROWS:
        rows = raw if isinstance(raw, list) else [raw]
        for identity, row in _identified(rows):
            yield from _members(node, row, (*path, identity), f"{node.label}, {_short(title_of(row, names))}", names)
    elif node.kind == Kind.LINES and isinstance(raw, list):
        for line in raw:
            yield Fact((*path, str(line)), label, str(line))
    else:
        text = said(node, raw, names)
        if text:
            yield Fact(path, label, text)


def _under(before: str, label: str) -> str:
    return f"{before}: {label[:1].lower()}{label[1:]}" if before else label


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def said(node: Node, raw: Any, names: Names) -> str:
    """One value in words."""
    if isinstance(raw, bool):
        return "có" if raw else "không"
    if isinstance(raw, dt.date):
        return vietnamese.day(raw)
    if isinstance(raw, list):
        between = " – " if node.kind == Kind.NUMBERS else ", "
        return between.join(said(node, item, names) for item in raw)
    if isinstance(raw, Mapping):
        return "; ".join(f"{name}: {said(node, value, names)}" for name, value in raw.items())
    if node.words and isinstance(raw, str):
        return node.words.get(raw, raw)
    if node.of and isinstance(raw, str):
        return next((names[source][raw] for source in node.of if raw in names.get(source, {})), raw)
    if isinstance(raw, float):
        return f"{raw:g}".replace(".", ",")
    return str(raw)


def place_in_words(path: tuple[str | int, ...]) -> str:
    """Where a fault is, by the forms' names: "Chỉ tiêu, mục 3: Chỉ số"."""
    if not path or path[0] not in sections():
        return str(path[0]) if path else "cả văn bản"
    node: Node | None = sections()[str(path[0])]
    said = node.label if node else ""
    for step in path[1:]:
        if isinstance(step, int):
            if node is None or node.kind in (Kind.ROWS, Kind.GROUP):
                said += f", mục {step + 1}"
            continue
        node = node.member(str(step)) if node else None
        said += f": {node.label if node else step}"
    return said
