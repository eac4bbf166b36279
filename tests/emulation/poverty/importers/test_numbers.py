"""Counts and rates as Excel and people write them."""

from decimal import Decimal

import pytest

from emulation.poverty.importers import numbers
from emulation.poverty.importers.numbers import Dot


@pytest.mark.parametrize("cell", ["13455", "13.455", "13 455", 13455])
def test_thirteen_thousand_however_it_is_written(cell):
    assert numbers.as_number(numbers.count(cell, Dot.UNKNOWN).text) == 13455


@pytest.mark.parametrize("cell", ["1.234", 1.234])
def test_what_can_be_read_in_two_ways_asks(cell):
    assert numbers.count(cell, Dot.UNKNOWN).asks
    assert numbers.as_number(numbers.count(cell, Dot.THOUSANDS).text) == 1234
    assert "phần lẻ" in numbers.count(cell, Dot.DECIMALS).wrong


@pytest.mark.parametrize("cell", ["4,5", 4.5001, "4,52%", "-3", -3, "hai"])
def test_what_is_no_count_is_wrong(cell):
    assert numbers.count(cell, Dot.THOUSANDS).wrong


@pytest.mark.parametrize(("cell", "rate"), [("4,52%", "4.52"), ("4.52", "4.52"), ("4,52", "4.52"), (4.52, "4.52")])
def test_a_rate_however_it_is_written(cell, rate):
    assert numbers.rates(cell) == (Decimal(rate),)


def test_a_cell_that_excel_shows_as_percent_is_a_fraction():
    assert Decimal("4.52") in numbers.rates(0.0452)


@pytest.mark.parametrize(("cell", "settles"), [("13.455", True), ("4,52%", True), ("1.234", False), (13455, False)])
def test_a_file_tells_by_other_cells_what_its_dots_are(cell, settles):
    assert numbers.settles_the_dot(cell) is settles
