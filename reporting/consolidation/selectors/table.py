"""A snapshot as tables: its lines, its totals, its words. Everything here was frozen; nothing is looked up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from campaign_portal.foundation import quantities
from campaign_portal.foundation.periods import Period
from reporting.consolidation import rules
from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.consolidation.rules import Amount, Entry
from reporting.reports.rules import FIGURES, Number, Poverty, asked_by_now

Timeliness = SnapshotLine.Timeliness


@dataclass(frozen=True)
class Line:
    """One participant's line with its figures read."""

    row: SnapshotLine
    period: Period

    @cached_property
    def amounts(self) -> dict[str, Amount]:
        return rules.read(self.row.figures)

    @cached_property
    def poverty(self) -> Poverty:
        return rules.poverty_of(self.amounts)

    @cached_property
    def entry(self) -> Entry:
        return Entry(
            self.row.is_commune,
            self.row.timeliness != Timeliness.MISSING,
            self.row.timeliness == Timeliness.ON_TIME,
            self.row.report_id is not None,
            self.amounts,
        )

    @property
    def name(self) -> str:
        """Short, as in a table: "Tả Van", "Phòng Tư pháp"."""
        return self.row.party.unit.name if self.row.is_commune else str(self.row.party.office)

    @property
    def title(self) -> str:
        """In a paper: "Xã Tả Van", "Phòng Tư pháp"."""
        return self.row.party.unit.opening_title if self.row.is_commune else str(self.row.party.office)

    @property
    def is_in(self) -> bool:
        return self.entry.is_in

    @property
    def is_compared(self) -> bool:
        """Part of the town's rates: start and end are both there."""
        return self.entry.is_comparable

    @property
    def asked_by_now(self) -> Fraction | None:
        return asked_by_now(self.row.plan_points, self.period)

    @property
    def is_behind(self) -> bool:
        fall, asked = self.poverty.fall_points, self.asked_by_now
        return fall is not None and asked is not None and fall < asked

    @property
    def given_vnd(self) -> Number | None:
        return given(self.amounts)

    @property
    def pill(self) -> tuple[str, str]:
        return {
            Timeliness.ON_TIME: ("ok", "Đúng hạn"),
            Timeliness.LATE: ("wait", f"Trễ {self.row.days_late} ngày"),
            Timeliness.MISSING: ("bad", "Chưa nộp"),
        }[Timeliness(self.row.timeliness)]


def given(amounts: rules.Amounts) -> Number | None:
    """Money and goods together; labour and houses are counted apart (campaigns.md 9)."""
    parts = [rules.value_of(amounts, code) for code in ("gifts_money_vnd", "gifts_goods_vnd")]
    known = [Decimal(part) for part in parts if part is not None]
    return int(sum(known)) if known else None


@dataclass(frozen=True)
class Total:
    """The sums of the communes, or of the agencies."""

    expected: int
    reported: int
    on_time: int
    compared: int
    amounts: dict[str, Amount]

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Total":
        return cls(
            kept.get("expected", 0),
            kept.get("reported", 0),
            kept.get("on_time", 0),
            kept.get("compared", 0),
            rules.read(kept.get("figures", {})),
        )

    @cached_property
    def poverty(self) -> Poverty:
        return rules.poverty_of(self.amounts)

    @property
    def given_vnd(self) -> Number | None:
        return given(self.amounts)

    @property
    def over_words(self) -> str:
        """ "tính trên 14/16 xã, phường": over whom the rates were divided."""
        counted = self.compared or max((amount.units for amount in self.amounts.values()), default=0)
        return f"tính trên {counted}/{self.expected} xã, phường"

    @property
    def fell_words(self) -> str:
        """ "giảm 3,74", "tăng 0,12"."""
        shown = quantities.points_text(self.poverty.fall_points)
        return shown if shown.startswith("tăng") else f"giảm {shown}"


@dataclass(frozen=True)
class Heading:
    """One heading of the reports with what each participant wrote under it."""

    key: str
    title: str
    texts: tuple[tuple[Line, str], ...]


