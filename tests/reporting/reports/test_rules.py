"""What the figures of a report may be, and what is said of those that can't."""

import pytest

from reporting.reports import rules


@pytest.mark.parametrize(
    ("value", "limit", "meant"),
    [
        (128, 76, 28),  # one digit too many
        (1400, 140, 140),
        (150, 140, 140),  # one digit of the limit mistyped
        (150, 123, None),  # two digits away: not 50, which nobody meant
        (995, 140, None),
        (12345, 76, None),
        (100, 10, 10),
        (9, 8, 8),
    ],
)
def test_a_guess_is_offered_only_where_one_slip_explains_the_figure(value, limit, meant):
    assert rules.likely_slip(value, limit) == meant


def test_without_a_plausible_guess_the_bound_is_said():
    spec = rules.FIGURES["policy_health"]
    assert rules.more_than_eligible(spec, 150, 123) == (
        "Hưởng đủ chính sách y tế: đã hưởng 150 trên 123 hộ đủ điều kiện là không thể. "
        "Nhiều nhất là 123; xin kiểm tra lại hai số."
    )
    assert rules.more_than_eligible(spec, 150, 140).endswith("Xin kiểm tra lại; có phải 140?")
