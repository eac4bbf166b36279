"""How the figures of a session hang together: plain counts and names, no database."""

from dataclasses import dataclass
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese
from emulation.regimes import rules as law


@dataclass(frozen=True)
class Tally:
    """How the members of a council take part in one session."""

    members: int
    present: int = 0
    written: int = 0
    absent: int = 0

    @property
    def taking_part(self) -> int:
        """Those present and those who sent their opinion in writing (TT 08/2017)."""
        return self.present + self.written

    @property
    def not_noted(self) -> int:
        return self.members - self.taking_part - self.absent


@dataclass(frozen=True)
class Quorum:
    """The part of all members that must take part: 2/3 in most regulations."""

    numerator: int
    denominator: int

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def is_reached(self, tally: Tally) -> bool:
        return law.has_quorum(tally.taking_part, tally.members, self.numerator, self.denominator)

    def needed(self, members: int) -> int:
        """The fewest members that make the quorum."""
        return -(-members * self.numerator // self.denominator)


def strictest(quorums: list[Quorum]) -> Quorum:
    """What a session with several award forms on its agenda needs."""
    return max(quorums, key=lambda quorum: Fraction(quorum.numerator, quorum.denominator), default=Quorum(2, 3))


def quorum_sentence(tally: Tally, quorum: Quorum) -> str:
    """ "10 trên 15 thành viên tham dự, đủ 2/3"."""
    said = f"{tally.taking_part} trên {tally.members} thành viên tham dự"
    if quorum.is_reached(tally):
        return f"{said}, đủ {quorum}"
    return f"{said}, chưa đủ {quorum} (cần ít nhất {quorum.needed(tally.members)})"


@dataclass(frozen=True)
class Votes:
    """What came of the vote on one nominee: totals only, whoever voted what."""

    agree: int
    against: int
    other: int

    @property
    def total(self) -> int:
        return self.agree + self.against + self.other


def votes_problem(votes: Votes, taking_part: int, left: int) -> str:
    """What is wrong with the totals of a row, "" when they add up.

    `left` members took part in the session and left the vote on this row; all others have one vote each.
    """
    voters = taking_part - left
    if votes.total == voters:
        return ""
    who = f"{taking_part} người tham dự" + (f", trừ {left} người không biểu quyết" if left else "")
    too = "thừa" if votes.total > voters else "thiếu"
    return (
        f"Cộng ba cột được {votes.total} phiếu, phải là {voters} ({who}): {too} {abs(votes.total - voters)} phiếu. "
        "Xin kiểm tra lại số phiếu của dòng này hoặc phần thành viên tham dự."
    )


@dataclass(frozen=True)
class Threshold:
    """What a nominee needs, counted against all members by the founding decision (awards-law (d))."""

    operator: str  # "more", "at_least"
    percent: int
    members: int

    @property
    def needed(self) -> int:
        return law.votes_needed(self.members, self.operator, self.percent)

    @property
    def says(self) -> str:
        """ "trên 50% của 15 thành viên, ít nhất 8 phiếu"."""
        word = "trên" if self.operator == "more" else "từ"
        return f"{word} {self.percent}% của {self.members} thành viên, ít nhất {self.needed} phiếu"

    def is_reached(self, votes_for: int) -> bool:
        return law.passes(votes_for, self.members, self.operator, self.percent)

    def outcome(self, votes_for: int) -> str:
        """ "9 trên 15 phiếu (60,00%)", and below the threshold what was needed."""
        share = quantities.percent_text(Fraction(votes_for, self.members))
        said = f"{votes_for} trên {self.members} phiếu ({share})"
        return said if self.is_reached(votes_for) else f"{said}, cần ít nhất {self.needed}"


def is_same_person(member_name: str, nominee_name: str) -> bool:
    """Whether a nominee ("Giàng A Páo", "Hộ ông Giàng A Páo") bears a member's name. Names repeat: a person decides."""
    member, nominee = (vietnamese.nfc(name).casefold() for name in (member_name, nominee_name))
    return bool(member) and (nominee == member or nominee.endswith(f" {member}"))
