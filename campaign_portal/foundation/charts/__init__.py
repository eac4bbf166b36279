"""Charts drawn on the server: a Vega-Lite spec in, SVG out, in one theme.

A chart is served as an image with its table behind it, and stands in papers as a `paper.Figure`. Colours and manner
are those of the product's screens; gold marks only what was planned.
"""

from campaign_portal.foundation.charts.bars import SummedFigure, stacked_bars
from campaign_portal.foundation.charts.drawing import (
    ACCENT,
    BAD,
    FACE,
    INK,
    LINES,
    PLAN,
    SECOND,
    Number,
    to_png,
    vega_svg,
)
from campaign_portal.foundation.charts.over_time import TimePoint, broken_line
from campaign_portal.foundation.charts.planned import PlannedFigure, dot_against_plan

__all__ = [
    "ACCENT",
    "BAD",
    "FACE",
    "INK",
    "LINES",
    "PLAN",
    "SECOND",
    "Number",
    "PlannedFigure",
    "SummedFigure",
    "TimePoint",
    "broken_line",
    "dot_against_plan",
    "stacked_bars",
    "to_png",
    "vega_svg",
]
