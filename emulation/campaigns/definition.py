"""The parts of a campaign's definition file that this room holds, and the shape every room's part has.

A definition is one YAML file. Each room offers `Section`s: a schema that reads its part, a check of what the schema
cannot see, and a save. `campaign_portal.shell.definition` runs them all in one transaction.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from campaign_portal.foundation import clock
from emulation.campaigns.models import (
    Campaign,
    CampaignRole,
    Deadline,
    Milestone,
    ParticipantClass,
)
from emulation.duties.models import Duty
from emulation.people.models import Office
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Unit

Path = tuple[str | int, ...]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
# As long as the columns that keep them.
Name = Annotated[Text, StringConstraints(max_length=120)]
Title = Annotated[Text, StringConstraints(max_length=200)]
Brief = Annotated[str, StringConstraints(max_length=40)]  # a clause, a unit of measure; may be empty
Remark = Annotated[str, StringConstraints(max_length=120)]  # may be empty


class Part(BaseModel):
    """Base of every piece of a definition: unknown fields are errors, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: where (a path of keys and positions) and what to do, in Vietnamese."""

    path: Path
    message: str


@dataclass(frozen=True)
class Section:
    """One room's part of the file, under `key`. `check` sees the whole file, `save` runs in file order of sections."""

    key: str
    schema: Any
    check: Callable[[Any], Iterable[Fault]]
    save: Callable[[Campaign, Any], None]
    default: Any = ...  # what a file without this part has; by default every file must have it


