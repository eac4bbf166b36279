"""Places drawn as shapes or circles, each a link. Geometry in, paths out; `foundation/map.html` shows them.

Not through Vega: links, the keyboard and a hatch for what is not known belong to the page, and two hundred shapes take
some milliseconds. What lies far out at sea stands in a frame of its own, so that the land is not made small by it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from campaign_portal.foundation.charts.drawing import Number

Point = tuple[float, float]  # longitude, latitude in degrees, or where it lies in the drawing
Ring = Sequence[Point]

WIDTH, TALLEST = 720.0, 640.0
SIDE, GAP = 128.0, 12.0  # a frame for what lies far out, the space beside it
FAR = 0.4  # degrees of open sea (some 44 km) after which a place lies far out
EDGE = 4.0
LARGEST, SMALLEST = 26.0, 5.0  # radius of circles
FEW, ROUNDS = 60, 20  # so many are pushed off each other, so often
LINE = 13.0  # height of a line of text; a letter is about half as wide


@dataclass(frozen=True, eq=False)
class Area:
    """One place: its rings, or the point where its circle stands with the weight its area shows.

    `shade` is the class of its colour ("k0" …), "" where nothing is known. `heard` is all a reader hears and sees
    when pointing: name, figure, or why there is none. `label` is written on it, `note` beneath, where there is room.
    `key` is the caller's.
    """

    name: str
    heard: str
    key: object = None
    shade: str = ""
    href: str = ""
    label: str = ""
    note: str = ""
    rings: tuple[Ring, ...] = ()
    point: Point | None = None
    weight: Number = 0


@dataclass(frozen=True)
class Drawn:
    """An area in its place: a path, or a circle with a radius. `label` and `note` only where there is room."""

    area: Area
    path: str
    x: float
    y: float
    radius: float = 0
    label: str = ""
    note: str = ""

    @property
    def label_y(self) -> float:
        """On a shape, over its note; beneath a circle."""
        if self.radius:
            return self.y + self.radius + LINE - 2
        return self.y - 2 if self.note else self.y + 4

    @property
    def note_y(self) -> float:
        return self.label_y + LINE if self.label and not self.radius else self.y + 4


@dataclass(frozen=True)
class Frame:
    """A box for a place far out."""

    name: str
    x: float
    y: float
    width: float = SIDE
    height: float = SIDE

    @property
    def name_y(self) -> float:
        return self.y + self.height - 8


@dataclass(frozen=True)
class Drawing:
    width: float
    height: float
    drawn: list[Drawn]
    ground: str = ""  # the shapes behind circles, as one path
    frames: list[Frame] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:.0f} {self.height:.0f}"

    @property
    def has_unknown(self) -> bool:
        return any(not one.area.shade for one in self.drawn)


class _Plane:
    """Degrees → the drawing, north up, as wide as it is high in kilometres."""

    def __init__(self, points: Iterable[Point], width: float, height: float, at: Point = (0, 0)) -> None:
        points = list(points)
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        squeeze = math.cos(math.radians((south + north) / 2))
        across, up = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        self.scale = min((width - 2 * EDGE) / across, (height - 2 * EDGE) / up)
        self.squeeze = squeeze * self.scale
        self.width, self.height = across * self.scale + 2 * EDGE, up * self.scale + 2 * EDGE
        self.left = at[0] + EDGE - west * self.squeeze
        self.top = at[1] + EDGE + north * self.scale

    def __call__(self, point: Point) -> Point:
        return self.left + point[0] * self.squeeze, self.top - point[1] * self.scale

    def path(self, rings: Iterable[Ring]) -> str:
        return "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self, ring[:-1])) + "Z" for ring in rings if len(ring) > 3
        )


def draw(areas: Sequence[Area], ground: Sequence[tuple[Ring, ...]] = ()) -> Drawing:
    """Shapes where areas have rings, circles where they have a point; `ground` lies behind circles. Areas with neither
    are left out."""
    if any(area.rings for area in areas):
        return _shapes([area for area in areas if area.rings])
    return _circles([area for area in areas if area.point is not None], ground)


# --- Shapes -----------------------------------------------------------------------------------------------------------


def _shapes(areas: Sequence[Area]) -> Drawing:
    near, *far = _together(areas)
    beside = SIDE + GAP if far else 0
    plane = _Plane((p for a in near for r in a.rings for p in r), WIDTH - beside, TALLEST)
    height = max(plane.height, len(far) * (SIDE + GAP) - GAP)
    drawn = [_shape(area, plane) for area in near]
    frames = []
    for place, group in enumerate(far):
        frame = Frame(", ".join(area.name for area in group), WIDTH - SIDE, place * (SIDE + GAP))
        own = _Plane((p for a in group for r in a.rings for p in r), SIDE, SIDE - 22, (frame.x, frame.y))
        drawn += [_shape(area, own) for area in group]
        frames.append(frame)
    order = {area: place for place, area in enumerate(areas)}
    drawn.sort(key=lambda one: order[one.area])
    return Drawing(WIDTH if far else plane.width, height, drawn, frames=frames)


def _shape(area: Area, plane: _Plane) -> Drawn:
    largest = max(area.rings, key=lambda ring: abs(_area(ring)))
    corners = [plane(point) for point in largest]
    x, y = plane(_centre(largest))
    across, up = (max(c[axis] for c in corners) - min(c[axis] for c in corners) for axis in (0, 1))
    label, note = _words(area, across * 0.9, up * 0.8)
    return Drawn(area, plane.path(area.rings), x, y, label=label, note=note)


def _words(area: Area, across: float, up: float) -> tuple[str, str]:
    """What of an area's words fits into it."""
    label = area.label if up >= 2 * LINE and len(area.label) * LINE / 2 <= across else ""
    return label, area.note if up >= LINE and len(area.note) * LINE / 2 <= across else ""


