"""What can be measured: quantities (counts of one day or one year) and the indicators made from them."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How an indicator comes from its quantity."""

    LEVEL = "level"  # how it stands at a day: a rate, a count, a share, an income
    FALL = "fall"  # how far that went down from one day to another; a fall is positive
    FLOW = "flow"  # what happened in a year, added up over years: households that escaped, houses built


@dataclass(frozen=True)
class IndicatorSpec:
    """An indicator the product can compute, or ask a person for (`typed`).

    `quantity` names the counts it is made from; a rate needs both of them ("hộ nghèo" over "tổng số hộ dân cư"), a
    count the first. What a person types is a quantity of its own.
    """

    key: str
    name: str
    measure: str  # points, percent, count, vnd
    unit_of_measure: str
    note: str = ""
    typed: bool = False
    kind: Kind = Kind.LEVEL
    quantity: str = ""
    lower_is_better: bool = False
    part: str = ""  # what a typed share divides: "hộ được vay" …
    whole: str = ""  # … by "hộ nghèo có nhu cầu vay"

    @property
    def accumulates(self) -> bool:
        """Grows through the year; a level and a share stand at some height on each day."""
        return self.kind != Kind.LEVEL

    @property
    def source(self) -> str:
        return self.quantity or self.key

    @property
    def is_rate(self) -> bool:
        """Divides two counts; never averaged, always divided again."""
        return self.measure in {"percent", "points"}

    @property
    def of_standard(self) -> bool:
        """Speaks of poor households by some poverty standard, so that figures of two standards can't be compared."""
        return self.source in STANDARD_QUANTITIES

    @property
    def can_be_assigned(self) -> bool:
        """A figure that a superior gives a unit for a year: a fall, or a number of households to leave."""
        return self.kind != Kind.LEVEL and self.measure in {"points", "count"}


POOR, NEAR_POOR, POOR_AND_NEAR, RELAPSED, ESCAPED_COUNT = "poor", "near_poor", "poor_and_near", "relapsed", "escaped"
STANDARD_QUANTITIES = {
    POOR: ("hộ nghèo", "tổng số hộ dân cư"),
    NEAR_POOR: ("hộ cận nghèo", "tổng số hộ dân cư"),
    POOR_AND_NEAR: ("hộ nghèo, cận nghèo", "tổng số hộ dân cư"),
    RELAPSED: ("hộ tái nghèo", "tổng số hộ dân cư"),
    ESCAPED_COUNT: ("hộ thoát nghèo", ""),
}

POVERTY_RATE_FALL = "poverty_rate_fall"
ESCAPED = "escaped_households"
POOR_FALL = "poor_household_fall"
NEAR_POOR_FALL = "near_poor_fall"
RELAPSE_RATE = "relapse_rate"
REGISTERED_TO_ESCAPE = "registered_to_escape"
HELPED = "helped_households"
UNITS_LEAVING_MARK = "units_leaving_mark"
HOUSES_BUILT, HOUSES_REPAIRED = "houses_built", "houses_repaired"

_RATE = "số hộ trên tổng số hộ dân cư, tính từ số đếm"
_FALL = "tỷ lệ cuối năm trước trừ tỷ lệ hiện tại, từ số chưa làm tròn"
_COVERAGE = "đã hưởng trên đủ điều kiện"
_SERVED, _ELIGIBLE = "hộ đã hưởng", "hộ đủ điều kiện"


def _level(key: str, name: str, measure: str, quantity: str, note: str = "") -> IndicatorSpec:
    unit = "%" if measure == "percent" else "hộ"
    return IndicatorSpec(key, name, measure, unit, note, quantity=quantity, lower_is_better=True)


def _fall(key: str, name: str, measure: str, quantity: str, note: str = "") -> IndicatorSpec:
    unit = "điểm %" if measure == "points" else "hộ"
    return IndicatorSpec(key, name, measure, unit, note, kind=Kind.FALL, quantity=quantity)


def _flow(key: str, name: str, unit: str, *, typed: bool = True, quantity: str = "", note: str = "") -> IndicatorSpec:
    return IndicatorSpec(key, name, "count", unit, note, typed, Kind.FLOW, quantity)


def _coverage(key: str, name: str) -> IndicatorSpec:
    return IndicatorSpec(key, name, "percent", "%", _COVERAGE, typed=True, part=_SERVED, whole=_ELIGIBLE)


def _coverage_of_persons(key: str, name: str) -> IndicatorSpec:
    """Poor persons who live in no poor or near-poor household (S3 II.1), by head and apart from the households."""
    return IndicatorSpec(
        key, name, "percent", "%", _COVERAGE, typed=True, part="người đã hưởng", whole="người đủ điều kiện"
    )