def replace_rows(manager: Any, owner: dict[str, Any], rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Make a campaign's rows equal to the file's: update by key, add what is new, remove what is gone."""
    manager.filter(**owner).exclude(key__in=rows.keys()).delete()
    return {key: manager.update_or_create(**owner, key=key, defaults=fields)[0] for key, fields in rows.items()}


# --- campaign ---------------------------------------------------------------------------------------------------------


class UnitReference(Part):
    """A unit by its code on a day: codes are reused, so the day belongs to it."""

    level: Literal["province", "district", "commune"]
    code: Text
    on: dt.date

    def find(self) -> Unit | None:
        return Unit.objects.valid_on(self.on).filter(level=self.level, code=self.code).first()


class Signer(Part):
    formula: str = ""
    post: Text
    name: Text


class DocumentPart(Part):
    """The paper that launched it (Kế hoạch, Chỉ thị)."""

    kind: Text
    symbol: Text
    number: str = ""
    date_text: Text
    title: Text
    bases: list[Text]
    signer: Signer | None = None
    recipients: list[Text] = []


class ParentPart(Part):
    name: Text
    document: Title


class ContentPart(Part):
    """A passage of the plan's own text; `part: tasks` stands at its end, with what the offices are to do."""

    part: Literal["aims", "tasks"] = "aims"
    clause: Text
    title: Text
    points: list[Text] = Field(min_length=1)


class CampaignPart(Part):
    name: Text
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    unit: UnitReference
    starts_on: dt.date
    ends_on: dt.date
    standard: Text
    parent: ParentPart | None = None
    document: DocumentPart
    contents: list[ContentPart] = Field(min_length=1)


def check_campaign(definition: Any) -> Iterable[Fault]:
    campaign = definition.campaign
    if campaign.ends_on < campaign.starts_on:
        yield Fault(("campaign", "ends_on"), "ngày kết thúc trước ngày bắt đầu; xin sửa một trong hai ngày")
    if campaign.unit.find() is None:
        yield Fault(
            ("campaign", "unit", "code"),
            f"không có đơn vị cấp này mang mã {campaign.unit.code} vào ngày đã ghi; xin xem danh mục đơn vị",
        )
    if not PovertyStandard.objects.filter(code=campaign.standard).exists():
        codes = ", ".join(PovertyStandard.objects.values_list("code", flat=True))
        yield Fault(("campaign", "standard"), f"chưa có chuẩn nghèo “{campaign.standard}”; chọn một trong: {codes}")


def save_campaign(campaign: Campaign, definition: Any) -> None:
    """The campaign's own row. The caller made it with its key, unit and dates."""
    part: CampaignPart = definition.campaign
    campaign.name = part.name
    campaign.short_name = part.short_name
    campaign.starts_on, campaign.ends_on = part.starts_on, part.ends_on
    campaign.standard = PovertyStandard.objects.get(code=part.standard)
    campaign.parent_name = part.parent.name if part.parent else ""
    campaign.parent_document = part.parent.document if part.parent else ""
    campaign.document = part.document.model_dump()
    campaign.contents = [content.model_dump() for content in part.contents]
    campaign.loaded_at = clock.business_now()
    campaign.save()


# --- classes and offices ----------------------------------------------------------------------------------------------


class ClassPart(Part):
    key: Key
    name: Name
    nature: Literal["collective", "individual", "household"]
    party: Literal["unit", "office", "organisation", "person", "household"]
    level: Literal["district", "commune", "hamlet"] | None = None
    clause: Brief = ""


class OfficePart(Part):
    """An office that the plan gives a task. One that the product does not know yet is made from its names here."""

    key: Key
    function: Literal[
        "leadership",
        "emulation_standing_body",
        "poverty_standing_office",
        "coordination_office",
        "council",
        "participant",
    ]
    name: Title
    short_name: Annotated[Text, StringConstraints(max_length=100)]
    symbol: Annotated[str, StringConstraints(max_length=20)] = ""
    place: Annotated[str, StringConstraints(max_length=60)] = ""
    takes_part_as: Key | None = None
    tasks: str = ""
    clause: Brief = ""


def duplicates(items: list[Any], path: str) -> Iterable[Fault]:
    """A key used twice in one list."""
    seen: set[str] = set()
    for position, item in enumerate(items):
        if item.key in seen:
            yield Fault((path, position, "key"), f"mã “{item.key}” đã dùng ở trên; mỗi mục một mã riêng")
        seen.add(item.key)


def check_classes(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.classes, "classes")
    for position, part in enumerate(definition.classes):
        if (part.party == "unit") != (part.level is not None):
            yield Fault(("classes", position, "level"), "loại gồm các đơn vị thì ghi level; loại khác thì bỏ level")


def save_classes(campaign: Campaign, definition: Any) -> None:
    rows = {
        part.key: {
            "name": part.name,
            "nature": part.nature,
            "party_kind": part.party,
            "unit_level": part.level or "",
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.classes, 1)
    }
    replace_rows(ParticipantClass.objects, {"campaign": campaign}, rows)


def check_offices(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.offices, "offices")
    classes = {part.key: part for part in definition.classes}
    for position, part in enumerate(definition.offices):
        if part.takes_part_as and (part.takes_part_as not in classes or classes[part.takes_part_as].party != "office"):
            yield Fault(
                ("offices", position, "takes_part_as"),
                f"“{part.takes_part_as}” không phải là loại đối tượng gồm các cơ quan; xem mục classes",
            )
    if not any(part.key == "standing_office" for part in definition.offices):
        yield Fault(("offices",), "thiếu cơ quan thường trực phong trào (key: standing_office)")


def save_offices(campaign: Campaign, definition: Any) -> None:
    classes = {row.key: row for row in campaign.classes.all()}
    rows = {
        part.key: {
            "function": part.function,
            "office": _office(campaign, part),
            "tasks": part.tasks,
            "clause": part.clause,
            "participant_class": classes[part.takes_part_as] if part.takes_part_as else None,
        }
        for part in definition.offices
    }
    replace_rows(CampaignRole.objects, {"campaign": campaign}, rows)


def _office(campaign: Campaign, part: OfficePart) -> Office:
    known = Office.objects.filter(unit=campaign.unit, name=part.name, valid_from__lte=campaign.starts_on)
    office = known.exclude(valid_to__lt=campaign.starts_on).first()
    return office or Office.objects.create(
        unit=campaign.unit,
        name=part.name,
        short_name=part.short_name,
        symbol=part.symbol,
        place=part.place or campaign.unit.name,
        function=part.function,
        valid_from=campaign.starts_on,
    )


# --- deadlines and milestones -----------------------------------------------------------------------------------------


# The other kinds arise by themselves: from an arrival at a desk, a return, a gift without its paper.
OWED_BY_A_PLAN = tuple(
    kind.value
    for kind in (
        Duty.Kind.REGISTRATION,
        Duty.Kind.LAUNCH_PLAN,
        Duty.Kind.REGISTRATION_SUMMARY,
        Duty.Kind.REVIEW,
        Duty.Kind.REPORT,
        Duty.Kind.CONSOLIDATION,
        Duty.Kind.SUBMISSION,
        Duty.Kind.SUBMISSION_SUMMARY,
    )
)
PERIODS = {
    Duty.Kind.REPORT: (re.compile(r"\d{4}-Q[1-4]"), "kỳ báo cáo là một quý, ghi dạng 2020-Q1"),
    Duty.Kind.CONSOLIDATION: (re.compile(r"\d{4}-Q[1-4]"), "kỳ tổng hợp là một quý, ghi dạng 2020-Q1"),
    Duty.Kind.REVIEW: (re.compile(r"\d{4}-M(06|09|12)"), "kỳ rà soát ghi dạng 2020-M06, 2020-M09 hoặc 2020-M12"),
}


class DeadlinePart(Part):
    key: Key
    kind: Literal[OWED_BY_A_PLAN]  # type: ignore[valid-type]
    title: Title
    period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-(Q[1-4]|M(06|09|12)))?$")] = ""
    before: dt.date | None = None
    on: dt.date | None = None
    opens_on: dt.date
    owed_by: list[Key] = Field(min_length=1)
    to: Key | None = None
    through: Remark = ""
    obligatory: bool = True
    set_by: Remark = ""
    clause: Brief = ""


