"""The list of a commune and year as a workbook, heads and people, id numbers masked."""

from collections.abc import Iterable, Iterator

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Group, Head, Sheet, Value
from emulation.households.models import HouseholdYear
from emulation.households.selectors.register import Asked
from emulation.people.models import Party

_FEMALE = Party.Gender.FEMALE


def list_workbook(asked: Asked, rows: Iterable[HouseholdYear]) -> bytes:
    title = f"Danh sách hộ nghèo, hộ cận nghèo, hộ thoát nghèo năm {asked.year}"
    sheet = Sheet(
        name=f"Năm {asked.year}",
        titles=(title, asked.commune.full_title, f"{asked.standard.name} ({asked.standard.act})"),
        columns=(
            Column(6, "center"), Column(6, "center"), Column(28), Column(8, "center", "0"), Column(8, "center", "0"),
            Column(12), Column(14), Column(16), Column(16), Column(12), Column(7), Column(7), Column(14),
            Column(34), Column(40), Column(28), Column(30), Column(18), Column(12, "center"),
        ),
        header=(
            (
                Head("STT", colspan=2), Head("Họ và tên", rowspan=2), Head("Năm sinh", colspan=2),
                *(Head(text, rowspan=2) for text in (
                    "Dân tộc", "Quan hệ", "CCCD", "Diện", "Danh sách ghi", "B1", "B2", "Thu nhập, đồng/tháng",
                    "Nguyên nhân", "Thiếu hụt", "Nhóm đối tượng", "Nguyện vọng", "Quyết định", "Ngày",
                )),
            ),
            ("Hộ", "Khẩu", "Nam", "Nữ"),
        ),
        rows=_lines(rows),
        frozen_columns=3,
        notes=("Số CCCD chỉ ghi ba số cuối. Danh sách có dữ liệu cá nhân: giữ và gửi như văn bản nội bộ.",),
    )  # fmt: skip
    return sheets.workbook([sheet], title=title)


def _lines(rows: Iterable[HouseholdYear]) -> Iterator[tuple[Value, ...] | Group]:
    hamlet = None
    for number, row in enumerate(rows, start=1):
        household = row.household
        if household.unit_id != hamlet:
            hamlet = household.unit_id
            yield Group(household.unit.opening_title)
        party = household.party
        yield (
            str(number),
            "1",
            household.head_name,
            *_born(party.birth_year, party.gender),
            party.ethnicity,
            "chủ hộ",
            household.id_masked,
            row.get_poverty_class_display(),
            row.get_declared_display() if row.declared else "",
            row.income_points,
            row.lack_points,
            row.income_per_head_vnd,
            "; ".join(cause.name for cause in row.causes.all()),
            "; ".join(lack.name for lack in row.lacks.all()),
            "; ".join(group.short_name for group in row.groups.all()),
            row.wish,
            row.list_number,
            row.list_date,
        )
        for place, member in enumerate(household.members.all(), start=2):
            yield (
                None,
                str(place),
                member.full_name,
                *_born(member.birth_year, member.gender),
                member.ethnicity,
                member.relation,
                member.id_masked,
                *[None] * 11,
            )


def _born(year: int | None, gender: str) -> tuple[int | None, int | None]:
    """In the column of the one or the other; of whom nobody wrote which, among the men, as the lists do."""
    return (None, year) if gender == _FEMALE else (year, None)
