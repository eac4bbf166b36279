"""The start of a campaign from another period's: years moved, the launching paper left blank, a key of its own."""

import copy
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaign_portal.shell.definition.outline import Kind, Node, sections
from campaign_portal.shell.definition.wording import title_of
from campaign_portal.shell.definition.writing import Values
from emulation.campaigns.rules import in_later_year

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
OF_THE_PAPER = ("number", "date", "date_text", "title", "signer")  # the new plan's own, to be typed anew


@dataclass(frozen=True)
class Reminder:
    """A text that still names a year of the period it was copied from."""

    section: str
    title: str
    years: tuple[int, ...]


def moved(source: Mapping[Any, Any], *, key: str, first_year: int) -> Values:
    """The source's values for a period that begins in `first_year`.

    Days, periods and years that are the plan's own move; what other papers are dated and what the plan says in its own
    words stays (`reminders` tells where an old year is still named). Keys that hold a year move with it.
    """
    years = years_of(source)
    later = first_year - years.start
    values = copy.deepcopy(dict(source))
    for name, node in sections().items():
        if values.get(name) is not None:
            values[name] = _moved(node, values[name], later)
    values = _renamed(values, _new_keys(values, years, later))
    values["key"] = key
    document = values.get("campaign", {}).get("document")
    if isinstance(document, dict):
        values["campaign"]["document"] = {name: value for name, value in document.items() if name not in OF_THE_PAPER}
    return values


def years_of(values: Mapping[Any, Any]) -> range:
    """The years of a campaign; empty where its days can't be read."""
    part = values.get("campaign")
    days = [part.get(name) for name in ("starts_on", "ends_on")] if isinstance(part, Mapping) else []
    if len(days) != 2 or not all(isinstance(day, dt.date) for day in days):
        return range(0)
    return range(days[0].year, days[1].year + 1)  # type: ignore[union-attr]


def reminders(values: Mapping[Any, Any], copied_from: range) -> list[Reminder]:
    """Where the words of a copy still name years of the old period that are none of the new one's."""
    old = set(copied_from) - set(years_of(values))
    found = []
    for name, node in sections().items():
        rows = values.get(name)
        if name == "citations" or rows in (None, [], {}):
            continue
        for row in rows if isinstance(rows, list) else [rows]:
            named = {int(year) for text in _texts(row) for year in YEAR.findall(text)} & old
            if named:
                title = title_of(row) if node.kind == Kind.ROWS else ""
                found.append(Reminder(name, title, tuple(sorted(named))))
    return found


def _texts(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        for value in raw.values():
            yield from _texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _texts(value)


def _moved(node: Node, raw: Any, later: int) -> Any:
    if node.kind == Kind.ROWS:
        return [_group(node, row, later) for row in raw] if isinstance(raw, list) else raw
    if node.kind == Kind.GROUP:
        return _group(node, raw, later)
    return _year_later(raw, later) if node.year_moves else raw


def _group(node: Node, raw: Any, later: int) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    members = {member.name: member for member in node.members}
    return {name: _moved(members[name], value, later) if name in members else value for name, value in raw.items()}


def _year_later(raw: Any, later: int) -> Any:
    if isinstance(raw, dt.date):
        return in_later_year(raw, later)
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int):
        return raw + later if 1990 <= raw <= 2100 else raw
    if isinstance(raw, str):
        return YEAR.sub(lambda match: str(int(match[0]) + later), raw)
    if isinstance(raw, list):
        return [_year_later(item, later) for item in raw]
    if isinstance(raw, Mapping):
        return {name: _year_later(value, later) for name, value in raw.items()}
    return raw


def _new_keys(values: Values, years: range, later: int) -> dict[str, str]:
    """Keys of entries that hold a year of the period, and what they become; papers keep theirs."""
    renamed = {}
    for name in sections():
        rows = values.get(name)
        if name == "citations" or not isinstance(rows, list):
            continue
        for row in rows:
            key = row.get("key") if isinstance(row, Mapping) else None
            if isinstance(key, str) and any(str(year) in key for year in years):
                renamed[key] = re.sub(r"\d{4}", lambda match: str(int(match[0]) + later), key)
    return renamed


def _renamed(values: Values, keys: Mapping[str, str]) -> Values:
    """Every entry's key and every field that names one."""
    if not keys:
        return values
    return {name: _rename(sections()[name], raw, keys) if name in sections() else raw for name, raw in values.items()}


def _rename(node: Node, raw: Any, keys: Mapping[str, str]) -> Any:
    if isinstance(raw, list):
        return [_rename(node, item, keys) for item in raw]
    if isinstance(raw, Mapping):
        members = {member.name: member for member in node.members}
        return {name: _rename(members[name], value, keys) if name in members else value for name, value in raw.items()}
    if isinstance(raw, str) and (node.of or node.name == "key"):
        return keys.get(raw, raw)
    return raw
