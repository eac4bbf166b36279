"""Targets in a campaign's definition file.

One row, one sentence of the plan; `docs/developers/targets.md` has the grammar. Every row of the five plans:

    must: {between: [2, 3]}            time: {each_year: [2021, 2025]}          scope: [unit, each_commune, each_hamlet]
    must: {between: [3, 4]}            groups: [{key: khmer, name: "hộ đồng bào dân tộc Khmer"}]      (S0 I.1)
    indicator: poor_households         must: {falls_by: "2/3"}                  time: {by_end_of: 2025, against: 2021}
    indicator: policy_housing          must: {at_least: 100}                    time: {by_end_of: 2025}   (S1 I.1.c)
    must: {meets_plan: true}           time: {each_year: [2021, 2025]}          scope: each_district      (S1 III.1.b)
    must: {meets_plan: true}           time: {whole: [2021, 2025]}              scope: each_district
    indicator: poverty_rate            must: {less_than: 1}                     standard: "…"             (S2 II.1.b)
    indicator: poor_income             must: {times_baseline: 1.5}              time: {by_end_of: 2020, against: 2015}
    must: {beats_plan_by: [30, 40]}    marks: [building_new_rural]              scope: each_commune       (S3 II.1)
    indicator: near_poor_fall          must: {more_than: 100}                   time: {in_year: 2020}
    must: {between: [2, 3]}            time: {average: [2017, 2020]}                                      (S4 1.2)
    must: {between: [5, 6]}            time: {average: [2017, 2020]}            scope: [each_district, each_commune]
                                       marks: [programme_135, poor_district]
    indicator: poverty_rate            must: {left_between: [3, 5]}             time: {by_end_of: 2020}
    indicator: temporary_houses        must: {about_none: true}                 time: {by_end_of: 2020}
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from emulation.campaigns.definition import (
    Brief,
    Fault,
    Key,
    Part,
    Path,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
)
from emulation.campaigns.models import Campaign
from emulation.poverty.models import PovertyStandard
from emulation.targets.models import Indicator, Target
from emulation.targets.rules import INDICATORS, IndicatorSpec
from emulation.targets.rules.indicators import GROUPS, Kind
from emulation.targets.rules.language import Condition, Goal, Scope, Span, senseless
from emulation.territory.models import Level, UnitMark


def _as_list(value: Any) -> Any:
    """One value may stand without brackets."""
    return value if isinstance(value, list) or value is None else [value]


def _group(value: Any) -> Any:
    """A group every plan may name is written by its key alone."""
    return {"key": value} if isinstance(value, str) else value


class IndicatorPart(Part):
    """An indicator of this campaign alone; its figures are typed by people, with the paper they stand in."""

    key: Key
    name: Title
    measure: Literal["percent", "count", "vnd"]
    unit_of_measure: Annotated[Text, StringConstraints(max_length=40)]
    note: str = ""
    adds_up: bool = False  # what happened in a year (houses built), not how it stands at its end
    lower_is_better: bool = False
    part: Annotated[str, StringConstraints(max_length=120)] = ""  # of a share: what was reached …
    whole: Annotated[str, StringConstraints(max_length=120)] = ""  # … of what


class GroupPart(Part):
    key: Key
    name: Annotated[str, StringConstraints(max_length=120)] = ""


Amount = Annotated[float, Field(allow_inf_nan=False)]


class MustPart(Part):
    """One condition, exactly."""

    at_least: Amount | None = None
    more_than: Amount | None = None
    at_most: Amount | None = None
    less_than: Amount | None = None
    between: Annotated[list[Amount], Field(min_length=2, max_length=2)] | None = None
    left_between: Annotated[list[Amount], Field(min_length=2, max_length=2)] | None = None
    times_baseline: Amount | None = None
    falls_by: Text | None = None
    zero: Literal[True] | None = None
    about_none: Literal[True] | None = None
    meets_plan: Literal[True] | None = None
    beats_plan_by: Annotated[list[Amount], BeforeValidator(_as_list), Field(min_length=1, max_length=2)] | None = None


Years = Annotated[list[int], Field(min_length=2, max_length=2)]


class TimePart(Part):
    """One time, exactly; `against` goes with `by_end_of`."""

    in_year: int | None = None
    each_year: Years | None = None
    average: Years | None = None
    whole: Years | None = None
    by_end_of: int | None = None
    against: int | None = None


class TargetPart(Part):
    key: Key
    indicator: Key
    text: Text
    scope: Annotated[
        list[Literal["unit", "each_district", "each_commune", "each_hamlet", "marked_area"]],
        BeforeValidator(_as_list),
        Field(min_length=1),
    ]
    marks: Annotated[
        list[
            Literal[
                "building_new_rural",
                "new_rural",
                "programme_135",
                "especially_disadvantaged",
                "poor_district",
                "poor_commune",
                "remote",
                "border",
                "island",
            ]
        ],
        BeforeValidator(_as_list),
    ] = []
    groups: Annotated[list[Annotated[GroupPart, BeforeValidator(_group)]], BeforeValidator(_as_list)] = []
    counted: Literal["district", "commune", "hamlet"] | None = None
    standard: Text | None = None  # the campaign's where the plan names no other
    must: MustPart
    time: TimePart
    clause: Brief = ""


# What each field holds, in the words of the published schema.
_WORDS: Mapping[type[Part], Mapping[str, str]] = {
    IndicatorPart: {
        "key": "mã",
        "name": "tên chỉ số",
        "measure": "loại số: tỷ lệ, số đếm, đồng",
        "unit_of_measure": "đơn vị tính",
        "note": "cách tính",
        "adds_up": "true: cộng dồn việc xảy ra trong năm",
        "lower_is_better": "true: càng thấp càng tốt",
        "part": "của tỷ lệ: số đạt",
        "whole": "của tỷ lệ: trên số nào",
    },
    GroupPart: {
        "key": "mã nhóm dân cư",
        "name": "tên nhóm, khi không có sẵn trong phần mềm",
    },
    MustPart: {
        "at_least": "từ mức này trở lên",
        "more_than": "trên mức này",
        "at_most": "không quá mức này",
        "less_than": "dưới mức này",
        "between": "từ … đến; vượt mức trên là vượt",
        "left_between": "còn từ … đến",
        "times_baseline": "gấp mấy lần năm gốc",
        "falls_by": "giảm một phần so với năm gốc, ví dụ “2/3”",
        "zero": "không còn",
        "about_none": "cơ bản không còn",
        "meets_plan": "đạt, vượt kế hoạch giao",
        "beats_plan_by": "vượt kế hoạch giao bao nhiêu %",
    },
    TimePart: {
        "in_year": "trong năm",
        "each_year": "mỗi năm, từ năm đến năm",
        "average": "bình quân mỗi năm",
        "whole": "cả giai đoạn",
        "by_end_of": "đến cuối năm",
        "against": "so với cuối năm gốc",
    },
    TargetPart: {
        "key": "mã",
        "indicator": "mã chỉ số",
        "text": "chỉ tiêu, lời của kế hoạch",
        "scope": "phạm vi",
        "marks": "chỉ tính đơn vị thuộc diện",
        "groups": "chỉ tính nhóm dân cư",
        "counted": "cấp của đơn vị được đếm",
        "standard": "mã chuẩn nghèo, khi khác chuẩn đầu tiên",
        "must": "phải thế nào",
        "time": "thời gian",
        "clause": "mục của kế hoạch",
    },
}
# Short names of the fields that a form shows, where the words above are not short already.
_TITLES: Mapping[type[Part], Mapping[str, str]] = {
    IndicatorPart: {
        "adds_up": "Cộng dồn trong năm",
        "lower_is_better": "Càng thấp càng tốt",
        "part": "Số đạt",
        "whole": "Trên số nào",
    },
    GroupPart: {"key": "Nhóm", "name": "Tên nhóm"},
    MustPart: {"falls_by": "Giảm một phần so với năm gốc", "between": "Từ … đến"},
    TargetPart: {"indicator": "Chỉ số", "text": "Chỉ tiêu", "standard": "Chuẩn nghèo"},
}
_SAID: Mapping[type[Part], Mapping[str, dict[str, Any]]] = {
    IndicatorPart: {"measure": said({"percent": "tỷ lệ %", "count": "số đếm", "vnd": "đồng"})},
    GroupPart: {"key": said(of=["population_groups"])},
    TargetPart: {
        "indicator": said(of=["indicators", "known_indicators"]),
        "text": said(paragraphs=True),
        "scope": said(dict(Target.Scope.choices)),
        "marks": said(dict(UnitMark.Mark.choices)),
        "counted": said(dict(Level.choices)),
        "standard": said(of=["poverty_standards"]),
    },
    TimePart: {name: said(year_moves=True) for name in TimePart.model_fields},
}
for _part, _words in _WORDS.items():
    for _name, _description in _words.items():
        _field = _part.model_fields[_name]
        _field.description = _description
        _field.title = _TITLES.get(_part, {}).get(_name)
        _field.json_schema_extra = _SAID.get(_part, {}).get(_name)
    _part.model_rebuild(force=True)


_CONDITIONS = tuple(MustPart.model_fields)
_TIMES = tuple(name for name in TimePart.model_fields if name != "against")


def _given(part: Part, names: Iterable[str]) -> list[str]:
    return [name for name in names if getattr(part, name) is not None]


def check_indicators(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("indicators"), "indicators")
    for position, part in sheet.placed("indicators"):
        here: Path = ("indicators", position)
        if part.key in INDICATORS:
            yield Fault((*here, "key"), f"“{part.key}” là chỉ số có sẵn; dùng thẳng mã ấy hoặc đặt mã khác")
        if part.measure == "percent" and part.adds_up:
            yield Fault((*here, "adds_up"), "tỷ lệ không cộng dồn qua các năm; bỏ adds_up")
        if part.measure == "percent" and not (part.part and part.whole):
            yield Fault(here, "tỷ lệ cần nói rõ chia gì cho gì: ghi part (số đạt) và whole (trên số)")


def specs_of(definition: Any) -> Mapping[str, IndicatorSpec]:
    """Every indicator a target of this file may name: the catalogue's, and the file's own."""
    return INDICATORS | {
        part.key: IndicatorSpec(
            part.key,
            part.name,
            part.measure,
            part.unit_of_measure,
            part.note,
            typed=True,
            kind=Kind.FLOW if part.adds_up else Kind.LEVEL,
            lower_is_better=part.lower_is_better,
            part=part.part,
            whole=part.whole,
        )
        for part in definition.indicators
    }


def check_targets(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("targets"), "targets")
    specs = specs_of(sheet)
    campaign = sheet.campaign
    standards: dict[str, Any] = {row.code: row for row in PovertyStandard.objects.all()}
    standards |= {part.code: part for part in campaign.standards if part.name}  # its own come with the file
    years = range(campaign.starts_on.year, campaign.ends_on.year + 1)
    for position, part in sheet.placed("targets"):
        here: Path = ("targets", position)
        if part.indicator not in specs:
            yield Fault((*here, "indicator"), f"không có chỉ số “{part.indicator}”; chọn một trong: {', '.join(specs)}")
            continue
        faults = [*_one_condition(part, here), *_one_time(part, here), *_named_groups(part, here)]
        yield from faults
        if faults:
            continue
        goal = goal_of(part, specs[part.indicator])
        yield from (Fault((*here, field), sentence) for field, sentence in senseless(goal))
        yield from _years(goal, years, here)
        yield from _standard(part, goal, standards, here)


def _one_condition(part: TargetPart, here: Path) -> Iterable[Fault]:
    given = _given(part.must, _CONDITIONS)
    if len(given) != 1:
        said = "chưa ghi điều kiện" if not given else f"ghi {len(given)} điều kiện ({', '.join(given)})"
        yield Fault((*here, "must"), f"{said}; mỗi chỉ tiêu đúng một, trong: {', '.join(_CONDITIONS)}")
    elif given == ["falls_by"] and _fraction(part.must.falls_by or "") is None:
        yield Fault((*here, "must", "falls_by"), f"“{part.must.falls_by}” không phải là phân số; ghi dạng “2/3”")


def _one_time(part: TargetPart, here: Path) -> Iterable[Fault]:
    given = _given(part.time, _TIMES)
    if len(given) != 1:
        said = "chưa ghi thời gian" if not given else f"ghi {len(given)} cách tính thời gian ({', '.join(given)})"
        yield Fault((*here, "time"), f"{said}; mỗi chỉ tiêu đúng một, trong: {', '.join(_TIMES)}")


def _named_groups(part: TargetPart, here: Path) -> Iterable[Fault]:
    for place, group in enumerate(part.groups):
        if not group.name and group.key not in GROUPS:
            yield Fault(
                (*here, "groups", place),
                f"không có nhóm “{group.key}”; chọn một trong: {', '.join(GROUPS)}, "
                "hoặc ghi {key: …, name: “tên nhóm”}",
            )


def _years(goal: Goal, years: range, here: Path) -> Iterable[Fault]:
    if goal.first_year not in years or goal.last_year not in years:
        yield Fault(
            (*here, "time"), f"năm của chỉ tiêu nằm ngoài thời gian của phong trào ({years.start}–{years.stop - 1})"
        )


def _standard(part: TargetPart, goal: Goal, standards: Mapping[str, Any], here: Path) -> Iterable[Fault]:
    if part.standard is None:
        return
    if part.standard not in standards:
        codes = ", ".join(standards)
        yield Fault((*here, "standard"), f"chưa có chuẩn nghèo “{part.standard}”; chọn một trong: {codes}")
    elif not goal.indicator.of_standard:
        yield Fault((*here, "standard"), f"“{goal.indicator.name}” không tính theo chuẩn nghèo; bỏ standard")
    else:
        row = standards[part.standard]
        if goal.last_year < row.first_year - 1 or goal.first_year > row.last_year:
            yield Fault(
                (*here, "standard"),
                f"{row.name} dùng cho rà soát {row.first_year}–{row.last_year}, chỉ tiêu lại nói về "
                f"{goal.first_year}–{goal.last_year}; xin xem lại chuẩn hoặc năm",
            )


def goal_of(part: TargetPart, spec: IndicatorSpec) -> Goal:
    """A row of a file, that has one condition and one time, as plain values."""
    condition, low, high = _asked(part.must)
    span = _given(part.time, _TIMES)[0]
    time = getattr(part.time, span)
    first, last = time if isinstance(time, list) else (time, time)
    return Goal(
        indicator=spec,
        condition=condition,
        span=Span(span),
        first_year=first,
        last_year=last,
        low=low,
        high=high,
        base_year=part.time.against,
        scopes=tuple(Scope(scope) for scope in part.scope),
        marks=tuple(part.marks),
        groups=tuple(group.key for group in part.groups),
        counted_level=part.counted or "",
    )


def _asked(must: MustPart) -> tuple[Condition, Fraction, Fraction | None]:
    name = _given(must, _CONDITIONS)[0]
    value = getattr(must, name)
    if name == "between":
        return Condition.AT_LEAST, _exact(value[0]), _exact(value[1])
    condition = Condition(name)
    if value is True:
        return condition, Fraction(0), None
    if name == "falls_by":
        return condition, _fraction(value) or Fraction(0), None
    if isinstance(value, list):
        return condition, _exact(value[0]), _exact(value[1]) if len(value) == 2 else None
    return condition, _exact(value), None


def _exact(value: float) -> Fraction:
    """As it was written: 0.1 is a tenth."""
    return Fraction(str(value))


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None


def save_indicators(campaign: Campaign, definition: Any) -> None:
    """The campaign's own indicators. Those a target no longer names leave only after the targets (`save_targets`)."""
    for part in definition.indicators:
        Indicator.objects.update_or_create(campaign=campaign, key=part.key, defaults=_columns(part))


