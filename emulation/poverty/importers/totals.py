"""What a workbook's printed totals and rates say, beside the lines they are of (V9, V14)."""

from collections.abc import Callable

from campaign_portal.foundation.workbooks import seen
from emulation.poverty.importers import numbers
from emulation.poverty.importers.numbers import Dot
from emulation.poverty.importers.rows import Row
from emulation.poverty.rules.printed import checks as printed_checks

NAMED_PARTS = 300  # lines of a table whose parts are named when its total is not their sum


def rate(part: int, whole: int, cell, where: str) -> str:
    """V14's sentence; "" where the printed rate fits, or is none."""
    told = [printed_checks.rate(part, whole, printed, where=where) for printed in numbers.rates(cell)]
    if not told:
        return f"“{seen(cell)}” không phải là tỷ lệ; không đối chiếu được." if cell != "" else ""
    if any(found is None for found in told):
        return ""
    return f"{told[0].text} (V14)" if told[0] else ""


class Totals:
    """V9 and V14 of the line "Tổng cộng": beside the sum of the lines of its own sheet."""

    def __init__(self, dot: Dot, described: Callable[[str], str]) -> None:
        self.dot, self.described = dot, described
        self.sums: dict[tuple[int, str], int] = {}
        self.parts: dict[tuple[int, str], dict[str, int]] = {}
        self.lines: dict[int, int] = {}

    def add(self, row: Row, counts: dict[str, int]) -> None:
        sheets = set()
        for name in row.entry.cells:
            if name in counts:
                sheet = row.entry.place_of(name).sheet
                self._add(sheet, name, row.name, counts[name])
                sheets.add(sheet)
        for name, cell, at in row.entry.again:
            read = numbers.count(cell, self.dot)
            if read.text:
                self._add(at.sheet, name, row.name, numbers.as_number(read.text))
        for sheet in sheets:
            self.lines[sheet] = self.lines.get(sheet, 0) + 1

    def _add(self, sheet: int, name: str, hamlet: str, value: int) -> None:
        self.sums[sheet, name] = self.sums.get((sheet, name), 0) + value
        if self.lines.get(sheet, 0) < NAMED_PARTS:
            self.parts.setdefault((sheet, name), {})[hamlet] = value

    def compare(self, row: Row) -> None:
        counts: dict[str, int] = {}
        told = [(name, cell, row.entry.place_of(name)) for name, cell in row.entry.cells.items()]
        for name, cell, at in (*told, *row.entry.again):
            read = numbers.count(cell, self.dot)
            if read.asks:
                row.dots.append(at)
            if not read.text:
                continue
            counts[name] = numbers.as_number(read.text)
            together = self.sums.get((at.sheet, name))
            if together is None:
                continue
            parts = self.parts.get((at.sheet, name), {})
            if len(parts) != self.lines.get(at.sheet):
                parts = {f"{self.lines.get(at.sheet, 0)} dòng trên": together}
            found = printed_checks.total(parts, counts[name], where=f"Tổng cộng, {self.described(name)}")
            if found is not None:
                row.ask(at, f"{found.where}: {found.text} (V9)")
        for part, whole, cell, at in row.entry.rates:
            if part in counts and whole in counts:
                says = rate(counts[part], counts[whole], cell, "Tổng cộng")
                if says:
                    row.ask(at, f"Tổng cộng: {says}")
