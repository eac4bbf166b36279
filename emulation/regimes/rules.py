"""Arithmetic of the law: pure functions over its dated data."""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
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


# --- Which forms the law opens in a campaign (awards-law (b), "Standards tied to a campaign") -------------------------


@dataclass(frozen=True)
class Launch:
    """A campaign, or the one above it that it carries out: who launched it and for how long.

    `level` is "state", "province", "district", "commune" or "agency"; `years` are full ones, None when not known.
    """

    level: str
    years: int | None
    name: str


def full_years(starts_on: dt.date, ends_on: dt.date) -> int:
    """From the first day to the last, both included: 01/01/2021 to 31/12/2025 is five years, 27/9/2017 to 31/12/2020
    is three."""
    after = ends_on + dt.timedelta(days=1)
    return after.year - starts_on.year - ((after.month, after.day) < (starts_on.month, starts_on.day))


@dataclass(frozen=True)
class Condition:
    """What the law asks of one alternative; see `AwardCondition`."""

    launcher: str  # "state", "province", "any"
    lasting_years: int | None
    review: str  # "any", "interim_or_final", "final"
    standard: str


class Door(StrEnum):
    """Whether a form may be proposed. A standard nobody has read leaves the door open with a warning, never closed."""

    OPEN = "open"
    UNREAD = "unread"
    CLOSED = "closed"


@dataclass(frozen=True)
class Opening:
    door: Door
    why: tuple[str, ...]  # the standard to meet, or one reason for each alternative that is closed


LAUNCHERS = {
    "state": ("Chủ tịch nước hoặc Thủ tướng Chính phủ", {"state"}),
    "province": ("bộ, ban, ngành, tỉnh", {"province"}),
}
REVIEWS = {"interim": "sơ kết", "final": "tổng kết", "yearly": "xét hằng năm"}
REVIEWS_TAKEN = {
    "any": frozenset(REVIEWS),
    "interim_or_final": frozenset({"interim", "final"}),
    "final": frozenset({"final"}),
}


def opening(conditions: Sequence[Condition], launches: Sequence[Launch], review: str) -> Opening:
    """Whether one alternative lets the form be proposed at a review ("interim", "final", "yearly").

    A condition on who launched and for how long is met by the campaign itself or by one above it. `conditions` are
    those of one form and one kind of recipient, at least one.
    """
    closed: list[str] = []
    for condition in conditions:
        reasons = tuple(_unmet(condition, launches, review))
        if not reasons:
            return Opening(Door.OPEN, (condition.standard,))
        closed.append(f"Cần {_asked(condition)}; {'; '.join(reasons)}.")
    return Opening(Door.CLOSED, tuple(closed))


def _unmet(condition: Condition, launches: Sequence[Launch], review: str) -> Iterator[str]:
    of_launcher = list(launches)
    if condition.launcher != "any":
        of_launcher = [launch for launch in launches if launch.level in LAUNCHERS[condition.launcher][1]]
        if not of_launcher:
            yield "phong trào này không thuộc phong trào như vậy"
    if condition.lasting_years and (of_launcher or condition.launcher == "any"):
        known = [launch for launch in of_launcher if launch.years is not None]
        if not any(launch.years >= condition.lasting_years for launch in known):  # type: ignore[operator]
            longest = max(known, key=lambda launch: launch.years or 0, default=None)
            yield f"phong trào này kéo dài {_years(longest.years)}" if longest else "chưa ghi thời gian của phong trào"
    if review not in REVIEWS_TAKEN[condition.review]:
        yield f"đợt này là {REVIEWS[review]}"


def _years(years: int | None) -> str:
    return f"{years} năm tròn" if years else "chưa tròn một năm"


def _asked(condition: Condition) -> str:
    said = "phong trào"
    if condition.launcher != "any":
        said += f" do {LAUNCHERS[condition.launcher][0]} phát động"
    if condition.lasting_years:
        said += f" từ {condition.lasting_years} năm trở lên"
    if condition.review != "any":
        said += ", xét khi sơ kết, tổng kết" if condition.review == "interim_or_final" else ", chỉ xét khi tổng kết"
    return said