def _columns(part: IndicatorPart) -> dict[str, Any]:
    return {
        "name": part.name,
        "measure": part.measure,
        "unit_of_measure": part.unit_of_measure,
        "note": part.note,
        "kind": (Kind.FLOW if part.adds_up else Kind.LEVEL).value,
        "lower_is_better": part.lower_is_better,
        "part": part.part,
        "whole": part.whole,
    }


def save_targets(campaign: Campaign, definition: Any) -> None:
    indicators = load_indicators() | {row.key: row for row in campaign.indicators.all()}
    standards = {row.code: row for row in PovertyStandard.objects.all()}
    specs = specs_of(definition)
    rows = {}
    for position, part in enumerate(definition.targets, 1):
        goal = goal_of(part, specs[part.indicator])
        rows[part.key] = {
            "indicator": indicators[part.indicator],
            "text": part.text,
            "scopes": part.scope,
            "marks": part.marks,
            "groups": [{"key": group.key, "name": group.name or GROUPS[group.key]} for group in part.groups],
            "counted_level": goal.counted_level,
            "standard": standards[part.standard] if part.standard else None,
            "condition": goal.condition.value,
            "low": Decimal(goal.low.numerator) if part.must.falls_by else _decimal(goal.low),
            "divisor": goal.low.denominator if part.must.falls_by else 1,
            "high": None if goal.high is None else _decimal(goal.high),
            "span": goal.span.value,
            "first_year": goal.first_year,
            "last_year": goal.last_year,
            "base_year": goal.base_year,
            "clause": part.clause,
            "position": position,
        }
    replace_rows(Target.objects, {"campaign": campaign}, rows)
    campaign.indicators.exclude(key__in={part.key for part in definition.indicators}).delete()


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def load_indicators() -> dict[str, Indicator]:
    """The catalogue's rows, in line with what the code can compute."""
    return {
        spec.key: Indicator.objects.update_or_create(
            campaign=None,
            key=spec.key,
            defaults={
                "name": spec.name,
                "measure": spec.measure,
                "unit_of_measure": spec.unit_of_measure,
                "note": spec.note,
                "kind": spec.kind.value,
                "lower_is_better": spec.lower_is_better,
                "part": spec.part,
                "whole": spec.whole,
            },
        )[0]
        for spec in INDICATORS.values()
    }


