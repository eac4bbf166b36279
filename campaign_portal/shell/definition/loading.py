"""Load or update a campaign from its definition file: every error at once, nothing saved when there is one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from awards.criteria import definition as criteria
from awards.routes import definition as routes
from campaign_portal.foundation import audit
from campaign_portal.foundation.models import User
from campaign_portal.shell.definition import messages, syntax
from emulation.campaigns import definition as campaigns
from emulation.campaigns import services
from emulation.campaigns.definition import Key, Section
from emulation.campaigns.models import Campaign
from emulation.poverty.models import PovertyStandard
from emulation.registrations import definition as registrations
from emulation.targets import definition as targets
from reporting.reports import definition as reports

SECTIONS: tuple[Section, ...] = (
    *campaigns.SECTIONS,
    *targets.SECTIONS,
    *registrations.SECTIONS,
    *criteria.SECTIONS,
    *routes.SECTIONS,
    *reports.SECTIONS,
)

_fields: dict[str, Any] = {section.key: (section.schema, section.default) for section in SECTIONS}
Definition: type[BaseModel] = create_model(
    "Definition", __config__=ConfigDict(extra="forbid", strict=True, frozen=True), key=(Key, ...), **_fields
)


IN_USE = "tệp bỏ đi một mục mà đăng ký, báo cáo hoặc hồ sơ đang dùng; xin ghi lại mục ấy với mã cũ"


@dataclass(frozen=True)
class FileFault:
    """One thing wrong in a file: the line, the field's path, and what to do."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"dòng {self.line}, {self.field}: {self.message}"


class BadDefinition(Exception):
    """The file is refused; nothing was changed."""

    def __init__(self, faults: list[FileFault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def read(text: str) -> BaseModel:
    """The definition a text holds. Raises BadDefinition with every fault, in the order of the lines."""
    return _read(text)[0]


def _read(text: str) -> tuple[BaseModel, syntax.Located]:
    try:
        located = syntax.read(text)
    except syntax.BadSyntax as error:
        raise BadDefinition([FileFault(error.line, "tệp", error.message)]) from error
    try:
        definition = Definition.model_validate(located.values)
    except ValidationError as error:
        raise BadDefinition(
            _in_order(located, [(tuple(found["loc"]), messages.sentence(found)) for found in error.errors()])
        ) from error
    faults = [(fault.path, fault.message) for section in SECTIONS for fault in section.check(definition)]
    if faults:
        raise BadDefinition(_in_order(located, faults))
    return definition, located


def _in_order(located: syntax.Located, faults: list[tuple[syntax.Path, str]]) -> list[FileFault]:
    found = [
        FileFault(located.line_of(path), ".".join(str(p + 1) if isinstance(p, int) else p for p in path), message)
        for path, message in faults
    ]
    return sorted(found, key=lambda fault: fault.line)


def load(text: str, *, by: User | None = None) -> Campaign:
    """Load a new campaign as a draft, or bring a known one in line with the file; one transaction.

    A launched campaign's participants and duties follow the new definition. Raises BadDefinition.
    """
    definition: Any
    definition, located = _read(text)
    with transaction.atomic():
        part = definition.campaign
        campaign, is_new = Campaign.objects.get_or_create(
            key=definition.key,
            defaults={
                "unit": part.unit.find(),
                "name": part.name,
                "short_name": part.short_name,
                "starts_on": part.starts_on,
                "ends_on": part.ends_on,
                "standard": PovertyStandard.objects.get(code=part.standard),
            },
        )
        for section in SECTIONS:
            try:
                section.save(campaign, definition)
            except ProtectedError as error:
                raise BadDefinition(_in_order(located, [((section.key,), IN_USE)])) from error
        campaign.definition_text = text
        campaign.save(update_fields=["definition_text"])
        audit.record("nạp định nghĩa phong trào" if is_new else "nạp lại định nghĩa phong trào", campaign, by=by)
        if campaign.state == Campaign.State.LAUNCHED:
            services.launch(campaign, by=by)
    return campaign
