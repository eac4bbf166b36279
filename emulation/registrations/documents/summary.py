"""Everybody's registrations as the standing office sends them up (Tổng hợp đăng ký), S3 III.2."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import timezone

from campaign_portal.foundation import clock, paper, vietnamese
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import office_in_role, standing_office
from emulation.people.models import Appointment, Office, Role
from emulation.registrations import rules
from emulation.registrations.documents.registration import count_text, notice
from emulation.registrations.selectors import entered
from emulation.registrations.selectors.board import Group, Row
from emulation.targets.rules import figure_text
from emulation.targets.selectors import working_year

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def summary(
    campaign: Campaign, groups: Sequence[Group], *, number: str = "", dated_on: dt.date | None = None
) -> paper.Paper:
    """What the standing office sends up by its deadline: numbers in the text, a list per class behind it. Without
    number and day it is a draft."""
    office = standing_office(campaign)
    authority = f"Ủy ban nhân dân {campaign.unit.title}"
    listed = [group for group in groups if group.in_count]  # of a class without any the text says enough
    return paper.Paper(
        kind="Báo cáo",
        subject=f"Tổng hợp đăng ký thi đua phong trào “{campaign.name}” năm {working_year(campaign)}",
        issuer=paper.Issuer(office.name.removesuffix(f" {campaign.unit.title}"), superior=authority),
        number=number,
        symbol=f"BC-{office.symbol}",
        dated_on=dated_on,
        place=office.place or campaign.unit.name,
        addressees=(f"{authority} (qua {_through(campaign)})",),
        body=tuple(_summary_body(campaign, groups, office)),
        recipients=("Như trên", f"Lưu: VT, {office.symbol}"),
        signers=(_office_signer(office),),
        annexes=tuple(
            _annex(campaign, group, office, ROMAN[place] if len(listed) > 1 else "", number, dated_on)
            for place, group in enumerate(listed)
        ),
        notice=notice(),
    )


def _through(campaign: Campaign) -> str:
    """By whose hand the summary goes up: the office the deadline names (S3 III.2)."""
    deadline = campaign.deadlines.filter(kind="registration_summary").first()
    return office_in_role(campaign, deadline.to_role).name if deadline and deadline.to_role else "cơ quan thường trực"


def _office_signer(office: Office) -> paper.Signer:
    held = (
        Appointment.objects.held_on()
        .own()
        .filter(office=office, role=Role.STANDING_HEAD)
        .select_related("user")
        .first()
    )
    return paper.Signer((held.title if held else "Trưởng phòng",), name=held.user.full_name if held else "")


def _summary_body(campaign: Campaign, groups: Sequence[Group], office: Office) -> Iterator[paper.Block]:
    yield paper.Paragraph(
        f"Đến {vietnamese.long_day(clock.today())}, kết quả đăng ký thi đua phong trào “{campaign.name}” năm "
        f"{working_year(campaign)} như sau:"
    )
    for place, group in enumerate(groups, 1):
        yield paper.Heading(group.participant_class.name, 2, str(place))
        yield paper.Paragraph(f"{group.in_count} trên {len(group.everybody)} đơn vị đã đăng ký{_late(group)}.")
        for sentence in _totals(group):
            yield paper.Paragraph(sentence)
        if group.missing:
            yield paper.Paragraph(f"Chưa đăng ký: {', '.join(row.party.title for row in group.missing)}.")
    if others := [f"{part.name.lower()} {count_text(number)}" for part, number in entered.totals(campaign) if number]:
        yield paper.Heading("Cá nhân, hộ gia đình", 2, str(len(groups) + 1))
        yield paper.Paragraph(f"Đã đăng ký với thôn, tổ dân phố, xã, phường: {', '.join(others)}.")
    yield paper.Paragraph(
        f"Danh sách từng đơn vị tại các phụ lục kèm theo. {office.name} kính báo cáo Ủy ban nhân dân "
        f"{campaign.unit.title} xem xét, chỉ đạo./."
    )


def _late(group: Group) -> str:
    late = [f"{row.party.title} (trễ {row.days_late} ngày)" for row in group.everybody if row.is_late]
    return f"; trễ hạn: {', '.join(late)}" if late else ""


def _totals(group: Group) -> Iterator[str]:
    for place, column in enumerate(group.columns):
        planned, pledged = group.sums(place)
        if pledged is None:
            continue
        against = f", kế hoạch giao {count_text(int(planned))} {column.unit_of_measure}" if planned is not None else ""
        yield f"{column.text}: đăng ký {count_text(int(pledged))} {column.unit_of_measure}{against}."


def _annex(
    campaign: Campaign, group: Group, office: Office, label: str, number: str, dated_on: dt.date | None
) -> paper.Annex:
    planned = [group.is_planned(place) for place in range(len(group.columns))]
    figures = sum(2 if is_planned else 1 for is_planned in planned)
    top: list[paper.Cell] = [
        paper.Cell("TT", rowspan=2),
        paper.Cell("Đơn vị", rowspan=2),
        paper.Cell("Ngày đăng ký", rowspan=2),
    ]
    below: list[str] = []
    for column, is_planned in zip(group.columns, planned, strict=True):
        head = f"{column.text} ({column.unit_of_measure})"
        top.append(paper.Cell(head, colspan=2) if is_planned else paper.Cell(head, rowspan=2))
        below += ["Giao", "Đăng ký"] if is_planned else []
    top += [paper.Cell("Việc làm chính", rowspan=2), paper.Cell("Hình thức đề nghị", rowspan=2)]
    if not below:
        top = [paper.Cell(cell.text) for cell in top]
    return paper.Annex(
        title=f"Đăng ký thi đua của {group.participant_class.name.lower()} năm {working_year(campaign)}",
        label=f"Phụ lục {label}".strip(),
        reference=paper.attached_to("Báo cáo", number, f"BC-{office.symbol}", dated_on, office.name),
        landscape=True,
        blocks=(
            paper.Table(
                columns=(
                    paper.Column(5, "center"),
                    paper.Column(22),
                    paper.Column(11, "center"),
                    *(paper.Column(9, "right"),) * figures,
                    paper.Column(26),
                    paper.Column(14),
                ),
                header=(tuple(top), tuple(below)) if below else (tuple(top),),
                rows=tuple(
                    paper.Row(_cells(number, row, group, planned))
                    for number, row in enumerate((row for row in group.everybody if row.is_in), 1)
                ),
            ),
            paper.Paragraph(f"Chưa đăng ký: {', '.join(row.party.title for row in group.missing) or 'không có'}."),
        ),
    )


def _cells(number: int, row: Row, group: Group, planned: Sequence[bool]) -> tuple[str, ...]:
    figures: list[str] = []
    for column, line, is_planned in zip(group.columns, row.lines, planned, strict=True):
        measure = rules.measure_of(column.indicator)
        if is_planned:
            figures.append(figure_text(measure, line.assigned if line else None))
        figures.append(figure_text(measure, line.pledged if line else None))
    registration = row.registration
    first = registration.first_submitted_at if registration else None
    form = registration.award_form if registration else None
    return (
        str(number),
        row.party.name,
        vietnamese.day(timezone.localtime(first).date()) if first else "",
        *figures,
        row.main_deeds,
        form.short_name if form else "",
    )
