"""The seed of shapes from a published map, one small TopoJSON a province, and centres of
the communes before 01/7/2025, whose borders nobody published.

A seed file holds no more than a picture some 700 dots wide can show. Neighbours share their borders (arcs), so that
simplifying leaves no gap between them.
"""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from emulation.territory.rules.shapes import CENTRES, SHAPES, absolute

OLD_SLICE = "2025-03-01"
GRID = 1400  # steps along the longer side of a province's mainland: two a dot
TOLERANCE = 2.0  # in steps: what a simplified border may be off

Arc = list[tuple[int, int]]


def build(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Province code → its topology, from one of the whole country with the properties `code` and `province`."""
    arcs = [absolute(arc) for arc in topology["arcs"]]
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    by_province: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for geometry in topology["objects"]["communes"]["geometries"]:
        by_province[geometry["properties"]["province"]].append(geometry)
    return {code: _of_province(rows, arcs, scale, translate) for code, rows in sorted(by_province.items())}


def _of_province(
    geometries: list[dict[str, Any]], arcs: Sequence[Arc], scale: list[float], translate: list[float]
) -> dict[str, Any]:
    used = dict.fromkeys(number if number >= 0 else ~number for g in geometries for number in _numbers(g["arcs"]))
    place = {number: position for position, number in enumerate(used)}
    step = _step([arcs[number] for number in used])
    simple = [simplified([(round(x / step), round(y / step)) for x, y in arcs[number]], TOLERANCE) for number in used]
    return {
        "type": "Topology",
        "transform": {"scale": [round(scale[0] * step, 9), round(scale[1] * step, 9)], "translate": translate},
        "objects": {
            "communes": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": g["type"],
                        "arcs": _renumbered(g["arcs"], place),
                        "properties": {"code": g["properties"]["code"]},
                    }
                    for g in sorted(geometries, key=lambda g: g["properties"]["code"])
                ],
            }
        },
        "arcs": [_deltas(arc) for arc in simple],
    }


def _step(arcs: Iterable[Arc]) -> float:
    """Steps of the source that make one of the province's grid. Islands far out do not make its mainland coarse."""
    points = [point for arc in arcs for point in arc]
    spans = []
    for axis in (0, 1):
        values = sorted(point[axis] for point in points)
        cut = len(values) // 100
        spans.append(values[-1 - cut] - values[cut])
    return max(1.0, max(spans) / GRID)


def _numbers(arcs: Any) -> Iterable[int]:
    for part in arcs:
        if isinstance(part, int):
            yield part
        else:
            yield from _numbers(part)


def _renumbered(arcs: Any, place: dict[int, int]) -> Any:
    if isinstance(arcs, int):
        return place[arcs] if arcs >= 0 else ~place[~arcs]
    return [_renumbered(part, place) for part in arcs]


def _deltas(arc: Arc) -> list[list[int]]:
    before = (0, 0)
    found = []
    for x, y in arc:
        found.append([x - before[0], y - before[1]])
        before = (x, y)
    return found


def simplified(line: Arc, tolerance: float) -> Arc:
    """Douglas and Peucker's: the ends stay, and every point that is further off than the tolerance. A ring keeps at
    least a triangle."""
    line = [point for place, point in enumerate(line) if place in {0, len(line) - 1} or point != line[place - 1]]
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        furthest = max(range(first + 1, last), key=lambda i: _off(line[i], line[first], line[last]), default=None)
        if furthest is None:
            continue
        is_ring = line[first] == line[last]
        if is_ring or _off(line[furthest], line[first], line[last]) > tolerance:
            kept.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    if line[0] == line[-1] and len(kept) < 4:
        kept |= set(range(1, min(len(line) - 1, 3)))
    return [line[place] for place in sorted(kept)]


def _off(point: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> float:
    along = (end[0] - start[0], end[1] - start[1])
    away = (point[0] - start[0], point[1] - start[1])
    length = math.hypot(*along)
    return abs(along[0] * away[1] - along[1] * away[0]) / length if length else math.hypot(*away)


def write(shapes: dict[str, dict[str, Any]], centres: Iterable[tuple[str, float, float]]) -> None:
    SHAPES.mkdir(exist_ok=True)
    for old in SHAPES.glob("*.topojson"):
        old.unlink()
    for code, topology in shapes.items():
        text = json.dumps(topology, separators=(",", ":")).replace('{"type":"Poly', '\n{"type":"Poly')
        text = text.replace('{"type":"MultiPoly', '\n{"type":"MultiPoly').replace('"arcs":[[[', '\n"arcs":[[[')
        (SHAPES / f"{code}.topojson").write_text(text + "\n", encoding="utf-8")
    with CENTRES.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("code", "lon", "lat"))
        out.writerows((code, f"{lon:.3f}", f"{lat:.3f}") for code, lon, lat in centres)


def read_centres(path: Path) -> list[tuple[str, float, float]]:
    """Code, longitude, latitude of the communes of the last slice before the reform."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["slice"] == OLD_SLICE]
    return sorted((row["code"], float(row["lon"]), float(row["lat"])) for row in rows)
