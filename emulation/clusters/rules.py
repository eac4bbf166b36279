"""Points, their sums, who scores whom: pure functions."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from campaign_portal.foundation import quantities, vietnamese
from campaign_portal.foundation.quantities import NotANumber

Key = TypeVar("Key", bound=Hashable)

SELF, CROSS, FINAL = "self", "cross", "final"  # who scores, in this order
ROUNDS = {SELF: "tự chấm", CROSS: "chấm chéo", FINAL: "kết luận"}


def points_text(points: Decimal | None) -> str:
    """ "9,50"; a dash for what was not scored: empty is not 0."""
    return "–" if points is None else vietnamese.decimal_text(points, 2)


def typed_text(points: Decimal | None) -> str:
    """Kept points as one would type them: "9,5"."""
    return "" if points is None else f"{points.normalize():f}".replace(".", ",")


def read_points(text: str, most: Decimal | None = None) -> Decimal | None:
    """What a person typed as points, from 0 to `most`, two decimals; None when empty. Raises NotANumber with a sentence
    that guesses where a comma was lost."""
    points = quantities.parse_decimal(text)
    if points is None:
        return None
    typed = quantities.quoted(vietnamese.nfc(text))
    if points < 0:
        raise NotANumber(f"{typed} là số âm; điểm ghi từ 0 trở lên")
    if points != round(points, 2):
        raise NotANumber(f"{typed} có quá hai chữ số thập phân; ví dụ đúng: 9,25")
    if most is not None and points > most:
        guess = next((points / by for by in (10, 100) if points / by <= most and points / by > 0), None)
        asked = f"; có phải {typed_text(guess)}?" if guess is not None and guess == round(guess, 2) else ""
        raise NotANumber(f"{typed} vượt điểm tối đa {points_text(most)}{asked}")
    return points


def read_max_points(text: str) -> Decimal | None:
    """The most a criterion gives: more than 0, at most 1.000 (tables of 100 and of 1.000 points are both in use)."""
    points = read_points(text)
    if points is not None and not 0 < points <= 1000:
        raise NotANumber(f"{quantities.quoted(text)}: điểm tối đa ghi trên 0 và không quá 1.000")
    return points


@dataclass(frozen=True)
class Scored:
    """One criterion of a sheet as plain values."""

    key: str  # of its fields on the page: "12"
    text: str
    most: Decimal
    is_bonus: bool = False
    self_points: Decimal | None = None
    cross_points: Decimal | None = None
    final_points: Decimal | None = None
    cross_reason: str = ""
    final_reason: str = ""

    def points(self, round_: str) -> Decimal | None:
        return {SELF: self.self_points, CROSS: self.cross_points, FINAL: self.final_points}[round_]

    def asks_for_reason(self, round_: str) -> bool:
        """Whoever differs from the member's own score says why; a conclusion may stand on the cross-scorer's reason."""
        given = self.points(round_)
        if given is None or round_ == SELF or given == self.self_points:
            return False
        if round_ == CROSS:
            return not self.cross_reason.strip()
        return given != self.cross_points and not self.final_reason.strip()

    def reason_sentence(self, round_: str) -> str:
        return (
            f"{self.text}: {ROUNDS[round_]} {points_text(self.points(round_))}, đơn vị tự chấm "
            f"{points_text(self.self_points)}. Xin ghi lý do."
        )


@dataclass(frozen=True)
class Sums:
    """What one round gave so far; None before its first point."""

    points: Decimal | None
    bonus: Decimal | None

    @property
    def total(self) -> Decimal | None:
        return None if self.points is None or self.bonus is None else self.points + self.bonus


def sums(lines: Iterable[Scored], round_: str) -> Sums:
    """The sum so far, of what is scored; nothing at all before the first point: empty is not 0."""
    given = [(line.is_bonus, points) for line in lines if (points := line.points(round_)) is not None]
    if not given:
        return Sums(None, None)
    return Sums(
        sum((points for is_bonus, points in given if not is_bonus), Decimal(0)),
        sum((points for is_bonus, points in given if is_bonus), Decimal(0)),
    )


def most(lines: Iterable[Scored]) -> Sums:
    """The most there is to earn."""
    found = list(lines)
    return Sums(
        sum((line.most for line in found if not line.is_bonus), Decimal(0)),
        sum((line.most for line in found if line.is_bonus), Decimal(0)),
    )


def ring(keys: Sequence[Key]) -> dict[Key, Key]:
    """Who is scored by whom, to begin with: each by the one before him, the first by the last. Empty for one alone."""
    return {key: keys[place - 1] for place, key in enumerate(keys)} if len(keys) > 1 else {}
