"""What a reorganisation would do, told before anything is written: plain data, kept by the job for a large one."""

from collections import Counter, defaultdict
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.shell.reorganization.sections import SECTIONS
from emulation.poverty import reorganization as poverty
from emulation.territory.models import Reorganization
from emulation.territory.reorganization import Plan, Weight, plan_of
from emulation.territory.rules import changes
from emulation.territory.rules.changes import Ref

SHOWN = 60  # of the units of a large reorganisation; its provinces are always shown
SMALL = 400  # ended units up to which everything is done while the page is asked for


def is_small(reorganization: Reorganization) -> bool:
    content = reorganization.content
    return len(content.get("goings", ())) + len(content.get("ended", ())) <= SMALL


def preview_of(reorganization: Reorganization) -> dict[str, Any]:
    """Faults alone while there are any; else units, every room's lines, and the figures."""
    plan, faults = plan_of(reorganization)
    if faults:
        return {"faults": [str(fault) for fault in faults]}
    return told(plan)


def told(plan: Plan) -> dict[str, Any]:
    sections: list[dict[str, Any]] = [
        {"key": section.key, "title": section.title, "lines": [line.to_json() for line in section.touched(plan)]}
        for section in SECTIONS
    ]
    found = [line for section in sections for line in section["lines"]]
    figures = poverty.figures(plan)
    return {
        "faults": [],
        "sections": [section for section in sections if section["lines"]],
        "must": sum(line["count"] for line in found if line["weight"] == Weight.MUST),
        "ask": sum(line["count"] for line in found if line["weight"] == Weight.ASK),
        "units": _units(plan),
        "tops": _tops(plan),
        "counts": _counts(plan),
        "figures": {
            "level": figures.level,
            "before": [vars(row) for row in figures.before],
            "after": [vars(row) for row in figures.after],
            "apart": [vars(row) for row in figures.apart[:SHOWN]],
            "apart_count": len(figures.apart),
            "total_before": figures.total_before,
            "total_after": figures.total_after,
            "total_apart": figures.total_apart,
            "is_conserved": figures.is_conserved,
        },
    }


def _counts(plan: Plan) -> list[dict[str, Any]]:
    """How many units of each level end and come."""
    ended = Counter(plan.ground.units[pk].level for pk in plan.ended)
    new = Counter(unit.level for unit in plan.change.units)
    return [
        {"level": changes.LEVEL_WORDS[level], "ended": ended[level], "new": new[level]}
        for level in changes.LEVELS
        if ended[level] or new[level]
    ]


def _units(plan: Plan) -> dict[str, Any]:
    """Who goes into whom, above the hamlets; of a large one the beginning."""
    rows = []
    for ref, goings in plan.origins.items():
        if plan.level(ref) == changes.HAMLET:
            continue
        rows.append(
            {
                "new": _opening(plan.title(ref)),
                "code": plan.new[ref].code if isinstance(ref, str) else plan.ground.units[ref].code,
                "parent": _parent(plan, ref),
                "is_there": ref in plan.adopted or isinstance(ref, int),
                "old": [
                    {
                        "name": plan.ground.units[going.old].title,
                        "code": plan.ground.units[going.old].code,
                        "part": going.extent == changes.PART,
                        "share": None if going.share is None else vietnamese.decimal_text(going.share * 100, 2),
                    }
                    for going in goings
                ],
            }
        )
    gone = {going.old for going in plan.change.goings}
    abolished = [plan.ground.units[pk].title for pk in sorted(plan.ended - gone)]
    return {
        "rows": rows[:SHOWN],
        "count": len(rows),
        "abolished": abolished[:SHOWN],
        "abolished_count": len(abolished),
    }


def _parent(plan: Plan, ref: Ref) -> str:
    parent = plan.new[ref].parent if isinstance(ref, str) else plan.ground.units[ref].parent
    return "" if parent is None else plan.title(parent)


def _opening(title: str) -> str:
    return title[:1].upper() + title[1:]


def _tops(plan: Plan) -> list[dict[str, Any]]:
    """Of a reorganisation of the country: each province afterwards, what it came from, communes before and after."""
    if plan.reorganization.within_id is not None:
        return []
    before: dict[Ref, set[int]] = defaultdict(set)
    old: dict[Ref, set[int]] = defaultdict(set)
    new: Counter[Ref] = Counter()
    for going in plan.change.goings:
        top = plan.above(going.new)["province"]
        known = plan.ground.units[going.old]
        if top is None:
            continue
        if known.level == changes.COMMUNE:
            before[top].add(going.old)
            if known.province:
                old[top].add(known.province)
    for unit in plan.change.units:
        if unit.level == changes.COMMUNE and (top := plan.above(unit.ref)["province"]) is not None:
            new[top] += 1
    return sorted(
        (
            {
                "name": _opening(plan.title(top)),
                "from": sorted(plan.ground.units[pk].name for pk in old[top]),
                "before": len(communes),
                "after": new[top],
            }
            for top, communes in before.items()
        ),
        key=lambda row: row["name"],
    )
