"""The consolidated report as an official paper, and its chart (NĐ 30/2020; outline: `forms.md`, "Báo cáo tổng hợp")."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils import timezone

from campaign_portal.foundation import charts, paper, quantities, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign, CampaignRole
from emulation.campaigns.selectors import standing_office
from emulation.people.models import Appointment, Function, Office, Role
from reporting.consolidation import rules
from reporting.consolidation.models import Snapshot
from reporting.consolidation.selectors.table import Line, Table, Total, table_of
from reporting.reports.documents import basis_sentence, notice
from reporting.reports.rules import FIGURES, Group, Number, fewer_text, number_text, opening, share_text


def file_name(snapshot: Snapshot, ending: str) -> str:
    return f"Báo cáo tổng hợp {snapshot.period_name}, bản {snapshot.number}.{ending}"


# --- The chart -------------------------------------------------------------------------------------------------------


MOST_ROWS = 30  # as many as one page of a paper holds
SLOWEST = 20  # of more communes, so many are drawn


def chart_lines(table: Table) -> tuple[Line, ...]:
    """The communes a chart draws: all in their order; of very many, those furthest behind, the slowest first."""
    return table.communes if len(table.communes) <= MOST_ROWS else table.slowest[:SLOWEST]


def chart_svg(table: Table, *, on_paper: bool = False) -> str:
    """How far each commune's rate fell, against its plan; "" where no commune has a fall to show."""
    if not any(line.poverty.fall_points is not None for line in table.communes):
        return ""
    rows = [charts.PlannedFigure(line.name, line.poverty.fall_points, line.asked_by_now) for line in chart_lines(table)]
    return charts.vega_svg(charts.dot_against_plan(rows, "điểm %", missing="chưa có số"), on_paper=on_paper)


def chart_alt(table: Table) -> str:
    """The same in words, for who does not see it."""
    return f"Giảm tỷ lệ hộ nghèo của từng xã, phường so với kế hoạch giao. {table.chart_answer}."


def plan_words(period: Period) -> str:
    """What the chart's gold marks are."""
    return "kế hoạch năm" if period.last_month == 12 else "kế hoạch, ước theo thời gian"


# --- The paper -------------------------------------------------------------------------------------------------------


def to_pdf(table: Table) -> bytes:
    return paper.to_pdf(consolidated_paper(table))


def to_docx(table: Table) -> bytes:
    return paper.to_docx(consolidated_paper(table))


def consolidated_paper(table: Table) -> paper.Paper:
    """Without number and date: the clerk gives both when it is signed, and they are noted on the duty's own screen."""
    snapshot = table.snapshot
    campaign = snapshot.campaign
    office = standing_office(campaign)
    return paper.Paper(
        kind="Báo cáo",
        subject=f"Tổng hợp kết quả phong trào thi đua “{campaign.name}” {snapshot.period_name}",
        issuer=paper.Issuer(
            office.name.removesuffix(f" {snapshot.unit.title}"), superior=f"Ủy ban nhân dân {snapshot.unit.title}"
        ),
        symbol=f"BC-{office.symbol}" if office.symbol else "BC",
        place=snapshot.unit.name,
        addressees=tuple(_addressees(campaign)),
        body=tuple(_body(table, office, previous_table(snapshot))),
        signers=(_signer(office),),
        recipients=("Như trên", f"Lưu: VT, {office.short_name}"),
        annexes=(
            paper.Annex(
                label="Phụ lục",
                title="Số liệu của các xã, phường",
                subtitle=f"{opening(snapshot.period_name)}, bản tổng hợp số {snapshot.number}",
                blocks=tuple(_annex(table)),
                landscape=True,
            ),
        ),
        notice=notice(),
    )


def previous_table(snapshot: Snapshot) -> Table | None:
    """The last snapshot of the period before, of the same year."""
    before = (
        Snapshot.objects.filter(
            campaign=snapshot.campaign_id,
            unit=snapshot.unit_id,
            state=Snapshot.State.FROZEN,
            period__startswith=f"{Period(snapshot.period).year}-",
            period__lt=snapshot.period,
        )
        .order_by("period", "number")
        .last()
    )
    return table_of(before) if before else None


