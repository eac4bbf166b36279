"""Bars side by side, one a row: sums of what was earned and what was added on top, or plain counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.charts.drawing import ACCENT, NAMES, SECOND, Number, two_places

ADDED = "#8fa9c6"  # a lighter accent: what comes on top


@dataclass(frozen=True)
class SummedFigure:
    """One row: who, what was earned, what was added to it (bonus). None: nothing settled yet."""

    name: str
    value: Number | None
    added: Number = 0
    label: str = ""  # behind the bar; the sum with two decimals when empty

    @property
    def shown(self) -> str:
        return self.label if self.label or self.value is None else two_places(self.value + self.added)  # type: ignore[operator]


def stacked_bars(rows: Sequence[SummedFigure], unit: str, *, added: str, missing: str = "chưa có") -> dict[str, Any]:
    """A spec: one bar a row, the added part lighter at its end, the sum behind it. Rows stay in the order given.

    `unit` ("điểm") and `added` ("điểm thưởng") are what a screen reader hears with each value.
    """
    values = [
        {
            "name": row.name,
            "value": None if row.value is None else float(row.value),
            "sum": None if row.value is None else float(row.value) + float(row.added),
            "label": row.shown,
            "heard": f"{row.name}: {missing}" if row.value is None else _heard(row, unit, added),
        }
        for row in rows
    ]
    across = {"field": "sum", "type": "quantitative", "scale": {"zero": True, "nice": True}, "axis": {"tickCount": 6}}
    heard = {"field": "heard", "type": "nominal"}
    given = {"filter": "datum.value !== null"}
    return {
        "data": {"values": values},
        "width": 400,
        "height": {"step": 31},
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": NAMES}},
        "layer": [
            {
                "transform": [given],
                "mark": {"type": "bar", "color": ADDED, "size": 18},
                "encoding": {"x": across, "description": heard},
            },
            {
                "transform": [given],
                "mark": {"type": "bar", "color": ACCENT, "size": 18, "aria": False},
                "encoding": {"x": {**across, "field": "value"}},
            },
            {
                "transform": [{"filter": "datum.value === null"}],
                "mark": {"type": "text", "text": missing, "align": "left", "dx": 4, "color": SECOND},
                "encoding": {"x": {"value": 0}, "description": heard},
            },
            {
                "mark": {"type": "text", "align": "right", "fontWeight": "bold", "color": SECOND, "dx": 60},
                "encoding": {"x": {"value": "width"}, "text": {"field": "label"}},
            },
        ],
    }


@dataclass(frozen=True)
class CountedBar:
    """One row of plain bars: what, how many."""

    name: str
    value: int


def plain_bars(rows: Sequence[CountedBar], unit: str) -> dict[str, Any]:
    """A spec: one bar a row in the order given, the count behind it, long names in full. `unit` ("hộ") is heard."""
    values = [
        {
            "name": row.name, "value": row.value, "label": vietnamese.grouped(row.value),
            "heard": f"{row.name}: {vietnamese.grouped(row.value)} {unit}",
        }
        for row in rows
    ]  # fmt: skip
    across = {"field": "value", "type": "quantitative", "scale": {"zero": True, "nice": True}, "axis": {"tickCount": 5}}
    names = {**NAMES, "labelLimit": 292, "offset": 300}
    return {
        "data": {"values": values},
        "width": 330,
        "height": {"step": 29},
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": names}},
        "layer": [
            {
                "mark": {"type": "bar", "size": 17},
                "encoding": {"x": across, "description": {"field": "heard", "type": "nominal"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold", "color": SECOND},
                "encoding": {"x": across, "text": {"field": "label"}},
            },
        ],
    }


def _heard(row: SummedFigure, unit: str, added: str) -> str:
    more = f", trong đó {two_places(row.added)} {added}" if row.added else ""
    return f"{row.name}: {row.shown} {unit}{more}"
