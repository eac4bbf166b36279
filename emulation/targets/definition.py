"""Targets in a campaign's definition file."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from emulation.campaigns.definition import Brief, Fault, Key, Part, Section, Text, duplicates, replace_rows
from emulation.campaigns.models import Campaign
from emulation.targets.models import Indicator, Target
from emulation.targets.rules import INDICATORS


class TargetPart(Part):
    key: Key
    indicator: Key
    text: Text
    scope: Literal["unit", "each_commune", "each_hamlet"]
    mark: Literal[
        "",
        "building_new_rural",
        "new_rural",
        "programme_135",
        "especially_disadvantaged",
        "poor_district",
        "remote",
        "border",
        "island",
    ] = ""
    condition: Literal["at_least", "at_most", "more_than", "less_than", "beats_plan_by"]
    low: float
    high: float | None = None
    year: int
    clause: Brief = ""


def check_targets(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.targets, "targets")
    for position, part in enumerate(definition.targets):
        if part.indicator not in INDICATORS:
            yield Fault(
                ("targets", position, "indicator"),
                f"không có chỉ số “{part.indicator}”; chọn một trong: {', '.join(INDICATORS)}",
            )
        if part.high is not None and part.high < part.low:
            yield Fault(("targets", position, "high"), "mức trên nhỏ hơn mức dưới; xin sửa một trong hai")
        if not definition.campaign.starts_on.year <= part.year <= definition.campaign.ends_on.year:
            yield Fault(("targets", position, "year"), "năm của chỉ tiêu nằm ngoài thời gian của phong trào")


def save_targets(campaign: Campaign, definition: Any) -> None:
    indicators = load_indicators()
    rows = {
        part.key: {
            "indicator": indicators[part.indicator],
            "text": part.text,
            "scope": part.scope,
            "mark": part.mark,
            "condition": part.condition,
            "low": Decimal(str(part.low)),
            "high": None if part.high is None else Decimal(str(part.high)),
            "year": part.year,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.targets, 1)
    }
    replace_rows(Target.objects, {"campaign": campaign}, rows)


def load_indicators() -> dict[str, Indicator]:
    """The catalogue's rows, in line with what the code can compute."""
    return {
        spec.key: Indicator.objects.update_or_create(
            key=spec.key,
            defaults={
                "name": spec.name,
                "measure": spec.measure,
                "unit_of_measure": spec.unit_of_measure,
                "note": spec.note,
            },
        )[0]
        for spec in INDICATORS.values()
    }


SECTIONS = (Section("targets", Annotated[list[TargetPart], Field(min_length=1)], check_targets, save_targets),)
