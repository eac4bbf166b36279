"""The first page: one's own registration, or everybody's; and the consolidated list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, clock, paper, pdf
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from campaign_portal.foundation.web.sending import attached
from emulation.campaigns.models import Campaign
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.people.models import Party
from emulation.people.services import party_of_unit
from emulation.registrations import documents, exporters, permissions, services
from emulation.registrations.selectors import board as boards
from emulation.registrations.selectors import entered, sent
from emulation.registrations.selectors.completeness import items_of, line_of
from emulation.registrations.selectors.rule import receiver_of, registration_of, rule_for, superior_of
from emulation.registrations.views.loading import campaign_of
from emulation.targets.selectors import working_year


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Whoever prepares or signs sees his own; the others see all that lies below them."""
    campaign = campaign_of(request)
    own = [_own(request, campaign, party) for party in permissions.own_parties(request.user)]
    if any(own):
        offices = access.scope(request.user).office_ids
        return render(
            request,
            "emulation/registrations/own.html",
            {
                "campaign": campaign,
                "own": [item for item in own if item],
                "received": boards.received_by(offices, campaign),
                "glance": _glance(request, campaign),
            },
        )
    search, only = request.GET.get("tim", ""), request.GET.get("loc", "")
    groups = boards.board(campaign, request.user, search=search, only=only if only in boards.FILTERS else "")
    waiting = [row for group in groups for row in group.everybody if row.group == "cho-nhan"]
    may_receive = any(permissions.receives(request.user, row.registration) for row in waiting if row.registration)
    return render(
        request,
        "emulation/registrations/board.html",
        {
            "campaign": campaign,
            "groups": groups,
            "situation": situation(groups),
            "search": search,
            "only": only,
            "filters": boards.FILTERS,
            "query": urlencode({"tim": search, "loc": only}),
            "waiting": waiting,
            "in_order": [row for row in waiting if not row.is_below_plan],
            "below": [row for row in waiting if row.is_below_plan],
            "may_receive": may_receive,
            "sees_everybody": _sees_everybody(request, campaign),
            "glance": None if search or only else _glance(request, campaign),
            "may_write_for": permissions.WRITE_FOR.holds(request.user),
            "summary_duty": sent.open_duty(campaign, request.user),  # type: ignore[arg-type]
            "sent": sent.sent_of(request.user, campaign),
            **_reminding(request, campaign),
        },
    )


def _glance(request: HttpRequest, campaign: Campaign) -> entered.Glance | None:
    """How many persons and households registered, for the posts that work with them."""
    if not permissions.LOOK.holds(request.user):
        return None
    found = entered.glance(request.user, campaign)
    return found if found.classes and found.rows else None


def _reminding(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """Who can be urged, for the office that urges; and when it was done today."""
    if not permissions.SEND_SUMMARY.holds(request.user) or not permissions.sends_summary(request.user, campaign):
        return {}
    missing = sent.missing_duties(campaign)
    urged = sent.urged_today(missing)
    return {
        "may_send": True,
        "missing": missing,
        "to_urge": [duty for duty in missing if duty.pk not in urged],
        "urged_at": max(urged.values(), default=None),
    }


def _own(request: HttpRequest, campaign: Campaign, party: Party) -> dict | None:
    """One's own party: how it stands, what is due, the one thing to do."""
    rule = rule_for(campaign, party)
    if rule is None:
        return None
    superior = superior_of(rule, party)
    registration = registration_of(campaign, party)
    duty = (
        Duty.objects.filter(
            kind=Duty.Kind.REGISTRATION,
            unit_id=party.unit_id,
            office=party.office,
            campaign_key=campaign.key,
            cancelled_at__isnull=True,
        )
        .select_related("fulfillment")
        .first()
    )
    return {
        "party": party,
        "key": _key(party),
        "rule": rule,
        "registration": registration,
        "superior": superior,
        "receiver": registration.receiver if registration else receiver_of(rule, superior, clock.today()),
        "duty": duty,
        "timeliness": duties.timeliness_of(duty) if duty else None,
        "may_start": permissions.prepares_for(request.user, party),
        "lines": [line_of(item) for item in items_of(registration)] if registration else [],
    }


def _key(party: Party) -> str:
    """How the page names a party of one's own, also one that nobody has saved yet."""
    return str(party.pk) if party.pk else f"unit-{party.unit_id}"


def situation(groups: list[boards.Group]) -> str:
    """One sentence over all classes: "28 đơn vị; 20 đã đăng ký, 2 trễ hạn; 5 chờ nhận."""
    everybody = [row for group in groups for row in group.everybody]
    done = sum(row.is_in for row in everybody)
    late = sum(row.is_late for row in everybody)
    overdue = sum(not row.is_in and row.days_late > 0 for row in everybody)
    said = f"{done} trên {len(everybody)} đơn vị đã đăng ký"
    if late:
        said += f", {late} trễ hạn"
    if overdue:
        said += f"; {overdue} đơn vị quá hạn chưa đăng ký"
    return said + "."


@access.requires(permissions.PREPARE)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin one's own registration; a second press opens the first."""
    campaign = campaign_of(request)
    wanted = request.POST.get("doi-tuong", "")
    party = next((party for party in permissions.own_parties(request.user) if _key(party) == wanted), None)
    if party is None:
        raise Http404
    if party.pk is None:
        party = party_of_unit(party.unit)
    try:
        registration = services.start_registration(campaign, party, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("registrations:index")
    return redirect("registrations:page", pk=registration.pk)


@access.requires(permissions.RECEIVE)
@require_POST
def accept_all(request: HttpRequest) -> HttpResponse:
    """Take everything that is in order; what is below the assigned plan waits for a look."""
    campaign = campaign_of(request)
    rows = boards.awaiting(campaign, request.user)
    found = [row.registration for row in rows if row.registration]
    mine = [registration for registration in found if permissions.receives(request.user, registration)]
    return acting.act(
        request,
        lambda: services.accept_all(mine, by=request.user),  # type: ignore[arg-type]
        done=f"Đã nhận {len(mine)} đăng ký.",
        back=reverse("registrations:index"),
    )


@access.requires(permissions.SEE)
@require_safe
def summary_pdf(request: HttpRequest) -> HttpResponse:
    """Bảng tổng hợp đăng ký (S3 III.2)."""
    campaign = campaign_of(request)
    if not _sees_everybody(request, campaign):
        raise Http404
    made = documents.summary(campaign, boards.board(campaign, request.user))
    try:
        content = paper.to_pdf(made)
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("registrations:index")
    return attached(content, "application/pdf", f"Tổng hợp đăng ký thi đua {working_year(campaign)}.pdf", inline=True)


@access.requires(permissions.SEE)
@require_safe
def summary_xlsx(request: HttpRequest) -> HttpResponse:
    """The same to reckon with; what is searched and filtered on the page is what comes out."""
    campaign = campaign_of(request)
    if not _sees_everybody(request, campaign):
        raise Http404
    only = request.GET.get("loc", "")
    groups = boards.board(
        campaign, request.user, search=request.GET.get("tim", ""), only=only if only in boards.FILTERS else ""
    )
    return attached(
        exporters.summary(campaign, groups),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        f"Tổng hợp đăng ký thi đua {working_year(campaign)}.xlsx",
    )


def _sees_everybody(request: HttpRequest, campaign: Campaign) -> bool:
    """The list of all is for those who see the launching unit's whole ground."""
    return any(
        post.unit_id == campaign.unit_id and post.office_function != "participant"
        for post in access.scope(request.user).posts
    )