def _addressees(campaign: Campaign) -> Iterator[str]:
    """UBND and the council's standing body (S3 V.6)."""
    roles = {
        role.function: role.office for role in CampaignRole.objects.filter(campaign=campaign).select_related("office")
    }
    if leadership := roles.get(Function.LEADERSHIP):
        yield leadership.name
    if council := roles.get(Function.COUNCIL):
        yield f"Thường trực {council.name}"


def _signer(office: Office) -> paper.Signer:
    heads = Appointment.objects.held_on().own().filter(office=office, role=Role.STANDING_HEAD)
    head = heads.select_related("user").first()
    if head is None:
        return paper.Signer(("Trưởng phòng",))
    return paper.Signer((head.title,), name=head.user.full_name)


def _body(table: Table, office: Office, before: Table | None) -> Iterator[paper.Block]:
    snapshot = table.snapshot
    name = snapshot.period_name
    yield paper.Paragraph(
        f"{basis_sentence(snapshot.campaign)} về phong trào thi đua “{snapshot.campaign.name}”, {office.name} tổng hợp "
        f"báo cáo {name} của các xã, phường, cơ quan, đơn vị như sau:"
    )
    yield paper.Heading("Chế độ báo cáo", 1, "I")
    yield from _timeliness(table)
    yield paper.Heading("Kết quả", 1, "II")
    yield paper.Heading("Giảm nghèo", 2, "1")
    yield from _poverty(table, before)
    yield paper.Heading("Giúp đỡ, huy động, chính sách", 2, "2")
    yield _totals(table.total, before.total if before else None)
    if table.agencies:
        yield paper.Heading("Việc làm của các cơ quan, đơn vị", 2, "3")
        yield _totals(table.agencies_total, before.agencies_total if before else None, groups=False)
        yield paper.Paragraph(
            "Đóng góp của cơ quan cho một xã cũng nằm trong số của xã đó, nên hai bảng không cộng với nhau."
        )
    yield paper.Heading("Nội dung các đơn vị báo cáo", 1, "III")
    for number, heading in enumerate(table.headings, start=1):
        yield paper.Heading(heading.title.partition(". ")[2] or heading.title, 2, str(number))
        if heading.texts:
            yield paper.BulletList(tuple(_quoted(line, text) for line, text in heading.texts))
        else:
            yield paper.Paragraph("Không có đơn vị nào nêu.")
    yield paper.Paragraph(f"Trên đây là báo cáo tổng hợp {name} của {office.name}./.")


def _quoted(line: Line, text: str) -> paper.Text:
    flat = "; ".join(part.strip().rstrip(".;") for part in text.splitlines() if part.strip())
    return (paper.Run(f"{line.title}: ", bold=True), f"{flat}.")


def _timeliness(table: Table) -> Iterator[paper.Block]:
    communes, agencies = table.total, table.agencies_total
    expected = communes.expected + agencies.expected
    came = communes.reported + agencies.reported
    on_time = communes.on_time + agencies.on_time
    kinds = f"{communes.reported}/{communes.expected} xã, phường"
    if agencies.expected:
        kinds += f", {agencies.reported}/{agencies.expected} cơ quan, đơn vị"
    yield paper.Paragraph(f"{came} trên {expected} đơn vị đã báo cáo ({kinds}), trong đó {on_time} đúng hạn.")
    if table.late:
        names = "; ".join(f"{line.title} ({line.row.days_late} ngày)" for line in table.late)
        yield paper.Paragraph(f"Nộp chậm: {names}.")
    if table.missing:
        yield paper.Paragraph(f"Chưa nộp: {_names(table.missing)}.")


def _names(lines: Iterable[Line]) -> str:
    return "; ".join(line.title for line in lines)


