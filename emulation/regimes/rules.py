"""Arithmetic of the law: pure functions over its dated data."""

import math
from decimal import Decimal
from fractions import Fraction

TEN_THOUSAND = 10_000


def bonus_vnd(coefficient: Decimal, base_salary_vnd: int, rounding: str) -> int:
    """coefficient × base salary, computed once and rounded once (awards-law (b), calculation rules 1–2).

    `rounding`: "up" to the next 10.000 đồng, "nearest" 10.000, or "none" (whole đồng).
    """
    exact = Fraction(coefficient) * base_salary_vnd
    if rounding == "up":
        return math.ceil(exact / TEN_THOUSAND) * TEN_THOUSAND
    if rounding == "nearest":
        return math.floor(exact / TEN_THOUSAND + Fraction(1, 2)) * TEN_THOUSAND
    return math.floor(exact + Fraction(1, 2))


def passes(votes_for: int, members: int, operator: str, percent: int) -> bool:
    """Whether votes reach a threshold, in whole numbers: 16 of 20 reaches 80 %, 8 of 16 is not more than 50 %."""
    reached, asked = votes_for * 100, percent * members
    return reached > asked if operator == "more" else reached >= asked


def votes_needed(members: int, operator: str, percent: int) -> int:
    """The fewest votes that pass."""
    return next(votes for votes in range(members + 2) if passes(votes, members, operator, percent))


def has_quorum(taking_part: int, members: int, numerator: int, denominator: int) -> bool:
    """Whether enough members take part: 10 of 15 is two thirds."""
    return taking_part * denominator >= members * numerator
