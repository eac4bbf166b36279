"""Lists of reviews as Excel workbooks."""

from collections.abc import Iterator

from campaign_portal.foundation import clock, sheets, vietnamese
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.sheets import Column, RateOf, Sheet, Sum, Value
from emulation.poverty.models import PovertyStandard
from emulation.poverty.selectors.lists import Line
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


def series_workbook(series: Series, title: str) -> bytes:
    """A unit's figures over the years, in the view that was looked at, with what was used for each."""
    unit = series.unit
    widths = (22, 22, 11, 11, 11, 11, 11, 12, 60)
    table = Sheet(
        name="Chuỗi số liệu",
        columns=tuple(Column(width) for width in widths),
        header=(_SERIES_HEADER,),
        rows=(
            (
                point.period.name.capitalize(),
                point.standard.name,
                point.total,
                point.poor,
                point.poor_rate,
                point.near,
                point.near_rate,
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
