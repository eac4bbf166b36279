"""How registrations read on “việc của tôi”, and who may open their files."""

from collections.abc import Iterable

from django.db.models import Count, Min, Q
from django.urls import reverse

from campaign_portal.foundation import access, files, vietnamese
from campaign_portal.foundation.models import User
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Arrivals, Presentation
from emulation.households.selectors import pledges as households
from emulation.registrations import permissions, rules
from emulation.registrations.models import Pledge, Registration, RegistrationSummary
from emulation.registrations.selectors import of_households

State = Registration.State


def present_registrations(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    """What a commune has still to register: who has it now, how far it is."""
    found = _registrations(owed)
    return {
        duty.pk: _to_register(user, duty, found.get((duty.campaign_key, duty.unit_id, duty.office_id))) for duty in owed
    }


def _registrations(owed: Iterable[Duty]) -> dict[tuple[str, int, int | None], Registration]:
    owed = list(owed)
    registrations = (
        Registration.objects.filter(
            campaign__key__in={duty.campaign_key for duty in owed}, unit_id__in={duty.unit_id for duty in owed}
        )
        .select_related("campaign", "party", "receiver", "superior")
        .annotate(
            figure_count=Count("items", filter=Q(items__nature__in=rules.TYPED)),
            written_count=Count("items", filter=Q(items__nature__in=rules.TYPED, items__pledged__isnull=False)),
        )
    )
    return {
        (registration.campaign.key, registration.unit_id, registration.party.office_id): registration
        for registration in registrations
    }


def _to_register(user: User, duty: Duty, registration: Registration | None) -> Presentation:
    if registration is None:
        addressed = f" Gửi {duty.receiver}." if duty.receiver else ""
        return Presentation(
            f"Chưa bắt đầu. Chỉ tiêu giao đã điền sẵn.{addressed}", "Bắt đầu đăng ký", reverse("registrations:index")
        )
    to = registration.receiver or registration.superior
    return _at_hand(user, registration, f"{_how_far(registration)} Nộp {to}.", "Nhập tiếp")


def _how_far(registration: Registration) -> str:
    written, asked = registration.written_count, registration.figure_count  # type: ignore[attr-defined]
    return f"Đã ghi {written} trên {asked} chỉ tiêu."


def _at_hand(user: User, registration: Registration, text: str, action: str) -> Presentation:
    """In whose hand it is: the officer's while it may be edited, the leader's when it was presented."""
    url = reverse("registrations:page", args=[registration.pk])
    to = registration.receiver or registration.superior
    if registration.state == State.WITH_LEADER:
        leads = permissions.leads(user, registration)
        where = f"Cán bộ đã trình. Nộp {to}." if leads else "Đã trình, chờ lãnh đạo ký nộp."
        return Presentation(where, "Xem và nộp" if leads else "Xem", url, my_turn=leads)
    writes = permissions.prepares(user, registration)
    who = "" if writes else "Cán bộ đang soạn. "
    return Presentation(who + text, action if writes else "Xem", url, my_turn=writes)


def present_amendments(user: User, returned: list[Duty]) -> dict[int, Presentation]:
    """A returned registration: who asks, since when, why."""
    ids = {duty.object_key.partition(":")[2]: duty for duty in returned}
    found = Registration.objects.filter(pk__in=ids).select_related("party__unit", "receiver", "superior")
    shown = {}
    for registration in found:
        duty = ids[str(registration.pk)]
        why = f"{duty.receiver or 'Nơi nhận'} trả lại ngày {vietnamese.short_day(duty.opens_on)}: “{duty.note}”"
        shown[duty.pk] = _at_hand(user, registration, why, "Bổ sung")
    return shown


def present_summaries(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    """The standing office's own summary (S3 III.2): what is in, what waits to be accepted, what is missing."""
    counts = {
        row["campaign__key"]: row
        for row in Registration.objects.visible_to(user)
        .filter(campaign__key__in={duty.campaign_key for duty in owed})
        .of_collectives()
        .exclude(state=State.WITHDRAWN)
        .order_by()
        .values("campaign__key")
        .annotate(
            done=Count("pk", filter=Q(first_submitted_at__isnull=False)),
            waiting=Count("pk", filter=Q(state=State.SUBMITTED)),
        )
    }
    shown = {}
    for duty in owed:
        row = counts.get(duty.campaign_key, {"done": 0, "waiting": 0})
        waiting = f", {row['waiting']} chờ nhận" if row["waiting"] else ""
        to = f", gửi {duty.receiver}" if duty.receiver else ""
        shown[duty.pk] = Presentation(
            f"{row['done']} đơn vị đã đăng ký{waiting}. Xem rồi tổng hợp{to} bằng một nút.",
            "Xem và tổng hợp",
            reverse("registrations:index"),
        )
    return shown


def tell_arrivals(user: User, campaign_key: str) -> list[Arrivals]:
    """Registrations that this person's office has to accept or give back."""
    offices = {post.office_id for post in access.scope(user).having(permissions.RECEIVES)}
    if not offices:
        return []
    waiting = Registration.objects.filter(
        campaign__key=campaign_key, receiver_id__in=offices, state=State.SUBMITTED
    ).aggregate(number=Count("pk"), since=Min("submitted_at"))
    if not waiting["number"]:
        return []
    text = f"{waiting['number']} đơn vị đã nộp, chờ ông/bà nhận hoặc trả lại."
    url = f"{reverse('registrations:index')}?loc=cho-nhan"
    return [Arrivals("Nhận đăng ký thi đua", text, "Xem và nhận", url, waiting["since"])]


def tell_summaries(user: User, campaign_key: str) -> list[Arrivals]:
    """A consolidated list that waits for this person's office."""
    offices = {post.office_id for post in access.scope(user).having(permissions.TAKES_SUMMARY)}
    waiting = RegistrationSummary.objects.filter(
        campaign__key=campaign_key, receiver__in=offices, received_at__isnull=True
    ).select_related("office")
    return [
        Arrivals(
            "Nhận tổng hợp đăng ký thi đua",
            f"{summary.office} gửi bản tổng hợp số {summary.number}.",
            "Xem và nhận",
            reverse("registrations:summary", args=[summary.pk]),
            summary.sent_at,
        )
        for summary in waiting
    ]


def tell_amended(user: User, campaign_key: str) -> list[Arrivals]:
    """Amended registrations that wait for this leader's hand: their first text was in time, so no duty is open."""
    parties = [party.pk for party in permissions.own_parties(user) if party.pk]
    waiting = Registration.objects.filter(
        campaign__key=campaign_key, party__in=parties, state=State.WITH_LEADER, first_submitted_at__isnull=False
    ).select_related("party")
    return [
        Arrivals(
            "Ký nộp bản sửa đổi đăng ký",
            f"Cán bộ đã trình bản sửa đổi đăng ký của {one.party.title}.",
            "Xem và nộp",
            reverse("registrations:page", args=[one.pk]),
            one.first_submitted_at,  # type: ignore[arg-type]
        )
        for one in waiting
        if permissions.leads(user, one) and not one.is_being_mended
    ]


duties.register_arrivals(tell_arrivals)
duties.register_arrivals(tell_summaries)
duties.register_arrivals(tell_amended)
files.register_owner(RegistrationSummary._meta.label, permissions.may_open_summary)
households.register_provider(of_households.pledges_of)
duties.register_made_paper(
    Duty.Kind.REGISTRATION_SUMMARY, lambda duty: ("In tổng hợp đăng ký", reverse("registrations:summary_pdf"))
)
duties.register_presenter(Duty.Kind.REGISTRATION, present_registrations)
duties.register_presenter(Duty.Kind.REGISTRATION_SUMMARY, present_summaries)
duties.register_amendment_presenter(Registration._meta.label, present_amendments)
files.register_owner(Registration._meta.label, permissions.may_open_files, look=lambda pk: "mở danh sách hộ")
files.register_owner(Pledge._meta.label, permissions.may_open_pledge)
