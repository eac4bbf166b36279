"""Places of cells that span."""

from dataclasses import dataclass

import pytest

from campaign_portal.foundation.spans import places


@dataclass(frozen=True)
class Cell:
    colspan: int = 1
    rowspan: int = 1


def test_cells_find_their_places_past_those_from_above():
    found = places([[Cell(rowspan=2), Cell(colspan=2)], [Cell(), Cell()]], 3)
    assert [(place.row, place.column) for place in found] == [(0, 0), (0, 1), (1, 1), (1, 2)]
    assert [place.covers_row(1) for place in found] == [True, False, True, True]


@pytest.mark.parametrize(
    "rows",
    [
        [[Cell()]],  # a place left empty
        [[Cell(colspan=3)]],  # wider than the table
        [[Cell(rowspan=2), Cell()]],  # deeper than the table
        [[Cell(), Cell(rowspan=2)], [Cell(colspan=2)]],  # one on the other
        [[Cell(colspan=0), Cell(), Cell()]],
    ],
)
def test_rows_that_do_not_fit_are_refused(rows):
    with pytest.raises(ValueError, match=r"table of 2 columns|lie on each other"):
        places(rows, 2)