def _poverty(table: Table, before: Table | None) -> Iterator[paper.Block]:
    total = table.total
    poverty = total.poverty
    if poverty.fall_points is not None:
        plan = ""
        if table.plan_points is not None:
            plan = f"; kế hoạch cả năm {quantities.points_text(table.plan_points)} điểm %"
        yield paper.Paragraph(
            f"Tỷ lệ hộ nghèo từ {quantities.percent_text(poverty.start_rate)} đầu năm còn "
            f"{quantities.percent_text(poverty.rate)}, {_fell(poverty.fall_points)} ({total.over_words}{plan}). "
            f"{number_text(rules.value_of(total.amounts, 'escaped'))} hộ thoát nghèo, "
            f"{number_text(rules.value_of(total.amounts, 'relapsed'))} hộ tái nghèo, "
            f"{number_text(rules.value_of(total.amounts, 'newly_poor'))} hộ nghèo phát sinh mới."
        )
    elif poverty.start_rate is not None:
        yield paper.Paragraph(
            f"Đầu năm tỷ lệ hộ nghèo là {quantities.percent_text(poverty.start_rate)} ({total.over_words}). Kỳ này "
            "chưa có rà soát nên chưa có số giảm."
        )
    if before and before.total.poverty.rate is not None:
        yield paper.Paragraph(
            f"Kỳ trước ({before.snapshot.period_name}): {quantities.percent_text(before.total.poverty.rate)} "
            f"({before.total.over_words})."
        )
    if svg := chart_svg(table, on_paper=True):
        yield paper.Paragraph((paper.Run(f"{table.chart_answer}.", bold=True),))
        yield paper.Figure(svg, chart_alt(table), width_mm=140)
        yield paper.Paragraph(f"Chấm: số điểm % đã giảm; vạch: {plan_words(table.period)}.{_only_some(table)}")
    if table.any_compared and table.not_compared:
        yield paper.Paragraph(f"Chưa tính vào tỷ lệ chung vì chưa có số hiện tại: {_names(table.not_compared)}.")
    if any(amount.is_provisional for amount in total.amounts.values()):
        yield paper.Paragraph("Số rà soát trong năm là số sơ bộ.")


def _only_some(table: Table) -> str:
    drawn = len(chart_lines(table))
    return "" if drawn == len(table.communes) else f" Vẽ {drawn} đơn vị chậm nhất trong {len(table.communes)}."


def _fell(points) -> str:
    shown = quantities.points_text(points)
    return f"{shown} điểm %" if shown.startswith("tăng") else f"giảm {shown} điểm %"


def _totals(total: Total, before: Total | None, *, groups: bool = True) -> paper.Block:
    rows: list[paper.Row] = []
    group = ""
    number = 0
    for code, amount in total.amounts.items():
        spec = FIGURES[code]
        if spec.group == Group.POVERTY:
            continue
        if groups and spec.group != group:
            group = spec.group
            rows.append(paper.Row((paper.Cell(group, colspan=6),), kind="group"))
        number += 1
        last = before.amounts.get(code) if before else None
        rows.append(
            paper.Row(
                (
                    str(number),
                    spec.name,
                    spec.unit,
                    _shown(amount.value, amount.whole, has_whole=spec.has_whole),
                    _shown(last.value, last.whole, has_whole=spec.has_whole) if last else "–",
                    f"{amount.units}/{total.expected}",
                )
            )
        )
    if not rows:
        return paper.Paragraph("Chưa có đơn vị nào báo cáo số liệu này.")
    return paper.Table(
        columns=(
            paper.Column(5, "center"),
            paper.Column(36),
            paper.Column(15, "center"),
            paper.Column(18, "right"),
            paper.Column(16, "right"),
            paper.Column(11, "center"),
        ),
        header=(("TT", "Số liệu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Số đơn vị"),),
        rows=tuple(rows),
    )


def _shown(value: Number | None, whole: Number | None, *, has_whole: bool) -> str:
    return share_text(value, whole) if has_whole else number_text(value)


# --- Annex -----------------------------------------------------------------------------------------------------------


