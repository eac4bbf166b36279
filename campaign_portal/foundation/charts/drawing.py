"""The engine: theme, colours, how a spec becomes SVG, and what every chart needs for its words."""

import base64
import hashlib
import json
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


def as_source(svg: str) -> str:
    """The drawing as what an <img> shows, for a page that has its figures at hand already: no second request asks for
    them again, and no address more has to be guarded."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def to_png(svg: str) -> bytes:
    """The same drawing in dots, for DOCX, which shows no SVG in old versions of Word; sharp in print."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=3))


@cache
def _engine_version() -> str:
    from importlib.metadata import version

    return version("vl-convert-python")


# --- Words and names of every chart ---------------------------------------------------------------------------------

Number = int | Decimal | Fraction | float

NAMES: dict[str, Any] = {
    "labelAlign": "left",
    "labelColor": INK,
    "labelFontSize": 13,
    "labelLimit": 132,
    "labelPadding": 0,
    "offset": 140,
}


def two_places(value: Number) -> str:
    return vietnamese.decimal_text(quantities.round_half_up(Fraction(value), 2), 2)
