"""The ranking: summed and ranked by the database, frozen when it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BigIntegerField, F, Q, Sum, Value, Window
from django.db.models.functions import Cast, Coalesce, Rank, Round

from emulation.clusters.models import ClusterMember, ClusterYear, Ranking, RankingLine, ScoreSheet, TieBreak

State = ScoreSheet.State

# Hundredths are whole numbers in every database: 0,1 + 0,2 is 0,3, and equal sums are equal.
_HUNDREDTHS = Cast(Round(F("sheet__lines__final_points") * 100), BigIntegerField())


@dataclass(frozen=True)
class Standing:
    """One member's line. `rank` is None while its sheet is not concluded."""

    member_id: int
    name: str
    points: Decimal | None = None
    bonus: Decimal | None = None
    total: Decimal | None = None
    rank: int | None = None
    is_tied: bool = False
    tie_rule: str = ""
    tie_reason: str = ""
    sheet: ScoreSheet | None = None

    @property
    def tie_says(self) -> str:
        """ "bằng điểm; xếp trên theo …: lý do"."""
        return f"{TieBreak.Rule(self.tie_rule).label}: {self.tie_reason}" if self.tie_rule else ""


def standings(year: ClusterYear) -> list[Standing]:
    """Everybody, the concluded first by rank, then those who wait in the cluster's order. Two statements."""
    members = list(
        ClusterMember.objects.filter(cluster_year=year)
        .select_related("party__unit", "party__office", "sheet", "tie_break")
        .order_by("position")
    )
    ranked = {row["pk"]: row for row in _ranked(year)}
    totals = [row["total"] for row in ranked.values()]
    found = [
        _standing(member, ranked[member.pk], totals)
        if member.pk in ranked
        else Standing(member.pk, member.name, sheet=getattr(member, "sheet", None))
        for member in members
    ]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0))


def _ranked(year: ClusterYear):
    kept = Value(0, output_field=BigIntegerField())
    bonus = Q(sheet__lines__criterion__is_bonus=True)
    return (
        ClusterMember.objects.filter(cluster_year=year, sheet__state=State.FINAL)
        .order_by()
        .values("pk", "tie_break__place")
        .annotate(
            points=Coalesce(Sum(_HUNDREDTHS, filter=~bonus), kept),
            bonus=Coalesce(Sum(_HUNDREDTHS, filter=bonus), kept),
            total=Coalesce(Sum(_HUNDREDTHS), kept),
        )
        .annotate(rank=Window(Rank(), order_by=[F("total").desc(), Coalesce(F("tie_break__place"), 0).asc()]))
    )


def _standing(member: ClusterMember, row: dict, totals: list[int]) -> Standing:
    tie = getattr(member, "tie_break", None)
    return Standing(
        member_id=member.pk,
        name=member.name,
        points=Decimal(row["points"]) / 100,
        bonus=Decimal(row["bonus"]) / 100,
        total=Decimal(row["total"]) / 100,
        rank=row["rank"],
        is_tied=totals.count(row["total"]) > 1,
        tie_rule=tie.rule if tie else "",
        tie_reason=tie.reason if tie else "",
        sheet=member.sheet,
    )


def tied(found: Sequence[Standing]) -> list[list[Standing]]:
    """The groups with one sum, highest first; all of them, also those that were decided."""
    groups: dict[Decimal, list[Standing]] = {}
    for one in found:
        if one.is_tied and one.total is not None:
            groups.setdefault(one.total, []).append(one)
    return [groups[total] for total in sorted(groups, reverse=True)]


@dataclass(frozen=True)
class ShownRanking:
    """What a person may read of a ranking: the last published version, or how it stands for who follows the scoring."""

    lines: list[Standing]
    ranking: Ranking | None = None  # None: provisional

    @property
    def has_places(self) -> bool:
        return any(line.rank is not None for line in self.lines)

    @property
    def has_bonus(self) -> bool:
        return any(line.bonus for line in self.lines)


def ranking_shown(year: ClusterYear, *, follows: bool) -> ShownRanking | None:
    """Whoever does not follow the scoring reads what was published, also while a correction is under way. Two
    statements."""
    if year.state in ClusterYear.OPEN and follows:
        return ShownRanking(standings(year))
    ranking = published(year)
    if ranking is None:
        return None
    return ShownRanking([_as_standing(line) for line in ranking.lines.all()], ranking)


def _as_standing(line: RankingLine) -> Standing:
    return Standing(
        member_id=line.member_id,
        name=line.name,
        points=line.points,
        bonus=line.bonus,
        total=line.total,
        rank=line.rank,
        tie_rule=line.tie_rule,
        tie_reason=line.tie_reason,
    )


def published(year: ClusterYear) -> Ranking | None:
    """The last version that was published, with its lines. Two statements."""
    return year.rankings.select_related("scan", "by").prefetch_related("lines").order_by("-version").first()
