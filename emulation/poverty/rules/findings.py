"""What a check found, in words a person can act on. Pure data."""

from dataclasses import dataclass
from enum import StrEnum

from emulation.poverty.rules import columns


class Severity(StrEnum):
    """WRONG can't be (it blocks); ASK may be, with a written reason (`poverty.md` § 4: E and W)."""

    WRONG = "wrong"
    ASK = "ask"


@dataclass(frozen=True)
class Place:
    """The hamlet or commune a sentence speaks about: "Tả Chải Dao", a "thôn"."""

    name: str
    kind: str = "thôn"


@dataclass(frozen=True)
class Mend:
    """One click that would settle a finding: put `value` into `field`."""

    field: str
    value: int
    label: str


@dataclass(frozen=True)
class Finding:
    """One sentence about one cell. `code` is the rule in `poverty.md` § 4."""

    severity: Severity
    code: str
    field: str
    where: str  # "Tả Chải Dao, nghèo cuối kỳ (hộ)"
    text: str
    mends: tuple[Mend, ...] = ()

    @property
    def key(self) -> str:
        """What a note answers to, within its row: "V6:households_near_from_poor"."""
        return f"{self.code}:{self.field}"

    @property
    def sentence(self) -> str:
        return f"{self.where}: {self.text}"


def where(place: Place, field: str) -> str:
    return f"{place.name}, {columns.described(field)}"
