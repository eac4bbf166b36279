"""The lists of offices and people as workbooks."""

from collections.abc import Iterable

from campaign_portal.foundation import sheets
from campaign_portal.foundation.sheets import Column, Sheet
from emulation.people.models import Office
from emulation.people.selectors import shown_title
from emulation.people.selectors.lists import STATES, PersonRow
from emulation.territory.models import Unit


def offices_workbook(offices: Iterable[Office]) -> bytes:
    sheet = Sheet(
        name="Cơ quan",
        titles=("Danh sách cơ quan",),
        columns=(
            Column(5, "center"),
            Column(32),
            Column(44),
            Column(28),
            Column(12),
            *[Column(12, "center")] * 2,
            Column(9),
        ),
        header=(("TT", "Đơn vị", "Cơ quan", "Chức năng", "Ký hiệu", "Từ ngày", "Đến hết ngày", "Số người"),),
        rows=[
            (
                str(number),
                _place(office.unit),
                office.name,
                office.get_function_display(),
                office.symbol,
                office.valid_from,
                office.valid_to,
                getattr(office, "people", 0),
            )
            for number, office in enumerate(offices, 1)
        ],
        frozen_columns=3,
    )
    return sheets.workbook([sheet], title="Danh sách cơ quan")


def people_workbook(people: Iterable[PersonRow]) -> bytes:
    sheet = Sheet(
        name="Nhân sự",
        titles=("Danh sách nhân sự",),
        columns=(Column(5, "center"), Column(28), Column(22), Column(60), Column(30), Column(22)),
        header=(("TT", "Họ và tên", "Tên đăng nhập", "Chức vụ đang giữ", "Thư điện tử", "Tài khoản"),),
        rows=[
            (
                str(number),
                row.person.full_name,
                row.person.username,
                "; ".join(shown_title(post) for post in row.posts),
                row.person.email,
                STATES[row.account.state],
            )
            for number, row in enumerate(people, 1)
        ],
        frozen_columns=2,
    )
    return sheets.workbook([sheet], title="Danh sách nhân sự")


def _place(unit: Unit) -> str:
    above = unit.commune if unit.level == "hamlet" else unit.district if unit.level == "commune" else None
    return f"{unit.opening_title}, {above.title}" if above else unit.opening_title
