"""One hamlet of a workbook, judged: what becomes of it, and the sentences at its cells."""

from dataclasses import dataclass, field
from typing import Literal

from emulation.poverty.importers.ground import Found
from emulation.poverty.importers.reading import Entry, Place

State = Literal["change", "same", "wrong", "asks", "shut", "elsewhere"]


@dataclass(frozen=True)
class Mark:
    """A sentence at a cell; `is_wrong` keeps the row from being written."""

    at: Place
    says: str
    is_wrong: bool


@dataclass(slots=True)
class Row:
    """One hamlet of the workbook. `typed` is what would be entered, `was` what stands in those cells, `changed` which
    of them become another text."""

    entry: Entry
    found: Found
    state: State = "same"
    typed: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    dots: list[Place] = field(default_factory=list)  # cells that ask what the dot is

    @property
    def name(self) -> str:
        return self.found.row.name if self.found.row else self.entry.hamlet

    def wrong(self, at: Place, says: str) -> None:
        self.marks.append(Mark(at, says, is_wrong=True))

    def ask(self, at: Place, says: str) -> None:
        self.marks.append(Mark(at, says, is_wrong=False))

    @property
    def is_wrong(self) -> bool:
        return any(mark.is_wrong for mark in self.marks)
