"""What changed between two snapshots of the same period."""

from dataclasses import dataclass

from reporting.consolidation import rules
from reporting.consolidation.rules import Change
from reporting.consolidation.selectors.table import Line, Table


@dataclass(frozen=True)
class LineChange:
    """One participant whose line differs."""

    before: Line | None
    after: Line | None
    figures: list[Change]

    @property
    def line(self) -> Line:
        line = self.after or self.before
        if line is None:
            raise ValueError("a change of nobody's line")
        return line

    @property
    def state_changed(self) -> bool:
        """It came in, or sent again, since."""
        if self.before is None or self.after is None:
            return True
        return self.before.pill != self.after.pill or self.before.row.submission != self.after.row.submission

    @property
    def words_changed(self) -> bool:
        return bool(self.before and self.after and self.before.row.narratives != self.after.row.narratives)


@dataclass(frozen=True)
class Comparison:
    older: Table
    newer: Table
    totals: list[Change]
    agencies_totals: list[Change]
    lines: list[LineChange]

    @property
    def is_same(self) -> bool:
        return not (self.totals or self.agencies_totals or self.lines)


def compare(older: Table, newer: Table) -> Comparison:
    """Which lines and totals differ; pure, over two tables already read."""
    before = {line.row.party_id: line for line in older.lines}
    after = {line.row.party_id: line for line in newer.lines}
    parties = list(after) + [party for party in before if party not in after]
    changes = [_line_change(before.get(party), after.get(party)) for party in parties]
    return Comparison(
        older,
        newer,
        rules.differences(older.total.amounts, newer.total.amounts),
        rules.differences(older.agencies_total.amounts, newer.agencies_total.amounts),
        [change for change in changes if change.state_changed or change.figures or change.words_changed],
    )


def _line_change(before: Line | None, after: Line | None) -> LineChange:
    figures = rules.differences(before.amounts if before else {}, after.amounts if after else {})
    return LineChange(before, after, figures)
