"""How poor and near-poor households of some reviews moved, and what the poor lack a living from."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from emulation.poverty.models import PovertyCause, ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules import movement
from emulation.poverty.rules.breakdowns.tables import POOR
from emulation.poverty.rules.columns import HOUSEHOLDS
from emulation.poverty.rules.movement import Move

FAMILY = "cause."


@dataclass(frozen=True)
class Cause:
    """How many poor households name a cause; one household may name several."""

    name: str
    count: int


@dataclass(frozen=True)
class Movement:
    """Empty lists where figures are missing, or nobody was asked for causes (before 2022)."""

    poor: list[Move]
    near_poor: list[Move]
    causes: list[Cause]

    @property
    def is_empty(self) -> bool:
        return not (self.poor or self.near_poor or self.causes)


def movement_of(reviews: QuerySet[ReviewSet]) -> Movement:
    """Of all these reviews together. Three statements, however many."""
    ids = reviews.order_by().values("pk")
    sums = ReviewRow.objects.filter(review__in=ids).aggregate(**{name: Sum(name) for name in movement.FIELDS})
    lines = (
        ReviewLine.objects.filter(
            row__review__in=ids, poverty_class=POOR, population=HOUSEHOLDS, code__startswith=FAMILY
        )
        .order_by()
        .values_list("code")
        .annotate(Sum("value"))
    )
    counted = dict(lines)
    names = PovertyCause.objects.order_by("position").values_list("code", "name") if counted else []
    causes = [Cause(name, counted[FAMILY + code]) for code, name in names if counted.get(FAMILY + code)]
    return Movement(movement.of_poor(sums), movement.of_near_poor(sums), sorted(causes, key=lambda cause: -cause.count))
