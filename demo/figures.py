"""Invented but possible figures: every row that comes out of here holds the identities of the forms.

Cumulative within a year, as the reviews are: what left by June has left by September too.
"""

import random
from dataclasses import dataclass

from emulation.poverty.rules import columns

PERSONS_PER_HOUSEHOLD = 4.6


@dataclass
class Hamlet:
    """One hamlet's households at the start of the year."""

    total: int
    minority: int
    poor: int
    near: int


def opening_row(place: Hamlet) -> dict[str, int]:
    """The approved list of 31/12: ends without movements."""
    poor_minority = min(place.poor, place.minority)
    households = {
        "total": place.total,
        "minority_total": place.minority,
        "poor_end": place.poor,
        "poor_minority_end": poor_minority,
        "near_end": place.near,
        "near_minority_end": min(place.near, place.minority - poor_minority),
        "average_living": min(place.total - place.poor - place.near, place.total // 4),
    }
    people = {key: persons(value) for key, value in households.items()}
    people["total"] = max(people["total"], people["poor_end"] + people["near_end"])
    people["average_living"] = min(people["average_living"], people["total"] - people["poor_end"] - people["near_end"])
    people["near_minority_end"] = min(
        people["near_minority_end"], people["minority_total"] - people["poor_minority_end"]
    )
    return {columns.field_name("households", key): value for key, value in households.items()} | {
        columns.field_name("persons", key): value for key, value in people.items()
    }


def persons(households: int) -> int:
    """Members of so many households; adds up closely enough for its own identities to be built from parts."""
    return round(households * PERSONS_PER_HOUSEHOLD)


@dataclass(frozen=True)
class YearPlan:
    """What happens to a hamlet's poor and near-poor households over the whole year."""

    poor_to_near: int
    poor_above_near: int
    relapsed: int
    newly_poor: int
    near_to_poor: int
    near_escaped: int
    near_new: int
    growth: int  # new households of the hamlet


def plan_year(place: Hamlet, fall_points: float, rng: random.Random) -> YearPlan:
    """Movements that bring the poverty rate down by about so many points by 31/12."""
    growth = rng.choice([0, 0, 1, 1, 2])
    fall = max(round(place.poor - (place.poor / place.total - fall_points / 100) * (place.total + growth)), 0)
    relapsed = rng.choice([0, 0, 1, 1, 2]) if place.poor > 10 else 0
    newly_poor = rng.choice([0, 0, 1, 1, 2]) if place.poor > 10 else 0
    near_to_poor = rng.choice([0, 0, 1]) if place.near > 5 else 0
    leave = min(fall + relapsed + newly_poor + near_to_poor, place.poor)
    above = round(leave * 0.3)
    near_room = place.near - near_to_poor
    return YearPlan(
        poor_to_near=leave - above,
        poor_above_near=above,
        relapsed=relapsed,
        newly_poor=newly_poor,
        near_to_poor=near_to_poor,
        near_escaped=min(round((leave - above) + place.near * 0.08) + rng.choice([0, 1, 2]), near_room),
        near_new=rng.choice([0, 1]),
        growth=growth,
    )


def review_row(place: Hamlet, plan: YearPlan, share: float) -> dict[str, int]:
    """The row of a review after a share of the year (0.5 at six months)."""

    def part(value: int) -> int:
        return int(value * share + 0.5)

    opening = opening_row(place)
    row = {columns.field_name("households", "total"): place.total + part(plan.growth)}
    row[columns.field_name("households", "minority_total")] = min(place.minority, row["households_total"])
    moves = {
        "poor_to_near": part(plan.poor_to_near),
        "poor_above_near": part(plan.poor_above_near),
        "poor_other_out": 0,
        "poor_from_near": part(plan.near_to_poor),
        "poor_relapsed": part(plan.relapsed),
        "poor_new": part(plan.newly_poor),
        "poor_other_in": 0,
        "near_escaped": part(plan.near_escaped),
        "near_to_poor": part(plan.near_to_poor),
        "near_other_out": 0,
        "near_from_poor": part(plan.poor_to_near),
        "near_relapsed": 0,
        "near_new": part(plan.near_new),
        "near_other_in": 0,
    }
    row |= _with_ends("households", moves, opening)
    row["households_average_living"] = min(
        opening["households_average_living"],
        row["households_total"] - row["households_poor_end"] - row["households_near_end"],
    )
    row["households_poor_minority_end"] = min(row["households_poor_end"], opening["households_poor_minority_end"])
    row["households_near_minority_end"] = min(
        row["households_near_end"], row["households_minority_total"] - row["households_poor_minority_end"]
    )
    row |= _persons_of(row, moves, opening)
    return row


def _with_ends(population: str, moves: dict[str, int], opening: dict[str, int]) -> dict[str, int]:
    row = {columns.field_name(population, key): value for key, value in moves.items()}
    for table, prefix in ((columns.POOR, "poor"), (columns.NEAR, "near")):
        start = opening[columns.field_name(population, f"{prefix}_end")]
        row[columns.field_name(population, f"{prefix}_start")] = start
        row[columns.field_name(population, f"{prefix}_end")] = start + sum(
            column.sign * moves[column.key] for column in table if column.sign
        )
    row[columns.field_name(population, "poor_minority_start")] = opening[
        columns.field_name(population, "poor_minority_end")
    ]
    return row


def _persons_of(row: dict[str, int], moves: dict[str, int], opening: dict[str, int]) -> dict[str, int]:
    """Persons follow the households; the ends follow from the persons' own movements."""
    moved = {key: persons(value) for key, value in moves.items()}
    # Two roundings up must not take more people out of a class than were in it.
    moved["near_escaped"] = min(moved["near_escaped"], opening["persons_near_end"] - moved["near_to_poor"])
    people = _with_ends("persons", moved, opening)
    for key in ("poor", "near"):  # rounding must not leave a class of households without members
        short = row[f"households_{key}_end"] - people[f"persons_{key}_end"]
        if short > 0 or (row[f"households_{key}_end"] == 0) != (people[f"persons_{key}_end"] == 0):
            exact = persons(row[f"households_{key}_end"])
            difference = exact - people[f"persons_{key}_end"]
            side = f"persons_{key}_other_in" if difference > 0 else f"persons_{key}_other_out"
            people[side] += abs(difference)
            people[f"persons_{key}_end"] = exact
    total = max(persons(row["households_total"]), people["persons_poor_end"] + people["persons_near_end"])
    people["persons_total"] = total
    people["persons_minority_total"] = min(persons(row["households_minority_total"]), total)
    people["persons_average_living"] = min(
        persons(row["households_average_living"]), total - people["persons_poor_end"] - people["persons_near_end"]
    )
    people["persons_poor_minority_end"] = min(
        persons(row["households_poor_minority_end"]), people["persons_poor_end"], people["persons_minority_total"]
    )
    people["persons_near_minority_end"] = min(
        persons(row["households_near_minority_end"]),
        people["persons_near_end"],
        people["persons_minority_total"] - people["persons_poor_minority_end"],
    )
    return people
