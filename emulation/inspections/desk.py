"""How a finding to mend reads on “việc của tôi”, what inspectors have to look at, who may open the papers."""

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from campaign_portal.foundation import access, files, vietnamese
from campaign_portal.foundation.models import User
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Arrivals, Presentation
from emulation.inspections import permissions
from emulation.inspections.models import Inspection, InspectionFinding


def present_findings(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    ids = {duty.object_key.partition(":")[2]: duty for duty in owed}
    found = InspectionFinding.objects.filter(pk__in=ids).select_related(
        "inspection__party", "inspection__office", "unit"
    )
    shown = {}
    for finding in found:
        duty, answers = ids[str(finding.pk)], permissions.answers_for(user, finding)
        text = f"{finding.inspection.office} kiểm tra: {finding.text[:160]}"
        if finding.said:
            text = f"{finding.inspection.office} trả lại: “{finding.said}”"
        url = reverse("inspections:page", args=[finding.inspection_id])
        shown[duty.pk] = Presentation(text, "Báo cáo khắc phục" if answers else "Xem", url, my_turn=answers)
    return shown


def tell_answers(user: User, campaign_key: str) -> list[Arrivals]:
    offices = {post.office_id for post in access.scope(user).having(permissions.INSPECTORS)}
    if not offices:
        return []
    answered = InspectionFinding.objects.filter(
        inspection__campaign__key=campaign_key,
        inspection__office_id__in=offices,
        state=InspectionFinding.State.ANSWERED,
    ).aggregate(count=Count("pk"), since=Min("answered_on"))
    if not answered["count"]:
        return []
    since = timezone.make_aware(dt.datetime.combine(answered["since"], dt.time()))
    text = f"{answered['count']} báo cáo khắc phục, lâu nhất từ {vietnamese.day(answered['since'])}."
    return [Arrivals("Báo cáo khắc phục sau kiểm tra", text, "Xem và khép", reverse("inspections:index"), since)]


def may_see(user: User, pk: str) -> bool:
    seen = InspectionFinding.objects.filter(inspection__in=Inspection.objects.visible_to(user))
    return pk.isdigit() and seen.filter(pk=pk).exists()


duties.register_amendment_presenter(InspectionFinding._meta.label, present_findings)
duties.register_arrivals(tell_answers)
files.register_owner(InspectionFinding._meta.label, may_see)
