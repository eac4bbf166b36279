"""One participant's registration as a paper (Đăng ký thi đua), S3 III.2."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import timezone

from campaign_portal.foundation import clock, paper, quantities, vietnamese
from campaign_portal.foundation.models import Installation
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.selectors import office_doing
from emulation.registrations import rules
from emulation.registrations.documents.written_for import written_for
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.rules import Ground, Line
from emulation.registrations.selectors.completeness import line_of, pledged_of
from emulation.registrations.selectors.rule import award_name
from emulation.targets.rules import figure_text

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
Nature = PledgeItem.Nature


def notice() -> str:
    return DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else ""


def registration_form(registration: Registration, items: Sequence[PledgeItem], ground: Ground) -> paper.Paper:
    """The registration as the leader signs it; without a date until it was submitted. Of somebody who has no account,
    the paper that he signs himself."""
    if registration.is_written_for:
        return written_for(registration, items, notice())
    sent_on = timezone.localtime(registration.submitted_at).date() if registration.submitted_at else None
    issuer, symbol, place, signer = _desk_of(registration, sent_on or clock.today())
    superior = f"Ủy ban nhân dân {registration.superior.title}"
    through = f" (qua {registration.receiver.name})" if registration.receiver else ""
    return paper.Paper(
        kind="Đăng ký thi đua",
        subject=f"Phong trào thi đua “{registration.campaign.name}” năm {registration.year}{_amended(registration)}",
        issuer=issuer,
        symbol=symbol,
        place=place,
        dated_on=sent_on,
        addressees=(superior + ("" if registration.receiver and registration.receiver.name == superior else through),),
        body=tuple(_form_body(registration, items, ground)),
        recipients=("Như trên", "Lưu: VT"),
        signers=(signer,),
        notice=notice(),
        sizes=paper.SMALL,
    )


def _amended(registration: Registration) -> str:
    """Which text this is, once there is a second one."""
    number = registration.versions.count()
    return f" (sửa đổi lần {number - 1})" if number > 1 else ""


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
        f"{registration.party} có {hamlets}{count_text(ground.households)} hộ dân cư; ngày {ground.on} có "
        f"{count_text(ground.poor)} hộ nghèo ({quantities.percent_text(ground.poor_rate)}) và "
        f"{count_text(ground.near_poor)} hộ cận nghèo ({quantities.percent_text(near_rate)})."
    )


def count_text(number: int | None) -> str:
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
        amount = "" if item.pledged is None else f": {count_text(int(item.pledged))} {item.unit_of_measure}".rstrip()
        value = "" if item.value_vnd is None else f", trị giá {count_text(item.value_vnd)} đồng"
        listed.append(f"{item.text}{amount}{value}{f', {item.note}' if item.note else ''}.")
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