@dataclass(frozen=True)
class Table:
    """A frozen snapshot, whole. Two statements, however many lines."""

    snapshot: Snapshot
    communes: tuple[Line, ...]
    agencies: tuple[Line, ...]

    @cached_property
    def total(self) -> Total:
        return Total.read(self.snapshot.totals.get("communes", {}))

    @cached_property
    def agencies_total(self) -> Total:
        return Total.read(self.snapshot.totals.get("agencies", {}))

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.communes + self.agencies

    @property
    def period(self) -> Period:
        return Period(self.snapshot.period)

    @property
    def plan_points(self) -> Decimal | None:
        """What the unit itself was asked for the year."""
        text = self.snapshot.totals.get("plan_points")
        return None if text is None else Decimal(text)

    @property
    def asked_by_now(self) -> Fraction | None:
        return asked_by_now(self.plan_points, self.period)

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_in)

    @property
    def late(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.row.timeliness == Timeliness.LATE)

    @property
    def not_compared(self) -> tuple[Line, ...]:
        """Communes whose start figures are known and stand outside the rates."""
        return tuple(line for line in self.communes if not line.is_compared)

    @property
    def any_compared(self) -> bool:
        return self.total.compared > 0

    @property
    def codes(self) -> list[str]:
        return [code for code in FIGURES if code in self.total.amounts or code in self.agencies_total.amounts]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """What was written, gathered under each heading in the order of the table."""
        return tuple(
            Heading(
                section["key"],
                section["heading"],
                tuple(
                    (line, text) for line in self.lines if (text := line.row.narratives.get(section["key"], "").strip())
                ),
            )
            for section in self.snapshot.totals.get("sections", [])
        )

    @cached_property
    def is_intact(self) -> bool:
        """The lines and totals still give the checksum of the day they were frozen."""
        return rules.checksum(content(self.snapshot, [line.row for line in self.lines])) == self.snapshot.checksum

    @property
    def chart_answer(self) -> str:
        """The chart's title: what it shows, said in words."""
        judged = self.slowest
        kept_up = [line for line in judged if not line.is_behind]
        if not judged:
            return "Giảm bao nhiêu, so với kế hoạch giao"
        if len(kept_up) == len(judged):
            return f"Cả {len(judged)} xã, phường có số đều kịp kế hoạch"
        return f"{len(kept_up)} trên {len(judged)} xã, phường kịp kế hoạch; chậm nhất: {judged[0].name}"

    @cached_property
    def slowest(self) -> tuple[Line, ...]:
        """The communes that can be held against a plan, those furthest behind first."""
        judged = [line for line in self.communes if line.poverty.fall_points is not None and line.asked_by_now]
        return tuple(sorted(judged, key=lambda line: (line.poverty.fall_points or 0) / (line.asked_by_now or 1)))


def table_of(snapshot: Snapshot) -> Table:
    rows = SnapshotLine.objects.filter(snapshot=snapshot).select_related("party__unit", "party__office", "report")
    lines = [Line(row, Period(snapshot.period)) for row in rows.order_by("place")]
    return Table(
        snapshot,
        tuple(line for line in lines if line.row.is_commune),
        tuple(line for line in lines if not line.row.is_commune),
    )


def content(snapshot: Snapshot, rows: Iterable[SnapshotLine]) -> dict[str, Any]:
    """What the checksum is taken over: all that was frozen. Two snapshots that say the same have the same one."""
    return {
        "campaign": snapshot.campaign.key,
        "unit": snapshot.unit_id,
        "period": snapshot.period,
        "totals": snapshot.totals,
        "lines": [
            {
                "party": row.party_id,
                "place": row.place,
                "is_commune": row.is_commune,
                "report": row.report_id,
                "submission": row.submission,
                "timeliness": str(row.timeliness),
                "submitted_on": row.submitted_on.isoformat() if row.submitted_on else None,
                "days_late": row.days_late,
                "plan_points": None if row.plan_points is None else f"{row.plan_points:.4f}",
                "figures": row.figures,
                "narratives": row.narratives,
            }
            for row in sorted(rows, key=lambda row: row.place)
        ],
    }
