"""The blank workbook of a review: a sheet for each table of the grid, its headings and hamlets locked."""

import io
import re
from collections.abc import Sequence
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.periods import Period
from emulation.poverty.importers.ground import About
from emulation.poverty.importers.layouts import COMMUNE, HAMLET, PLACES, sheet_name, tab_heading
from emulation.poverty.rules.tabs import Tab, tabs_of
from emulation.poverty.selectors.sheet import SheetRow, short_name
from emulation.territory.models import Level, Unit

VERSION = 1
_MARK = re.compile(r"RS(\d+)\|([^|]*)\|([^|]*)")
FIRST_ROW = 5  # of hamlets: title, unit, mark, two rows of headings above

Line = tuple[Unit, Unit, SheetRow | None]  # commune, hamlet, its row where the review has begun


def lines_of(about: About, rows: dict[int, SheetRow]) -> list[Line]:
    """Every hamlet of that day below the unit, by commune; `rows` by hamlet."""
    on = Period(about.period).ends_on
    hamlets = Unit.objects.valid_on(on).below(about.unit).filter(level=Level.HAMLET).select_related("commune")
    return [
        (hamlet.commune, hamlet, rows.get(hamlet.pk))
        for hamlet in hamlets.order_by("commune__code", "commune_id", "code", "pk")
        if hamlet.commune is not None
    ]


def blank_review(about: About, lines: Sequence[Line]) -> bytes:
    """What is known already stands there; starts from the approved list are locked."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"Mẫu nhập rà soát {Period(about.period).name}, {about.unit.title}"})
        looks = _looks(book)
        for tab in tabs_of(about.breakdown):
            _write(book.add_worksheet(sheet_name(tab)), tab, about, lines, looks)
        _guide(book.add_worksheet("Hướng dẫn"), looks)
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    head = {**font, "bold": True, "align": "center", "border": 1, "bg_color": "#E9F1F9", "text_wrap": True}
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 14}),
        "plain": book.add_format(font),
        "small": book.add_format({**font, "font_size": 9, "font_color": "#55616E"}),
        "head": book.add_format(head),
        "name": book.add_format({**font, "border": 1, "border_color": "#DDE3E9"}),
        "cell": book.add_format(
            {**font, "border": 1, "border_color": "#DDE3E9", "num_format": "#,##0", "locked": False}
        ),
        "locked": book.add_format(
            {**font, "border": 1, "border_color": "#DDE3E9", "num_format": "#,##0", "bg_color": "#F5F6F8"}
        ),
    }


def _write(page: Any, tab: Tab, about: About, lines: Sequence[Line], looks: dict[str, Any]) -> None:
    places = [HAMLET] if about.is_of_commune else [COMMUNE, HAMLET]
    page.write_string(0, 0, f"Mẫu nhập rà soát, {sheet_name(tab).lower()}", looks["title"])
    period = Period(about.period).name
    page.write_string(1, 0, f"{about.unit.opening_title}, {period}. {about.standard}", looks["plain"])
    page.write_string(2, 0, f"RS{VERSION}|{about.period}|{about.standard.code}", looks["small"])
    _heads(page, tab, places, looks)
    first = len(places)
    for at, (commune, hamlet, row) in enumerate(lines, start=FIRST_ROW):
        texts = [short_name(hamlet)] if about.is_of_commune else [commune.opening_title, short_name(hamlet)]
        for column, text in enumerate(texts):
            page.write_string(at, column, text, looks["name"])
        known = row.settled.values if row is not None else {}
        for column, name in enumerate(tab.fields, start=first):
            locked = name in tab.fixed or (row is not None and name in row.locked)
            look = looks["locked" if locked else "cell"]
            value = known.get(name)
            if value is None:
                page.write_blank(at, column, None, look)
            else:
                page.write_number(at, column, value, look)
    last = FIRST_ROW + max(len(lines), 1) - 1
    page.data_validation(
        FIRST_ROW,
        first,
        last,
        first + len(tab.fields) - 1,
        {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_type": "warning",
            "error_title": "Số đếm",
            "error_message": "Ô này ghi số nguyên từ 0 trở lên; không có thì ghi 0, chưa biết thì để trống.",
        },
    )
    page.protect("", {"format_columns": True, "format_rows": True})
    page.freeze_panes(FIRST_ROW, first)


def _heads(page: Any, tab: Tab, places: list[str], looks: dict[str, Any]) -> None:
    upper, lower = FIRST_ROW - 2, FIRST_ROW - 1
    page.set_row(lower, 48)
    for column, place in enumerate(places):
        page.set_column(column, column, 22)
        page.merge_range(upper, column, lower, column, PLACES[place], looks["head"])
    first = len(places)
    page.set_column(first, first + len(tab.fields) - 1, 11)
    groups: list[tuple[str, int, int]] = []
    for at in range(len(tab.fields)):
        group, heading = tab_heading(tab, at)
        column = first + at
        if not group:
            page.merge_range(upper, column, lower, column, heading, looks["head"])
            continue
        page.write_string(lower, column, heading, looks["head"])
        if groups and groups[-1][0] == group and groups[-1][2] == column - 1:
            groups[-1] = (group, groups[-1][1], column)
        else:
            groups.append((group, column, column))
    for group, begins, ends in groups:
        if begins == ends:
            page.write_string(upper, begins, group, looks["head"])
        else:
            page.merge_range(upper, begins, upper, ends, group, looks["head"])


def _guide(page: Any, looks: dict[str, Any]) -> None:
    page.set_column(0, 0, 110)
    notes = (
        "Mỗi trang là một bảng của lưới rà soát; mỗi dòng một thôn, tổ dân phố.",
        "Hàng tiêu đề, tên thôn và số đầu kỳ đã khóa.",
        "Không có thì ghi 0. Chưa biết thì để trống: ô trống không đổi số đang có.",
        "Số nguyên, ví dụ 13455, 13.455 hoặc 13 455.",
        "Điền xong tải lên ở đúng trang đã tải mẫu: phần mềm cho xem trước từng ô sai rồi mới ghi.",
        "Không đổi dòng thứ ba của mỗi trang (RS…): dòng đó nói mẫu của kỳ nào.",
    )
    for at, note in enumerate(notes):
        page.write_string(at, 0, note, looks["plain"])
    page.protect()


def refuse_another_period(rows: Sequence[Sequence[str]], about: About) -> None:
    """Our own blank workbook says what it is of; brought to another period or standard it is refused."""
    for text in (cell for row in rows[:4] for cell in row):
        if not (found := _MARK.fullmatch(text)):
            continue
        version, period, standard = int(found[1][:6]), found[2], found[3]
        if version != VERSION:
            says = f"Tệp là mẫu bản {version}, phần mềm đang dùng bản {VERSION}. Xin tải mẫu mới rồi chép số sang."
        elif period != about.period:
            wanted = Period(about.period).name
            says = f"Tệp là mẫu của kỳ {_named(period)}, không phải {wanted}. Xin tải lên ở trang của kỳ đó."
        elif standard != about.standard.code:
            says = f"Tệp là mẫu của chuẩn “{standard}”, không phải {vietnamese.nfc(about.standard.name)}."
        else:
            return
        raise Refused(Problem(says, field="file"))


def _named(period: str) -> str:
    try:
        return Period.parse(period).name
    except ValueError:
        return f"“{period}”"
