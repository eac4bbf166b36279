"""How reports read on “việc của tôi”, and who sees what hangs on a report."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from campaign_portal.foundation import access, files
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Arrivals, Presentation
from emulation.people.models import Party, Role
from emulation.people.permissions import STANDING_OFFICE
from reporting.reports.models import Report
from reporting.reports.selectors.owed import owner_of, parties_of

State = Report.State


def present_reports(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    """Duty id → how it reads. Three statements, however many duties."""
    parties = parties_of(owed)
    found = {
        (report.campaign.key, report.party_id, report.period): report
        for report in Report.objects.filter(party__in=[party.pk for party in parties.values()]).select_related(
            "campaign", "receiver"
        )
    }
    leads = bool(access.scope(user).having({Role.COMMUNE_LEADER}))
    shown = {}
    for duty in owed:
        party = parties.get(owner_of(duty))
        if party is not None:
            report = found.get((duty.campaign_key, party.pk, duty.period))
            shown[duty.pk] = _presentation(duty, party, report, leads=leads)
    return shown


def _presentation(duty: Duty, party: Party, report: Report | None, *, leads: bool) -> Presentation:
    urged = f" {duty.note.splitlines()[-1]}" if duty.note else ""
    if report is None:
        url = reverse("reports:compose", args=[duty.period, party.pk])
    else:
        url = reverse("reports:report", args=[report.pk])
    state = report.state if report else State.DRAFT
    if state == State.WITH_LEADER:
        if leads:
            return Presentation(f"Cán bộ đã trình, chờ ông/bà xem và nộp {duty.receiver}.{urged}", "Xem và nộp", url)
        return Presentation(f"Đã trình lãnh đạo xã, chờ nộp {duty.receiver}.{urged}", "Xem", url, my_turn=False)
    if leads:
        return Presentation(f"Cán bộ đang soạn, chưa trình.{urged}", "Xem", url, my_turn=False)
    is_agency = duty.office_id is not None
    filled = "Số liệu đã điền sẵn từ đóng góp" if is_agency else "Số liệu đã điền sẵn từ rà soát và đăng ký"
    if report is not None and report.return_reason:
        return Presentation(f"Lãnh đạo xã chuyển lại: “{report.return_reason}”{urged}", "Sửa và trình", url)
    is_ad_hoc = Period(duty.period).is_ad_hoc
    text = f"{duty.receiver} yêu cầu ngoài kỳ. Còn phần trả lời." if is_ad_hoc else f"{filled}. Còn phần nhận xét."
    # The same words as on the list of reports.
    return Presentation(f"{text}{urged}", "Viết tiếp" if report else "Soạn báo cáo", url)


def present_returned(user: User, returned: list[Duty]) -> dict[int, Presentation]:
    """A report sent back: the reason, and whose turn it is. One statement."""
    keys = {duty.object_key: duty for duty in returned}
    pks = [key.partition(":")[2] for key in keys]
    leads = bool(access.scope(user).having({Role.COMMUNE_LEADER}))
    shown = {}
    for report in Report.objects.filter(pk__in=pks).select_related("receiver"):
        duty = keys[report.key]
        reason = duty.note.splitlines()[0] if duty.note else report.return_reason
        with_leader = report.state == State.WITH_LEADER
        text = f"{report.receiver} trả lại: “{reason}”"
        url = reverse("reports:report", args=[report.pk])
        if with_leader and leads:
            shown[duty.pk] = Presentation(f"{text} Cán bộ đã bổ sung, chờ nộp.", "Xem và nộp", url)
        else:
            my_turn = not with_leader and not leads
            shown[duty.pk] = Presentation(text, "Bổ sung" if my_turn else "Xem", url, my_turn=my_turn)
    return shown


def tell_arrivals(user: User, campaign_key: str) -> list[Arrivals]:
    """Reports that this person's office has to accept or give back, period by period."""
    offices = {post.office_id for post in access.scope(user).having(STANDING_OFFICE)}
    if not offices:
        return []
    waiting = (
        Report.objects.filter(campaign__key=campaign_key, receiver_id__in=offices, state=State.SUBMITTED)
        .order_by()
        .values("period")
        .annotate(number=Count("pk"), since=Min("submitted_at"))
    )
    return [
        Arrivals(
            f"Nhận báo cáo {Period(row['period']).name}",
            f"{row['number']} đơn vị đã nộp, chờ ông/bà nhận hoặc trả lại.",
            "Xem và nhận",
            f"{reverse('reports:index')}?ky={row['period']}&loc=cho-nhan",
            row["since"],
        )
        for row in waiting
    ]


def _may_see(user: Any, pk: str) -> bool:
    return pk.isdigit() and Report.objects.visible_to(user).filter(pk=int(pk)).exists()


duties.register_arrivals(tell_arrivals)
duties.register_presenter(Duty.Kind.REPORT, present_reports)
duties.register_amendment_presenter(Report._meta.label, present_returned)
files.register_owner(Report._meta.label, _may_see)
