"""Documents the plan cites, pledges, household tags, and what else the plan arranges."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from campaign_portal.foundation import vietnamese
from emulation.campaigns.definition.shape import (
    ROLES,
    Brief,
    Fault,
    Key,
    Name,
    Part,
    Path,
    Section,
    Sheet,
    Text,
    duplicates,
    replace_rows,
    said,
    strangers,
)
from emulation.campaigns.models import Arrangement, Campaign, Citation, HouseholdTag, PledgeRule

Short = Annotated[Text, StringConstraints(max_length=40)]


class CitationPart(Part):
    """One document, once: the other ways the plan writes its number stand in `also_cited_as`."""

    key: Key = Field(description="mã, để các mục khác nhắc đến")
    kind: Short = Field(description="loại văn bản, ví dụ Quyết định")
    number: Short = Field(description="số, ký hiệu, ví dụ 17/2016/QĐ-UBND")
    issued_on: dt.date = Field(description="ngày ban hành")
    issuer: Name = Field(description="cơ quan ban hành")
    about: str = Field("", title="Trích yếu", description="trích yếu, bắt đầu bằng “về …”")
    use: Literal["basis", "purpose", "guide"] = Field(
        "basis",
        title="Dùng làm gì",
        description="basis: căn cứ; purpose: viện dẫn trong mục đích; guide: căn cứ để đơn vị lập kế hoạch",
    )
    also_cited_as: list[Short] = Field(
        [], title="Còn ghi là", description="số, ký hiệu ghi khác ở chỗ khác trong kế hoạch"
    )
    clause: Brief = Field("", description="mục của kế hoạch")

    @property
    def text(self) -> str:
        return f"{self.kind} số {self.number} ngày {vietnamese.day(self.issued_on)} của {self.issuer}"


def check_citations(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("citations"), "citations")
    seen: set[tuple[str, dt.date]] = set()
    for place, part in sheet.placed("citations"):
        for number in (part.number, *part.also_cited_as):
            if (number, part.issued_on) in seen:
                yield Fault(
                    ("citations", place, "number"),
                    f"văn bản {number} ngày {vietnamese.day(part.issued_on)} đã ghi ở trên; một văn bản một mục, "
                    "cách ghi khác để trong also_cited_as",
                )
            seen.add((number, part.issued_on))


def save_citations(campaign: Campaign, definition: Any) -> None:
    _save(Citation.objects, campaign, definition.citations)


class PledgePart(Part):
    key: Key = Field(description="mã")
    first: list[Key] = Field(
        min_length=1,
        title="Bên thứ nhất",
        description="bên thứ nhất: mã đối tượng hoặc cơ quan",
        json_schema_extra=said(of=ROLES),
    )
    second: list[Key] = Field(min_length=1, description="bên thứ hai", json_schema_extra=said(of=ROLES))
    with_each: bool = Field(False, title="Ký với từng đơn vị", description="true: ký với từng đơn vị của bên thứ hai")
    content: str = Field("", description="giao ước ghi những gì", json_schema_extra=said(paragraphs=True))
    clause: Brief = Field("", description="mục của kế hoạch")


def check_pledges(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("pledges"), "pledges")
    for place, part in sheet.placed("pledges"):
        for side in ("first", "second"):
            known = sheet.keys("classes", "offices")
            yield from strangers(getattr(part, side), known, ("pledges", place, side), "classes hay offices")


def save_pledges(campaign: Campaign, definition: Any) -> None:
    _save(PledgeRule.objects, campaign, definition.pledges)


class TagPart(Part):
    key: Key = Field(description="mã")
    name: Name = Field(description="nhóm hộ")
    clause: Brief = Field("", description="mục của kế hoạch")


def check_tags(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("household_tags"), "household_tags")


def save_tags(campaign: Campaign, definition: Any) -> None:
    _save(HouseholdTag.objects, campaign, definition.household_tags)


class ArrangementPart(Part):
    key: Key = Field(description="mã")
    topic: Literal[tuple(Arrangement.Topic.values)] = Field(  # type: ignore[valid-type]
        description="việc", json_schema_extra=said(dict(Arrangement.Topic.choices))
    )
    by: list[Key] = Field(
        [], title="Ai làm", description="ai làm: mã đối tượng hoặc cơ quan", json_schema_extra=said(of=ROLES)
    )
    together_with: list[Key] = Field([], description="phối hợp với ai", json_schema_extra=said(of=ROLES))
    decided_by: Key | None = Field(None, description="cơ quan quyết định", json_schema_extra=said(of=["offices"]))
    text: Text = Field(description="nội dung, lời của kế hoạch", json_schema_extra=said(paragraphs=True))
    clause: Brief = Field("", description="mục của kế hoạch")


def check_arrangements(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("arrangements"), "arrangements")
    known = sheet.keys("classes", "offices")
    for place, part in sheet.placed("arrangements"):
        here: Path = ("arrangements", place)
        yield from strangers(part.by, known, (*here, "by"), "classes hay offices")
        yield from strangers(part.together_with, known, (*here, "together_with"), "classes hay offices")
        if part.decided_by and part.decided_by not in sheet.keys("offices"):
            yield Fault((*here, "decided_by"), f"“{part.decided_by}” không có trong offices")
        if part.topic == Arrangement.Topic.AMENDMENT and not (part.by and part.decided_by):
            yield Fault(here, "điều chỉnh kế hoạch phải ghi ai nhận kiến nghị (by) và ai quyết định (decided_by)")


def save_arrangements(campaign: Campaign, definition: Any) -> None:
    rows = {
        part.key: {
            "topic": part.topic,
            "by_roles": part.by,
            "with_roles": part.together_with,
            "decided_by": part.decided_by or "",
            "text": part.text,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.arrangements, 1)
    }
    replace_rows(Arrangement.objects, {"campaign": campaign}, rows)


def dump_arrangements(campaign: Campaign) -> list[ArrangementPart]:
    return [
        ArrangementPart(
            key=row.key,
            topic=row.topic,
            by=row.by_roles,
            together_with=row.with_roles,
            decided_by=row.decided_by or None,
            text=row.text,
            clause=row.clause,
        )
        for row in campaign.arrangements.all()
    ]


def _save(manager: Any, campaign: Campaign, parts: Iterable[Part]) -> None:
    """Parts whose fields are the columns of their rows."""
    rows = {}
    for position, part in enumerate(parts, 1):
        fields = part.model_dump()
        rows[fields.pop("key")] = {**fields, "position": position}
    replace_rows(manager, {"campaign": campaign}, rows)


def _dump(schema: type[Part], rows: Iterable[Any]) -> list[Part]:
    return [schema(**{name: getattr(row, name) for name in schema.model_fields}) for row in rows]


SECTIONS = (
    Section(
        "citations",
        list[CitationPart],
        check_citations,
        save_citations,
        lambda campaign: _dump(CitationPart, campaign.citations.all()),
        default=(),
        title="Văn bản căn cứ, viện dẫn",
    ),
    Section(
        "pledges",
        list[PledgePart],
        check_pledges,
        save_pledges,
        lambda campaign: _dump(PledgePart, campaign.pledge_rules.all()),
        default=(),
        title="Giao ước thi đua",
        topic="pledges",
    ),
    Section(
        "arrangements",
        list[ArrangementPart],
        check_arrangements,
        save_arrangements,
        dump_arrangements,
        default=(),
        title="Kiểm tra, tuyên truyền, kinh phí, điều chỉnh và các việc khác",
    ),
    Section(
        "household_tags",
        list[TagPart],
        check_tags,
        save_tags,
        lambda campaign: _dump(TagPart, campaign.household_tags.all()),
        default=(),
        title="Nhóm hộ theo dõi riêng",
        topic="household_tags",
    ),
)
