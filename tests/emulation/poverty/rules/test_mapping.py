"""Classes of a map."""

from fractions import Fraction

import pytest

from emulation.poverty.rules.mapping import classes_for


def test_the_breaks_are_round_and_the_legend_says_them():
    classes = classes_for([Fraction(26, 10), Fraction(329, 10)])
    assert [words for _, words in classes.legend] == [
        "dưới 5",
        "5 – dưới 10",
        "10 – dưới 20",
        "20 – dưới 30",
        "30 trở lên",
    ]
    assert [classes.of(value) for value in (Fraction(49, 10), Fraction(5), Fraction(30), None)] == [
        "k0",
        "k1",
        "k4",
        "",
    ]


@pytest.mark.parametrize(
    ("largest", "last"), [(1, "2 trở lên"), (7, "5 trở lên"), (15, "10 trở lên"), (80, "50 trở lên")]
)
def test_small_figures_get_fine_steps(largest, last):
    assert classes_for([Fraction(largest)]).legend[-1][1] == last


def test_a_rise_has_a_class_of_its_own():
    classes = classes_for([Fraction(-1, 2), Fraction(3)], is_fall=True)
    assert (classes.of(Fraction(-1, 100)), classes.of(Fraction(0))) == ("up", "k0")
    assert [words for _, words in classes.legend][:2] == ["tăng", "0 – dưới 0,5"]
