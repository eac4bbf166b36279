"""The report as an official paper (NĐ 30/2020; outline: `forms.md`, "Báo cáo quý of a unit")."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from campaign_portal.foundation import clock, paper, quantities
from campaign_portal.foundation.models import Installation
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.selectors import office_doing
from reporting.reports import rules
from reporting.reports.models import Report
from reporting.reports.selectors import contents, figures
from reporting.reports.selectors.contents import Section
from reporting.reports.selectors.figures import Filled, Outcome

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
NOTHING = "Không có nội dung báo cáo."


def file_name(report: Report, ending: str) -> str:
    return f"Báo cáo {report.period_name}, {report.party}.{ending}"


def notice() -> str:
    """What stands at the foot of every paper of a demo."""
    return DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else ""


@dataclass(frozen=True)
class Desk:
    """The body that reports, and who signs for it."""

    name: str
    superior: str
    symbol: str
    place: str
    signer: paper.Signer


def report_paper(report: Report, submission: int) -> paper.Paper:
    """One submission of a report, or what is being prepared (then without a date)."""
    form = contents.form_of(report.campaign, report.party, report.period)
    is_frozen = submission <= report.submission_count
    filled = figures.frozen_figures(report, submission) if is_frozen else figures.figures_now(report, form)
    desk = _desk_of(report)
    sections = contents.sections_of(report, form, submission)
    is_last = is_frozen and submission == report.submission_count
    sent_on = timezone.localtime(report.submitted_at).date() if is_last and report.submitted_at else None
    return paper.Paper(
        kind="Báo cáo",
        subject=_subject(report),
        issuer=paper.Issuer(desk.name, desk.superior),
        symbol=desk.symbol,
        place=desk.place,
        dated_on=sent_on,
        addressees=(report.receiver.name,),
        body=tuple(_body(report, desk, sections, filled, figures.outcome_of(report, filled))),
        signers=(desk.signer,),
        recipients=("Như trên", "Lưu: VT"),
        notice=notice(),
    )


def _subject(report: Report) -> str:
    asked = contents.request_of(report.campaign, report.period)
    return asked.title if asked else f"Kết quả phong trào thi đua “{report.campaign.name}” {report.period_name}"


def basis_sentence(campaign: Campaign) -> str:
    """ "Thực hiện Kế hoạch tháng 02 năm 2020 của Ủy ban nhân dân thị xã Sa Pa thực hiện phong trào …" """
    document = campaign.document
    number = f" số {document['number']}/{document['symbol']}" if document.get("number") else ""
    issuer = f"Ủy ban nhân dân {campaign.unit.title}"
    return f"Thực hiện {document.get('kind', 'Kế hoạch')}{number} {document.get('date_text', '')} của {issuer}"


def _body(
    report: Report, desk: Desk, sections: tuple[Section, ...], filled: Filled, outcome: Outcome | None
) -> Iterator[paper.Block]:
    yield paper.Paragraph(
        f"{basis_sentence(report.campaign)} về phong trào thi đua “{report.campaign.name}”, {desk.name} báo cáo "
        f"kết quả {report.period_name} như sau:"
    )
    around = [section for section in sections if not section.in_results]
    for section in around[:1]:
        yield from _section(section)
    if filled:
        yield paper.Heading(contents.RESULTS, 1, "II")
        yield paper.Heading(contents.FIGURES_TITLE, 2, "A")
        yield figures_table(filled, outcome)
        yield from _said(report, filled, outcome)
    for section in sections:
        if section.in_results:
            yield paper.Heading(section.title, 2, section.number)
            yield from paragraphs(section.text)
    for section in around[1:]:
        yield from _section(section)
    yield paper.Paragraph(f"Trên đây là báo cáo kết quả {report.period_name} của {desk.name}./.")


def _section(section: Section) -> Iterator[paper.Block]:
    yield paper.Heading(section.title, 1, section.number)
    yield from paragraphs(section.text)


def paragraphs(text: str) -> Iterator[paper.Paragraph]:
    """What was written, line by line; a line that says so where nothing was."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines or [NOTHING]:
        yield paper.Paragraph(line)


def figures_table(filled: Filled, outcome: Outcome | None) -> paper.Table:
    rows: list[paper.Row] = []
    group, number = "", 0
    for figure in filled:
        if figure.spec.group != group:
            group = figure.spec.group
            rows.append(paper.Row((paper.Cell(group, colspan=6),), kind="group"))
        number += 1
        shown = rules.share_text(figure.value, figure.whole) if figure.spec.has_whole else figure.shown
        rows.append(
            paper.Row((str(number), figure.spec.name, figure.spec.unit, shown, figure.shown_last, _remark(figure)))
        )
    if outcome:
        rows += _rates(outcome, number)
    return paper.Table(
        columns=(
            paper.Column(5, "center"),
            paper.Column(33),
            paper.Column(13, "center"),
            paper.Column(16, "right"),
            paper.Column(13, "right"),
            paper.Column(20),
        ),
        header=(("TT", "Số liệu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Ghi chú"),),
        rows=tuple(rows),
    )


