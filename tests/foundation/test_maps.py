"""Maps: what becomes of shapes and circles, before any page shows them."""

import math

from campaign_portal.foundation.charts.maps import SIDE, WIDTH, Area, draw


def square(west: float, south: float, size: float = 0.2) -> tuple:
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return (tuple((west + x, south + y) for x, y in corners),)


def place(name: str, **more) -> Area:
    return Area(name=name, heard=name, **more)


def test_north_is_up_and_neighbours_share_their_border():
    south, north = draw([place("nam", rings=square(105, 20)), place("bắc", rings=square(105, 20.2))]).drawn
    assert north.y < south.y
    corners = [set(one.path.strip("MZ").split("L")) for one in (south, north)]
    assert len(corners[0] & corners[1]) == 2


def test_what_lies_far_out_at_sea_stands_in_a_frame_with_its_name_and_the_land_stays_large():
    land = [place(f"đất {n}", rings=square(107 + 0.2 * n, 16)) for n in range(3)]
    drawing = draw([*land, place("Hoàng Sa", rings=square(112, 16.5))])
    assert [frame.name for frame in drawing.frames] == ["Hoàng Sa"]
    island = drawing.drawn[-1]
    assert WIDTH - SIDE <= island.x <= WIDTH
    assert sum(one.x < WIDTH - SIDE for one in drawing.drawn) == 3
    assert drawing.drawn[2].x - drawing.drawn[0].x > 300, "the land fills its part"


def test_words_are_written_only_where_there_is_room():
    wide, narrow = draw(
        [
            place("rộng", label="Ngũ Chỉ Sơn", note="11,4", rings=square(105, 20)),
            place("hẹp", label="Ngũ Chỉ Sơn", note="11,4", rings=square(105.2, 20, 0.003)),
        ]
    ).drawn
    assert (wide.label, wide.note) == ("Ngũ Chỉ Sơn", "11,4")
    assert (narrow.label, narrow.note) == ("", "")


def test_the_area_of_a_circle_shows_its_weight_and_two_at_one_point_both_show():
    drawing = draw(
        [place(n, point=(105, 20), weight=w) for n, w in (("a", 100), ("b", 400))] + [place("c", point=(106, 21))]
    )
    by_name = {one.area.name: one for one in drawing.drawn}
    big, small = by_name["b"], by_name["a"]
    assert math.isclose(big.radius / small.radius, 2, rel_tol=0.01)
    assert math.dist((big.x, big.y), (small.x, small.y)) >= (big.radius + small.radius) * 0.95
    assert all(one.radius <= one.x <= drawing.width - one.radius for one in drawing.drawn)


def test_a_place_without_a_shade_is_one_that_nothing_is_known_of():
    assert draw([place("a", rings=square(105, 20))]).has_unknown
    assert not draw([place("a", shade="k1", rings=square(105, 20))]).has_unknown


def test_places_without_a_position_leave_an_empty_drawing():
    assert draw([place("a")]).drawn == []


def test_the_name_beneath_a_circle_at_the_edge_is_not_cut_off():
    west, east = draw([place(n, label="Xã Ngũ Chỉ Sơn", point=(x, 20)) for n, x in (("a", 105), ("b", 106))]).drawn
    assert min(west.x, east.x) > 45
