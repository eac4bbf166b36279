# ruff: noqa: E501  (a table: one case a line reads better than six)
"""Targets that say nothing are refused, each with the field and what to do."""

import pytest

from emulation.targets.rules.indicators import INDICATORS
from emulation.targets.rules.language import senseless
from tests.emulation.targets.rules.made import goal

FINE = [
    ("poverty_rate_fall", "at_least", 2, 3, "each_year 2021 2025", {}),
    ("poor_households", "falls_by", "2/3", None, "by_end_of 2025", {"base": 2021}),
    ("poor_income", "times_baseline", "1.5", None, "by_end_of 2020", {"base": 2015}),
    ("poverty_rate", "left_between", 3, 5, "by_end_of 2020", {}),
    ("relapse_rate", "less_than", 1, None, "average 2017 2020", {}),
    ("houses_built", "at_least", 1000, None, "whole 2024 2025", {}),
    ("poverty_rate_fall", "beats_plan_by", 30, 40, "in_year 2020", {"scopes": ("each_commune",), "marks": ("remote",)}),
    ("temporary_houses", "about_none", 0, None, "by_end_of 2020", {}),
    ("poor_households", "zero", 0, None, "by_end_of 2025", {"groups": ("merit",)}),
    (
        "units_leaving_mark",
        "at_least",
        50,
        None,
        "by_end_of 2025",
        {"marks": ("remote",), "counted_level": "commune"},
    ),
]


@pytest.mark.parametrize(("indicator", "condition", "low", "high", "time", "more"), FINE)
def test_every_shape_of_the_plans_makes_sense(indicator, condition, low, high, time, more):
    assert list(senseless(goal(indicator, condition, low, high, time=time, **more))) == []


SENSELESS = {
    "a floor under a poverty rate": ("poverty_rate", "at_least", 5, None, "by_end_of 2020", {}, "must", "mức sàn"),
    "a ceiling on a fall": ("poverty_rate_fall", "at_most", 5, None, "in_year 2020", {}, "must", "mức trần"),
    "a level against a plan": ("poverty_rate", "meets_plan", 0, None, "in_year 2020", {}, "must", "mức được giao"),
    "a part without a year": ("poor_households", "falls_by", "2/3", None, "by_end_of 2025", {}, "time", "năm gốc"),
    "a part of a fall": (
        "poverty_rate_fall", "falls_by", "1/2", None, "by_end_of 2025", {"base": 2021}, "must", "không chọn mức giảm",
    ),
    "more than the whole": ("poor_households", "falls_by", 2, None, "by_end_of 2025", {"base": 2021}, "must", "phân số"),
    "a multiple below one": ("poor_income", "times_baseline", "0.5", None, "by_end_of 2020", {"base": 2015}, "must", "lớn hơn 1"),
    "more poor by a multiple": ("poor_households", "times_baseline", 2, None, "by_end_of 2025", {"base": 2021}, "must", "tăng lên"),
    "above a hundred percent": ("policy_health", "at_least", 101, None, "in_year 2020", {}, "must", "quá 100"),
    "over all of them": ("policy_health", "more_than", 100, None, "in_year 2020", {}, "must", "at_least: 100"),
    "under nothing": ("poverty_rate", "less_than", 0, None, "by_end_of 2020", {}, "must", "zero: true"),
    "below nothing": ("poverty_rate_fall", "at_least", -1, None, "in_year 2020", {}, "must", "âm"),
    "a range upside down": ("poverty_rate_fall", "at_least", 3, 2, "in_year 2020", {}, "must", "nhỏ hơn"),
    "finer than is kept": ("poverty_rate_fall", "at_least", "0.00001", None, "in_year 2020", {}, "must", "bốn chữ số"),
    "a rate that is gone": ("poverty_rate", "zero", 0, None, "by_end_of 2020", {}, "must", "at_most"),
    "an average of a level": ("poverty_rate", "at_most", 5, None, "average 2017 2020", {}, "time", "bình quân"),
    "an average of one year": ("poverty_rate_fall", "at_least", 2, None, "average 2020 2020", {}, "time", "hai năm"),
    "a level of a whole period": ("poverty_rate", "at_most", 5, None, "whole 2017 2020", {}, "time", "cộng dồn"),
    "a fall from nowhere": ("poverty_rate_fall", "at_least", 2, None, "by_end_of 2020", {}, "time", "against"),
    "years backwards": ("poverty_rate_fall", "at_least", 2, None, "each_year 2025 2021", {}, "time", "năm cuối trước"),
    "a baseline after the end": ("poor_households", "falls_by", "2/3", None, "by_end_of 2021", {"base": 2025}, "time", "phải trước"),
    "a baseline where none is used": ("poverty_rate", "at_most", 5, None, "by_end_of 2020", {"base": 2015}, "time", "bỏ against"),
    "houses by an end": ("houses_built", "at_least", 5, None, "by_end_of 2025", {}, "time", "cộng dồn"),
    "marks of the whole unit": ("poverty_rate_fall", "at_least", 2, None, "in_year 2020", {"marks": ("remote",)}, "marks", "marked_area"),
    "an area of no mark": ("poverty_rate_fall", "at_least", 2, None, "in_year 2020", {"scopes": ("marked_area",)}, "marks", "cần ghi diện"),
    "a plan of a group": ("poverty_rate_fall", "meets_plan", 0, None, "in_year 2020", {"groups": ("khmer",)}, "groups", "nhóm dân cư"),
    "units of no level": ("units_leaving_mark", "at_least", 50, None, "by_end_of 2025", {"marks": ("remote",)}, "counted", "cấp nào"),
    "a level that counts nothing": ("poverty_rate_fall", "at_least", 2, None, "in_year 2020", {"counted_level": "commune"}, "counted", "units_leaving_mark"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "condition", "low", "high", "time", "more", "field", "says"), SENSELESS.values(), ids=SENSELESS
)
def test_what_says_nothing_is_refused(indicator, condition, low, high, time, more, field, says):
    faults = list(senseless(goal(indicator, condition, low, high, time=time, **more)))
    assert any(at == field and says in sentence for at, sentence in faults), faults


def test_every_indicator_says_what_it_divides():
    for spec in INDICATORS.values():
        if spec.typed and spec.is_rate:
            assert all((spec.part, spec.whole)), spec.key