class MilestonePart(Part):
    key: Key
    title: Title
    on_text: Annotated[Text, StringConstraints(max_length=60)]
    sort_on: dt.date
    clause: Brief = ""


def check_deadlines(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.deadlines, "deadlines")
    known = {part.key for part in definition.classes} | {part.key for part in definition.offices}
    for position, part in enumerate(definition.deadlines):
        here: Path = ("deadlines", position)
        if (part.before is None) == (part.on is None):
            yield Fault(here, "mỗi thời hạn ghi một trong hai: before (trước ngày) hoặc on (vào ngày)")
        elif part.opens_on > (part.before or part.on):
            yield Fault((*here, "opens_on"), "ngày hiện việc sau cả hạn; xin ghi ngày sớm hơn")
        if part.kind in PERIODS and not PERIODS[part.kind][0].fullmatch(part.period):
            yield Fault((*here, "period"), PERIODS[part.kind][1])
        for place, owner in enumerate(part.owed_by):
            if owner not in known:
                yield Fault((*here, "owed_by", place), f"“{owner}” không có trong classes hay offices")
        if part.to and part.to not in {office.key for office in definition.offices}:
            yield Fault((*here, "to"), f"cơ quan nhận “{part.to}” không có trong offices")


def save_deadlines(campaign: Campaign, definition: Any) -> None:
    rows = {
        part.key: {
            "kind": part.kind,
            "title": part.title,
            "period": part.period,
            "rule": Deadline.Rule.BEFORE if part.before else Deadline.Rule.ON,
            "date": part.before or part.on,
            "opens_on": part.opens_on,
            "owed_by": part.owed_by,
            "to_role": part.to or "",
            "through": part.through,
            "obligatory": part.obligatory,
            "set_by": part.set_by,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.deadlines, 1)
    }
    replace_rows(Deadline.objects, {"campaign": campaign}, rows)


def check_milestones(definition: Any) -> Iterable[Fault]:
    yield from duplicates(definition.milestones, "milestones")


def save_milestones(campaign: Campaign, definition: Any) -> None:
    rows = {part.key: part.model_dump(exclude={"key"}) for part in definition.milestones}
    replace_rows(Milestone.objects, {"campaign": campaign}, rows)


SECTIONS = (
    Section("campaign", CampaignPart, check_campaign, save_campaign),
    Section("classes", Annotated[list[ClassPart], Field(min_length=1)], check_classes, save_classes),
    Section("offices", Annotated[list[OfficePart], Field(min_length=1)], check_offices, save_offices),
    Section("deadlines", Annotated[list[DeadlinePart], Field(min_length=1)], check_deadlines, save_deadlines),
    Section("milestones", list[MilestonePart], check_milestones, save_milestones),
)
