"""Benches: `make bench`. Each prints the work, the limit of what is possible, a peer, ours, and the ratio.

Judge by the ratios: all three are taken in turn in one run, so that a busy machine is equally busy for each. To add
one, write a module here with a function `bench() -> Bench`; the runner finds it.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model


@dataclass(frozen=True)
class Bench:
    """Medians, in seconds."""

    work: str
    limit: tuple[str, float]
    peer: tuple[str, float]
    ours: tuple[str, float]

    @property
    def ratio(self) -> float:
        return self.ours[1] / self.limit[1]


def side_by_side(work: str, *, rounds: int, **ways: tuple[str, Callable[[], object]]) -> Bench:
    """Run limit, peer and ours in turn, `rounds` times after one to warm up; medians.

    Every other round goes backwards: a slow peer leaves the machine's caches cold for whoever comes next.
    """
    taken: dict[str, list[float]] = {role: [] for role in ways}
    for number in range(rounds + 1):
        for role, (_, way) in list(ways.items())[:: -1 if number % 2 else 1]:
            begun = time.perf_counter()
            way()
            if number:
                taken[role].append(time.perf_counter() - begun)
    medians = {role: (name, statistics.median(taken[role])) for role, (name, _) in ways.items()}
    return Bench(work, limit=medians["limit"], peer=medians["peer"], ours=medians["ours"])


def bare_insert(row: Model) -> tuple[str, list[Any]]:
    """The INSERT of an unsaved row and its values, made once: the database alone is timed."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    names, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    return f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({places})', values  # noqa: S608
