"""What a gift must say, kind by kind (S3 IV.2.2: money, goods and labour apart; the sum in money counts)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem

MOST_VND = 10**13


@dataclass(frozen=True)
class KindRule:
    """Whether a kind is counted by its value, by a quantity, or by either."""

    value: bool
    quantity: bool
    unit: str = ""  # of the quantity


KINDS = {
    "money": KindRule(value=True, quantity=False),
    "goods": KindRule(value=True, quantity=False),
    "labour": KindRule(value=False, quantity=True, unit="ngày công"),
    "house_built": KindRule(value=False, quantity=True, unit="nhà"),
    "house_repaired": KindRule(value=False, quantity=True, unit="nhà"),
    "loan": KindRule(value=True, quantity=False),
}
_VALUE_MISSING = {"money": "Xin ghi số tiền.", "loan": "Xin ghi số tiền cho vay, hoặc giá trị vật cho mượn."}


def problems(kind: str, value_vnd: int | None, quantity: Decimal | None) -> list[Problem]:
    """Everything wrong with the figures of a gift."""
    rule = KINDS.get(kind)
    if rule is None:
        return [Problem("Xin chọn loại đóng góp.", field="kind")]
    wrong = []
    if rule.value and not value_vnd:
        what = _VALUE_MISSING.get(kind, "Xin ghi giá trị hiện vật quy ra tiền.")
        wrong.append(Problem(what, field="value_vnd"))
    if rule.quantity and not quantity:
        wrong.append(Problem(f"Xin ghi số {rule.unit}.", field="quantity"))
    if value_vnd is not None and not 0 <= value_vnd < MOST_VND:
        wrong.append(Problem("Giá trị không thể có; xin kiểm tra lại số chữ số.", field="value_vnd"))
    if quantity is not None and not 0 <= quantity < 100_000:
        wrong.append(Problem("Số lượng không thể có; xin kiểm tra lại.", field="quantity"))
    if kind.startswith("house") and quantity is not None and quantity != int(quantity):
        wrong.append(Problem("Số nhà là số nguyên.", field="quantity"))
    return wrong


_IN_WORDS = re.compile(r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?)\s*(?P<times>nghìn|ngàn|triệu|tr|tỷ|tỉ)")
_TIMES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}


def in_digits(typed: str) -> str:
    """What "50 triệu" or "1,5 tỷ" probably means, for the person to confirm: "50.000.000"; "" when it is no such."""
    match = _IN_WORDS.fullmatch(typed)
    if match is None:
        return ""
    return vietnamese.grouped(int(Decimal(match["number"].replace(",", ".")) * _TIMES[match["times"]]))
