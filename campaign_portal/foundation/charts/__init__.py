"""Charts drawn on the server: a Vega-Lite spec in, SVG out, in one theme.

A chart is served as an image with its table behind it, and stands in papers as a `paper.Figure`. Colours and manner
are those of the product's screens; gold marks only what was planned.
"""

from campaign_portal.foundation.charts.bars import CountedBar, SummedFigure, plain_bars, stacked_bars
from campaign_portal.foundation.charts.drawing import (
    ACCENT,
    BAD,
    FACE,
    INK,
    LINES,
    PLAN,
    SECOND,
    Number,
    as_source,
    to_png,
    vega_svg,
)
from campaign_portal.foundation.charts.over_time import TimePoint, broken_line
from campaign_portal.foundation.charts.planned import PlannedFigure, dot_against_plan
from campaign_portal.foundation.charts.waterfall import Step, waterfall

__all__ = [
    "ACCENT",
    "BAD",
    "FACE",
    "INK",
    "LINES",
    "PLAN",
    "SECOND",
    "CountedBar",
    "Number",
    "PlannedFigure",
    "Step",
    "SummedFigure",
    "TimePoint",
    "as_source",
    "broken_line",
    "dot_against_plan",
    "plain_bars",
    "stacked_bars",
    "to_png",
    "vega_svg",
    "waterfall",
]
