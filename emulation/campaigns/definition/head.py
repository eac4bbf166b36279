"""The campaign itself: who launches it, by which paper, in which years, under which campaign and poverty standard."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from campaign_portal.foundation import clock
from emulation.campaigns.definition.shape import Brief, Fault, Key, Part, Section, Sheet, Text, Title, said
from emulation.campaigns.models import Campaign
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Level, Unit


class UnitReference(Part):
    """A unit by its code on a day: codes are reused, so the day belongs to it."""

    level: Literal["province", "district", "commune"] = Field(
        title="Cấp", description="cấp của đơn vị phát động", json_schema_extra=said(dict(Level.choices))
    )
    code: Text = Field(title="Mã đơn vị", description="mã đơn vị của Tổng cục Thống kê, trong ngoặc kép")
    on: dt.date = Field(
        title="Theo địa giới ngày",
        description="ngày của danh mục đơn vị: xã, huyện có vào ngày ấy tham gia; trước 2021 dùng lát cắt 2021-11-01",
    )

    def find(self) -> Unit | None:
        return Unit.objects.valid_on(self.on).filter(level=self.level, code=self.code).first()


class IssuerPart(Part):
    """Whose plan it is: the committee's, its chairman's, or an agency's own."""

    kind: Literal["committee", "chairman", "agency"] = Field(
        title="Ai phát động",
        description="committee: Ủy ban nhân dân; chairman: Chủ tịch Ủy ban nhân dân; agency: một cơ quan, đơn vị",
    )
    name: Annotated[str, StringConstraints(max_length=200)] = Field(
        "", title="Tên cơ quan", description="tên cơ quan, khi kind là agency"
    )


class SignerPart(Part):
    formula: str = Field(
        "", title="Thẩm quyền ký", description="“TM. ỦY BAN NHÂN DÂN”; bỏ trống khi ký với thẩm quyền riêng"
    )
    acting_for: str = Field("", title="Ký thay", description="“KT. CHỦ TỊCH” khi cấp phó ký thay")
    post: Text = Field(description="chức vụ người ký")
    name: Text = Field(description="họ tên người ký")


class DocumentPart(Part):
    """The paper that launched it."""

    kind: Text = Field(title="Loại văn bản", description="Kế hoạch, Chỉ thị")
    symbol: Text = Field(title="Ký hiệu", description="ký hiệu, ví dụ KH-UBND")
    number: str = Field("", title="Số", description="số, trong ngoặc kép; bản kế hoạch để trống số thì bỏ trống")
    date_text: str = Field(
        "", title="Ngày, như bản giấy ghi", description="ngày như bản giấy ghi, ví dụ “tháng 02 năm 2020”"
    )
    date: dt.date | None = Field(None, title="Ngày ban hành", description="ngày, khi bản giấy ghi đủ")
    title: Text = Field(description="trích yếu")
    signer: SignerPart | None = Field(
        None, title="Người ký", description="người ký; bỏ đi khi văn bản trong tay không có phần ký"
    )
    recipients: list[Text] = Field([], description="nơi nhận, mỗi dòng một mục")


class ParentPart(Part):
    """The campaign this one carries out."""

    key: Key | None = Field(None, title="Mã phong trào cấp trên", description="khi đã nạp vào phần mềm")
    name: Text = Field(description="tên phong trào cấp trên")
    level: Literal["nation", "province", "district", "commune"] = Field(
        description="cấp của phong trào cấp trên", json_schema_extra=said(dict(Campaign.ParentLevel.choices))
    )
    years: Annotated[str, StringConstraints(max_length=20)] = Field("", description="thời gian, ví dụ “2016 - 2020”")
    document: Key = Field(
        title="Văn bản", description="mã văn bản trong citations", json_schema_extra=said(of=["citations"])
    )


class StandardPart(Part):
    """A poverty standard in use, and what for. One with `name` is the province's own and is made from the file."""

    code: Annotated[Text, StringConstraints(max_length=30)] = Field(description="mã chuẩn nghèo")
    use: Annotated[str, StringConstraints(max_length=200)] = Field("", description="dùng để đo gì")
    name: Title | None = Field(
        None, title="Tên chuẩn riêng", description="tên, khi là chuẩn riêng của địa phương chưa có trong phần mềm"
    )
    act: Title | None = Field(None, title="Văn bản ban hành", description="văn bản ban hành chuẩn riêng")
    first_year: int | None = Field(None, ge=1990, le=2100, title="Năm đầu", description="năm đầu áp dụng chuẩn riêng")
    last_year: int | None = Field(None, ge=1990, le=2100, title="Năm cuối", description="năm cuối áp dụng chuẩn riêng")
    clause: Brief = Field("", description="mục của kế hoạch")


