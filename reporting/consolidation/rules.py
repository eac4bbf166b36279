"""Adding up reports: pure functions over what the lines of a snapshot hold.

Start and end of the poverty figures are added over the same communes, those that have both (like for like); every
other figure over whoever reported it. Each total says over how many units it was added.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reporting.reports.rules import FIGURES, Number, Poverty, exact

# Compared with each other, so added over the same units.
STARTS = frozenset({"households_start", "poor_start", "near_poor_start"})
ENDS = frozenset({"households", "poor", "near_poor"})
PAIRED = STARTS | ENDS


@dataclass(frozen=True)
class Amount:
    """One figure of a line or of a total. `units` is over how many units a total was added."""

    value: Number | None
    whole: Number | None = None
    is_provisional: bool = False
    note: str = ""
    units: int = 1

    def kept(self) -> dict[str, Any]:
        """As JSON holds it: decimals as texts, so that nothing is lost and the same value reads the same."""
        return {
            "value": _text(self.value),
            "whole": _text(self.whole),
            "provisional": self.is_provisional,
            "note": self.note,
            "units": self.units,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Amount":
        return cls(
            _number(kept.get("value")),
            _number(kept.get("whole")),
            bool(kept.get("provisional")),
            str(kept.get("note", "")),
            int(kept.get("units", 1)),
        )


Amounts = Mapping[str, Amount]


def _text(value: Number | None) -> str | None:
    number = exact(Decimal(value)) if value is not None else None
    return None if number is None else str(number if isinstance(number, int) else number.normalize())


def _number(text: str | None) -> Number | None:
    return None if text is None else exact(Decimal(text))


def kept(amounts: Amounts) -> dict[str, dict[str, Any]]:
    return {code: amount.kept() for code, amount in amounts.items()}


def read(figures: Mapping[str, Mapping[str, Any]]) -> dict[str, Amount]:
    """In the order every table shows them, whatever order the database gave."""
    return {code: Amount.read(figures[code]) for code in FIGURES if code in figures}


def value_of(amounts: Amounts, code: str) -> Number | None:
    return amounts[code].value if code in amounts else None


def poverty_of(amounts: Amounts) -> Poverty:
    return Poverty({code: amount.value for code, amount in amounts.items()})


@dataclass(frozen=True)
class Entry:
    """One participant as sums need it."""

    is_commune: bool
    is_in: bool  # something was sent by it
    is_on_time: bool
    has_figures: bool  # a report stands behind it, not only a paper
    amounts: Amounts = field(default_factory=dict)

    @property
    def is_comparable(self) -> bool:
        """Start and end are both there."""
        held = [code for code in PAIRED if code in self.amounts]
        return self.has_figures and bool(held) and all(self.amounts[code].value is not None for code in held)


def is_added(entry: Entry, code: str, *, any_comparable: bool) -> bool:
    """Whether this entry's figure is part of the total of its kind."""
    if not entry.has_figures or value_of(entry.amounts, code) is None:
        return False
    return code not in PAIRED or not any_comparable or entry.is_comparable


def add_up(entries: Iterable[Entry]) -> dict[str, Amount]:
    """The totals of one kind of participant; a figure nobody gave is empty, not 0."""
    entries = list(entries)
    any_comparable = any(entry.is_comparable for entry in entries)
    codes = [code for code in FIGURES if any(code in entry.amounts for entry in entries if entry.has_figures)]
    totals = {}
    for code in codes:
        parts = [entry.amounts[code] for entry in entries if is_added(entry, code, any_comparable=any_comparable)]
        totals[code] = Amount(
            _sum(part.value for part in parts),
            _sum(part.whole for part in parts) if FIGURES[code].has_whole else None,
            any(part.is_provisional for part in parts),
            units=len(parts),
        )
    return totals


def _sum(values: Iterable[Number | None]) -> Number | None:
    known = [Decimal(value) for value in values if value is not None]
    return exact(sum(known, Decimal(0))) if known else None


def summary(entries: Iterable[Entry]) -> dict[str, Any]:
    """What a snapshot freezes beside its lines: counts of reports and sums, communes and agencies apart.

    A gift of an agency to a commune stands in both their reports: the two are never added to each other.
    """
    entries = list(entries)
    return {
        kind: _summary([entry for entry in entries if entry.is_commune == communes])
        for kind, communes in (("communes", True), ("agencies", False))
    }


def _summary(entries: list[Entry]) -> dict[str, Any]:
    return {
        "expected": len(entries),
        "reported": sum(entry.is_in for entry in entries),
        "on_time": sum(entry.is_on_time for entry in entries),
        "compared": sum(entry.is_comparable for entry in entries),
        "figures": kept(add_up(entries)),
    }


def checksum(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content written one way only: sorted keys, no spaces, texts as they are."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


# --- Two snapshots ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One figure that differs between two snapshots."""

    code: str
    before: Amount | None
    after: Amount | None

    @property
    def name(self) -> str:
        return FIGURES[self.code].name

    @property
    def unit(self) -> str:
        return FIGURES[self.code].unit


def differences(before: Amounts, after: Amounts) -> list[Change]:
    """The figures whose value or whole differ, in the order of every table."""
    changes = []
    for code in FIGURES:
        old, new = before.get(code), after.get(code)
        if _essence(old) != _essence(new):
            changes.append(Change(code, old, new))
    return changes


def _essence(amount: Amount | None) -> tuple[Number | None, Number | None]:
    return (amount.value, amount.whole) if amount else (None, None)
