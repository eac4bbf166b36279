"""What each class reports, in a campaign's definition file."""

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from emulation.campaigns.definition import Fault, Key, Part, Remark, Section, Sheet, Text, said
from emulation.campaigns.models import Campaign
from reporting.reports.models import ReportForm
from reporting.reports.rules import FIGURES


class ReportSectionPart(Part):
    """A section in words. `required` ones must be written before the report goes to the leader.

    `in_results` ones stand under "Kết quả", below the table of figures, and take a letter instead of a numeral.
    """

    key: Key = Field(description="mã")
    title: Text = Field(description="tiêu đề mục")
    hint: str = Field("", description="gợi ý cho người viết")
    required: bool = Field(False, title="Phải viết", description="true: phải viết trước khi trình lãnh đạo")
    in_results: bool = Field(
        False, title="Trong phần kết quả", description="true: nằm trong phần kết quả, dưới bảng số liệu"
    )


class ReportFormPart(Part):
    participant_class: Key = Field(
        title="Đối tượng", description="mã đối tượng", json_schema_extra=said(of=["classes"])
    )
    set_by: Remark = Field(
        "", title="Mẫu do đâu", description="mẫu do đâu mà có, khi kế hoạch không quy định nội dung báo cáo"
    )
    figures: list[Key] = Field(title="Số liệu", description="mã số liệu", json_schema_extra=said(of=["figures"]))
    sections: list[ReportSectionPart] = Field(min_length=1, description="các mục viết bằng lời")


def check_reports(sheet: Sheet) -> Iterable[Fault]:
    classes = sheet.keys("classes")
    seen: set[str] = set()
    for position, part in sheet.placed("reports"):
        here = ("reports", position)
        if part.participant_class not in classes:
            yield Fault((*here, "participant_class"), f"“{part.participant_class}” không có trong classes")
        if part.participant_class in seen:
            yield Fault((*here, "participant_class"), "loại này đã có mẫu báo cáo ở trên")
        seen.add(part.participant_class)
        for place, code in enumerate(part.figures):
            if code not in FIGURES:
                yield Fault((*here, "figures", place), f"không có số liệu “{code}”; chọn trong: {', '.join(FIGURES)}")


def save_reports(campaign: Campaign, definition: Any) -> None:
    classes = {row.key: row for row in campaign.classes.all()}
    kept = [classes[part.participant_class].pk for part in definition.reports]
    ReportForm.objects.filter(campaign=campaign).exclude(participant_class__in=kept).delete()
    for position, part in enumerate(definition.reports, 1):
        ReportForm.objects.update_or_create(
            participant_class=classes[part.participant_class],
            defaults={
                "campaign": campaign,
                "figures": part.figures,
                "sections": [section.model_dump() for section in part.sections],
                "set_by": part.set_by,
                "position": position,
            },
        )


def dump_reports(campaign: Campaign) -> list[ReportFormPart]:
    forms = ReportForm.objects.filter(campaign=campaign).select_related("participant_class").order_by("position")
    return [
        ReportFormPart(
            participant_class=form.participant_class.key,
            set_by=form.set_by,
            figures=form.figures,
            sections=[ReportSectionPart(**section) for section in form.sections],
        )
        for form in forms
    ]


SECTIONS = (
    Section(
        "reports",
        list[ReportFormPart],
        check_reports,
        save_reports,
        dump_reports,
        default=(),
        title="Nội dung báo cáo",
        topic="reports",
    ),
)