class ContentPart(Part):
    """A passage of the plan's own text; `part: tasks` stands at its end, with what the offices are to do."""

    part: Literal["aims", "tasks"] = Field(
        "aims", title="Phần", description="aims: mục đích, nội dung; tasks: tổ chức thực hiện"
    )
    clause: Text = Field(description="mục của kế hoạch")
    title: Text = Field(description="tiêu đề")
    points: list[Text] = Field(
        min_length=1, description="các đoạn, nguyên văn kế hoạch", json_schema_extra=said(paragraphs=True)
    )


class CampaignPart(Part):
    name: Text = Field(title="Tên phong trào", description="tên phong trào, nguyên văn")
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=80)] = Field(description="tên gọi ngắn")
    slogan: Annotated[str, StringConstraints(max_length=300)] = Field("", description="khẩu hiệu")
    unit: UnitReference = Field(description="đơn vị phát động")
    issuer: IssuerPart = Field(IssuerPart(kind="committee", name=""), description="người phát động")
    starts_on: dt.date = Field(description="ngày bắt đầu", json_schema_extra=said(year_moves=True))
    ends_on: dt.date = Field(description="ngày kết thúc", json_schema_extra=said(year_moves=True))
    standards: list[StandardPart] = Field(min_length=1, description="chuẩn nghèo; chuẩn đầu tiên dùng để đo chỉ tiêu")
    parent: ParentPart | None = Field(None, description="phong trào cấp trên")
    document: DocumentPart = Field(description="văn bản phát động")
    contents: list[ContentPart] = Field(min_length=1, description="lời văn của kế hoạch")


def check_campaign(sheet: Sheet) -> Iterable[Fault]:
    campaign: CampaignPart = sheet.campaign
    if campaign.ends_on < campaign.starts_on:
        yield Fault(("campaign", "ends_on"), "ngày kết thúc trước ngày bắt đầu; xin sửa một trong hai ngày")
    if campaign.unit.find() is None:
        yield Fault(
            ("campaign", "unit", "code"),
            f"không có đơn vị cấp này mang mã {campaign.unit.code} vào ngày đã ghi; xin xem danh mục đơn vị",
        )
    if (campaign.issuer.kind == "agency") != bool(campaign.issuer.name):
        yield Fault(("campaign", "issuer", "name"), "ghi tên cơ quan khi kind là agency, và chỉ khi đó")
    if campaign.parent and campaign.parent.document not in sheet.keys("citations"):
        yield Fault(("campaign", "parent", "document"), f"“{campaign.parent.document}” không có trong citations")
    if campaign.parent and campaign.parent.key == sheet.parts.get("key"):
        yield Fault(("campaign", "parent", "key"), "phong trào không thể là cấp trên của chính nó")
    yield from _check_standards(campaign)


def _check_standards(campaign: CampaignPart) -> Iterable[Fault]:
    known = set(PovertyStandard.objects.filter(unit=None).values_list("code", flat=True))
    of_others = {row.code: row.unit for row in PovertyStandard.objects.exclude(unit=None).select_related("unit")}
    own = campaign.unit.find()
    seen: set[str] = set()
    for place, part in enumerate(campaign.standards):
        here = ("campaign", "standards", place)
        if part.code in seen:
            yield Fault((*here, "code"), f"chuẩn “{part.code}” đã ghi ở trên")
        seen.add(part.code)
        if part.name is None:
            if part.code not in known:
                codes = ", ".join(sorted(known))
                yield Fault(
                    (*here, "code"),
                    f"chưa có chuẩn nghèo “{part.code}”; chọn một trong: {codes}, hoặc ghi name, act, first_year, "
                    "last_year của chuẩn riêng",
                )
            if part.act or part.first_year or part.last_year:
                yield Fault((*here, "name"), "chuẩn riêng của địa phương phải có tên")
        elif part.code in known:
            yield Fault((*here, "code"), f"“{part.code}” là mã của chuẩn quốc gia; chuẩn riêng lấy mã khác")
        elif own and of_others.get(part.code, own) != own:
            yield Fault((*here, "code"), f"“{part.code}” là chuẩn riêng của {of_others[part.code]}; xin lấy mã khác")
        elif part.act is None or part.first_year is None or part.last_year is None:
            yield Fault(here, "chuẩn riêng ghi đủ name, act, first_year, last_year")
        elif part.last_year < part.first_year:
            yield Fault((*here, "last_year"), "năm cuối trước năm đầu")


