"""The consolidated report as a workbook: figures, agencies, late and missing, words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils import timezone

from campaign_portal.foundation import quantities, vietnamese
from campaign_portal.foundation.sheets import Column, Head, RateOf, Sheet, Sum, Value, workbook
from reporting.consolidation import rules
from reporting.consolidation.selectors.table import Line, Table
from reporting.reports.exporters import XLSX
from reporting.reports.rules import FIGURES

__all__ = ["XLSX", "workbook_of"]

_PLAIN = ("escaped", "relapsed", "newly_poor")
_AFTER = (
    "registered_to_escape",
    "helped_households",
    "helpers",
    "gifts_money_vnd",
    "gifts_goods_vnd",
    "labour_days",
    "houses_built",
    "houses_repaired",
)
_POLICIES = (
    "policy_health",
    "policy_loan",
    "policy_other",
    "policy_health_persons",
    "policy_loan_persons",
    "policy_other_persons",
)


def workbook_of(table: Table) -> bytes:
    """Everything a snapshot holds, ready to print and to go on reckoning with."""
    title = f"Báo cáo tổng hợp {table.snapshot.period_name}, {table.snapshot.unit.title}"
    sheets = [_figures(table, title), _timeliness(table, title), _words(table, title)]
    if table.agencies:
        sheets.insert(1, _agencies(table, title))
    return workbook(sheets, title=title, author=table.snapshot.asked_by.full_name)


def _titles(table: Table, title: str, about: str) -> tuple[str, ...]:
    snapshot = table.snapshot
    when = vietnamese.day(timezone.localtime(snapshot.frozen_at).date()) if snapshot.frozen_at else ""
    return (title, about, f"Phong trào thi đua “{snapshot.campaign.name}”. Bản số {snapshot.number}, chốt ngày {when}")


# --- Communes --------------------------------------------------------------------------------------------------------


def _figures(table: Table, title: str) -> Sheet:
    """Start and end stand side by side only where both are there, so that every total is divided like for like."""
    number = Column(10)
    after = [code for code in (*_PLAIN, *_AFTER) if code in table.codes]
    policies = [code for code in _POLICIES if code in table.codes]
    columns = (
        Column(5, "center"),
        Column(22),
        Column(13, "center"),
        *([number] * 14),
        *(Column(16 if FIGURES[code].is_money else 11) for code in after),
        *([number] * 3 * len(policies)),
    )
    return Sheet(
        name="Xã, phường",
        titles=_titles(table, title, f"I. Kết quả của các xã, phường; tỷ lệ chung {table.total.over_words}"),
        columns=columns,
        header=_header(after, policies),
        rows=(_row(table, place, line, after, policies) for place, line in enumerate(table.communes, start=1)),
        total=_total(table, after, policies),
        notes=tuple(_notes(table)),
        frozen_columns=2,
    )


def _header(after: Sequence[str], policies: Sequence[str]) -> tuple[tuple[Head | str, ...], ...]:
    first: list[Head | str] = [
        Head("TT", rowspan=2),
        Head("Xã, phường", rowspan=2),
        Head("Tình trạng nộp", rowspan=2),
        Head("Đầu năm", colspan=5),
        Head("Hiện tại", colspan=5),
        Head("Giảm so với đầu năm", colspan=3),
        Head("Kế hoạch giảm cả năm (điểm %)", rowspan=2),
    ]
    second: list[Head | str] = []
    for _ in range(2):
        second += ["Tổng số hộ", "Hộ nghèo", "Tỷ lệ", "Hộ cận nghèo", "Tỷ lệ"]
    second += ["Hộ nghèo (hộ)", "Tỷ lệ (điểm %)", "Hộ cận nghèo (hộ)"]
    first += [Head(f"{FIGURES[code].name} ({FIGURES[code].unit})", rowspan=2) for code in after]
    for code in policies:
        first.append(Head(f"{FIGURES[code].name} ({FIGURES[code].unit})", colspan=3))
        second += ["Đủ điều kiện", "Đã hưởng", "Tỷ lệ"]
    return (tuple(first), tuple(second))


def _row(table: Table, place: int, line: Line, after: Sequence[str], policies: Sequence[str]) -> tuple[Value, ...]:
    counted = line.is_compared or (line.entry.has_figures and not table.any_compared)
    poverty = line.poverty
    row: list[Value] = [place, line.name, line.pill[1]]
    for total, poor, rate, near, near_rate in (
        ("households_start", "poor_start", poverty.start_rate, "near_poor_start", poverty.near_start_rate),
        ("households", "poor", poverty.rate, "near_poor", poverty.near_rate),
    ):
        values: list[Value] = [_of(line, total), _of(line, poor), rate, _of(line, near), near_rate]
        row += values if counted else [None] * 5
    row += (
        [poverty.fall_households, _points(poverty.fall_points), poverty.near_fall_households] if counted else [None] * 3
    )
    row.append(line.row.plan_points)
    has = line.entry.has_figures
    row += [_of(line, code) if has else None for code in after]
    for code in policies:
        amount = line.amounts.get(code) if has else None
        part, whole = (amount.value, amount.whole) if amount else (None, None)
        row += [whole, part, quantities.rate(_int(part), _int(whole))]
    return tuple(row)


def _total(table: Table, after: Sequence[str], policies: Sequence[str]) -> tuple[Value | Sum | RateOf, ...]:
    """Sums and rates as formulas; a difference of rates as the value the page shows."""
    cells: list[Value | Sum | RateOf] = [None, f"Toàn {table.snapshot.unit.title}", table.total.over_words]
    for first in (3, 8):
        cells += [Sum(), Sum(), RateOf(first + 1, first), Sum(), RateOf(first + 3, first)]
    cells += [Sum(), _points(table.total.poverty.fall_points), Sum(), table.plan_points]
    cells += [Sum()] * len(after)
    column = 17 + len(after)
    for _ in policies:
        cells += [Sum(), Sum(), RateOf(column + 1, column)]
        column += 3
    return tuple(cells)


def _of(line: Line, code: str) -> Value:
    return rules.value_of(line.amounts, code)


def _int(value: Value) -> int | None:
    return int(value) if isinstance(value, int | Decimal) else None


def _points(value) -> Decimal | None:
    return None if value is None else quantities.round_half_up(value)


def _notes(table: Table) -> Iterator[str]:
    yield "Ô trống: chưa có số, khác với 0. Tỷ lệ tính lại từ số hộ, không lấy trung bình các tỷ lệ."
    if table.any_compared and table.not_compared:
        names = ", ".join(line.name for line in table.not_compared)
        yield (
            f"Đầu năm và hiện tại cộng trên cùng {table.total.compared}/{table.total.expected} xã, phường "
            f"có đủ hai số. Chưa cộng: {names} (số đầu năm xem trang “Chậm, thiếu”)."
        )
    if any(amount.is_provisional for amount in table.total.amounts.values()):
        yield "Số rà soát trong năm là số sơ bộ."
    yield f"Mã kiểm tra SHA-256 của bản {table.snapshot.number}: {table.snapshot.checksum}"


# --- Agencies, lateness, words ---------------------------------------------------------------------------------------


def _agencies(table: Table, title: str) -> Sheet:
    codes = [code for code in FIGURES if code in table.agencies_total.amounts]
    return Sheet(
        name="Cơ quan, đơn vị",
        titles=_titles(table, title, "II. Việc làm của các cơ quan, đơn vị"),
        columns=(
            Column(5, "center"),
            Column(36),
            Column(13, "center"),
            *(Column(16 if FIGURES[code].is_money else 12) for code in codes),
        ),
        header=(
            (
                "TT",
                "Cơ quan, đơn vị",
                "Tình trạng nộp",
                *(f"{FIGURES[code].name} ({FIGURES[code].unit})" for code in codes),
            ),
        ),
        rows=(
            (place, line.name, line.pill[1], *(_of(line, code) for code in codes))
            for place, line in enumerate(table.agencies, start=1)
        ),
        total=(
            None,
            "Cộng",
            f"{table.agencies_total.reported}/{table.agencies_total.expected} đơn vị",
            *([Sum()] * len(codes)),
        ),
        notes=(
            "Đóng góp của cơ quan cho một xã cũng nằm trong số của xã đó: không cộng bảng này với bảng xã, phường.",
        ),
        frozen_columns=2,
    )


def _timeliness(table: Table, title: str) -> Sheet:
    late_or_missing = [line for line in table.lines if line.pill[0] != "ok"]
    not_compared = [line for line in table.not_compared if line not in late_or_missing]
    return Sheet(
        name="Chậm, thiếu",
        titles=_titles(table, title, "III. Đơn vị nộp chậm, chưa nộp, chưa có số rà soát"),
        columns=(Column(5, "center"), Column(36), Column(16, "center"), Column(14, "center"), *([Column(14)] * 3)),
        header=(
            (
                Head("TT", rowspan=2),
                Head("Đơn vị", rowspan=2),
                Head("Tình trạng", rowspan=2),
                Head("Nộp ngày", rowspan=2),
                Head("Đầu năm, chưa cộng vào bảng", colspan=3),
            ),
            ("Tổng số hộ", "Hộ nghèo", "Hộ cận nghèo"),
        ),
        rows=(
            (place, line.title, _state(line), line.row.submitted_on, *_starts(line))
            for place, line in enumerate([*late_or_missing, *not_compared], start=1)
        ),
    )


def _state(line: Line) -> str:
    return (
        line.pill[1]
        if line.is_compared or not line.is_in or not line.row.is_commune
        else f"{line.pill[1]}, chưa có số rà soát"
    )


def _starts(line: Line) -> tuple[Value, ...]:
    if line.is_compared:
        return (None, None, None)
    return tuple(_of(line, code) for code in ("households_start", "poor_start", "near_poor_start"))


def _words(table: Table, title: str) -> Sheet:
    def rows() -> Iterator[Sequence[Value]]:
        for heading in table.headings:
            for line, text in heading.texts:
                yield (heading.title, line.title, text)

    return Sheet(
        name="Nội dung",
        titles=_titles(table, title, "IV. Nội dung các đơn vị báo cáo"),
        columns=(Column(34), Column(26), Column(90)),
        header=(("Mục", "Đơn vị", "Nội dung"),),
        rows=rows(),
    )
