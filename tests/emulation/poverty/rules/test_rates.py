"""Rates by name: what is easily taken for another stays apart."""

from campaign_portal.foundation.quantities import percent_text
from emulation.poverty.rules import rates


def test_poor_minority_households_and_the_minority_among_the_poor_are_two_indicators():
    """Bình Thuận 2022: 3 373 households are 13,13 % of the minority households and 31,56 % of the poor."""
    values = {
        "households_total": 330_000,
        "households_poor_minority_end": 3_373,
        "households_minority_total": 25_690,
        "households_poor_end": 10_688,
    }
    assert percent_text(rates.MINORITY_POOR.of(values)) == "13,13%"
    assert percent_text(rates.MINORITY_AMONG_POOR.of(values)) == "31,56%"
    assert rates.MINORITY_POOR.name != rates.MINORITY_AMONG_POOR.name
    assert rates.MINORITY_POOR.counts(values) == (3_373, 25_690)
    assert rates.MINORITY_AMONG_POOR.counts(values) == (3_373, 10_688)


def test_the_multidimensional_rate_is_not_the_poverty_rate():
    values = {"households_total": 200, "households_poor_end": 10, "households_near_end": 6}
    assert percent_text(rates.POOR.of(values)) == "5,00%"
    assert percent_text(rates.MULTIDIMENSIONAL.of(values)) == "8,00%"


def test_names_and_what_they_say_are_all_different():
    assert len({rate.name for rate in rates.ALL}) == len({rate.said for rate in rates.ALL}) == len(rates.ALL)


def test_no_rate_without_a_denominator():
    assert all(rate.of({}) is None for rate in rates.ALL)
    assert rates.POOR.of({"households_total": 0, "households_poor_end": 0}) is None
