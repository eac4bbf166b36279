"""The list of units as a workbook."""

from collections.abc import Iterator, Sequence

from campaign_portal.foundation import sheets, vietnamese
from campaign_portal.foundation.sheets import Column, Sheet, Value
from emulation.territory.models import Unit, UnitQuerySet
from emulation.territory.selectors import register
from emulation.territory.selectors.register import Asked

AT_ONCE = 1000  # rows whose names and marks are looked up together


def workbook(asked: Asked, units: UnitQuerySet) -> bytes:
    """Units as they were on the day, with codes as text so that no zero is lost."""
    title = f"Danh bạ đơn vị ngày {vietnamese.day(asked.on)}"
    sheet = Sheet(
        name="Đơn vị",
        titles=(title, asked.under.full_title if asked.under else "Cả nước"),
        columns=(
            Column(6, "center"),
            Column(10, "center"),
            Column(16),
            Column(28),
            Column(26),
            Column(24),
            Column(24),
            Column(14, "center"),
            Column(14, "center"),
            Column(34),
            Column(40),
        ),
        header=(("TT", "Mã", "Loại", "Tên", "Xã", "Huyện", "Tỉnh", "Từ ngày", "Đến hết ngày", "Diện", "Căn cứ"),),
        rows=_rows(list(units), asked),
        notes=("Ngày bắt đầu để trống khi chưa rõ.",),
        frozen_columns=4,
    )
    return sheets.workbook([sheet], title=title)


def _rows(units: list[Unit], asked: Asked) -> Iterator[Sequence[Value]]:
    number = 0
    for start in range(0, len(units), AT_ONCE):
        for row in register.rows_of(units[start : start + AT_ONCE], asked.on):
            number += 1
            unit = row.unit
            yield (
                str(number),
                unit.code,
                row.kind,
                row.name,
                _above(unit, unit.commune),
                _above(unit, unit.district),
                _above(unit, unit.province),
                unit.valid_from if unit.start_known else None,
                unit.valid_to,
                ", ".join(mark.get_mark_display() for mark in row.marks),
                unit.legal_basis,
            )


def _above(unit: Unit, above: Unit | None) -> str:
    return above.name if above is not None and above.pk != unit.pk else ""
