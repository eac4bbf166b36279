"""Finding a unit by what a person types: for the picker and for every search box.

A pick says which units one may choose for a purpose. The rooms above register theirs when their forms are imported,
so the address that answers while one types and the field that checks what was posted ask the same queryset.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from campaign_portal.foundation import access, clock, vietnamese
from emulation.territory.models import Level, Unit, UnitQuerySet, squeezed

MOST_ABOVE = 400  # units that the end of a typed text may mean
SHOWN = 12  # at once: more than fit on a phone, fewer than one reads


@dataclass(frozen=True)
class Pick:
    """Which units a person may choose for a purpose."""

    key: str
    rows: Callable[[Any], UnitQuerySet]


_picks: dict[str, Pick] = {}


def register(key: str, rows: Callable[[Any], UnitQuerySet]) -> Pick:
    """`rows(user)` gives the units that may be chosen; it starts from `Unit.objects.visible_to(user)`."""
    pick = Pick(key, rows)
    _picks[key] = pick
    return pick


def pick_named(key: str) -> Pick | None:
    return _picks.get(key)


EVERY_UNIT = register("every", lambda user: Unit.objects.visible_to(user))
UNITS_TODAY = register("today", lambda user: Unit.objects.visible_to(user).valid_on())


@dataclass(frozen=True)
class Found:
    """The best matches; `more` when there are others that typing on would tell apart."""

    units: list[Unit]
    more: bool


def matching(rows: UnitQuerySet, typed: str) -> UnitQuerySet:
    """Units whose name, former name or code holds what was typed, accents and spaces aside.

    What stands behind a comma is looked for in the names above: "tan thanh, dong nai".
    """
    wanted, *above = [squeezed(part).replace("|", "") for part in typed.split(",")]
    rows = rows.filter(search_text__contains=wanted)
    for part in above:
        if part:
            rows = rows.filter(_lies_in(part))
    return rows


def _lies_in(part: str) -> Q:
    return (
        Q(commune__search_text__contains=part)
        | Q(district__search_text__contains=part)
        | Q(province__search_text__contains=part)
    )


def find(rows: UnitQuerySet, typed: str, *, user: Any, shown: int = SHOWN) -> Found:
    """What the picker shows: begins-with before contains, what lies near the user's own units first."""
    typed = vietnamese.nfc(typed)
    wanted = squeezed(typed.partition(",")[0]).replace("|", "")
    if not wanted:
        return Found([], more=False)
    distance = _distance(user)
    best = _best_first(matching(rows, typed), [wanted], distance, shown + 1)
    if not best and "," not in typed and (splits := _splits(typed)):
        lies = Q()
        for name, above in splits:
            within = Q(province__in=above) | Q(district__in=above) | Q(commune__in=above)
            lies |= Q(search_text__contains=f"|{name}") & within
        best = _best_first(rows.filter(lies), [name for name, _ in splits], distance, shown + 1)
    return Found(best[:shown], more=len(best) > shown)


def _splits(typed: str) -> list[tuple[str, list[int]]]:
    """ "chau thanh soc trang": the name in front, and the units above it that the rest may mean."""
    words = typed.split(" ")[:8]
    cuts = [(squeezed(" ".join(words[:cut])), f"|{squeezed(' '.join(words[cut:]))}") for cut in range(1, len(words))]
    named = Q(pk__in=[])
    for _, above in cuts:
        named |= Q(search_text__contains=above)
    rows = list(Unit.objects.exclude(level=Level.HAMLET).filter(named).values_list("pk", "search_text")[:MOST_ABOVE])
    found = [(name, [pk for pk, text in rows if above in text]) for name, above in cuts]
    return [(name, ids) for name, ids in found if ids]


def _best_first(rows: UnitQuerySet, names: list[str], distance: Case, shown: int) -> list[Unit]:
    """The numbers first, then only the rows that are shown: sorting whole rows takes the longest."""
    begins, spelt, today = Q(pk__in=[]), Q(pk__in=[]), clock.today()
    for name in names:
        begins |= Q(search_text__contains=f"|{name}")
        spelt |= Q(search_text__contains=f"|{name}|")
    ranked = rows.annotate(
        begins=_first_of(begins),
        distance=distance,
        spelt=_first_of(spelt),
        away=_first_of(Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))),
    ).order_by("begins", "distance", "spelt", "away", "sort_key", "level", "-valid_from", "pk")
    ids = list(ranked.values_list("pk", flat=True)[:shown])
    units = Unit.objects.with_parents().in_bulk(ids)
    return [units[pk] for pk in ids]


def _first_of(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def _distance(user: Any) -> Case:
    """0 in the same commune or district as a post of the user's, 1 in the same province, 2 elsewhere."""
    own = Unit.objects.filter(pk__in={post.unit_id for post in access.scope(user).posts})
    places = list(own.values_list("commune_id", "district_id", "province_id"))
    near = Q(commune__in={place[0] for place in places if place[0]})
    near |= Q(district__in={place[1] for place in places if place[1]})
    same_province = Q(province__in={place[2] for place in places if place[2]})
    return Case(When(near, then=Value(0)), When(same_province, then=Value(1)), default=Value(2))