INDICATORS = {
    spec.key: spec
    for spec in (
        _fall(POVERTY_RATE_FALL, "Giảm tỷ lệ hộ nghèo", "points", POOR, _FALL),
        _fall("near_poverty_rate_fall", "Giảm tỷ lệ hộ cận nghèo", "points", NEAR_POOR, _FALL),
        _fall("multi_poverty_rate_fall", "Giảm tỷ lệ hộ nghèo và cận nghèo", "points", POOR_AND_NEAR, _FALL),
        _level("poverty_rate", "Tỷ lệ hộ nghèo", "percent", POOR, _RATE),
        _level("near_poverty_rate", "Tỷ lệ hộ cận nghèo", "percent", NEAR_POOR, _RATE),
        _level("multi_poverty_rate", "Tỷ lệ hộ nghèo và cận nghèo", "percent", POOR_AND_NEAR, _RATE),
        _flow(
            ESCAPED,
            "Hộ thoát nghèo",
            "hộ",
            typed=False,
            quantity=ESCAPED_COUNT,
            note="trở thành hộ cận nghèo cộng vượt chuẩn cận nghèo",
        ),
        _fall(POOR_FALL, "Giảm số hộ nghèo", "count", POOR),
        _fall(NEAR_POOR_FALL, "Giảm số hộ cận nghèo", "count", NEAR_POOR),
        _fall("poor_and_near_fall", "Giảm số hộ nghèo và cận nghèo", "count", POOR_AND_NEAR),
        _level("poor_households", "Số hộ nghèo", "count", POOR),
        _level("near_poor_households", "Số hộ cận nghèo", "count", NEAR_POOR),
        _level("poor_and_near_households", "Số hộ nghèo và cận nghèo", "count", POOR_AND_NEAR),
        IndicatorSpec(
            RELAPSE_RATE,
            "Tỷ lệ tái nghèo",
            "percent",
            "%",
            "hộ tái nghèo trên tổng số hộ dân cư của địa bàn",
            kind=Kind.FLOW,
            quantity=RELAPSED,
            lower_is_better=True,
        ),
        _flow(REGISTERED_TO_ESCAPE, "Hộ đăng ký thoát nghèo", "hộ"),
        _flow(HELPED, "Hộ được giúp đỡ", "hộ"),
        _flow("helpers", "Cán bộ, đảng viên, tổ chức giúp hộ", "người, tổ chức"),
        _coverage("policy_health", "Hộ nghèo, cận nghèo hưởng đủ chính sách y tế"),
        _coverage("policy_loan", "Hộ nghèo, cận nghèo được vay vốn ưu đãi"),
        _coverage("policy_other", "Hộ nghèo, cận nghèo hưởng chính sách khác"),
        _coverage_of_persons("policy_health_persons", "Người nghèo ngoài hộ nghèo, cận nghèo hưởng đủ chính sách y tế"),
        _coverage_of_persons("policy_loan_persons", "Người nghèo ngoài hộ nghèo, cận nghèo được vay vốn ưu đãi"),
        _coverage_of_persons("policy_other_persons", "Người nghèo ngoài hộ nghèo, cận nghèo hưởng chính sách khác"),
        IndicatorSpec(
            "poor_income",
            "Thu nhập bình quân đầu người của hộ nghèo",
            "vnd",
            "đồng/người/tháng",
            "tổng thu nhập của các hộ nghèo chia cho số nhân khẩu và số tháng; số do người nhập ghi kèm văn bản",
            typed=True,
        ),
        IndicatorSpec(
            "temporary_houses",
            "Hộ nghèo có nhà ở tạm",
            "count",
            "hộ",
            "số hộ nghèo đang ở nhà tạm; số do người nhập ghi kèm văn bản",
            typed=True,
            lower_is_better=True,
        ),
        _flow(HOUSES_BUILT, "Nhà ở xây mới cho hộ nghèo", "nhà", note="đóng góp đã có giấy xác nhận"),
        _flow(HOUSES_REPAIRED, "Nhà ở sửa chữa cho hộ nghèo", "nhà", note="đóng góp đã có giấy xác nhận"),
        IndicatorSpec(
            UNITS_LEAVING_MARK,
            "Đơn vị ra khỏi diện",
            "percent",
            "%",
            "số đơn vị đã ra khỏi diện trên số đơn vị thuộc diện lúc bắt đầu; danh sách lúc bắt đầu giữ nguyên",
            part="đơn vị đã ra khỏi diện",
            whole="đơn vị thuộc diện lúc bắt đầu",
        ),
    )
}


# Population groups every plan may name; a file adds its own (a people, a kind of household) with their words.
GROUPS = {
    "minority": "hộ dân tộc thiểu số",
    "poor": "hộ nghèo",
    "near_poor": "hộ cận nghèo",
    "newly_escaped": "hộ mới thoát nghèo",
    "poor_persons": "người nghèo",
    "poor_minority": "hộ nghèo dân tộc thiểu số",
    "poor_remote": "hộ nghèo ở huyện, xã vùng sâu, vùng xa",
    "merit": "hộ có thành viên là người có công",
    "social_protection": "hộ không có khả năng lao động",
}
