"""Papers of registrations: one participant's (Đăng ký thi đua) and everybody's (Tổng hợp đăng ký), S3 III.2."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import timezone

from campaign_portal.foundation import clock, paper, quantities, vietnamese
from campaign_portal.foundation.models import Installation
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import office_in_role, standing_office
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.selectors import office_doing
from emulation.registrations import rules
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.rules import Ground, Line
from emulation.registrations.selectors.board import Group, Row
from emulation.registrations.selectors.completeness import line_of, pledged_of
from emulation.registrations.selectors.rule import award_name
from emulation.targets.rules import figure_text

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
Nature = PledgeItem.Nature
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _notice() -> str:
    return DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else ""


# --- One participant's ------------------------------------------------------------------------------------------------


def registration_form(registration: Registration, items: Sequence[PledgeItem], ground: Ground) -> paper.Paper:
    """The registration as the leader signs it; without a date until it was submitted."""
    sent_on = timezone.localtime(registration.submitted_at).date() if registration.submitted_at else None
    issuer, symbol, place, signer = _desk_of(registration, sent_on or clock.today())
    superior = f"Ủy ban nhân dân {registration.superior.title}"
    through = f" (qua {registration.receiver.name})" if registration.receiver else ""
    return paper.Paper(
        kind="Đăng ký thi đua",
        subject=f"Phong trào thi đua “{registration.campaign.name}” năm {registration.year}",
        issuer=issuer,
        symbol=symbol,
        place=place,
        dated_on=sent_on,
        addressees=(superior + ("" if registration.receiver and registration.receiver.name == superior else through),),
        body=tuple(_form_body(registration, items, ground)),
        recipients=("Như trên", "Lưu: VT"),
        signers=(signer,),
        notice=_notice(),
        sizes=paper.SMALL,
    )


def _form_body(registration: Registration, items: Sequence[PledgeItem], ground: Ground) -> Iterator[paper.Block]:
    parts = iter(range(1, 10))
    if registration.participant_class.unit_level:
        yield paper.Heading("Đặc điểm", 2, str(next(parts)))
        yield paper.Paragraph(_about(registration, ground))
    yield paper.Heading("Chỉ tiêu đăng ký", 2, str(next(parts)))
    yield _figures_table([line_of(item) for item in items if item.nature != Nature.DEED])
    yield paper.Heading("Việc làm, mô hình", 2, str(next(parts)))
    yield from _deeds(registration, [item for item in items if item.nature == Nature.DEED])
    to_escape = pledged_of(items, rules.indicators.REGISTERED_TO_ESCAPE)
    if to_escape is not None:
        yield paper.Heading("Hộ đăng ký thoát nghèo", 2, str(next(parts)))
        attached = "có danh sách kèm theo" if registration.escape_list_id else "danh sách gửi sau"
        yield paper.Paragraph(f"{vietnamese.grouped(int(to_escape))} hộ, {attached}.")
    yield paper.Heading("Hình thức đề nghị", 2, str(next(parts)))
    form = registration.award_form
    wished = award_name(form, registration.campaign, registration.party) if form else "Không đăng ký hình thức"
    yield paper.Paragraph(f"{wished}./.")


def _about(registration: Registration, ground: Ground) -> str:
    """Hamlets, households, poor and near-poor on the day of the approved list."""
    hamlets = f"{ground.hamlets} thôn, tổ dân phố, " if ground.hamlets is not None else ""
    if ground.households is None:
        return f"{registration.party}: {hamlets}chưa có số liệu hộ ngày {ground.on}."
    near_rate = quantities.rate(ground.near_poor, ground.households)
    return (
        f"{registration.party} có {hamlets}{_count(ground.households)} hộ dân cư; ngày {ground.on} có "
        f"{_count(ground.poor)} hộ nghèo ({quantities.percent_text(ground.poor_rate)}) và {_count(ground.near_poor)} "
        f"hộ cận nghèo ({quantities.percent_text(near_rate)})."
    )


def _count(number: int | None) -> str:
    return "–" if number is None else vietnamese.grouped(number)


def _figures_table(lines: Sequence[Line]) -> paper.Table:
    return paper.Table(
        columns=(
            paper.Column(5, "center"),
            paper.Column(34),
            paper.Column(12, "center"),
            paper.Column(14, "right"),
            paper.Column(14, "right"),
            paper.Column(21),
        ),
        header=(("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch giao", "Đăng ký", "Ghi chú"),),
        rows=tuple(
            paper.Row(
                (
                    str(place),
                    line.text,
                    line.unit_of_measure,
                    figure_text(line.measure, line.assigned),
                    figure_text(line.measure, line.pledged),
                    line.note,
                )
            )
            for place, line in enumerate(lines, 1)
        ),
    )


def _deeds(registration: Registration, deeds: Sequence[PledgeItem]) -> Iterator[paper.Block]:
    for text in registration.models_and_deeds.splitlines():
        if text.strip():
            yield paper.Paragraph(text.strip())
    listed = []
    for item in deeds:
        amount = "" if item.pledged is None else f": {_count(int(item.pledged))} {item.unit_of_measure}".rstrip()
        listed.append(f"{item.text}{amount}{f', {item.note}' if item.note else ''}.")
    if listed:
        yield paper.BulletList(tuple(listed))
    elif not registration.models_and_deeds.strip():
        yield paper.Paragraph("Không đăng ký thêm.")


def _desk_of(registration: Registration, on: dt.date) -> tuple[paper.Issuer, str, str, paper.Signer]:
    """Who issues, the paper's symbol, the place, who signs."""
    unit = registration.unit
    if office := registration.party.office:
        above = office_doing(Function.LEADERSHIP, unit, on)
        name = office.name.removesuffix(f" {unit.title}")
        symbol = f"ĐK-{office.symbol}" if office.symbol else ""
        issuer = paper.Issuer(name, above.name if above else "")
        return issuer, symbol, office.place or unit.name, paper.Signer(("Thủ trưởng cơ quan",))
    committee = office_doing(Function.LEADERSHIP, unit, on)
    if committee is None:  # a hamlet has no committee: its head signs
        return paper.Issuer(registration.party.name), "", unit.name, paper.Signer((_head_of(unit.kind),))
    return paper.Issuer(committee.name), "ĐK-UBND", committee.place, _committee_signer(committee, registration, on)


