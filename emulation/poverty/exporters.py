"""Lists of reviews and their printed tables as Excel workbooks."""

from collections.abc import Iterator, Sequence

from campaign_portal.foundation import clock, sheets, vietnamese
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.sheets import Column, Head, RateOf, Row, Sheet, Sum, Value
from emulation.poverty.models import PovertyStandard
from emulation.poverty.rules.printed import LINE_NAMES
from emulation.poverty.selectors.groups import Group
from emulation.poverty.selectors.lists import Line
from emulation.poverty.selectors.printed import FormTable
from emulation.poverty.selectors.series import Series
from emulation.territory.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEADER = (
    "TT",
    "Xã, phường",
    "Tình trạng",
    "Nộp lúc",
    "Thời hạn",
    "Tổng số hộ",
    "Hộ nghèo",
    "Tỷ lệ hộ nghèo",
    "Tỷ lệ đầu năm",
    "Giảm (điểm %)",
    "Hộ cận nghèo",
    "Tỷ lệ hộ cận nghèo",
)
_TOTAL, _POOR, _NEAR = 5, 6, 10  # positions of the counts above


def town_workbook(unit: Unit, period: Period, standard: PovertyStandard, lines: list[Line]) -> bytes:
    """The communes of a unit in one period: state, time, counts, rates."""
    table = Sheet(
        name=f"Rà soát {period.short_name}",
        columns=(
            Column(5, "center"),
            Column(22),
            Column(20),
            Column(12),
            Column(22),
            Column(11),
            Column(11),
            Column(11),
            Column(11),
            Column(11, number_format="0.00"),
            Column(11),
            Column(11),
        ),
        header=(_HEADER,),
        rows=_rows(lines),
        titles=(
            f"TÌNH HÌNH RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO {period.name.upper()}",
            f"{unit.opening_title}. {standard}. Lập ngày {vietnamese.day(clock.today())}",
        ),
        total=("", "Cộng", "", "", "", Sum(), Sum(), RateOf(_POOR, _TOTAL), None, None, Sum(), RateOf(_NEAR, _TOTAL)),
        notes=("Số liệu chưa duyệt là số sơ bộ. Tỷ lệ tính từ số đếm; số âm ở cột Giảm là tăng.",),
        frozen_columns=2,
    )
    return sheets.workbook([table], title=f"Rà soát hộ nghèo {period.name}", author=unit.opening_title)


def _rows(lines: list[Line]) -> Iterator[tuple[Value, ...]]:
    for number, line in enumerate(lines, start=1):
        figures, review = line.figures, line.review
        submitted = review.submitted_at if review and figures else None
        yield (
            number,
            line.unit.opening_title,
            line.state_pill[1],
            _local_day(submitted),
            line.time_pill[1],
            figures.count("total") if figures else None,
            figures.count("poor_end") if figures else None,
            figures.poor_rate if figures else None,
            figures.start_poor_rate if figures else None,
            _points(line),
            figures.count("near_end") if figures else None,
            figures.near_poor_rate if figures else None,
        )


def _points(line: Line) -> Value:
    from campaign_portal.foundation.quantities import round_half_up

    fall = line.figures.poor_rate_fall if line.figures else None
    return None if fall is None else round_half_up(fall)


def _local_day(moment) -> Value:
    from django.utils import timezone

    return timezone.localtime(moment).date() if moment else None


_SERIES_HEADER = (
    "Kỳ",
    "Chuẩn nghèo",
    "Tổng số hộ",
    "Hộ nghèo",
    "Tỷ lệ hộ nghèo",
    "Hộ cận nghèo",
    "Tỷ lệ hộ cận nghèo",
    "Số liệu",
    "Cách tính",
)


def series_workbook(series: Series, title: str, group: Group) -> bytes:
    """A unit's figures over the years, in the view and of the group looked at, with what was used for each."""
    unit = series.unit
    own = () if group.is_usual else (f"{group.title}: số hộ", *([group.title] if group.whole else []))
    widths = (22, 22, 11, 11, 11, 11, 11, *(16 for _ in own), 12, 60)
    table = Sheet(
        name="Chuỗi số liệu",
        columns=tuple(Column(width) for width in widths),
        header=((*_SERIES_HEADER[:-2], *own, *_SERIES_HEADER[-2:]),),
        rows=(
            (
                point.period.name.capitalize(),
                point.standard.name,
                point.total,
                point.poor,
                point.poor_rate,
                point.near,
                point.near_rate,
                *(group.count(point.restated), group.rate(point.restated))[: len(own)],
                "sơ bộ" if point.is_provisional else "đã duyệt",
                point.said or (f"Số của {point.of.title} cũ." if point.of.pk != unit.pk else "Số của chính đơn vị."),
            )
            for point in series.points
        ),
        titles=(
            f"HỘ NGHÈO, HỘ CẬN NGHÈO QUA CÁC NĂM: {unit.opening_title.upper()}",
            f"{title}. Lập ngày {vietnamese.day(clock.today())}",
        ),
        notes=(
            "Tỷ lệ tính từ số hộ sau khi cộng hoặc chia theo tỷ lệ, không lấy trung bình các tỷ lệ.",
            *(f"Không so sánh số hai bên chỗ ngắt: {text}." for text in series.breaks),
        ),
        frozen_columns=1,
    )
    return sheets.workbook([table], title=f"Chuỗi số liệu {unit.title}", author=unit.opening_title)


# --- The printed tables -----------------------------------------------------------------------------------------------


def forms_workbook(tables: Sequence[FormTable]) -> bytes:
    """The official tables of a unit, a sheet for each."""
    reading = tables[0].reading
    title = f"Biểu rà soát hộ nghèo {reading.period.name}, {reading.unit.title}"
    return sheets.workbook([form_sheet(table) for table in tables], title=title, author=reading.unit.opening_title)


def form_sheet(table: FormTable) -> Sheet:
    form, reading, first = table.form, table.reading, table.first_headings
    official = reading.official_numbers.get(form.code, "")
    number = f"{official}. " if official else ""
    headings = [tuple(Head(head.text, head.colspan, head.rowspan) for head in row) for row in form.headings(first)]
    return Sheet(
        name=form.code,
        columns=(
            Column(6, "center"),
            Column(26),
            *(Column(11) for _ in first[2:]),
            *(Column(11) for _ in form.columns),
        ),
        header=(*headings, tuple(form.numbers(first))),
        rows=_form_rows(table),
        titles=(
            form.title.upper(),
            f"{reading.unit.opening_title}, {reading.period.name}",
            f"{number}{reading.standard}. {reading.state_words}. Đơn vị tính: {form.unit_of_measure}",
        ),
        notes=tuple(table.notes),
        frozen_columns=len(first),
    )


def _form_rows(table: FormTable) -> Iterator[Row]:
    form = table.form
    for line in table.lines:
        figures = form.lines(line.values)
        if not form.is_split:
            yield Row((line.number, line.name, *figures[0]), bold=line.is_bold)
            continue
        names = [LINE_NAMES[population] for population in form.populations]
        yield Row(
            (line.number, line.name, names[0], *figures[0]),
            bold=line.is_bold,
            below=tuple(("", "", name, *own) for name, own in zip(names[1:], figures[1:], strict=True)),
            joined=(0, 1),
        )
