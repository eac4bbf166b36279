"""Assigned and reached, as a workbook."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from campaign_portal.foundation import quantities, sheets
from campaign_portal.foundation.sheets import Column, Head, Sheet, Sum, Value
from emulation.campaigns.models import Campaign
from emulation.targets.selectors.board import Board, Row


def workbook(campaign: Campaign, board: Board) -> bytes:
    """One row a place; rates with the counts they come from."""
    when = board.period.name if board.period else f"năm {campaign.year}"
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
    return sheets.workbook([sheet], title=title, author=board.unit.opening_title)


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