def _head_of(kind: str) -> str:
    return "Tổ trưởng" if kind == "Tổ dân phố" else f"Trưởng {kind.lower()}"


def _committee_signer(committee: Office, registration: Registration, on: dt.date) -> paper.Signer:
    """TM. the committee; a deputy signs KT. for the chairman, one with his authority TUQ. (NĐ 30 Đ13)."""
    held = Appointment.objects.held_on(on).filter(office=committee, role=Role.COMMUNE_LEADER).select_related("user")
    posts = list(held.order_by("valid_from", "pk"))
    posts.sort(key=lambda post: post.acting_for_id is not None)
    post = next((post for post in posts if post.user_id == registration.submitted_by_id), posts[0] if posts else None)
    formula = "TM. Ủy ban nhân dân"
    if post is None:
        return paper.Signer((formula, "Chủ tịch"))
    if post.title.startswith("Phó"):
        return paper.Signer((formula, "KT. Chủ tịch", "Phó Chủ tịch"), name=post.user.full_name)
    if post.acting_for_id:
        return paper.Signer(("TUQ. Chủ tịch", post.title), name=post.user.full_name)
    return paper.Signer((formula, "Chủ tịch"), name=post.user.full_name)


# --- Everybody's ------------------------------------------------------------------------------------------------------


def summary(campaign: Campaign, groups: Sequence[Group]) -> paper.Paper:
    """What the standing office sends up by its deadline: numbers in the text, a list per class behind it."""
    office = standing_office(campaign)
    authority = f"Ủy ban nhân dân {campaign.unit.title}"
    return paper.Paper(
        kind="Báo cáo",
        subject=f"Tổng hợp đăng ký thi đua phong trào “{campaign.name}” năm {campaign.year}",
        issuer=paper.Issuer(office.name.removesuffix(f" {campaign.unit.title}"), superior=authority),
        symbol=f"BC-{office.symbol}",
        place=office.place or campaign.unit.name,
        addressees=(f"{authority} (qua {_through(campaign)})",),
        body=tuple(_summary_body(campaign, groups, office)),
        recipients=("Như trên", f"Lưu: VT, {office.symbol}"),
        signers=(_office_signer(office),),
        annexes=tuple(
            _annex(campaign, group, office, ROMAN[place] if len(groups) > 1 else "")
            for place, group in enumerate(groups)
        ),
        notice=_notice(),
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
        f"{campaign.year} như sau:"
    )
    for place, group in enumerate(groups, 1):
        yield paper.Heading(group.participant_class.name, 2, str(place))
        yield paper.Paragraph(f"{group.in_count} trên {len(group.everybody)} đơn vị đã đăng ký{_late(group)}.")
        for sentence in _totals(group):
            yield paper.Paragraph(sentence)
        if group.missing:
            yield paper.Paragraph(f"Chưa đăng ký: {', '.join(row.party.title for row in group.missing)}.")
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
        against = f", kế hoạch giao {_count(int(planned))} {column.unit_of_measure}" if planned is not None else ""
        yield f"{column.text}: đăng ký {_count(int(pledged))} {column.unit_of_measure}{against}."


def _annex(campaign: Campaign, group: Group, office: Office, number: str) -> paper.Annex:
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
        title=f"Đăng ký thi đua của {group.participant_class.name.lower()} năm {campaign.year}",
        label=f"Phụ lục {number}".strip(),
        reference=paper.attached_to("Báo cáo", "", f"BC-{office.symbol}", None, office.name),
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
