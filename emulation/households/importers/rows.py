"""What a list is, and one household of it with what was found about it."""

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from emulation.households.importers.reading import Block, Line
from emulation.households.models import Household
from emulation.households.rules import ids
from emulation.households.services import Found, Person
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Unit


@dataclass(frozen=True)
class About:
    """What a list is: of which commune, year and standard, and what holds for every row that says nothing else."""

    commune: Unit
    year: int
    standard: PovertyStandard
    poverty_class: str = ""
    list_number: str = ""
    list_date: dt.date | None = None


@dataclass
class Row:
    """One household of the list, judged."""

    block: Block
    problems: list[tuple[str, str]] = field(default_factory=list)  # cell, sentence
    marks: list[tuple[int, int, str]] = field(default_factory=list)  # row and column of the sheet, sentence
    hamlet: Unit | None = None
    head: dict[str, Any] = field(default_factory=dict)
    kept_id: ids.KeptId = ids.NO_ID
    people: list[Person] = field(default_factory=list)
    found: Found | None = None
    known: Household | None = None
    candidates: list[tuple[Household, str]] = field(default_factory=list)
    differs: bool = True

    @property
    def number(self) -> int:
        return self.block.head.number

    @property
    def state(self) -> str:
        if self.problems:
            return "wrong"
        if self.candidates:
            return "ask"
        return "new" if self.known is None else "more" if self.differs else "there"

    @property
    def pill(self) -> tuple[str, str]:
        return {
            "wrong": ("bad", "Sai"),
            "ask": ("wait", "Có thể trùng"),
            "there": ("", "Đã có"),
            "more": ("now", "Ghi thêm vào hộ đã có"),
            "new": ("ok", "Hộ mới"),
        }[self.state]

    def wrong(self, line: Line, of: str, says: str) -> None:
        self.problems.append((line.place(of), says))
        self.marks.append((line.at, line.columns.get(of, -1), says))


def counts_people(columns: Container[str]) -> bool:
    """Whether a list tells how many live in a household: by a number, or by naming each of them."""
    return any(of in columns for of in ("member_count", "member_no", "relation"))