def dump_indicators(campaign: Campaign) -> list[IndicatorPart]:
    return [
        IndicatorPart(
            key=row.key,
            name=row.name,
            measure=row.measure,  # type: ignore[arg-type]
            unit_of_measure=row.unit_of_measure,
            note=row.note,
            adds_up=row.kind == Kind.FLOW.value,
            lower_is_better=row.lower_is_better,
            part=row.part,
            whole=row.whole,
        )
        for row in campaign.indicators.order_by("pk")
    ]


def dump_targets(campaign: Campaign) -> list[TargetPart]:
    return [
        TargetPart(
            key=row.key,
            indicator=row.indicator.key,
            text=row.text,
            scope=row.scopes,
            marks=row.marks,
            groups=[_dump_group(group) for group in row.groups],
            counted=row.counted_level or None,  # type: ignore[arg-type]
            standard=row.standard.code if row.standard else None,
            must=_dump_must(row),
            time=_dump_time(row),
            clause=row.clause,
        )
        for row in campaign.targets.select_related("indicator", "standard")
    ]


def _dump_group(group: Mapping[str, str]) -> GroupPart:
    known = GROUPS.get(group["key"]) == group["name"]
    return GroupPart(key=group["key"], name="" if known else group["name"])


def _dump_must(row: Target) -> MustPart:
    low, high = float(row.low), None if row.high is None else float(row.high)
    if row.condition == Condition.AT_LEAST and high is not None:
        return MustPart(between=[low, high])
    value: Any = low
    if row.condition in {Condition.ZERO, Condition.ABOUT_NONE, Condition.MEETS_PLAN}:
        value = True
    elif row.condition == Condition.FALLS_BY:
        value = f"{row.low.normalize():f}/{row.divisor}"
    elif row.condition in {Condition.LEFT_BETWEEN, Condition.BEATS_PLAN_BY}:
        value = [low] if high is None else [low, high]
    return MustPart(**{row.condition: value})


def _dump_time(row: Target) -> TimePart:
    one_year = row.span in {Span.IN_YEAR, Span.BY_END_OF}
    years: Any = row.last_year if one_year else [row.first_year, row.last_year]
    return TimePart(**{row.span: years}, against=row.base_year)


SECTIONS = (
    Section(
        "indicators",
        list[IndicatorPart],
        check_indicators,
        save_indicators,
        dump_indicators,
        default=(),
        title="Chỉ số riêng của phong trào",
    ),
    Section(
        "targets",
        Annotated[list[TargetPart], Field(min_length=1)],
        check_targets,
        save_targets,
        dump_targets,
        title="Chỉ tiêu",
    ),
)
