"""The consolidated list goes up in one act (S3 III.2): paper made, number and day recorded, the duty done, the receiver
told; and whoever has not registered is urged before."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import standing_office
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.registrations import permissions
from emulation.registrations.models import RegistrationSummary
from emulation.registrations.selectors import sent
from emulation.registrations.selectors.board import board
from emulation.targets.selectors import working_year

Print = Callable[[str, dt.date], bytes]  # number and day → the PDF


def send_summary(
    campaign: Campaign, *, number: str, dated_on: dt.date, printed: Print, by: User
) -> RegistrationSummary:
    """Send the list as it stands now: later registrations go into the next one. `number` is the paper's own ("18").

    Refuses a person of another office, a number that is none, a day to come, and a plan that names no receiver.
    """
    receiver = sent.receiver_of(campaign)
    if not permissions.sends_summary(by, campaign):
        raise Refused("Bản tổng hợp do cơ quan thường trực phong trào gửi.")
    if receiver is None:
        raise Refused("Kế hoạch không quy định gửi bản tổng hợp đăng ký cho cơ quan nào.")
    number = vietnamese.nfc(number)
    refuse_if_any(_wrong(number, dated_on))
    groups = board(campaign, by)
    if not any(group.in_count for group in groups):
        raise Refused("Chưa có đơn vị nào đăng ký; chưa có gì để tổng hợp.")
    content = printed(number, dated_on)
    office = standing_office(campaign)
    with transaction.atomic():
        Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        summary = RegistrationSummary.objects.create(
            unit=campaign.unit,
            campaign=campaign,
            year=working_year(campaign),
            version=sent.last_version(campaign) + 1,
            office=office,
            receiver=receiver,
            number=f"{number}/{sent.symbol_of(office)}",
            dated_on=dated_on,
            counts=sent.counts_of(campaign, groups),
            sent_at=clock.business_now(),
            sent_by=by,
        )
        name = f"Tổng hợp đăng ký thi đua {working_year(campaign)}, lần {summary.version}.pdf"
        summary.paper = files.store_made(content, owner=summary, name=name, content_type="application/pdf", by=by)
        summary.save(update_fields=["paper"])
        duty = sent.open_duty(campaign, by)
        if duty is not None:
            duties.record_paper(duty, by=by, number=summary.number, date=dated_on, paper=summary.paper)
        audit.record(
            "gửi bản tổng hợp đăng ký", summary, by=by, after={"number": summary.number, "receiver": summary.receiver}
        )
    return summary


def _wrong(number: str, dated_on: dt.date) -> list[Problem]:
    found = []
    if not (number.isascii() and number.isdecimal() and 0 < int(number) < 100_000):
        says = f"Số văn bản “{number}” phải là số thứ tự trong sổ văn thư, ví dụ 18; ký hiệu phần mềm tự ghi."
        found.append(Problem(says, field="number"))
    if dated_on > clock.today():
        says = f"Văn bản đề ngày {vietnamese.day(dated_on)}, sau hôm nay {vietnamese.day(clock.today())}; xin sửa ngày."
        found.append(Problem(says, field="dated_on"))
    elif dated_on < clock.today() - dt.timedelta(days=60):
        found.append(
            Problem(f"Văn bản đề ngày {vietnamese.day(dated_on)}, quá hai tháng trước; xin kiểm tra năm.", "dated_on")
        )
    return found


def receive_summary(summary: RegistrationSummary, *, by: User) -> RegistrationSummary:
    """The receiving office has it. A second press changes nothing."""
    with transaction.atomic():
        summary = RegistrationSummary.objects.select_for_update(of=("self",)).get(pk=summary.pk)
        if not permissions.receives_summary(by, summary):
            raise Refused(f"Bản tổng hợp này gửi {summary.receiver}; cơ quan ấy nhận.")
        if summary.received_at is None:
            summary.received_at, summary.received_by = clock.business_now(), by
            summary.save(update_fields=["received_at", "received_by"])
            audit.record("nhận bản tổng hợp đăng ký", summary, by=by)
    return summary


def remind_missing(campaign: Campaign, *, by: User) -> list[Duty]:
    """Urge whoever the plan asks by a day and who has not registered, once a day each. Returns who was urged now."""
    if not permissions.sends_summary(by, campaign):
        raise Refused("Nhắc đăng ký là việc của cơ quan thường trực phong trào.")
    return duties.remind(sent.missing_duties(campaign), by=by)
