"""The targets' language: an indicator × whom it speaks of × a condition × a time, and which of them make no sense.

`docs/developers/targets.md` has the grammar with one example a shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from emulation.targets.rules.indicators import UNITS_LEAVING_MARK, IndicatorSpec, Kind


class Condition(StrEnum):
    AT_LEAST = "at_least"  # with `high`: a range, passed at its lower bound, above it vượt
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    LEFT_BETWEEN = "left_between"  # "còn 3–5 %": passes up to `high`, below `low` vượt
    TIMES_BASELINE = "times_baseline"
    FALLS_BY = "falls_by"  # by a part of the baseline: 2/3
    ZERO = "zero"
    ABOUT_NONE = "about_none"  # "cơ bản không còn": none passes, some are for a person to rule
    MEETS_PLAN = "meets_plan"  # equal is đạt, above is vượt
    BEATS_PLAN_BY = "beats_plan_by"  # (actual − planned) / planned, in percent


class Span(StrEnum):
    """The time of a target."""

    IN_YEAR = "in_year"
    EACH_YEAR = "each_year"
    AVERAGE = "average"
    WHOLE = "whole"
    BY_END_OF = "by_end_of"


class Scope(StrEnum):
    UNIT = "unit"
    EACH_DISTRICT = "each_district"
    EACH_COMMUNE = "each_commune"
    EACH_HAMLET = "each_hamlet"
    MARKED_AREA = "marked_area"  # everything that lies in units with a mark, as one sum


CEILINGS = frozenset({Condition.AT_MOST, Condition.LESS_THAN, Condition.LEFT_BETWEEN})
FLOORS = frozenset({Condition.AT_LEAST, Condition.MORE_THAN})
ON_PLAN = frozenset({Condition.MEETS_PLAN, Condition.BEATS_PLAN_BY})
ON_BASELINE = frozenset({Condition.TIMES_BASELINE, Condition.FALLS_BY})
NONE_LEFT = frozenset({Condition.ZERO, Condition.ABOUT_NONE})


@dataclass(frozen=True)
class Goal:
    """One target as plain values. Years are those at whose end it is judged; `base_year` is compared against."""

    indicator: IndicatorSpec
    condition: Condition
    span: Span
    first_year: int
    last_year: int
    low: Fraction = Fraction(0)
    high: Fraction | None = None
    base_year: int | None = None
    scopes: tuple[Scope, ...] = (Scope.UNIT,)
    marks: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    counted_level: str = ""

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def length(self) -> int:
        return len(self.years)

    @property
    def start_year(self) -> int | None:
        """The year at whose end the comparison begins; None where nothing is compared."""
        if self.base_year is not None:
            return self.base_year
        return self.first_year - 1 if self.indicator.kind == Kind.FALL else None


MOST = 10**12  # as much as the column holds
EARLIEST_YEAR = 1990
Senseless = tuple[str, str]  # the field, and what to do


def senseless(goal: Goal) -> Iterator[Senseless]:
    """Combinations that say nothing, each with the field to mend and a sentence (for a definition file or a form)."""
    yield from _amounts(goal)
    yield from _condition_and_indicator(goal)
    yield from _times(goal)
    yield from _whom(goal)


def _amounts(goal: Goal) -> Iterator[Senseless]:
    spec, condition = goal.indicator, goal.condition
    if goal.low < 0 or (goal.high is not None and goal.high < 0):
        yield "must", "mức không được âm; mức giảm ghi số dương"
    if max(goal.low, goal.high or 0) >= MOST or (_too_fine(goal.low) and condition != Condition.FALLS_BY):
        yield "must", "mức quá lớn hoặc quá bốn chữ số thập phân; xin ghi lại"
    if goal.high is not None and goal.high < goal.low:
        yield "must", "mức trên nhỏ hơn mức dưới; ghi số nhỏ trước, số lớn sau"
    if condition == Condition.FALLS_BY and not 0 < goal.low <= 1:
        yield "must", "phần giảm là một phân số từ trên 0 đến 1, ví dụ “2/3”"
    if condition == Condition.TIMES_BASELINE and goal.low <= 1:
        yield "must", "số lần so với năm gốc phải lớn hơn 1; giảm đi thì dùng falls_by"
    most = goal.high if goal.high is not None else goal.low
    if spec.is_rate and condition in FLOORS | CEILINGS:
        if most > 100:
            yield "must", f"{spec.name.lower()} không thể quá 100"
        elif condition == Condition.MORE_THAN and goal.low == 100:
            yield "must", "không có tỷ lệ nào trên 100%; muốn tất cả thì ghi at_least: 100"
    if condition == Condition.LESS_THAN and goal.low == 0:
        yield "must", "không có số nào dưới 0; muốn không còn thì ghi zero: true"


def _too_fine(value: Fraction) -> bool:
    return (value * 10**4).denominator != 1


def _condition_and_indicator(goal: Goal) -> Iterator[Senseless]:
    spec, condition = goal.indicator, goal.condition
    if condition in FLOORS and spec.lower_is_better:
        yield (
            "must",
            f"“{spec.name}” càng thấp càng tốt nên không đặt mức sàn; dùng at_most, less_than hoặc left_between",
        )
    if condition in CEILINGS and not spec.lower_is_better:
        yield "must", f"“{spec.name}” càng cao càng tốt nên không đặt mức trần; dùng at_least, more_than hoặc between"
    if condition in ON_PLAN and not spec.can_be_assigned:
        yield (
            "must",
            f"“{spec.name}” không phải là mức được giao hằng năm; chỉ mức giảm, số hộ thoát nghèo mới có kế hoạch giao",
        )
    if condition in ON_BASELINE and spec.kind != Kind.LEVEL:
        yield "must", "so với năm gốc thì chọn chỉ số là một mức (số hộ nghèo, thu nhập), không chọn mức giảm"
    if condition == Condition.TIMES_BASELINE and (spec.lower_is_better or spec.is_rate):
        yield "must", f"“{spec.name}” không phải là số cần tăng lên nhiều lần"
    if condition == Condition.FALLS_BY and not spec.lower_is_better:
        yield "must", f"“{spec.name}” không phải là số cần giảm đi"
    if condition in NONE_LEFT and not (spec.measure == "count" and spec.lower_is_better):
        yield "must", "chỉ số đếm càng thấp càng tốt mới có thể “không còn”; tỷ lệ thì ghi at_most"
    if spec.of_standard is False and goal.condition == Condition.LEFT_BETWEEN:
        yield "must", "left_between dành cho tỷ lệ, số hộ nghèo còn lại"


def _times(goal: Goal) -> Iterator[Senseless]:
    spec, span = goal.indicator, goal.span
    if goal.last_year < goal.first_year:
        yield "time", "năm cuối trước năm đầu; ghi năm đầu trước, ví dụ [2021, 2025]"
        return
    if goal.base_year is not None and goal.base_year >= goal.last_year:
        yield "time", "năm gốc phải trước năm đánh giá"
    if goal.base_year is not None and goal.base_year < EARLIEST_YEAR:
        yield "time", f"năm gốc {goal.base_year} quá xa; ghi đủ bốn chữ số, từ {EARLIEST_YEAR}"
    if goal.base_year is not None and span != Span.BY_END_OF:
        yield "time", "against chỉ đi với by_end_of; các cách ghi khác tự so với cuối năm trước"
    if goal.condition in ON_BASELINE and goal.base_year is None:
        yield "time", "điều kiện so với năm gốc cần ghi năm gốc: time: {by_end_of: 2025, against: 2021}"
    leaves = spec.key == UNITS_LEAVING_MARK
    if span == Span.BY_END_OF:
        if spec.kind == Kind.FALL and goal.base_year is None:
            yield (
                "time",
                "mức giảm đến cuối một năm cần năm gốc: thêm against, hoặc dùng in_year cho mức giảm trong năm",
            )
        if spec.kind == Kind.FLOW:
            yield "time", f"“{spec.name}” cộng dồn theo năm; dùng in_year, each_year, average hoặc whole"
        if spec.kind == Kind.LEVEL and not leaves and goal.condition not in ON_BASELINE and goal.base_year is not None:
            yield "time", "mức còn lại ở cuối năm không so với năm gốc; bỏ against, hoặc dùng falls_by, times_baseline"
    elif leaves:
        yield "time", "tỷ lệ đơn vị ra khỏi diện xét đến cuối một năm: dùng by_end_of"
    if span == Span.WHOLE and (spec.kind == Kind.LEVEL or (spec.kind == Kind.FLOW and spec.is_rate)):
        yield "time", f"“{spec.name}” không cộng dồn qua nhiều năm; dùng by_end_of, each_year hoặc average"
    if span == Span.AVERAGE:
        if spec.kind == Kind.LEVEL:
            yield "time", "mức ở một thời điểm không lấy bình quân năm; dùng each_year hoặc by_end_of"
        if goal.length == 1:
            yield "time", "bình quân cần từ hai năm trở lên; một năm thì dùng in_year"


def _whom(goal: Goal) -> Iterator[Senseless]:
    leaves = goal.indicator.key == UNITS_LEAVING_MARK
    if len(set(goal.scopes)) < len(goal.scopes):
        yield "scope", "một phạm vi ghi hai lần"
    if len(set(goal.groups)) < len(goal.groups):
        yield "groups", "một nhóm ghi hai lần"
    if Scope.MARKED_AREA in goal.scopes and not goal.marks:
        yield "marks", "phạm vi marked_area cần ghi diện: marks: [programme_135]"
    if leaves:
        if not goal.marks:
            yield "marks", "cần ghi diện mà đơn vị ra khỏi, ví dụ marks: [especially_disadvantaged]"
        if not goal.counted_level:
            yield "counted", "cần ghi đếm đơn vị cấp nào: counted: district, commune hoặc hamlet"
        if Scope.MARKED_AREA in goal.scopes:
            yield "scope", "tỷ lệ đơn vị ra khỏi diện tính cho unit hoặc từng đơn vị, không cho marked_area"
        if goal.groups:
            yield "groups", "tỷ lệ đơn vị ra khỏi diện không tính theo nhóm dân cư"
    elif goal.counted_level:
        yield "counted", "counted chỉ dùng với chỉ số units_leaving_mark"
    elif goal.marks and set(goal.scopes) == {Scope.UNIT}:
        yield "marks", "toàn đơn vị thì không chọn diện; dùng marked_area hoặc each_commune, each_district, each_hamlet"
    if goal.condition in ON_PLAN and goal.groups:
        yield "groups", "kế hoạch giao cho đơn vị, không giao cho nhóm dân cư; bỏ groups hoặc đổi điều kiện"
    if goal.condition in ON_PLAN and Scope.MARKED_AREA in goal.scopes:
        yield "scope", "kế hoạch giao cho từng đơn vị; dùng each_district, each_commune hoặc each_hamlet"
