"""How a use case refuses: in sentences that say what is wrong, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaign_portal.foundation import vietnamese


@dataclass(frozen=True)
class Problem:
    """One sentence about one thing.

    `field` is the form field or paper it stands beside ("" for the whole page); `code` names the rule ("V4", "S3-29").
    """

    message: str
    field: str = ""
    code: str = ""


class Refused(Exception):
    """A use case says no, and says why. The screen shows every problem beside what it concerns; nothing was written."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(Problem(p) if isinstance(p, str) else p for p in problems)
        super().__init__(" ".join(p.message for p in self.problems))


def refuse_if_any(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with all problems at once, so that a person mends them in one go."""
    if found := tuple(problems):
        raise Refused(*found)


def fitting(text: str, limit: int, what: str, field: str = "") -> str:
    """One line that a person typed, tidied. Refuses what is longer than its place: nothing is cut off in silence."""
    return not_longer(vietnamese.nfc(text), limit, what, field)


def not_longer(text: str, limit: int, what: str, field: str = "") -> str:
    """The text as it is, of several lines too. Refuses what is longer than its place."""
    if len(text) > limit:
        raise Refused(Problem(f"{what} dài {len(text)} ký tự; xin rút còn nhiều nhất {limit} ký tự.", field=field))
    return text
