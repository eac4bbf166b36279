"""The schema as an outline of fields: what a form draws, what a page reads out, what two versions are compared by.

Everything comes from the published JSON Schema, which comes from the classes that check the file; there is no second
list of fields.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from campaign_portal.shell.definition.schema import json_schema
from campaign_portal.shell.definition.sections import BY_KEY

LINE = 200  # a text that may be longer gets a box of several lines


SHARED = {"to", "in", "on"}  # names of fields that are words of Vietnamese, too, or of no help alone
_WORD = re.compile(r"\b[a-z][a-z0-9_]+\b")


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    DATE = "date"
    WHOLE = "whole"
    NUMBER = "number"
    TICK = "tick"  # true or false
    YES = "yes"  # true, or not said
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    NUMBERS = "numbers"
    PAIRS = "pairs"
    GROUP = "group"
    ROWS = "rows"


@dataclass(frozen=True)
class Node:
    """One field. `words` are what its values read as, `of` where they come from, `members` the fields of a group."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    default: Any = None
    words: Mapping[str, str] | None = None
    of: tuple[str, ...] = ()
    year_moves: bool = False
    members: tuple["Node", ...] = ()
    whole_numbers: bool = False

    def member(self, name: str) -> "Node | None":
        return next((node for node in self.members if node.name == name), None)


@cache
def sections() -> dict[str, Node]:
    """Every section in file order: a group, rows, or a choice of several."""
    schema = json_schema()
    found = {}
    for key, section in BY_KEY.items():
        facts = schema["properties"][key]
        node = _node(schema, key, facts, key in schema["required"])
        found[key] = Node(**{**node.__dict__, "label": section.title, "help": ""})
    return found


def _node(schema: dict[str, Any], name: str, facts: dict[str, Any], required: bool) -> Node:
    inner = _present(facts)
    kind, members = _kind(schema, name, inner, facts)
    label, help_text = _label(name, facts)
    return Node(
        name=name,
        kind=kind,
        label=label,
        help=help_text,
        required=required,
        default=facts.get("default"),
        words=_words(facts, inner),
        of=tuple(facts.get("x-of", ())),
        year_moves=facts.get("x-year-moves", False),
        members=members,
        whole_numbers=inner.get("items", {}).get("type") == "integer",
    )


def _present(facts: dict[str, Any]) -> dict[str, Any]:
    """What a value that is there must be: `X | None` is an X."""
    if "anyOf" in facts:
        return next(one for one in facts["anyOf"] if one.get("type") != "null")
    return facts


def _kind(
    schema: dict[str, Any], name: str, inner: dict[str, Any], facts: dict[str, Any]
) -> tuple[Kind, tuple[Node, ...]]:
    if "$ref" in inner:
        return Kind.GROUP, _members(schema, inner["$ref"])
    if "enum" in inner:
        return Kind.CHOICE, ()
    if "const" in inner:
        return Kind.YES, ()
    by_type = {"boolean": Kind.TICK, "integer": Kind.WHOLE, "number": Kind.NUMBER, "object": Kind.PAIRS}
    if inner["type"] in by_type:
        return by_type[inner["type"]], ()
    if inner["type"] == "array":
        items = inner["items"]
        if "$ref" in items:
            return Kind.ROWS, _members(schema, items["$ref"])
        if "enum" in items or facts.get("x-of"):
            return Kind.CHOICES, ()
        return (Kind.LINES if items["type"] == "string" else Kind.NUMBERS), ()
    if inner.get("format") == "date":
        return Kind.DATE, ()
    if facts.get("x-of"):
        return Kind.CHOICE, ()
    return (Kind.LONG if facts.get("x-paragraphs") or inner.get("maxLength", 0) > LINE else Kind.TEXT), ()


def _members(schema: dict[str, Any], reference: str) -> tuple[Node, ...]:
    model = schema["$defs"][reference.rpartition("/")[2]]
    required = model.get("required", ())
    found = [_node(schema, name, facts, name in required) for name, facts in model["properties"].items()]
    called = {node.name: node.label for node in found if node.name not in SHARED}
    called |= {value: words for node in found for value, words in (node.words or {}).items()}
    return tuple(replace(node, help=_read_out(node.help, called)) for node in found)


def _read_out(text: str, called: Mapping[str, str]) -> str:
    """A description as a form says it: names of fields and values as they read there."""
    said = _WORD.sub(lambda match: f"“{called[match[0]]}”" if match[0] in called else match[0], text)
    return said[:1].upper() + said[1:]


def _label(name: str, facts: dict[str, Any]) -> tuple[str, str]:
    """A short name and what else there is to say. Pydantic titles a field that nobody titled after its column."""
    said = facts.get("description", "")
    title = facts.get("title", "")
    if title and title.casefold() != name.replace("_", " ").casefold() and " " not in facts.get("$ref", ""):
        return title, "" if said.casefold() == title.casefold() else _without_words(said, facts)
    if _words(facts, _present(facts)) and not _without_words(said, facts):
        return "Loại", ""  # nothing is said but what its values read as
    first, *rest = _PARTS.split(said.removeprefix("true: "), maxsplit=1)
    return first[:1].upper() + first[1:] if first else name, "".join(rest)


_PARTS = re.compile(r"; |, (?=ví dụ|mỗi dòng|để các mục)")
_LISTED = re.compile(r"(\w+): ([^;]+)")


def _without_words(said: str, facts: dict[str, Any]) -> str:
    """The help without the list of values that a choice shows anyway."""
    values = set(_values(_present(facts)))
    kept = [part.strip() for part in said.replace(", trong ngoặc kép", "").split(";")]
    if facts.get("x-of"):
        kept = [part for part in kept if not part.startswith("mã ") and ": mã " not in part]
    kept = [part for part in kept if not (match := _LISTED.match(part)) or match[1] not in {*values, "true", "false"}]
    return "; ".join(kept)


def _words(facts: dict[str, Any], inner: dict[str, Any]) -> Mapping[str, str] | None:
    values = list(_values(inner))
    if not values:
        return None
    told = dict(facts.get("x-words", {})) or {
        match[1]: match[2].strip() for match in _LISTED.finditer(facts.get("description", "")) if match[1] in values
    }
    return {value: told.get(value, value) for value in values}


def _values(inner: dict[str, Any]) -> Iterator[str]:
    yield from inner.get("enum", inner.get("items", {}).get("enum", ()))
