"""The seed of shapes: every commune of the present tree once, made anew by a command."""

import csv
import json

from emulation.territory.importers import shapes as building
from emulation.territory.importers.country import read
from emulation.territory.rules import shapes
from emulation.territory.selectors.shapes import FIRST_DAY

SEEDED = {path.stem: shapes.rings_of(json.loads(path.read_text())) for path in sorted(shapes.SHAPES.glob("*.topojson"))}


def test_every_commune_of_the_present_tree_has_its_shape_in_its_province_file():
    seed = read()
    code = {unit.no: unit.code for unit in seed.units}
    there = {
        (code[unit.parent], unit.code)
        for unit in seed.units
        if unit.level == "commune" and unit.valid_from <= FIRST_DAY <= (unit.valid_to or FIRST_DAY)
    }
    assert {(province, commune) for province, found in SEEDED.items() for commune in found} == there
    assert len(there) == 3321


def test_hoang_sa_and_truong_sa_are_on_the_map():
    names = {unit.name: unit.code for unit in read().units if unit.kind == "Đặc khu"}
    assert len(SEEDED["48"][names["Hoàng Sa"]]) > 10
    assert len(SEEDED["56"][names["Trường Sa"]]) > 50


def test_every_ring_closes_and_encloses_something():
    rings = [ring for found in SEEDED.values() for commune in found.values() for ring in commune]
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)


def test_a_centre_is_known_of_every_commune_before():
    centres = shapes.centres()
    seed = read()
    eve = {
        u.code
        for u in seed.units
        if u.level == "commune" and u.valid_to and (u.valid_to.month, u.valid_to.year) == (6, 2025)
    }
    assert eve <= centres.keys()


def test_the_build_keeps_borders_shared_and_drops_what_a_picture_cannot_show(tmp_path):
    """Two squares side by side; their common border wavers by less than a dot."""
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [100, 10]},
        "arcs": [
            [[14000, 0], [1, 7000], [-1, 7000]],
            [[14000, 14000], [-14000, 0], [0, -14000], [14000, 0]],
            [[14000, 0], [14000, 0], [0, 14000], [-14000, 0]],
        ],
        "objects": {
            "communes": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "1", "province": "99"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"code": "2", "province": "99"}},
                ],
            }
        },
    }  # fmt: skip
    found = shapes.rings_of(building.build(topology)["99"])
    assert found["1"][0][:2] == ((114.0, 10.0), (114.0, 24.0)), "the wavering point is gone"
    assert set(found["1"][0]) & set(found["2"][0]) == {(114.0, 10.0), (114.0, 24.0)}
    source = tmp_path / "centres.csv"
    with source.open("w", newline="") as file:
        csv.writer(file).writerows(
            [("slice", "code", "lat", "lon"), ("2025-03-01", "3", 22, 103), ("2025-07-01", "4", 1, 1)]
        )
    assert building.read_centres(source) == [("3", 103.0, 22.0)]
