"""Where communes lie: shapes of those there are since 01/7/2025, centres of those before (the seed's `SOURCES.md`).

Read from the seed's files, a province at a time, and kept in memory: they are drawn, never asked about.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from emulation.territory.models import Unit
from emulation.territory.rules import shapes
from emulation.territory.rules.shapes import FIRST_DAY, Point, Rings


@lru_cache(maxsize=12)
def _of_province(code: str) -> Mapping[str, Rings]:
    path = shapes.SHAPES / f"{code}.topojson"
    return shapes.rings_of(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@lru_cache(maxsize=1)
def _centres() -> Mapping[str, Point]:
    return shapes.centres()


def shapes_of(communes: Iterable[Unit]) -> dict[int, Rings]:
    """Commune → its rings in degrees; without those that there were not on 01/7/2025. A code is another commune's at
    another time, so the days are asked too. The communes come with their province."""
    found = {}
    for unit in communes:
        stood = unit.valid_from <= FIRST_DAY and (unit.valid_to is None or unit.valid_to >= FIRST_DAY)
        rings = _of_province(unit.province.code).get(unit.code) if stood and unit.province is not None else None
        if rings:
            found[unit.pk] = rings
    return found


def centres_of(communes: Iterable[Unit]) -> dict[int, Point]:
    """Commune of before 01/7/2025 → longitude, latitude."""
    places = _centres()
    return {unit.pk: places[unit.code] for unit in communes if unit.valid_from < FIRST_DAY and unit.code in places}