def _together(areas: Sequence[Area]) -> list[list[Area]]:
    """Areas in groups with open sea between them, the largest first."""
    waiting = {area: _box(area) for area in areas}
    groups: list[list[Area]] = []
    while waiting:
        first, box = waiting.popitem()
        group, reached = [first], [box]
        while reached:
            here = reached.pop()
            near = [area for area, box in waiting.items() if _apart(here, box) <= FAR]
            group += near
            reached += [waiting.pop(area) for area in near]
        groups.append(group)
    return sorted(groups, key=lambda group: (-len(group), group[0].name))


Box = tuple[float, float, float, float]


def _box(area: Area) -> Box:
    across = [x for ring in area.rings for x, _ in ring]
    up = [y for ring in area.rings for _, y in ring]
    return min(across), min(up), max(across), max(up)


def _apart(one: Box, other: Box) -> float:
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _centre(ring: Ring) -> Point:
    """The centre of mass of what a ring encloses."""
    x0, y0 = ring[0]
    moved = [(x - x0, y - y0) for x, y in ring]
    whole = _area(moved)
    if not whole:
        return ring[0]
    x = y = 0.0
    for a, b in pairwise(moved):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x0 + x / (6 * whole), y0 + y / (6 * whole)


# --- Circles ----------------------------------------------------------------------------------------------------------


def _circles(areas: Sequence[Area], ground: Sequence[tuple[Ring, ...]]) -> Drawing:
    """The area of a circle shows the weight. The largest are drawn first, so that none hides another."""
    points = [area.point for area in areas if area.point is not None]
    if not points:
        return Drawing(WIDTH, 0, [])
    inner = _Plane([*points, *(p for rings in ground for ring in rings for p in ring)], WIDTH, TALLEST)
    heaviest = max((float(area.weight) for area in areas), default=0) or 1
    largest = min(LARGEST, 0.6 * math.sqrt(inner.width * inner.height / max(len(areas), 4)) / 2 + 2)
    drawn = []
    for area in areas:
        assert area.point is not None  # noqa: S101  asked above
        radius = max(SMALLEST, largest * math.sqrt(float(area.weight) / heaviest))
        _, note = _words(area, 2 * radius, 1.7 * radius)
        drawn.append(Drawn(area, "", *inner(area.point), radius, area.label, note))
    drawn = _set_apart(drawn)
    half = {one.area: max(one.radius, len(one.label) * LINE * 0.27) + EDGE for one in drawn}  # a name is wider
    left = min(0.0, *(one.x - half[one.area] for one in drawn))
    top = min(0.0, *(one.y - one.radius - EDGE for one in drawn))
    drawn = [replace(d, x=d.x - left, y=d.y - top) for d in drawn]
    right = max(inner.width - left, *(d.x + half[d.area] for d in drawn))
    bottom = max(inner.height - top, *(d.y + d.radius + EDGE + LINE * bool(d.label) for d in drawn))
    inner.left, inner.top = inner.left - left, inner.top - top
    behind = "".join(inner.path(rings) for rings in ground)
    drawn.sort(key=lambda one: -one.radius)
    return Drawing(right, bottom, drawn, behind)


def _set_apart(circles: list[Drawn]) -> list[Drawn]:
    """Circles pushed off each other a little, the ones at one and the same point to all sides. Of very many only those:
    the others may overlap."""
    at = [(one.x + 0.01 * math.cos(2.4 * n), one.y + 0.01 * math.sin(2.4 * n)) for n, one in enumerate(circles)]
    for _ in range(ROUNDS if len(circles) <= FEW else 2):
        for n, one in enumerate(circles):
            for m in range(n):
                dx, dy = at[n][0] - at[m][0], at[n][1] - at[m][1]
                wanted = one.radius + circles[m].radius
                if abs(dx) >= wanted or abs(dy) >= wanted:
                    continue
                apart = math.hypot(dx, dy)
                if apart >= wanted or (len(circles) > FEW and apart > 1):
                    continue
                push = (wanted - apart) / 2 / apart
                at[n] = (at[n][0] + dx * push, at[n][1] + dy * push)
                at[m] = (at[m][0] - dx * push, at[m][1] - dy * push)
    return [replace(one, x=x, y=y) for one, (x, y) in zip(circles, at, strict=True)]
