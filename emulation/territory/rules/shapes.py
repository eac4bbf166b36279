"""The seed of shapes as it is read: small TopoJSON files, one a province, and centres of the communes of before.

`seed/SOURCES.md` tells where they come from, `manage.py build_shape_seed` makes them.
"""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SEED = Path(__file__).parent.parent / "seed"
SHAPES, CENTRES = SEED / "shapes", SEED / "centres.csv"
FIRST_DAY = dt.date(2025, 7, 1)  # of the tree whose shapes are known

Point = tuple[float, float]  # longitude, latitude
Rings = tuple[tuple[Point, ...], ...]


def absolute(deltas: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """An arc as a topology writes it, each point by its distance from the one before, in places."""
    x = y = 0
    found = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def rings_of(topology: Mapping[str, Any]) -> dict[str, Rings]:
    """Commune code → its rings in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [[(x * sx + tx, y * sy + ty) for x, y in absolute(arc)] for arc in topology["arcs"]]
    found = {}
    for geometry in topology["objects"]["communes"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found[geometry["properties"]["code"]] = tuple(_ring(ring, arcs) for part in parts for ring in part)
    return found


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def centres() -> dict[str, Point]:
    """Code of a commune before 01/7/2025 → where it lay."""
    with CENTRES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
