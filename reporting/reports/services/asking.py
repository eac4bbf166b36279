"""A report asked for out of turn (đột xuất, S0 III-TC 2, S1 V): what about, by when, from whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import refuse_when_over
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Office, Party
from reporting.reports import permissions
from reporting.reports.models import ReportRequest

LONGEST_ABOUT = 5000
MOST_IN_A_MONTH = 99
MOST_TIME = dt.timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """`with_form`: besides the answer, the figures and sections of each one's regular report."""

    title: str
    about: str
    due_on: dt.date
    parties: Sequence[Party]
    with_form: bool = False


def ask(campaign: Campaign, asked: Asked, *, by: User) -> ReportRequest:
    """Ask chosen units and offices that take part for a report by a day: each owes it from now on.

    Who asks receives it. They answer as they do any report, on time until the end of that day. Refuses an office that
    receives no reports, nobody asked, the asking office itself, a day gone by, and a campaign that ended.
    """
    office = permissions.asking_office(by, campaign)
    if office is None:
        raise Refused("Chỉ cơ quan thường trực phong trào yêu cầu báo cáo đột xuất.")
    refuse_when_over(campaign, "yêu cầu báo cáo mới")
    refuse_if_any(_wrong(campaign, asked, office))
    today = clock.today()
    with transaction.atomic():
        Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)  # one after the other: each its own turn
        request = ReportRequest.objects.create(
            campaign=campaign,
            unit=office.unit,
            office=office,
            period=_next_period(campaign, today).key,
            title=fitting(asked.title, 150, "Báo cáo về việc", field="title"),
            about=asked.about.strip(),
            with_form=asked.with_form,
            asked_on=today,
            due_on=asked.due_on,
            asked_by=by,
        )
        for party in asked.parties:
            duties.open_duty(
                kind=Duty.Kind.REPORT,
                title=f"Báo cáo đột xuất: {request.title}",
                unit=party.unit,
                office=party.office,
                receiver=office,
                period=request.period,
                due_on=request.due_on,
                campaign_key=campaign.key,
                deadline_key=request.deadline_key,
            )
        told = {"title": request.title, "about": request.about, "due_on": request.due_on}
        audit.record(
            "yêu cầu báo cáo đột xuất",
            request,
            by=by,
            after=told | {"asked": ", ".join(party.name for party in asked.parties)},
        )
    return request


def _wrong(campaign: Campaign, asked: Asked, office: Office) -> list[Problem]:
    wrong = []
    if not vietnamese.nfc(asked.title):
        wrong.append(Problem("Xin ghi báo cáo về việc gì.", field="title"))
    if not asked.about.strip():
        wrong.append(Problem("Xin ghi nội dung phải báo cáo.", field="about"))
    elif len(asked.about) > LONGEST_ABOUT:
        wrong.append(Problem(f"Nội dung dài quá {LONGEST_ABOUT} chữ; xin rút gọn.", field="about"))
    if asked.due_on < clock.today():
        wrong.append(Problem(f"Hạn {vietnamese.day(asked.due_on)} đã qua; xin ghi ngày khác.", field="due_on"))
    elif asked.due_on > clock.today() + MOST_TIME:
        wrong.append(Problem(f"Hạn {vietnamese.day(asked.due_on)} xa quá một năm; xin kiểm tra năm.", field="due_on"))
    if not asked.parties:
        wrong.append(Problem("Xin chọn ít nhất một nơi phải báo cáo.", field="parties"))
    known = set(permissions.askable(campaign).values_list("pk", flat=True))
    if any(party.pk not in known or party.office_id == office.pk for party in asked.parties):
        wrong.append(
            Problem("Có nơi không tham gia phong trào, hoặc là chính cơ quan yêu cầu; xin chọn lại.", field="parties")
        )
    return wrong


def _next_period(campaign: Campaign, day: dt.date) -> Period:
    month = f"{day.year}-D{day.month:02d}"
    turn = ReportRequest.objects.filter(campaign=campaign, period__startswith=month).count() + 1
    if turn > MOST_IN_A_MONTH:
        raise Refused(f"Tháng này đã có {MOST_IN_A_MONTH} yêu cầu báo cáo đột xuất.")
    return Period.ad_hoc(day, turn)


def call_off(request: ReportRequest, *, by: User, reason: str) -> ReportRequest:
    """Ask no more: who has not sent it owes it no longer, what came in stays. Says why."""
    if not reason.strip():
        raise Refused(Problem("Xin ghi lý do thôi yêu cầu.", field="reason"))
    with transaction.atomic():
        request = ReportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if not permissions.may_call_off(by, request):
            raise Refused("Chỉ cơ quan đã yêu cầu mới thôi yêu cầu, và chỉ một lần.")
        request.called_off_on = clock.today()
        request.save(update_fields=["called_off_on"])
        called_off = duties.call_off(request.campaign.key, request.deadline_key)
        audit.record(
            "thôi yêu cầu báo cáo",
            request,
            by=by,
            after={"called_off_on": request.called_off_on, "called_off": called_off},
            reason=reason.strip(),
        )
    return request
