"""Charts drawn on the server: a Vega-Lite spec in, SVG out, in one theme.

A chart is served as an image with its table behind it, and stands in papers as a `paper.Figure`. Colours and manner
are those of the product's screens; gold marks only what was planned.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import cache as store

from campaign_portal.foundation import quantities, vietnamese

INK, SECOND, LINES = "#1b2530", "#55616e", "#dde3e9"
ACCENT, PLAN, BAD = "#14508c", "#9a6b00", "#a3231b"
FACE = "Segoe UI, Roboto, Noto Sans, Liberation Sans, sans-serif"

_THEME: dict[str, Any] = {
    "background": None,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": LINES,
        "labelColor": SECOND,
        "labelFontSize": 12,
        "labelPadding": 8,
        "labelFlush": False,
        "title": None,
    },
    "text": {"color": INK, "fontSize": 13},
    "line": {"color": ACCENT, "strokeWidth": 2},
    "point": {"color": ACCENT, "filled": True, "size": 70},
    "bar": {"color": ACCENT},
    "legend": {"disable": True},  # labels stand on the marks
}
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]}
_DAY = 24 * 3600


def vega_svg(spec: dict[str, Any], *, on_paper: bool = False) -> str:
    """The SVG of a Vega-Lite spec; the spec's own `config` goes over the theme. Kept for a day by what it draws.

    `on_paper` writes in the face and in the black of official papers (NĐ 30 PL I I.2).
    """
    face = settings.DOCUMENT_FONT if on_paper else FACE
    full = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        **spec,
        "config": {**_THEME, "font": face, **spec.get("config", {})},
    }
    drawn_from = json.dumps(full, sort_keys=True, ensure_ascii=False)
    key = "chart:" + hashlib.sha256(f"{_engine_version()}{drawn_from}".encode()).hexdigest()
    if (kept := store.get(key)) is not None:
        return str(kept)
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(full, format_locale=_NUMBERS, allowed_base_urls=[]))
    if on_paper:
        svg = svg.replace(INK, "black").replace(SECOND, "black")
    store.set(key, svg, _DAY)
    return svg


def to_png(svg: str) -> bytes:
    """The same drawing in dots, for DOCX, which shows no SVG in old versions of Word; sharp in print."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=3))


@cache
def _engine_version() -> str:
    from importlib.metadata import version

    return version("vl-convert-python")


# --- A figure against its plan ------------------------------------------------------------------------------------

Number = int | Decimal | Fraction | float


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
        return self.label if self.label or self.value is None else _two_places(self.value)


def _two_places(value: Number) -> str:
    return vietnamese.decimal_text(quantities.round_half_up(Fraction(value), 2), 2)


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
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": _NAMES}},
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


_NAMES = {
    "labelAlign": "left",
    "labelColor": INK,
    "labelFontSize": 13,
    "labelLimit": 132,
    "labelPadding": 0,
    "offset": 140,
}


def _heard(row: PlannedFigure, unit: str, missing: str) -> str:
    reached = missing if row.value is None else f"{row.shown} {unit}"
    planned = "" if row.plan is None else f"; kế hoạch {_two_places(row.plan)} {unit}"
    return f"{row.name}: {reached}{planned}"


# --- A figure over time, broken where it can't be compared ------------------------------------------------------------


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
        shown = point.label or _two_places(point.value)
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
