"""Decisions and the register book (sổ khen thưởng) as Excel."""

from collections.abc import Iterable

from awards.decisions.models import Award
from awards.decisions.selectors import DecisionLine
from campaign_portal.foundation import sheets


def register_book(rows: Iterable[Award], *, unit_title: str, says: str) -> bytes:
    """One row an award, in the order of the book; money summed at the end."""
    columns = (
        sheets.Column(6, "center"),
        sheets.Column(34),
        sheets.Column(30),
        sheets.Column(12),
        sheets.Column(44),
        sheets.Column(16),
        sheets.Column(12, "center"),
        sheets.Column(46),
        sheets.Column(9, "right"),
        sheets.Column(16, "right"),
    )
    header = (
        "STT",
        "Được khen",
        "Chức vụ, địa chỉ",
        "Loại",
        "Hình thức",
        "Quyết định",
        "Ngày",
        "Thành tích",
        "Hệ số",
        "Tiền thưởng (đồng)",
    )
    sheet = sheets.Sheet(
        name="Sổ khen thưởng",
        columns=columns,
        header=(header,),
        rows=(_register_row(place, award) for place, award in enumerate(rows, 1)),
        titles=("SỔ KHEN THƯỞNG", f"{unit_title}. {says}"),
        total=("", "Tổng cộng", "", "", "", "", "", "", "", sheets.Sum()),
        frozen_columns=2,
    )
    return sheets.workbook([sheet], title="Sổ khen thưởng", author=unit_title)


def _register_row(place: int, award: Award) -> tuple[sheets.Value, ...]:
    decision = award.decision
    return (
        place,
        award.recipient_name,
        award.recipient_detail,
        award.get_nature_display(),
        decision.award_form.name_for(decision.unit.title),
        decision.shown_number,
        decision.issued_on,
        award.achievement,
        award.coefficient,
        award.bonus_vnd,
    )


def decisions_table(lines: Iterable[DecisionLine], *, unit_title: str) -> bytes:
    columns = (
        sheets.Column(16),
        sheets.Column(12, "center"),
        sheets.Column(60),
        sheets.Column(10, "right"),
        sheets.Column(10, "right"),
        sheets.Column(10, "right"),
        sheets.Column(16, "right"),
        sheets.Column(24),
    )
    header = ("Số", "Ngày", "Trích yếu", "Tập thể", "Hộ gia đình", "Cá nhân", "Tiền thưởng (đồng)", "Người ký")
    rows = (
        (
            line.decision.shown_number,
            line.decision.issued_on,
            line.decision.subject,
            line.collectives,
            line.households,
            line.individuals,
            line.total_vnd,
            line.decision.signer_name,
        )
        for line in lines
    )
    total = ("Tổng cộng", "", "", sheets.Sum(), sheets.Sum(), sheets.Sum(), sheets.Sum(), "")
    sheet = sheets.Sheet(
        name="Quyết định",
        columns=columns,
        header=(header,),
        rows=rows,
        titles=("QUYẾT ĐỊNH KHEN THƯỞNG", unit_title),
        total=total,
    )
    return sheets.workbook([sheet], title="Quyết định khen thưởng", author=unit_title)
