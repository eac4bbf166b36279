"""How points, places and states of clusters are written."""

from decimal import Decimal

from django import template

from emulation.clusters.models import ClusterYear, ScoreSheet
from emulation.clusters.rules import points_text

register = template.Library()

YEARS = {
    ClusterYear.State.FORMING: "",
    ClusterYear.State.SCORING: "now",
    ClusterYear.State.PUBLISHED: "ok",
    ClusterYear.State.CORRECTING: "wait",
}
SHEETS = {
    ScoreSheet.State.SELF: "",
    ScoreSheet.State.SELF_RETURNED: "wait",
    ScoreSheet.State.CROSS: "now",
    ScoreSheet.State.CROSS_RETURNED: "wait",
    ScoreSheet.State.CONCLUDING: "now",
    ScoreSheet.State.FINAL: "ok",
}


@register.filter
def score(points: Decimal | None) -> str:
    return points_text(points if isinstance(points, Decimal) else None)


@register.filter
def year_sign(year: ClusterYear) -> str:
    return YEARS[ClusterYear.State(year.state)]


@register.filter
def sheet_sign(sheet: ScoreSheet) -> str:
    return SHEETS[ScoreSheet.State(sheet.state)]
