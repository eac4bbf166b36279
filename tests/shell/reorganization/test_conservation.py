"""Whole mergers conserve every total at every level: random trees, random mergers, summed before and after."""

import datetime as dt
from collections import defaultdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from emulation.poverty import reorganization as poverty
from emulation.territory.models import Reorganization
from emulation.territory.reorganization import Plan, with_hamlets
from emulation.territory.rules import faults
from emulation.territory.rules.changes import ChangeSet, Going, Ground, Known, NewUnit

ON = dt.date(2025, 7, 1)
PAST = dt.date(2000, 1, 1)


@st.composite
def countries(draw: Any) -> tuple[Plan, dict[int, tuple[int, int, int]]]:
    """Provinces, districts and communes with figures; every province and commune goes altogether into a new one."""
    units: dict[int, Known] = {}

    def add(level: str, parent: Known | None) -> Known:
        pk = len(units) + 1
        above = {"province": parent and parent.province, "district": parent and parent.district, "commune": None}
        if level in above:
            above[level] = pk
        code = {"province": f"{pk:02d}", "district": f"{pk:03d}", "commune": f"{pk:05d}", "hamlet": ""}[level]
        commune = above["commune"] or (parent.commune if parent and level == "hamlet" else None)
        known = Known(
            pk, level, code, "Xã", f"Số {pk}", parent and parent.pk, above["province"], above["district"], commune,
            PAST, None,
        )  # fmt: skip
        units[pk] = known
        return known

    provinces = [add("province", None) for _ in range(draw(st.integers(1, 4)))]
    districts = [add("district", p) for p in provinces for _ in range(draw(st.integers(1, 3)))]
    communes = [add("commune", d) for d in districts for _ in range(draw(st.integers(1, 4)))]
    for commune in communes:
        for _ in range(draw(st.integers(0, 2))):
            add("hamlet", commune)
    new_tops = [NewUnit(f"9{at}", "province", f"9{at}", "Tỉnh", f"Mới {at}", None) for at in range(len(provinces))]
    top_of = {p.pk: new_tops[draw(st.integers(0, len(new_tops) - 1))].ref for p in provinces}
    new: list[NewUnit] = []
    goings = [Going(p.pk, top_of[p.pk]) for p in provinces]
    for top in new_tops:
        here = [c for c in communes if c.province and top_of[c.province] == top.ref]
        fresh = [
            NewUnit(f"{90000 + len(new) + at}", "commune", f"{90000 + len(new) + at}", "Xã", f"Mới {at}", top.ref)
            for at in range(draw(st.integers(1, 3)) if here else 0)
        ]
        new += fresh
        goings += [Going(c.pk, fresh[draw(st.integers(0, len(fresh) - 1))].ref) for c in here]
    change = ChangeSet(units=(*new_tops, *new), ended=tuple(d.pk for d in districts), goings=tuple(goings))
    ground = Ground(ON, units)
    assert faults.faults(change, ground, None) == []
    counts = st.integers(0, 10_000)
    figures = {c.pk: (draw(counts), draw(counts), draw(counts)) for c in communes if draw(st.booleans())}
    return Plan(Reorganization(within=None), with_hamlets(change, ground), ground), figures


def add_up(rows: Any) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows, strict=True))) or (0, 0, 0)


@given(countries())
def test_totals_are_conserved_at_every_level(country):
    plan, figures = country
    told = poverty._by_province(plan, figures)
    assert told.is_conserved
    assert told.apart == ()
    assert told.total_before == told.total_after == add_up(figures.values())
    by_new: dict[Any, list[tuple[int, int, int]]] = defaultdict(list)
    for pk, counts in figures.items():
        by_new[plan.whole_to[pk]].append(counts)
    restated = {ref: add_up(rows) for ref, rows in by_new.items()}
    by_top: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for ref, counts in restated.items():
        by_top[plan.title(plan.above(ref)["province"])].append(counts)  # type: ignore[arg-type]
    assert {row.name.lower(): row.counts for row in told.after} == {k.lower(): add_up(v) for k, v in by_top.items()}


@given(countries())
def test_every_hamlet_of_a_merged_commune_goes_to_its_successor_under_a_name_of_its_own(country):
    plan, _ = country
    hamlets = [u for u in plan.ground.units.values() if u.level == "hamlet"]
    to = {going.old: plan.new[going.new] for going in plan.change.goings if going.old in {h.pk for h in hamlets}}
    assert set(to) == {hamlet.pk for hamlet in hamlets}
    for hamlet in hamlets:
        assert to[hamlet.pk].parent == plan.whole_to[hamlet.commune]
    names = [(unit.parent, unit.name) for unit in to.values()]
    assert len(names) == len(set(names))


@given(countries(), st.randoms())
def test_a_split_commune_between_two_provinces_stands_apart(country, random):
    plan, figures = country
    if not figures or len({unit.ref for unit in plan.change.units if unit.level == "province"}) < 2:
        return
    pk = random.choice(sorted(figures))
    tops = [unit for unit in plan.change.units if unit.level == "province"]
    other = NewUnit(
        "99999",
        "commune",
        "99999",
        "Xã",
        "Nửa kia",
        next(t.ref for t in tops if t.ref != plan.above(plan.whole_to[pk])["province"]),
    )
    goings = [g for g in plan.change.goings if g.old != pk]
    goings += [Going(pk, plan.whole_to[pk], "part"), Going(pk, other.ref, "part")]
    split = Plan(
        plan.reorganization,
        ChangeSet(units=(*plan.change.units, other), ended=plan.change.ended, goings=tuple(goings)),
        plan.ground,
    )
    told = poverty._by_province(split, figures)
    assert [row.counts for row in told.apart] == [figures[pk]]
    assert told.is_conserved
