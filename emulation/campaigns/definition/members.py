"""Who takes part and who does what: classes of participants, offices in their roles."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from emulation.campaigns.definition.shape import (
    Brief,
    Fault,
    Key,
    Name,
    Part,
    Remark,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
)
from emulation.campaigns.models import Campaign, CampaignRole, ParticipantClass
from emulation.people.models import Function, Office
from emulation.territory.models import Level


class ClassPart(Part):
    key: Key = Field(description="mã đối tượng")
    name: Name = Field(description="tên như kế hoạch gọi")
    nature: Literal["collective", "individual", "household"] = Field(
        title="Loại",
        description="tập thể, cá nhân hay hộ gia đình",
        json_schema_extra=said(dict(ParticipantClass.Nature.choices)),
    )
    party: Literal["unit", "office", "organisation", "person", "household"] = Field(
        title="Gồm những ai",
        description="unit: đơn vị hành chính; office: cơ quan; organisation: tổ chức; person: cá nhân; household: hộ",
    )
    level: Literal["province", "district", "commune", "hamlet"] | None = Field(
        None,
        title="Cấp",
        description="cấp, khi đối tượng là đơn vị hành chính",
        json_schema_extra=said(dict(Level.choices)),
    )
    joins: Literal["competes", "content_only", "award_only"] = Field(
        "competes",
        title="Tham gia thế nào",
        description="thi đua và được xét khen; chỉ nêu trong nội dung; chỉ được xét khen",
        json_schema_extra=said(dict(ParticipantClass.Joins.choices)),
    )
    reach: Remark = Field("", description="phạm vi, ví dụ “trong và ngoài nước”")
    clause: Brief = Field("", description="mục của kế hoạch")


ACTS = {
    "leads": "chủ trì, thường trực phong trào",
    "joins_in_leading": "phối hợp chủ trì",
    "advises": "tham mưu",
    "guides": "hướng dẫn, đôn đốc",
    "guides_awards": "hướng dẫn khen thưởng",
    "inspects": "kiểm tra",
    "supervises": "giám sát, phản biện",
    "consolidates": "tổng hợp báo cáo",
    "receives_dossiers": "tiếp nhận hồ sơ khen thưởng",
    "appraises_achievement": "thẩm định thành tích",
    "appraises_dossier": "thẩm định hồ sơ",
    "forwards": "chuyển hồ sơ",
    "judges": "xét khen thưởng",
    "decides": "quyết định",
    "submits_up": "trình cấp trên",
    "publicises": "tuyên truyền",
    "raises_funds": "vận động nguồn lực",
    "drafts_estimate": "lập dự toán",
    "council_standing_body": "thường trực Hội đồng TĐKT",
}


class OfficePart(Part):
    """An office that the plan gives a task. One that the product does not know yet is made from its names here."""

    key: Key = Field(title="Mã", description="mã; cơ quan thường trực, chủ trì phong trào mang mã standing_office")
    function: Literal[
        "leadership",
        "emulation_standing_body",
        "poverty_standing_office",
        "coordination_office",
        "council",
        "participant",
    ] = Field(
        title="Chức năng",
        description="chức năng của cơ quan, còn nguyên khi tên đổi",
        json_schema_extra=said(dict(Function.choices)),
    )
    name: Title = Field(description="tên đầy đủ")
    short_name: Annotated[Text, StringConstraints(max_length=100)] = Field(description="tên gọi")
    symbol: Annotated[str, StringConstraints(max_length=20)] = Field("", description="ký hiệu trên văn bản của cơ quan")
    place: Annotated[str, StringConstraints(max_length=60)] = Field("", description="địa danh, khi khác tên đơn vị")
    takes_part_as: Key | None = Field(
        None,
        title="Thi đua với tư cách",
        description="mã đối tượng, khi cơ quan cũng thi đua",
        json_schema_extra=said(of=["classes"]),
    )
    acts: list[Literal[tuple(ACTS)]] = Field(  # type: ignore[valid-type]
        [], description="phần việc trong phong trào", json_schema_extra=said(ACTS)
    )
    tasks: str = Field("", description="nhiệm vụ, lời của kế hoạch", json_schema_extra=said(paragraphs=True))
    clause: Brief = Field("", description="mục của kế hoạch")


def check_classes(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("classes"), "classes")
    for position, part in sheet.placed("classes"):
        if (part.party == "unit") != (part.level is not None):
            yield Fault(("classes", position, "level"), "loại gồm các đơn vị thì ghi level; loại khác thì bỏ level")


def save_classes(campaign: Campaign, definition: Any) -> None:
    rows = {
        part.key: {
            "name": part.name,
            "nature": part.nature,
            "party_kind": part.party,
            "unit_level": part.level or "",
            "joins": part.joins,
            "reach": part.reach,
            "clause": part.clause,
            "position": position,
        }
        for position, part in enumerate(definition.classes, 1)
    }
    replace_rows(ParticipantClass.objects, {"campaign": campaign}, rows)


def dump_classes(campaign: Campaign) -> list[ClassPart]:
    return [
        ClassPart(
            key=row.key,
            name=row.name,
            nature=row.nature,  # type: ignore[arg-type]
            party=row.party_kind,  # type: ignore[arg-type]
            level=row.unit_level or None,  # type: ignore[arg-type]
            joins=row.joins,  # type: ignore[arg-type]
            reach=row.reach,
            clause=row.clause,
        )
        for row in campaign.classes.all()
    ]


def check_offices(sheet: Sheet) -> Iterable[Fault]:
    yield from duplicates(sheet.placed("offices"), "offices")
    of_offices = {part.key for _, part in sheet.placed("classes") if part.party == "office"}
    known = {part.key for _, part in sheet.placed("classes")}
    unreadable = sheet.keys("classes") - known
    for position, part in sheet.placed("offices"):
        if part.takes_part_as and part.takes_part_as not in of_offices | unreadable:
            yield Fault(
                ("offices", position, "takes_part_as"),
                f"“{part.takes_part_as}” không phải là loại đối tượng gồm các cơ quan; xem mục classes",
            )
    if "offices" in sheet.items and "standing_office" not in sheet.keys("offices"):
        yield Fault(("offices",), "thiếu cơ quan thường trực phong trào (key: standing_office)")


def save_offices(campaign: Campaign, definition: Any) -> None:
    classes = {row.key: row for row in campaign.classes.all()}
    rows = {
        part.key: {
            "function": part.function,
            "office": _office(campaign, part),
            "acts": part.acts,
            "tasks": part.tasks,
            "clause": part.clause,
            "participant_class": classes[part.takes_part_as] if part.takes_part_as else None,
            "position": position,
        }
        for position, part in enumerate(definition.offices, 1)
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


def dump_offices(campaign: Campaign) -> list[OfficePart]:
    return [
        OfficePart(
            key=role.key,
            function=role.function,  # type: ignore[arg-type]
            name=role.office.name,
            short_name=role.office.short_name,
            symbol=role.office.symbol,
            place="" if role.office.place == campaign.unit.name else role.office.place,
            takes_part_as=role.participant_class.key if role.participant_class else None,
            acts=role.acts,
            tasks=role.tasks,
            clause=role.clause,
        )
        for role in campaign.roles.select_related("office", "participant_class").order_by("position")
    ]


SECTIONS = (
    Section(
        "classes",
        Annotated[list[ClassPart], Field(min_length=1)],
        check_classes,
        save_classes,
        dump_classes,
        title="Đối tượng thi đua",
    ),
    Section(
        "offices",
        Annotated[list[OfficePart], Field(min_length=1)],
        check_offices,
        save_offices,
        dump_offices,
        title="Cơ quan và phần việc",
    ),
)
