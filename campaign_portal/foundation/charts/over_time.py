"""A figure over time, broken where it can't be compared."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from campaign_portal.foundation.charts.drawing import SECOND, Number, two_places


@dataclass(frozen=True)
class TimePoint:
    """One point of a line. Points of one `run` that follow each other are joined; `note` says at a break why."""

    name: str
    value: Number | None
    run: str
    label: str = ""  # over the point; the value with two decimals when empty
    note: str = ""


def broken_line(points: Sequence[TimePoint], unit: str) -> dict[str, Any]:
    """A spec: a line over time with a gap wherever the run changes, a dashed mark and its reason there.

    A point without a value leaves a gap too. `unit` ("%") is what a screen reader hears with each value.
    """
    values = []
    stretch = 0
    for place, point in enumerate(points):
        before = points[place - 1] if place else None
        if before is not None and (before.run != point.run or before.value is None):
            stretch += 1
        if point.value is None:
            continue
        shown = point.label or two_places(point.value)
        values.append(
            {
                "place": place,
                "value": float(point.value),
                "stretch": str(stretch),
                "label": shown,
                "heard": f"{point.name}: {shown} {unit}",
            }
        )
    marks = [
        {"place": place - 0.5, "note": point.note}
        for place, point in enumerate(points)
        if place and points[place - 1].run != point.run
    ]
    names = json.dumps([point.name for point in points], ensure_ascii=False)
    across = {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [-0.5, max(len(points) - 0.5, 0.5)], "nice": False},
        "axis": {
            "values": list(range(len(points))),
            "labelExpr": f"{names}[datum.value]",
            "grid": False,
            "labelOverlap": False,
            "labelAngle": 0 if len(points) <= 9 else -35,
        },
    }
    up = {"field": "value", "type": "quantitative", "scale": {"zero": True, "nice": True}, "axis": {"tickCount": 5}}
    return {
        "width": max(360, min(760, 95 * len(points))),  # few points in a wide frame shrink to nothing on a phone
        "height": 240,
        "encoding": {"x": across},
        "layer": [
            {
                "data": {"values": marks},
                "layer": [
                    {"mark": {"type": "rule", "color": SECOND, "strokeDash": [4, 4]}},
                    {
                        "mark": {"type": "text", "align": "left", "dx": 5, "color": SECOND, "fontSize": 12},
                        "encoding": {"y": {"value": 6}, "text": {"field": "note"}},
                    },
                ],
            },
            {
                "data": {"values": values},
                "encoding": {"y": up},
                "layer": [
                    {"mark": {"type": "line"}, "encoding": {"detail": {"field": "stretch"}}},
                    {"mark": {"type": "point", "opacity": 1}, "encoding": {"description": {"field": "heard"}}},
                    {
                        "mark": {"type": "text", "dy": -13, "fontWeight": "bold", "fontSize": 12},
                        "encoding": {"text": {"field": "label"}},
                    },
                ],
            },
        ],
    }