def _annex(table: Table) -> Iterator[paper.Block]:
    yield paper.Heading(Group.POVERTY, 2, "1")
    yield _poverty_table(table)
    number = 1
    for group in (Group.HELP, Group.GIFTS, Group.POLICY):
        codes = [code for code in table.total.amounts if FIGURES[code].group == group]
        if codes:
            number += 1
            yield paper.Heading(group.value, 2, str(number))
            yield _group_table(table, codes)
    snapshot = table.snapshot
    frozen = vietnamese.day(timezone.localtime(snapshot.frozen_at).date()) if snapshot.frozen_at else ""
    yield paper.Paragraph(
        f"Dấu “–”: chưa có số. Bản số {snapshot.number} chốt ngày {frozen}; mã kiểm tra SHA-256: {snapshot.checksum}.",
        indent=False,
        align="left",
    )


def _poverty_table(table: Table) -> paper.Table:
    def cells(line: Line) -> tuple[str, ...]:
        counted = line.is_compared or (line.entry.has_figures and not table.any_compared)
        return _poverty_cells(line.amounts) if counted else ("–",) * 9

    rows = [
        paper.Row((str(place), line.name, line.pill[1], *cells(line), _plan(line.row.plan_points)))
        for place, line in enumerate(table.communes, start=1)
    ]
    total = table.total
    head = paper.Cell(f"Toàn {table.snapshot.unit.title}")
    rows.append(
        paper.Row(
            ("", head, total.over_words, *_poverty_cells(total.amounts), _plan(table.plan_points)),
            kind="total",
        )
    )
    return paper.Table(
        columns=(
            paper.Column(4, "center"),
            paper.Column(14),
            paper.Column(11, "center"),
            *(paper.Column(8, "right") for _ in range(9)),
            paper.Column(9, "right"),
        ),
        header=(
            (
                paper.Cell("TT", rowspan=2),
                paper.Cell("Xã, phường", rowspan=2),
                paper.Cell("Nộp báo cáo", rowspan=2),
                paper.Cell("Đầu năm", colspan=3),
                paper.Cell("Hiện tại", colspan=3),
                paper.Cell("Giảm", colspan=3),
                paper.Cell("Kế hoạch năm (điểm %)", rowspan=2),
            ),
            ("Hộ", "Hộ nghèo", "Tỷ lệ", "Hộ", "Hộ nghèo", "Tỷ lệ", "Hộ nghèo", "Điểm %", "Cận nghèo"),
        ),
        rows=tuple(rows),
        points=11,
    )


def _poverty_cells(amounts: rules.Amounts) -> tuple[str, ...]:
    poverty = rules.poverty_of(amounts)

    def shown(code: str) -> str:
        return number_text(rules.value_of(amounts, code))

    return (
        shown("households_start"),
        shown("poor_start"),
        quantities.percent_text(poverty.start_rate),
        shown("households"),
        shown("poor"),
        quantities.percent_text(poverty.rate),
        fewer_text(poverty.fall_households),
        quantities.points_text(poverty.fall_points),
        fewer_text(poverty.near_fall_households),
    )


def _plan(plan: Decimal | None) -> str:
    return quantities.points_text(plan)


def _group_table(table: Table, codes: list[str]) -> paper.Table:
    def cells(amounts: rules.Amounts, *, shown: bool) -> tuple[str, ...]:
        found = [amounts.get(code) if shown else None for code in codes]
        return tuple(
            _shown(amount.value, amount.whole, has_whole=FIGURES[code].has_whole) if amount else "–"
            for code, amount in zip(codes, found, strict=True)
        )

    rows = [
        paper.Row((str(place), line.name, *cells(line.amounts, shown=line.entry.has_figures)))
        for place, line in enumerate(table.communes, start=1)
    ]
    rows.append(paper.Row(("", "Cộng", *cells(table.total.amounts, shown=True)), kind="total"))
    return paper.Table(
        columns=(paper.Column(4, "center"), paper.Column(16), *(paper.Column(14, "right") for _ in codes)),
        header=(("TT", "Xã, phường", *(_headed(code) for code in codes)),),
        rows=tuple(rows),
        points=11,
    )


def _headed(code: str) -> str:
    spec = FIGURES[code]
    return f"{spec.name} ({'đã hưởng / đủ điều kiện' if spec.has_whole else spec.unit})"
