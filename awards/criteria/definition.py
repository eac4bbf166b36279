"""Criteria of each class in a campaign's definition file."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from awards.criteria.models import Criterion, CriterionGroup, PendingStandard
from awards.criteria.rules import MEASURES
from emulation.campaigns.definition import Brief, Fault, Key, Part, Section, Text, Title, duplicates, replace_rows
from emulation.campaigns.models import Campaign


class MeasurePart(Part):
    kind: Key
    parameters: dict[str, Annotated[int, Field(ge=1)]]


class CriterionPart(Part):
    """Measured when it names a measure, judged by a person when it does not."""

    key: Key
    text: Text
    measured: MeasurePart | None = None
    may_not_apply: bool = False
    meeting: bool = False  # a recorded meeting of the hamlet's households: day, present, agreeing
    evidence: Annotated[str, StringConstraints(max_length=200)] = ""
    clause: Brief = ""


class CriterionGroupPart(Part):
    key: Key
    participant_class: Key
    mode: Literal["all", "any"] = "all"
    criteria: list[CriterionPart] = Field(min_length=1)


def check_criteria(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.criteria, "criteria")
    classes = {part.key for part in definition.classes}
    for position, group in enumerate(definition.criteria):
        here = ("criteria", position)
        if group.participant_class not in classes:
            yield Fault((*here, "participant_class"), f"“{group.participant_class}” không có trong classes")
        seen: set[str] = set()
        for place, part in enumerate(group.criteria):
            there = (*here, "criteria", place)
            if part.key in seen:
                yield Fault((*there, "key"), f"mã “{part.key}” đã dùng trong nhóm này")
            seen.add(part.key)
            if part.measured and part.meeting:
                yield Fault((*there, "meeting"), "tiêu chuẩn đo từ số liệu thì không cần cuộc họp")
            if part.measured:
                yield from _check_measure(part.measured, (*there, "measured"))


def _check_measure(part: MeasurePart, here: tuple[str | int, ...]) -> Iterable[Fault]:
    if part.kind not in MEASURES:
        yield Fault((*here, "kind"), f"không có cách đo “{part.kind}”; chọn một trong: {', '.join(MEASURES)}")
    elif set(part.parameters) != set(MEASURES[part.kind].parameters):
        asked = ", ".join(MEASURES[part.kind].parameters)
        yield Fault((*here, "parameters"), f"cách đo “{part.kind}” cần đúng các tham số: {asked}")


def save_criteria(campaign: Campaign, definition: Any) -> None:
    classes = {row.key: row for row in campaign.classes.all()}
    groups = {
        part.key: {"participant_class": classes[part.participant_class], "mode": part.mode, "position": position}
        for position, part in enumerate(definition.criteria, 1)
    }
    saved = replace_rows(CriterionGroup.objects, {"campaign": campaign}, groups)
    for group in definition.criteria:
        rows = {
            part.key: {
                "text": part.text,
                "nature": Criterion.Nature.MEASURED if part.measured else Criterion.Nature.JUDGED,
                "measure": part.measured.kind if part.measured else "",
                "parameters": part.measured.parameters if part.measured else {},
                "may_not_apply": part.may_not_apply,
                "asks_meeting": part.meeting,
                "evidence_hint": part.evidence,
                "clause": part.clause,
                "position": position,
            }
            for position, part in enumerate(group.criteria, 1)
        }
        replace_rows(Criterion.objects, {"group": saved[group.key]}, rows)


class PendingStandardPart(Part):
    """Awards whose standards stand in a text that is not in hand; nobody can be proposed for them yet."""

    key: Key
    award: Title
    document: Title
    clause: Brief = ""


def check_pending(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.standards_not_loaded, "standards_not_loaded")


def save_pending(campaign: Campaign, definition: Any) -> None:
    rows = {
        part.key: {"award_name": part.award, "document": part.document, "clause": part.clause}
        for part in definition.standards_not_loaded
    }
    replace_rows(PendingStandard.objects, {"campaign": campaign}, rows)


SECTIONS = (
    Section("criteria", Annotated[list[CriterionGroupPart], Field(min_length=1)], check_criteria, save_criteria),
    Section("standards_not_loaded", list[PendingStandardPart], check_pending, save_pending, default=()),
)
