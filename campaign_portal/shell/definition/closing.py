"""Closing a campaign: what of the upper rooms is still open, and what nobody will be asked for any more."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Count

from awards.councils.models import CouncilSession
from awards.decisions.models import AwardDecision
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation import workflow
from campaign_portal.foundation.errors import Problem, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns import services
from emulation.campaigns.models import Campaign
from emulation.campaigns.workflow import CAMPAIGN_FLOW
from emulation.duties.models import Duty
from reporting.reports.models import Report

NAMED = 5  # of many, so many by name
ENDED = (*Dossier.ENDED_WITHOUT, Dossier.State.AWARDED)


def reasons(campaign: Campaign) -> list[Problem]:
    """Everything that must be over first, by name."""
    return [*workflow.missing(CAMPAIGN_FLOW, campaign, "close"), *_open(campaign)]


def _open(campaign: Campaign) -> Iterator[Problem]:
    reports = Report.objects.filter(campaign=campaign).exclude(state=Report.State.ACCEPTED).select_related("party")
    yield from _named(
        "báo cáo chưa xong", (f"{row.party}, kỳ {row.period}, {row.get_state_display()}" for row in reports)
    )
    dossiers = Dossier.objects.filter(submission__campaign=campaign).exclude(state__in=ENDED).select_related("party")
    yield from _named("hồ sơ khen thưởng chưa xong", (f"{row.party}, {row.get_state_display()}" for row in dossiers))
    empty = Submission.objects.filter(campaign=campaign, state__in=Submission.OPEN, dossiers=None)
    yield from _named("lần trình chưa nộp", (f"{row.proposer}" for row in empty.select_related("proposer")))
    sessions = CouncilSession.objects.filter(campaign=campaign, state=CouncilSession.State.PLANNED)
    yield from _named("phiên họp hội đồng chưa họp", (f"{row}" for row in sessions))
    decisions = AwardDecision.objects.filter(campaign=campaign, state__in=AwardDecision.OPEN)
    yield from _named("quyết định khen thưởng chưa ban hành", (f"{row}" for row in decisions))


def _named(what: str, names: Iterable[str]) -> Iterator[Problem]:
    found = list(names)
    if found:
        rest = f" và {len(found) - NAMED} nữa" if len(found) > NAMED else ""
        yield Problem(f"Còn {len(found)} {what}: {'; '.join(found[:NAMED])}{rest}.")


def never_came(campaign: Campaign) -> list[tuple[str, int]]:
    """What is owed, nobody began, and closing calls off: the kind of work and how many."""
    owed = Duty.objects.open().filter(campaign_key=campaign.key)
    counted = owed.order_by().values("kind").annotate(total=Count("pk")).order_by("-total", "kind")
    return [(Duty.Kind(row["kind"]).label, row["total"]) for row in counted]


def close(campaign: Campaign, *, by: User) -> Campaign:
    """Refuses with every reason at once."""
    with transaction.atomic():
        refuse_if_any(reasons(campaign))
        return services.close(campaign, by=by)
