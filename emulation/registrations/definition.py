"""How each class registers, in a campaign's definition file."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from emulation.campaigns.definition import Brief, Fault, Key, Part, Section, Sheet, Text, said
from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm
from emulation.registrations.models import RegistrationRule
from emulation.targets.rules import INDICATORS


class PledgeLinePart(Part):
    """A line every registration of the class begins with: an indicator, or a figure in words.

    `counts: hamlets` asks for one with each hamlet of the commune; `counts: deeds` is the number of deeds listed.
    """

    text: Annotated[Text, StringConstraints(max_length=300)] = Field(description="nội dung dòng đăng ký")
    indicator: Key | None = Field(
        None, description="chỉ số, khi con số đăng ký được đo", json_schema_extra=said(of=["known_indicators"])
    )
    unit_of_measure: Brief = Field("", description="đơn vị tính")
    counts: Literal["hamlets", "deeds"] | None = Field(
        None,
        title="Tự đếm",
        description="hamlets: đếm giao ước với từng thôn; deeds: đếm việc làm đã kê",
    )


class RegistrationPart(Part):
    participant_class: Key = Field(
        title="Đối tượng", description="mã đối tượng", json_schema_extra=said(of=["classes"])
    )
    registers_with: Literal["parent_unit", "own_unit"] = Field(
        title="Đăng ký với",
        description="parent_unit: cấp trên trực tiếp; own_unit: thôn, tổ dân phố hoặc xã, phường",
    )
    through: Key | None = Field(None, description="gửi qua cơ quan nào", json_schema_extra=said(of=["offices"]))
    award: Text | None = Field(
        None,
        title="Phấn đấu đạt",
        description="mã hình thức khen đăng ký phấn đấu",
        json_schema_extra=said(of=["award_forms"]),
    )
    lines: list[PledgeLinePart] = Field([], description="các dòng của bản đăng ký")
    clause: Brief = Field("", description="mục của kế hoạch")


def check_registrations(sheet: Sheet) -> Iterable[Fault]:
    classes, offices = sheet.keys("classes"), sheet.keys("offices")
    forms = set(AwardForm.objects.values_list("code", flat=True))
    seen: set[str] = set()
    for position, part in sheet.placed("registrations"):
        here = ("registrations", position)
        if part.participant_class not in classes:
            yield Fault((*here, "participant_class"), f"“{part.participant_class}” không có trong classes")
        if part.participant_class in seen:
            yield Fault((*here, "participant_class"), "loại này đã có quy tắc ở trên")
        seen.add(part.participant_class)
        if part.through and part.through not in offices:
            yield Fault((*here, "through"), f"“{part.through}” không có trong offices")
        if part.award and part.award not in forms:
            yield Fault(
                (*here, "award"), f"không có hình thức “{part.award}”; chọn một trong: {', '.join(sorted(forms))}"
            )
        for place, line in enumerate(part.lines):
            if line.indicator and line.indicator not in INDICATORS:
                yield Fault((*here, "lines", place, "indicator"), f"không có chỉ số “{line.indicator}”")
            if line.indicator and line.counts:
                yield Fault((*here, "lines", place, "counts"), "dòng đã có indicator thì không đếm; bỏ một trong hai")


def save_registrations(campaign: Campaign, definition: Any) -> None:
    classes = {row.key: row for row in campaign.classes.all()}
    forms = {form.code: form for form in AwardForm.objects.all()}
    kept = [classes[part.participant_class].pk for part in definition.registrations]
    campaign.registration_rules.exclude(participant_class__in=kept).delete()
    for position, part in enumerate(definition.registrations, 1):
        RegistrationRule.objects.update_or_create(
            participant_class=classes[part.participant_class],
            defaults={
                "campaign": campaign,
                "superior": part.registers_with,
                "through_role": part.through or "",
                "award_form": forms[part.award] if part.award else None,
                "lines": [line.model_dump() for line in part.lines],
                "clause": part.clause,
                "position": position,
            },
        )


def dump_registrations(campaign: Campaign) -> list[RegistrationPart]:
    rules = campaign.registration_rules.select_related("participant_class", "award_form").order_by("position", "pk")
    return [
        RegistrationPart(
            participant_class=rule.participant_class.key,
            registers_with=rule.superior,  # type: ignore[arg-type]
            through=rule.through_role or None,
            award=rule.award_form.code if rule.award_form else None,
            lines=[PledgeLinePart(**line) for line in rule.lines],
            clause=rule.clause,
        )
        for rule in rules
    ]


SECTIONS = (
    Section(
        "registrations",
        list[RegistrationPart],
        check_registrations,
        save_registrations,
        dump_registrations,
        default=(),
        title="Đăng ký thi đua",
        topic="registrations",
    ),
)
