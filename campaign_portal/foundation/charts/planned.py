"""A figure against its plan: one dot a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from campaign_portal.foundation.charts.drawing import BAD, NAMES, PLAN, SECOND, Number, two_places


@dataclass(frozen=True)
class PlannedFigure:
    """One row: who, what was reached (None: nothing handed in yet), what was planned (None: no plan)."""

    name: str
    value: Number | None
    plan: Number | None = None
    label: str = ""  # at the right end; the value with two decimals when empty

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "missing"
        return "miss" if self.plan is not None and Fraction(self.value) < Fraction(self.plan) else "hit"

    @property
    def shown(self) -> str:
        return self.label if self.label or self.value is None else two_places(self.value)


def dot_against_plan(rows: Sequence[PlannedFigure], unit: str, *, missing: str = "chưa nộp") -> dict[str, Any]:
    """A spec: one dot a row against a gold tick where the plan stands; a red ring where the plan was missed.

    Rows stay in the order given. `unit` ("điểm %") is what a screen reader hears with each value.
    """
    values = [
        {
            "name": row.name,
            "value": None if row.value is None else float(row.value),
            "plan": None if row.plan is None else float(row.plan),
            "label": row.shown,
            "verdict": row.verdict,
            "heard": _heard(row, unit, missing),
        }
        for row in rows
    ]
    across = {"field": "value", "type": "quantitative", "scale": {"zero": True, "nice": True}}
    heard = {"field": "heard", "type": "nominal"}
    return {
        "data": {"values": values},
        "width": 400,
        "height": {"step": 31},
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": NAMES}},
        "layer": [
            {
                "transform": [{"filter": "datum.plan !== null"}],
                "mark": {"type": "tick", "color": PLAN, "opacity": 1, "thickness": 3, "size": 18},
                "encoding": {"x": {**across, "field": "plan", "axis": {"tickCount": 6}}},
            },
            {
                "transform": [{"filter": "datum.verdict === 'hit'"}],
                "mark": {"type": "point", "size": 140, "opacity": 1},
                "encoding": {"x": across, "description": heard},
            },
            {
                "transform": [{"filter": "datum.verdict === 'miss'"}],
                "mark": {
                    "type": "point",
                    "fill": "white",
                    "stroke": BAD,
                    "strokeWidth": 2.5,
                    "size": 118,
                    "opacity": 1,
                },
                "encoding": {"x": across, "description": heard},
            },
            {
                "transform": [{"filter": "datum.verdict === 'missing'"}],
                # where the value would be: at the left end a small plan's tick would stand on the words
                "mark": {"type": "text", "text": missing, "align": "left", "dx": 12, "color": SECOND},
                "encoding": {"x": {"value": "width"}, "description": heard},
            },
            {
                "mark": {"type": "text", "align": "right", "fontWeight": "bold", "color": SECOND, "dx": 60},
                "encoding": {"x": {"value": "width"}, "text": {"field": "label"}},
            },
        ],
    }


def _heard(row: PlannedFigure, unit: str, missing: str) -> str:
    reached = missing if row.value is None else f"{row.shown} {unit}"
    planned = "" if row.plan is None else f"; kế hoạch {two_places(row.plan)} {unit}"
    return f"{row.name}: {reached}{planned}"
