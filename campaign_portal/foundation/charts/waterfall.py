"""From one level to another by what left and what joined: a waterfall."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.charts.drawing import ACCENT, LINES, SECOND

LEFT, JOINED = "#5f9a76", "#c08a3e"  # a fall and a rise; the sign before the number says it too


@dataclass(frozen=True)
class Step:
    """A level ("Đầu kỳ") or a change from the level before it; a new line of a name is written as one."""

    name: str
    value: int
    is_level: bool = False

    @property
    def shown(self) -> str:
        if self.is_level or not self.value:
            return vietnamese.grouped(self.value)
        sign = "−" if self.value < 0 else "+"
        return f"{sign}{vietnamese.grouped(abs(self.value))}"

    @property
    def words(self) -> str:
        """The name in one line."""
        return self.name.replace("\n", " ")


def waterfall(steps: Sequence[Step], unit: str) -> dict[str, Any]:
    """A spec: levels as whole bars, changes hanging between them. `unit` ("hộ") is heard with each value."""
    values, level = [], 0
    for place, step in enumerate(steps):
        after = step.value if step.is_level else level + step.value
        low, high = (0, after) if step.is_level else sorted((level, after))
        values.append(
            {
                "from": place - 0.36, "to": place + 0.36, "middle": place, "low": low, "high": high,
                "after": after, "next": place + 1 - 0.36, "is_last": place == len(steps) - 1,
                "kind": "level" if step.is_level else "left" if step.value < 0 else "joined",
                "label": step.shown, "heard": f"{step.words}: {step.shown} {unit}",
            }
        )  # fmt: skip
        level = after
    names = json.dumps([step.name for step in steps], ensure_ascii=False)
    across = {
        "type": "quantitative",
        "scale": {"domain": [-0.5, len(steps) - 0.5], "nice": False},
        "axis": {
            "values": list(range(len(steps))),
            "labelExpr": f"split({names}[datum.value], '\\n')",
            "grid": False,
            "labelOverlap": False,
            "labelLineHeight": 15,
        },
    }
    up = {"type": "quantitative", "scale": {"zero": True, "nice": True}, "axis": {"tickCount": 5}}
    colours = {"domain": ["level", "left", "joined"], "range": [ACCENT, LEFT, JOINED]}
    return {
        "data": {"values": values},
        "width": max(380, 94 * len(steps)),
        "height": 230,
        "layer": [
            {
                "transform": [{"filter": "!datum.is_last"}],
                "mark": {"type": "rule", "color": LINES, "strokeWidth": 1.5},
                "encoding": {
                    "x": {**across, "field": "to"}, "x2": {"field": "next"}, "y": {**up, "field": "after"},
                },
            },
            {
                "mark": {"type": "rect"},
                "encoding": {
                    "x": {**across, "field": "from"}, "x2": {"field": "to"},
                    "y": {**up, "field": "low"}, "y2": {"field": "high"},
                    "color": {"field": "kind", "type": "nominal", "scale": colours, "legend": None},
                    "description": {"field": "heard", "type": "nominal"},
                },
            },
            {
                "mark": {"type": "text", "dy": -9, "fontWeight": "bold", "color": SECOND},
                "encoding": {
                    "x": {**across, "field": "middle"}, "y": {**up, "field": "high"}, "text": {"field": "label"},
                },
            },
        ],
    }  # fmt: skip
