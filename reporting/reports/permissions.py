"""Who opens the pages of reports, and who does what with one."""

from typing import Any

from django.db.models import QuerySet

from campaign_portal.foundation import access
from emulation.campaigns.models import Campaign
from emulation.people.models import Office, Party, Role
from emulation.people.permissions import COMMUNE, INTERIOR_OFFICE, READERS, STANDING_OFFICE
from emulation.territory.models import Level
from reporting.reports.models import Report, ReportRequest

WRITERS = COMMUNE | {Role.OFFICER}
OVERSEERS = STANDING_OFFICE | INTERIOR_OFFICE | READERS

READ = access.for_roles(
    "reports.read", WRITERS | OVERSEERS, "Báo cáo do xã, phường, cơ quan tham gia lập và Phòng LĐ-TB&XH nhận."
)
WRITE = access.for_roles("reports.write", WRITERS, "Chỉ đơn vị lập báo cáo mới viết vào báo cáo của mình.")
RECEIVE = access.for_roles(
    "reports.receive", STANDING_OFFICE, "Chỉ cơ quan thường trực phong trào nhận, trả lại và nhắc nộp báo cáo."
)


def oversees(user: Any) -> bool:
    """Sees the reports of many, as the offices of the unit above do."""
    return any(post.unit_level in {Level.PROVINCE, Level.DISTRICT} for post in access.scope(user).having(OVERSEERS))


def may_prepare(user: Any, party: Party) -> bool:
    """Writes this participant's report: people of the commune, or an officer of the agency."""
    return _holds(user, party, COMMUNE)


def may_present(user: Any, report: Report) -> bool:
    """The commune's officer presents to the leader; an agency has nobody to present to."""
    return report.party.kind == Party.Kind.UNIT and _holds(user, report.party, {Role.COMMUNE_OFFICER})


def may_submit(user: Any, report: Report) -> bool:
    """The commune's leader sends; an agency's officer sends himself."""
    return _holds(user, report.party, {Role.COMMUNE_LEADER})


def may_receive(user: Any, report: Report) -> bool:
    scope = access.scope(user)
    return any(post.office_id == report.receiver_id for post in scope.having(STANDING_OFFICE))


def askable(campaign: Campaign) -> QuerySet[Party]:
    """Units and offices that take part: who may be asked for a report out of turn."""
    kinds = [Party.Kind.UNIT, Party.Kind.OFFICE]
    return Party.objects.filter(pk__in=campaign.participants.values("party"), kind__in=kinds)


def asking_office(user: Any, campaign: Campaign) -> Office | None:
    """The office at which this person may ask for reports of a campaign out of turn: one of the unit that leads it."""
    posts = access.scope(user).having(STANDING_OFFICE)
    offices = [post.office_id for post in posts if post.unit_id == campaign.unit_id]
    return Office.objects.select_related("unit").filter(pk__in=offices).order_by("pk").first()


def may_call_off(user: Any, request: ReportRequest) -> bool:
    at = {post.office_id for post in access.scope(user).having(STANDING_OFFICE)}
    return request.called_off_on is None and request.office_id in at


def _holds(user: Any, party: Party, commune_roles: Any) -> bool:
    scope = access.scope(user)
    if party.kind == Party.Kind.OFFICE:
        return any(post.office_id == party.office_id for post in scope.having({Role.OFFICER}))
    return any(post.unit_id == party.unit_id for post in scope.having(commune_roles))
