"""Assigned and reached, as a workbook."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from campaign_portal.foundation import quantities, sheets, vietnamese
from campaign_portal.foundation.sheets import Column, Head, Sheet, Sum, Value
from emulation.campaigns.models import Campaign
from emulation.targets.rules import Evaluation, wording
from emulation.targets.selectors import Progress
from emulation.targets.selectors.assigning import Grid
from emulation.targets.selectors.board import Board, Row
from emulation.targets.selectors.overview import Line
from emulation.territory.models import Unit


def workbook(campaign: Campaign, board: Board, lines: Sequence[Line]) -> bytes:
    """One row a place; rates with the counts they come from. A second sheet has every target of the plan."""
    when = board.period.name if board.period else f"năm {board.year}"
    title = f"Chỉ tiêu giảm nghèo, {board.unit.title}, {when}"
    sheet = Sheet(
        name="Chỉ tiêu",
        titles=(title, campaign.short_name),
        columns=(
            Column(5, "center"),
            Column(26),
            Column(11),
            Column(11),
            *(Column(10),) * 6,
            Column(12),
            Column(12),
            Column(11),
            Column(18),
        ),
        header=(
            (
                Head("TT", rowspan=2),
                Head("Đơn vị", rowspan=2),
                Head("Kế hoạch giao cả năm", colspan=2),
                Head("Đầu năm", colspan=3),
                Head("Hiện tại", colspan=3),
                Head("Giảm (điểm %)", rowspan=2),
                Head("Mốc đến kỳ này (điểm %)", rowspan=2),
                Head("Hộ thoát nghèo", rowspan=2),
                Head("Nhận định", rowspan=2),
            ),
            ("điểm %", "hộ", "Hộ nghèo", "Tổng số hộ", "Tỷ lệ", "Hộ nghèo", "Tổng số hộ", "Tỷ lệ"),
        ),
        rows=_rows(board.rows),
        total=(
            None,
            "Cộng các nơi đã nộp" if board.is_of_communes else "Cộng các nơi có số",
            None,
            Sum(),
            Sum(),
            Sum(),
            None,
            Sum(),
            Sum(),
            None,
            None,
            None,
            Sum(),
            None,
        ),
        notes=("Mốc trong năm không do ai giao: ước theo thời gian.",),
        frozen_columns=2,
    )
    return sheets.workbook([sheet, _all_targets(board, lines)], title=title, author=board.unit.opening_title)


def _all_targets(board: Board, lines: Sequence[Line]) -> Sheet:
    return Sheet(
        name="Toàn bộ chỉ tiêu",
        titles=(f"Các chỉ tiêu của kế hoạch, {board.unit.title}, năm {board.year}",),
        columns=(Column(6, "center"), Column(52), Column(24), Column(24), Column(16), Column(60)),
        header=(("Mục", "Chỉ tiêu", "Kế hoạch", "Đến nay", "Nhận định", "Cách tính, số còn thiếu"),),
        rows=[_line(line) for line in lines],
        frozen_columns=2,
    )


def _line(line: Line) -> Sequence[Value]:
    text = f"{line.target.text}: {line.group}" if line.group else line.target.text
    asked = f"{wording.asked_text(line.target.goal)}, {wording.when_text(line.target.goal)}"
    if line.evaluation is None:
        now = "xem ở từng xã" if line.is_skipped else f"{line.good} / {len(line.cases)} {line.level_word}"
        return line.target.clause, text, asked, now, None, None
    return (line.target.clause, text, asked, wording.result_text(line.evaluation), *_said(line.evaluation))


def _said(evaluation: Evaluation) -> tuple[str, str]:
    lacks = f"Thiếu: {'; '.join(one.text for one in evaluation.missing)}" if evaluation.missing else ""
    told = [evaluation.formula, evaluation.reason, lacks, evaluation.ruled]
    return evaluation.words[1], ". ".join(part for part in told if part)


def target_workbook(unit: Unit, found: Progress) -> bytes:
    """One target: a row for every unit, group and year, with the figures used."""
    title = f"{found.target.text}, {unit.title}"
    sheet = Sheet(
        name="Từng nơi",
        titles=(title, f"{wording.asked_text(found.goal)}, {wording.when_text(found.goal)}"),
        columns=(
            Column(5, "center"),
            Column(28),
            Column(26),
            Column(8, number_format="0"),
            Column(14, "right"),
            Column(14, "right"),
            Column(16),
            Column(70),
        ),
        header=(
            ("TT", "Đơn vị", "Nhóm dân cư", "Năm", "Kết quả", "Mức cần đạt", "Nhận định", "Cách tính, số còn thiếu"),
        ),
        rows=_cases(found),
        notes=("Mốc trong kỳ không do ai giao: ước theo thời gian.",),
        frozen_columns=2,
    )
    return sheets.workbook([sheet], title=title[:200], author=unit.opening_title)


def _cases(found: Progress) -> Iterator[Sequence[Value]]:
    number = 0
    for case in found.cases:
        for evaluation in case.evaluations:
            number += 1
            yield (
                str(number),
                case.unit.opening_title,
                case.group_name,
                evaluation.year,
                wording.result_text(evaluation),
                wording.mark_text(evaluation),
                *_said(evaluation),
            )


def _rows(rows: Sequence[Row]) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, 1):
        figures = row.figures
        yield (
            str(number),
            row.unit.opening_title,
            row.plan,
            None if row.planned_households is None else int(row.planned_households),
            figures.start_count("poor_end") if figures else None,
            figures.start_count("total") if figures else None,
            figures.start_poor_rate if figures else None,
            figures.count("poor_end") if figures else None,
            figures.count("total") if figures else None,
            figures.poor_rate if figures else None,
            _points(row.fall),
            _points(row.mark),
            figures.escaped if figures else None,
            row.verdict_words[1],
        )


def _points(value: Fraction | None) -> Value:
    return None if value is None else quantities.round_half_up(value, 2)


# --- Giao chỉ tiêu ----------------------------------------------------------------------------------------------------


def assignment_workbook(grid: Grid) -> bytes:
    """A sheet of assigned figures with what they were weighed by; pastes back into the grid from its names on."""
    sheet, spec = grid.sheet, grid.spec
    name = sheet.indicator.name
    title = f"Giao chỉ tiêu {name[:1].lower()}{name[1:]} năm {sheet.year}, {sheet.unit.title}"
    notes = [
        f"Mức của {sheet.unit.title}: {wording.figure_text(spec.measure, grid.whole.value)} {spec.unit_of_measure}"
    ]
    if grid.balance.total is not None:
        of = "tính theo số hộ" if spec.is_rate else "cộng các nơi"
        notes.append(f"Các nơi, {of}: {wording.figure_text(spec.measure, grid.balance.total)} {spec.unit_of_measure}")
    if sheet.is_binding and sheet.decision_on:
        notes.append(f"Quyết định {sheet.decision_number} ngày {vietnamese.day(sheet.decision_on)}")
    else:
        notes.append("Dự thảo, chưa ban hành")
    figures = "#,##0.00" if spec.is_rate else "#,##0"
    made = Sheet(
        name="Giao chỉ tiêu",
        titles=(title, sheet.campaign.short_name),
        columns=(
            Column(30),
            Column(14, "right", figures),
            Column(14),
            Column(14),
            Column(16, "right", "#,##0.00"),
        ),
        header=(
            (
                "Đơn vị",
                f"Mức giao ({spec.unit_of_measure})",
                "Số hộ dân cư đầu năm",
                "Số hộ nghèo đầu năm",
                f"Kết quả năm {sheet.year - 1}",
            ),
        ),
        rows=(
            (
                share.unit.opening_title,
                share.value,
                share.households,
                share.poor,
                None if share.last is None else quantities.round_half_up(share.last),
            )
            for share in grid.shares
        ),
        notes=tuple(notes),
        frozen_columns=1,
    )
    return sheets.workbook([made], title=title, author=sheet.unit.opening_title)