def save_campaign(campaign: Campaign, definition: Any) -> None:
    """The campaign's own row. The caller made it with its key, unit and dates."""
    part: CampaignPart = definition.campaign
    campaign.name = part.name
    campaign.short_name = part.short_name
    campaign.slogan = part.slogan
    campaign.issuer_kind, campaign.issuer_name = part.issuer.kind, part.issuer.name
    campaign.starts_on, campaign.ends_on = part.starts_on, part.ends_on
    campaign.units_on = part.unit.on
    campaign.standard = own_standard(campaign.unit, part.standards[0])
    for standard in part.standards[1:]:
        own_standard(campaign.unit, standard)
    campaign.standards = [standard.model_dump(include={"code", "use", "clause"}) for standard in part.standards]
    parent = part.parent
    cited = {citation.key: citation for citation in definition.citations}
    campaign.parent_key = (parent.key or "") if parent else ""
    campaign.parent_name = parent.name if parent else ""
    campaign.parent_level = parent.level if parent else ""
    campaign.parent_years = parent.years if parent else ""
    campaign.parent_citation = parent.document if parent else ""
    campaign.parent_document = cited[parent.document].text if parent else ""
    campaign.document = part.document.model_dump(mode="json")
    campaign.contents = [content.model_dump() for content in part.contents]
    campaign.not_ruled = list(definition.not_ruled)
    campaign.loaded_at = clock.business_now()
    campaign.save()


def own_standard(unit: Unit, part: StandardPart) -> PovertyStandard:
    """The standard a file names; a province's own comes into being with the file."""
    if part.name is None:
        return PovertyStandard.objects.get(code=part.code)
    return PovertyStandard.objects.update_or_create(
        code=part.code,
        defaults={"unit": unit, **part.model_dump(include={"name", "act", "first_year", "last_year"})},
    )[0]


def dump_campaign(campaign: Campaign) -> CampaignPart:
    unit = campaign.unit
    own = {row.code: row for row in PovertyStandard.objects.exclude(unit=None)}
    parent = None
    if campaign.parent_name:
        parent = ParentPart(
            key=campaign.parent_key or None,
            name=campaign.parent_name,
            level=campaign.parent_level,  # type: ignore[arg-type]
            years=campaign.parent_years,
            document=campaign.parent_citation,
        )
    standards = []
    for standard in campaign.standards:
        row = own.get(standard["code"])
        extra: dict[str, Any] = (
            {name: getattr(row, name) for name in ("name", "act", "first_year", "last_year")} if row else {}
        )
        standards.append(StandardPart(**standard, **extra))
    date = campaign.document.get("date")
    document = {**campaign.document, "date": dt.date.fromisoformat(date) if date else None}
    return CampaignPart(
        name=campaign.name,
        short_name=campaign.short_name,
        slogan=campaign.slogan,
        unit=UnitReference(level=unit.level, code=unit.code, on=campaign.slice_day),  # type: ignore[arg-type]
        issuer=IssuerPart(kind=campaign.issuer_kind, name=campaign.issuer_name),  # type: ignore[arg-type]
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        standards=standards,
        parent=parent,
        document=DocumentPart(**document),
        contents=[ContentPart(**content) for content in campaign.contents],
    )


# What a plan may be silent about; each is a part of the file, or several.
TOPICS = {
    "registrations": "đăng ký thi đua",
    "pledges": "giao ước thi đua",
    "criteria": "tiêu chuẩn của từng đối tượng",
    "awards": "hình thức khen thưởng",
    "routes": "đường đi và giấy tờ của hồ sơ khen thưởng",
    "reports": "nội dung báo cáo",
    "clusters": "cụm, khối thi đua",
    "scoring": "bảng điểm",
    "contributions": "quỹ, cách đóng góp",
    "household_tags": "nhóm hộ theo dõi riêng",
}


def check_not_ruled(sheet: Sheet) -> Iterable[Fault]:
    seen: set[str] = set()
    for place, topic in enumerate(sheet.not_ruled):
        if topic in seen:
            yield Fault(("not_ruled", place), f"“{topic}” đã ghi ở trên")
        seen.add(topic)


def save_not_ruled(campaign: Campaign, definition: Any) -> None:
    """Saved with the campaign's own row."""


SECTIONS = (
    Section("campaign", CampaignPart, check_campaign, save_campaign, dump_campaign, title="Phong trào"),
    Section(
        "not_ruled",
        Annotated[list[Literal[tuple(TOPICS)]], Field(json_schema_extra=said(TOPICS))],  # type: ignore[misc]
        check_not_ruled,
        save_not_ruled,
        lambda campaign: campaign.not_ruled,
        default=(),
        title="Những điều kế hoạch không quy định",
    ),
)
