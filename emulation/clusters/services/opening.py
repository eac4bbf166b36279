"""Scoring opens: everybody gets a sheet and a duty."""

from django.db import transaction

from campaign_portal.foundation import files, vietnamese, workflow
from campaign_portal.foundation.models import User
from emulation.clusters.models import ClusterCriterion, ClusterMember, ClusterYear, ScoreLine, ScoreSheet
from emulation.clusters.selectors import years
from emulation.clusters.services.desks import ask
from emulation.clusters.workflow import CLUSTER_FLOW
from emulation.duties import services as duties
from emulation.duties.models import Duty


def open_scoring(year: ClusterYear, *, by: User) -> ClusterYear:
    """Freeze members and points, give every member its sheet, and ask everybody to score himself by the day."""
    with transaction.atomic():
        year = workflow.perform(CLUSTER_FLOW, year, "open", by=by)
        criteria = list(year.criteria.all())
        for member in years.members_of(year):
            ask(Duty.Kind.SELF_SCORE, _sheet(member, criteria), member.party)
    return year


def _sheet(member: ClusterMember, criteria: list[ClusterCriterion]) -> ScoreSheet:
    sheet = ScoreSheet.objects.create(unit=member.party.unit, member=member, party=member.party)
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=criterion, max_points=criterion.max_points)
        for criterion in criteria
        if criterion.max_points is not None  # nobody opens a table with a row that has no points
    )
    return sheet


def take_back(year: ClusterYear, *, by: User, reason: str) -> ClusterYear:
    """Close the scoring again to mend members or points, while nobody has written a point."""
    with transaction.atomic():
        year = workflow.perform(CLUSTER_FLOW, year, "take_back", by=by, reason=reason)
        for sheet in ScoreSheet.objects.filter(member__cluster_year=year):
            duties.cancel_desk(files.owner_key(sheet))
            sheet.delete()
    return year


def due_words(year: ClusterYear) -> str:
    """ "tự chấm đến hết 10/12/2022, …"."""
    return (
        f"tự chấm đến hết {vietnamese.day(year.self_due_on)}, chấm chéo đến hết {vietnamese.day(year.cross_due_on)}, "
        f"kết luận đến hết {vietnamese.day(year.final_due_on)}"
        if year.self_due_on and year.cross_due_on and year.final_due_on
        else ""
    )
