"""What each class reports, in a campaign's definition file."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from emulation.campaigns.definition import Fault, Key, Part, Section, Text
from emulation.campaigns.models import Campaign
from reporting.reports.models import ReportForm
from reporting.reports.rules import FIGURES


class ReportSectionPart(Part):
    """A section in words. `required` ones must be written before the report goes to the leader.

    `in_results` ones stand under "Kết quả", below the table of figures, and take a letter instead of a numeral.
    """

    key: Key
    title: Text
    hint: str = ""
    required: bool = False
    in_results: bool = False


class ReportFormPart(Part):
    participant_class: Key
    figures: list[Key]
    sections: list[ReportSectionPart] = Field(min_length=1)


def check_reports(definition: Any) -> Iterable[Fault]:
    classes = {part.key for part in definition.classes}
    for position, part in enumerate(definition.reports):
        here = ("reports", position)
        if part.participant_class not in classes:
            yield Fault((*here, "participant_class"), f"“{part.participant_class}” không có trong classes")
        for place, code in enumerate(part.figures):
            if code not in FIGURES:
                yield Fault((*here, "figures", place), f"không có số liệu “{code}”; chọn trong: {', '.join(FIGURES)}")


def save_reports(campaign: Campaign, definition: Any) -> None:
    classes = {row.key: row for row in campaign.classes.all()}
    kept = [classes[part.participant_class].pk for part in definition.reports]
    ReportForm.objects.filter(campaign=campaign).exclude(participant_class__in=kept).delete()
    for part in definition.reports:
        ReportForm.objects.update_or_create(
            participant_class=classes[part.participant_class],
            defaults={
                "campaign": campaign,
                "figures": part.figures,
                "sections": [section.model_dump() for section in part.sections],
            },
        )


SECTIONS = (Section("reports", Annotated[list[ReportFormPart], Field(min_length=1)], check_reports, save_reports),)
