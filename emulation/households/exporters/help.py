"""The helpers of a commune and year as a workbook: whom each helps, and what was done, day by day."""

from collections.abc import Iterable, Iterator, Sequence

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Sheet, Sum, Value
from emulation.households.models import Support, SupportNote
from emulation.households.selectors.helpers import Line
from emulation.territory.models import Unit

NOTES = ("Danh sách có dữ liệu cá nhân: giữ và gửi như văn bản nội bộ.",)


def help_workbook(commune: Unit, year: int, lines: Iterable[Line], notes: Iterable[SupportNote]) -> bytes:
    title = f"Phân công giúp đỡ hộ nghèo, địa bàn khó khăn năm {year}"
    assigned = Sheet(
        name="Người giúp",
        titles=(title, commune.full_title),
        columns=(
            Column(6, "center"), Column(28), Column(28), Column(26), Column(22), Column(12, "center"),
            Column(12, "center"), Column(36), Column(8, "center", "0"), Column(16), Column(26), Column(26), Column(24),
        ),
        header=(
            (
                "TT", "Người giúp", "Chức vụ, nơi công tác", "Hộ, địa bàn được giúp", "Thôn, tổ dân phố", "Từ ngày",
                "Đến ngày", "Việc giúp", "Số lần", "Giá trị (đồng)", "Kết quả theo người giúp", "Giấy xác nhận",
                "Sổ hộ ghi",
            ),
        ),
        rows=_assigned(lines),
        total=(None, "Cộng", *[None] * 6, Sum(), Sum(), *[None] * 3),
        notes=("Cột “Sổ hộ ghi” lấy từ kết quả rà soát, không phải lời người giúp.", *NOTES),
        frozen_columns=2,
    )  # fmt: skip
    done = Sheet(
        name="Việc đã giúp",
        titles=(f"Việc đã giúp hộ nghèo, địa bàn khó khăn năm {year}", commune.full_title),
        columns=(
            Column(6, "center"), Column(12, "center"), Column(28), Column(26), Column(22), Column(28), Column(44),
            Column(16),
        ),
        header=(
            (
                "TT", "Ngày", "Người giúp", "Hộ, địa bàn được giúp", "Thôn, tổ dân phố", "Loại việc", "Đã làm gì",
                "Giá trị (đồng)",
            ),
        ),
        rows=_done(notes),
        total=(None, None, "Cộng", *[None] * 4, Sum()),
        notes=NOTES,
        frozen_columns=3,
    )  # fmt: skip
    return sheets.workbook([assigned, done], title=title, author=commune.opening_title)


def _assigned(lines: Iterable[Line]) -> Iterator[Sequence[Value]]:
    for number, line in enumerate(lines, start=1):
        support, found = line.support, line.found
        of_household = support.household is not None
        by_register = "chưa ghi" if of_household else None
        if found:
            by_register = f"{found.get_poverty_class_display()} năm {found.year}"
        yield (
            str(number), support.helper.name, support.helper.position or support.helper.address, *_whom(support),
            support.starts_on, support.ends_on, support.deed, line.note_count or None, line.value_vnd or None,
            support.get_outcome_display() if of_household else None, support.confirmed_by,
            by_register,
        )  # fmt: skip


def _done(notes: Iterable[SupportNote]) -> Iterator[Sequence[Value]]:
    for number, note in enumerate(notes, start=1):
        support = note.support
        yield (
            str(number), note.on, support.helper.name, *_whom(support), note.get_kind_display(), note.told,
            note.value_vnd,
        )  # fmt: skip


def _whom(support: Support) -> tuple[str, str]:
    if support.household is not None:
        return f"Hộ {support.household.head_name}", support.unit.opening_title
    return support.unit.opening_title, ""
