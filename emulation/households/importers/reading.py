"""Rows into households: a head with the people below it, each thing still as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from campaign_portal.foundation import vietnamese, workbooks
from emulation.households.importers.headings import Header
from emulation.poverty.rules.names import key

HEAD_WORDS = frozenset({"chuho", "lachuho"})
Hamlets = Mapping[str, object]  # spellings of the commune's hamlets


@dataclass
class Line:
    """One row of the sheet. `at` is its place in it, counted from 0; cells by field key."""

    at: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, of: str) -> str:
        return self.cells.get(of, "")

    @property
    def number(self) -> int:
        """As Excel counts."""
        return self.at + 1

    def place(self, of: str) -> str:
        """The cell as Excel names it, or the row where there is no such column."""
        return workbooks.place(self.at, self.columns[of]) if of in self.columns else f"dòng {self.number}"


@dataclass
class Block:
    """A household as the list has it: the head's row, the rows of its people, the hamlet of the heading above it."""

    head: Line
    people: list[Line] = field(default_factory=list)
    hamlet: str = ""


def blocks(rows: Sequence[Sequence[str]], header: Header, hamlets: Hamlets) -> list[Block]:
    """The households of a sheet. A row that only names a hamlet heads those below it; numbers of columns ("(1) (2)"),
    sums and empty rows are nobody.

    Who is a head: whoever the list calls so; else whoever has a number as a household; without either, everybody.
    """
    found: list[Block] = []
    hamlet = ""
    for line in _lines(rows, header):
        if not line["full_name"] or _is_no_name(line["full_name"]):
            hamlet = _headed(rows[line.at], hamlets) or hamlet
            continue
        if alone := _headed(rows[line.at], hamlets):
            hamlet = alone
            continue
        if _is_head(line) or not found:
            found.append(Block(line, hamlet=hamlet))
        else:
            found[-1].people.append(line)
    return found


def _lines(rows: Sequence[Sequence[str]], header: Header) -> Iterator[Line]:
    for at in range(header.top, len(rows)):
        row = rows[at]
        if any(row):
            cells = {of: vietnamese.nfc(row[column]) for of, column in header.columns.items() if column < len(row)}
            yield Line(at, cells, header.columns)


def _is_no_name(text: str) -> bool:
    folded = key(text)
    return not folded or folded.isdigit() or folded.startswith(("tongcong", "tongso"))


def _headed(row: Sequence[str], hamlets: Hamlets) -> str:
    """The hamlet a row names when it says nothing else."""
    said = [cell for cell in row if cell]
    return said[0] if len(said) == 1 and key(said[0]) in hamlets else ""


def _is_head(line: Line) -> bool:
    relation = key(line["relation"])
    if relation:
        return relation in HEAD_WORDS
    if "head_no" in line.columns:
        return bool(line["head_no"])
    if "member_no" in line.columns:
        return line["member_no"] in {"", "1"}
    return True
