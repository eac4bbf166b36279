"""What was given: `totals` for reports and criteria, `lists` for pages, `donors` for who gave, `houses` for targets."""

from emulation.contributions.selectors.donors import DonorTotal, donors_of, known_donors
from emulation.contributions.selectors.houses import houses_given
from emulation.contributions.selectors.lists import FILTERS, shown_to
from emulation.contributions.selectors.totals import KindTotal, confirmed_total, totals_by_kind, totals_of

__all__ = [
    "FILTERS",
    "DonorTotal",
    "KindTotal",
    "confirmed_total",
    "donors_of",
    "houses_given",
    "known_donors",
    "shown_to",
    "totals_by_kind",
    "totals_of",
]
