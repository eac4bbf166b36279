"""The columns of a review, once: their names in the database, in the forms F1–F3, and on the screen.

Each column is counted twice, for households (hộ) and for persons (nhân khẩu): `households_poor_end`,
`persons_poor_end`. Pure data; imports nothing.
"""

from dataclasses import dataclass
from functools import cache

HOUSEHOLDS = "households"
PERSONS = "persons"
POPULATIONS = {HOUSEHOLDS: "hộ", PERSONS: "nhân khẩu"}


@dataclass(frozen=True)
class Column:
    """One count of a review row. `sign` is its part in the identity of its table: −1 leaves, +1 joins, 0 neither."""

    key: str
    name: str  # in messages: "nghèo cuối kỳ"
    heading: str  # in the grid's head, under its group
    group: str = ""  # "Giảm", "Tăng", "Trong đó DTTS"
    sign: int = 0
    form_code: str = ""  # place in the printed form: "F2.5"


TOTAL = Column("total", "tổng số", "Tổng số")
MINORITY_TOTAL = Column("minority_total", "tổng số dân tộc thiểu số", "Tổng số DTTS", form_code="F17.2")

POOR = (
    Column("poor_start", "nghèo đầu kỳ", "Nghèo đầu kỳ", form_code="F2.1"),
    Column("poor_to_near", "nghèo thành cận nghèo", "thành cận nghèo", "Giảm", -1, "F2.2"),
    Column("poor_above_near", "vượt chuẩn cận nghèo", "vượt cận nghèo", "Giảm", -1, "F2.3"),
    Column("poor_other_out", "giảm khác của hộ nghèo", "khác", "Giảm", -1, "F2.4"),
    Column("poor_from_near", "cận nghèo thành nghèo", "từ cận nghèo", "Tăng", +1, "F2.5"),
    Column("poor_relapsed", "tái nghèo", "tái nghèo", "Tăng", +1, "F2.6"),
    Column("poor_new", "nghèo phát sinh mới", "phát sinh", "Tăng", +1, "F2.7"),
    Column("poor_other_in", "tăng khác của hộ nghèo", "khác", "Tăng", +1, "F2.8"),
    Column("poor_end", "nghèo cuối kỳ", "Nghèo cuối kỳ", form_code="F2.9"),
)
POOR_MINORITY = (
    Column("poor_minority_start", "nghèo DTTS đầu kỳ", "đầu kỳ", "Trong đó DTTS", form_code="F17.5"),
    Column("poor_minority_end", "nghèo DTTS cuối kỳ", "cuối kỳ", "Trong đó DTTS", form_code="F17.15"),
)
NEAR = (
    Column("near_start", "cận nghèo đầu kỳ", "Cận nghèo đầu kỳ", form_code="F3.1"),
    Column("near_escaped", "thoát cận nghèo", "thoát cận nghèo", "Giảm", -1, "F3.2"),
    Column("near_to_poor", "cận nghèo thành nghèo", "thành nghèo", "Giảm", -1, "F3.3"),
    Column("near_other_out", "giảm khác của hộ cận nghèo", "khác", "Giảm", -1, "F3.4"),
    Column("near_from_poor", "nghèo thành cận nghèo", "từ nghèo", "Tăng", +1, "F3.5"),
    Column("near_relapsed", "tái cận nghèo", "tái cận nghèo", "Tăng", +1, "F3.6"),
    Column("near_new", "cận nghèo phát sinh mới", "phát sinh", "Tăng", +1, "F3.7"),
    Column("near_other_in", "tăng khác của hộ cận nghèo", "khác", "Tăng", +1, "F3.8"),
    Column("near_end", "cận nghèo cuối kỳ", "Cận nghèo cuối kỳ", form_code="F3.9"),
)
NEAR_MINORITY = (Column("near_minority_end", "cận nghèo DTTS cuối kỳ", "Cuối kỳ là DTTS"),)
AVERAGE_LIVING = Column(
    "average_living", "nông, lâm, ngư nghiệp có mức sống trung bình", "NLNN mức sống TB", form_code="F1.7"
)

ALL = (TOTAL, MINORITY_TOTAL, *POOR, *POOR_MINORITY, *NEAR, *NEAR_MINORITY, AVERAGE_LIVING)
BY_KEY = {column.key: column for column in ALL}

# What a tab of the grid shows, in its order.
POOR_TAB = (TOTAL, MINORITY_TOTAL, *POOR, *POOR_MINORITY)
NEAR_TAB = (TOTAL, *NEAR, *NEAR_MINORITY, AVERAGE_LIVING)

# What the list approved at a year's end tells: ends, no movements. It is what an opening holds.
LIST_KEYS = (
    "total", "minority_total", "poor_end", "poor_minority_end", "near_end", "near_minority_end", "average_living",
)  # fmt: skip

# A start and the count of the list approved before that it is.
START_OF = {"poor_start": "poor_end", "near_start": "near_end", "poor_minority_start": "poor_minority_end"}
STARTS = frozenset(START_OF)

# The tables of the forms: what belongs to one is filled together.
POOR_TABLE = (MINORITY_TOTAL, *POOR, *POOR_MINORITY)
NEAR_TABLE = (*NEAR, *NEAR_MINORITY, AVERAGE_LIVING)


@dataclass(frozen=True)
class Identity:
    """F2 and F3: end = start − what left + what joined (V4, V5)."""

    code: str
    start: str
    moves: tuple[Column, ...]
    end: str


IDENTITIES = (
    Identity("V4", "poor_start", tuple(column for column in POOR if column.sign), "poor_end"),
    Identity("V5", "near_start", tuple(column for column in NEAR if column.sign), "near_end"),
)
# What one table says left, the other says joined (V6).
CROSSINGS = (("poor_to_near", "near_from_poor"), ("poor_from_near", "near_to_poor"))


def field_name(population: str, key: str) -> str:
    """The database column: field_name("households", "poor_end") → "households_poor_end"."""
    return f"{population}_{key}"


@cache
def split_field(name: str) -> tuple[str, str]:
    """The reverse: ("households", "poor_end"). Raises KeyError for a name that is no column."""
    population, _, key = name.partition("_")
    if population not in POPULATIONS or key not in BY_KEY:
        raise KeyError(name)
    return population, key


ALL_FIELDS = tuple(field_name(population, column.key) for population in POPULATIONS for column in ALL)


def counted(population: str, number: int) -> str:
    """A count with its unit: "128 hộ", "1.234 nhân khẩu"."""
    return f"{number:,} {POPULATIONS[population]}".replace(",", ".")


@cache
def described(name: str) -> str:
    """A column in a message: "nghèo cuối kỳ (hộ)"."""
    population, key = split_field(name)
    return f"{BY_KEY[key].name} ({POPULATIONS[population]})"
