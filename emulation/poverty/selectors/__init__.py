"""Questions about reviews.

`figures` adds up what was handed in, `sheet` reads one review as its grid shows it, `lists` a town's or a commune's
reviews with what is due.
"""

from emulation.poverty.selectors.figures import (
    Counts,
    Figures,
    figures_by,
    figures_of,
    latest_period,
    opening_figures,
    opening_period,
    source_url,
    sums_by,
    total_of,
)
from emulation.poverty.selectors.sheet import Sheet, Standing, sheet_of, sheets_of

__all__ = [
    "Counts",
    "Figures",
    "Sheet",
    "Standing",
    "figures_by",
    "figures_of",
    "latest_period",
    "opening_figures",
    "opening_period",
    "sheet_of",
    "sheets_of",
    "source_url",
    "sums_by",
    "total_of",
]
