"""A table that somebody else printed, held against itself: V7, V9 and V14. All may be right and ask for a note.

Real official tables break these rules: in the ministry's own of 2022 poor and near-poor together are 119 more than the
sum of both.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation import quantities
from campaign_portal.foundation.vietnamese import decimal_text, grouped
from emulation.poverty.rules.findings import Finding, Severity

TOLERANCE = Decimal("0.01")  # V14, in percentage points
_HALF = Fraction(5, 1000)  # what rounding to two decimals hides


def rate(part: int, whole: int, printed: Decimal, *, where: str) -> Finding | None:
    """V14: a printed rate (in %) differs from the computed one by more than 0,01. Both are shown."""
    computed = quantities.rate(part, whole)
    if computed is None:
        text = f"in {decimal_text(printed, 2)}%, nhưng tổng số là {grouped(whole)}: không tính được tỷ lệ."
        return _ask("V14", where, text)
    if abs(computed * 100 - Fraction(printed)) <= Fraction(TOLERANCE):
        return None
    low, high = totals_printing(part, printed)
    fits = f" Tỷ lệ in ứng với tổng số từ {grouped(low)} đến {grouped(high)}." if high is not None else ""
    text = (
        f"in {decimal_text(printed, 2)}%, tính từ {grouped(part)} trên {grouped(whole)} là "
        f"{quantities.percent_text(computed)}.{fits} Xin kiểm tra số đếm, hoặc ghi lý do."
    )
    return _ask("V14", where, text)


def total(parts: Mapping[str, int], printed: int, *, where: str) -> Finding | None:
    """V9: a total that is not the sum of its parts, with the difference."""
    together = sum(parts.values())
    if together == printed:
        return None
    named = ", ".join(f"{name} {grouped(count)}" for name, count in list(parts.items())[:6])
    more = "nhiều" if printed > together else "ít"
    text = (
        f"in {grouped(printed)}, {more} hơn tổng các phần {grouped(abs(printed - together))} ({named}, cộng lại "
        f"{grouped(together)}). Xin kiểm tra từng phần, hoặc ghi lý do."
    )
    return _ask("V9", where, text)


def same(one: tuple[str, int], other: tuple[str, int], *, where: str) -> Finding | None:
    """V7: one count printed in two tables, as the poor at the end in F1, F2, F4, F8, F9 and F12."""
    if one[1] == other[1]:
        return None
    text = (
        f"{one[0]} ghi {grouped(one[1])}, {other[0]} ghi {grouped(other[1])}: cùng một số phải bằng nhau. "
        "Xin sửa một trong hai, hoặc ghi lý do."
    )
    return _ask("V7", where, text)


def totals_printing(part: int, printed: Decimal) -> tuple[int, int | None]:
    """The least and the greatest total of which this count is printed as this rate (two decimals, half up); no
    greatest where the rate is 0."""
    low, high = (Fraction(printed) - _HALF) / 100, (Fraction(printed) + _HALF) / 100
    least = part // high + 1  # strictly above: at the upper end the rate would be rounded up
    return int(least), int(part // low) if low > 0 else None


def _ask(code: str, where: str, text: str) -> Finding:
    return Finding(Severity.ASK, code, "", where, text)
