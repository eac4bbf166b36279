"""Criteria of each class in a campaign's definition file."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from awards.criteria.models import Criterion, CriterionGroup, PendingStandard
from awards.criteria.rules import MEASURES
from emulation.campaigns.definition import (
    Brief,
    Fault,
    Key,
    Part,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
)
from emulation.campaigns.models import Campaign


class MeasurePart(Part):
    kind: Key = Field(description="cách đo", json_schema_extra=said(of=["measures"]))
    parameters: dict[str, Annotated[int, Field(ge=1)]] = Field(
        {}, title="Các con số", description="các con số cách đo ấy cần", json_schema_extra=said(year_moves=True)
    )


class CriterionPart(Part):
    """Measured when it names a measure, judged by a person when it does not."""

    key: Key = Field(description="mã")
    text: Text = Field(description="tiêu chuẩn, lời của kế hoạch", json_schema_extra=said(paragraphs=True))
    measured: MeasurePart | None = Field(
        None, title="Đo từ số liệu", description="cách đo từ số liệu; bỏ đi khi người thẩm định đánh giá"
    )
    may_not_apply: bool = Field(False, title="Có nơi không áp dụng", description="true: có nơi không áp dụng được")
    meeting: bool = Field(
        False,
        title="Cần cuộc họp ghi lại",
        description="true: cần cuộc họp các hộ trong thôn ghi lại (ngày, số dự, số nhất trí)",
    )
    paper: bool = Field(
        False,
        title="Cần giấy chứng minh",
        description="true: hồ sơ phải kèm giấy ghi ở evidence, thiếu thì không nộp được",
    )
    evidence: Annotated[str, StringConstraints(max_length=200)] = Field("", description="minh chứng cần xem")
    clause: Brief = Field("", description="mục của kế hoạch")


class CriterionGroupPart(Part):
    key: Key = Field(description="mã nhóm")
    participant_class: Key = Field(
        title="Đối tượng", description="mã đối tượng", json_schema_extra=said(of=["classes"])
    )
    mode: Literal["all", "any"] = Field(
        "all", title="Cách xét", description="all: đạt tất cả; any: đạt một trong các tiêu chuẩn"
    )
    criteria: list[CriterionPart] = Field(min_length=1, description="các tiêu chuẩn")


def check_criteria(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("criteria"), "criteria")
    joins = {part.key: part.joins for _, part in sheet.placed("classes")}
    for position, group in sheet.placed("criteria"):
        here = ("criteria", position)
        if group.participant_class not in sheet.keys("classes"):
            yield Fault((*here, "participant_class"), f"“{group.participant_class}” không có trong classes")
        elif joins.get(group.participant_class) in {"content_only", "award_only"}:
            yield Fault(
                (*here, "participant_class"),
                f"“{group.participant_class}” ghi joins là {joins[group.participant_class]} thì không có tiêu chuẩn "
                "riêng; xin sửa một trong hai",
            )
        seen: set[str] = set()
        for place, part in enumerate(group.criteria):
            there = (*here, "criteria", place)
            if part.key in seen:
                yield Fault((*there, "key"), f"mã “{part.key}” đã dùng trong nhóm này")
            seen.add(part.key)
            if part.measured and part.meeting:
                yield Fault((*there, "meeting"), "tiêu chuẩn đo từ số liệu thì không cần cuộc họp")
            if part.measured and part.paper:
                yield Fault((*there, "paper"), "tiêu chuẩn đo từ số liệu thì không cần giấy kèm theo")
            if part.paper and not part.measured and not part.evidence:
                yield Fault((*there, "evidence"), "tiêu chuẩn cần giấy chứng minh thì ghi tên giấy ở đây")
            if part.measured:
                yield from _check_measure(part.measured, (*there, "measured"))


def _check_measure(part: MeasurePart, here: tuple[str | int, ...]) -> Iterable[Fault]:
    if part.kind not in MEASURES:
        yield Fault((*here, "kind"), f"không có cách đo “{part.kind}”; chọn một trong: {', '.join(MEASURES)}")
    elif set(part.parameters) != set(MEASURES[part.kind].parameters):
        asked = ", ".join(MEASURES[part.kind].parameters)
        wants = f"cần đúng các tham số: {asked}" if asked else "không có tham số"
        yield Fault((*here, "parameters"), f"cách đo “{part.kind}” {wants}")


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
                "asks_paper": part.paper,
                "evidence_hint": part.evidence,
                "clause": part.clause,
                "position": position,
            }
            for position, part in enumerate(group.criteria, 1)
        }
        replace_rows(Criterion.objects, {"group": saved[group.key]}, rows)


def dump_criteria(campaign: Campaign) -> list[CriterionGroupPart]:
    groups = CriterionGroup.objects.filter(campaign=campaign).select_related("participant_class")
    return [
        CriterionGroupPart(
            key=group.key,
            participant_class=group.participant_class.key,
            mode=group.mode,  # type: ignore[arg-type]
            criteria=[_dump_criterion(row) for row in group.criteria.all()],
        )
        for group in groups.prefetch_related("criteria")
    ]


def _dump_criterion(row: Criterion) -> CriterionPart:
    return CriterionPart(
        key=row.key,
        text=row.text,
        measured=MeasurePart(kind=row.measure, parameters=row.parameters) if row.measure else None,
        may_not_apply=row.may_not_apply,
        meeting=row.asks_meeting,
        paper=row.asks_paper,
        evidence=row.evidence_hint,
        clause=row.clause,
    )


class PendingStandardPart(Part):
    """Awards whose standards stand in a text that is not in hand; nobody can be proposed for them yet."""

    key: Key = Field(description="mã")
    award: Title = Field(description="khen thưởng")
    document: Key = Field(
        title="Văn bản", description="mã văn bản trong citations", json_schema_extra=said(of=["citations"])
    )
    clause: Brief = Field("", description="mục của kế hoạch")


def check_pending(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("standards_not_loaded"), "standards_not_loaded")
    for place, part in sheet.placed("standards_not_loaded"):
        if part.document not in sheet.keys("citations"):
            yield Fault(("standards_not_loaded", place, "document"), f"“{part.document}” không có trong citations")


def save_pending(campaign: Campaign, definition: Any) -> None:
    cited = {citation.key: citation.text for citation in definition.citations}
    rows = {
        part.key: {
            "award_name": part.award,
            "citation": part.document,
            "document": cited[part.document],
            "clause": part.clause,
        }
        for part in definition.standards_not_loaded
    }
    replace_rows(PendingStandard.objects, {"campaign": campaign}, rows)


def dump_pending(campaign: Campaign) -> list[PendingStandardPart]:
    return [
        PendingStandardPart(key=row.key, award=row.award_name, document=row.citation, clause=row.clause)
        for row in PendingStandard.objects.filter(campaign=campaign).order_by("pk")
    ]


SECTIONS = (
    Section(
        "criteria",
        list[CriterionGroupPart],
        check_criteria,
        save_criteria,
        dump_criteria,
        default=(),
        title="Tiêu chuẩn của từng đối tượng",
        topic="criteria",
    ),
    Section(
        "standards_not_loaded",
        list[PendingStandardPart],
        check_pending,
        save_pending,
        dump_pending,
        default=(),
        title="Tiêu chuẩn nằm ở văn bản chưa nạp",
    ),
)