def _remark(figure: figures.FilledFigure) -> str:
    if figure.value is None:
        return figure.gap or "chưa có số"
    return figure.note or ("sơ bộ" if figure.is_provisional else "")


def _rates(outcome: Outcome, number: int) -> list[paper.Row]:
    poverty = outcome.poverty
    plan = f"kế hoạch năm {quantities.points_text(outcome.plan_points)}" if outcome.plan_points is not None else ""
    lines = (
        ("Tỷ lệ hộ nghèo đầu năm", "%", quantities.percent_text(poverty.start_rate), ""),
        ("Tỷ lệ hộ nghèo hiện tại", "%", quantities.percent_text(poverty.rate), ""),
        ("Giảm tỷ lệ hộ nghèo so với đầu năm", "điểm %", quantities.points_text(poverty.fall_points), plan),
        ("Giảm số hộ nghèo so với đầu năm", "hộ", rules.fewer_text(poverty.fall_households), ""),
        ("Tỷ lệ hộ cận nghèo hiện tại", "%", quantities.percent_text(poverty.near_rate), ""),
    )
    head = paper.Row((paper.Cell("Tỷ lệ, mức giảm (tính từ các số trên)", colspan=6),), kind="group")
    return [
        head,
        *(
            paper.Row((str(number + place), name, unit, shown, "", remark))
            for place, (name, unit, shown, remark) in enumerate(lines, start=1)
        ),
    ]


def _said(report: Report, filled: Filled, outcome: Outcome | None) -> Iterator[paper.Block]:
    if outcome and outcome.poverty.fall_points is not None:
        asked = ""
        if outcome.asked_by_now is not None:
            asked = f"; ước theo thời gian đến hết {Period(report.period).short_name}: "
            asked += f"{quantities.points_text(outcome.asked_by_now)} điểm %"
        plan = "" if outcome.plan_points is None else f" (kế hoạch cả năm {quantities.points_text(outcome.plan_points)}"
        yield paper.Paragraph(
            f"Tỷ lệ hộ nghèo từ {quantities.percent_text(outcome.poverty.start_rate)} đầu năm còn "
            f"{quantities.percent_text(outcome.poverty.rate)}, "
            f"{fall_words(outcome)}{f'{plan} điểm %{asked})' if plan else ''}."
        )
    if any(figure.is_provisional for figure in filled):
        yield paper.Paragraph("Số liệu rà soát trong kỳ là số sơ bộ; số chính thức theo quyết định phê duyệt cuối năm.")
    if any(figure.value is None for figure in filled):
        yield paper.Paragraph("Dấu “–” là chưa có số, khác với 0.")


def fall_words(outcome: Outcome) -> str:
    """ "giảm 2,24 điểm %", "tăng 0,12 điểm %"."""
    shown = quantities.points_text(outcome.poverty.fall_points)
    return f"{shown} điểm %" if shown.startswith("tăng") else f"giảm {shown} điểm %"


# --- Who reports and who signs ---------------------------------------------------------------------------------------


def _desk_of(report: Report) -> Desk:
    unit = report.unit
    if office := report.party.office:
        above = office_doing(Function.LEADERSHIP, unit, clock.today())
        return Desk(
            office.name.removesuffix(f" {unit.title}") if above else office.name,
            above.name if above else "",
            f"BC-{office.symbol}" if office.symbol else "BC",
            office.place or unit.name,
            paper.Signer(("Thủ trưởng cơ quan",)),
        )
    committee = office_doing(Function.LEADERSHIP, unit, clock.today())
    name = committee.name if committee else f"Ủy ban nhân dân {unit.title}"
    return Desk(name, "", "BC-UBND", unit.name, committee_signer(committee, report))


def committee_signer(committee: Office | None, report: Report) -> paper.Signer:
    """TM. the committee; a deputy signs KT. for the chairman, one with his authority TUQ. (NĐ 30 Đ13)."""
    held = Appointment.objects.held_on(_day_of(report)).filter(office=committee, role=Role.COMMUNE_LEADER)
    posts = list(held.select_related("user").order_by("valid_from", "pk"))
    posts.sort(key=lambda post: post.acting_for_id is not None)
    post = next((post for post in posts if post.user_id == report.submitted_by_id), posts[0] if posts else None)
    formula = "TM. Ủy ban nhân dân"
    if post is None:
        return paper.Signer((formula, "Chủ tịch"))
    if post.title.startswith("Phó"):
        return paper.Signer((formula, "KT. Chủ tịch", "Phó Chủ tịch"), name=post.user.full_name)
    if post.acting_for_id:
        return paper.Signer(("TUQ. Chủ tịch", post.title), name=post.user.full_name)
    return paper.Signer((formula, "Chủ tịch"), name=post.user.full_name)


def _day_of(report: Report) -> dt.date:
    return timezone.localtime(report.submitted_at).date() if report.submitted_at else clock.today()
