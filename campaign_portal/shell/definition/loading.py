"""Load or update a campaign from its definition file: every error at once, nothing saved when there is one."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from campaign_portal.foundation import audit
from campaign_portal.foundation.models import User
from campaign_portal.shell.definition.dumping import canonical
from campaign_portal.shell.definition.reading import BadDefinition, FileFault, in_order, read
from campaign_portal.shell.definition.sections import SECTIONS
from campaign_portal.shell.definition.syntax import Located
from emulation.campaigns import services
from emulation.campaigns.definition import Path
from emulation.campaigns.definition.head import own_standard
from emulation.campaigns.models import Campaign

__all__ = ["BadDefinition", "FileFault", "load", "read", "save_rows"]

IN_USE = "tệp bỏ đi một mục mà đăng ký, báo cáo hoặc hồ sơ đang dùng; xin ghi lại mục ấy với mã cũ"
CLOSED = "phong trào này đã kết thúc, định nghĩa không đổi nữa; phong trào mới lấy key khác"


def load(text: str, *, by: User | None = None) -> Campaign:
    """Load a new campaign as a draft, or bring a known one in line with the file; one transaction.

    A launched campaign's participants and duties follow the new definition, and its version before stays readable.
    Raises BadDefinition.
    """
    definition, located = read(text)
    with transaction.atomic():
        campaign = save_rows(definition, located, text, by=by)
        services.note_loaded(campaign, canonical(definition), by=by)
        if campaign.state == Campaign.State.LAUNCHED:
            services.launch(campaign, by=by)
    return campaign


def save_rows(definition: Any, located: Located, text: str, *, by: User | None) -> Campaign:
    """Write a read definition into the rooms' tables. Runs in the caller's transaction. Raises BadDefinition."""
    part = definition.campaign
    unit = part.unit.find()
    campaign = Campaign.objects.filter(key=definition.key).first()
    is_new = campaign is None
    if campaign is None:
        campaign = Campaign.objects.create(
            key=definition.key,
            unit=unit,
            name=part.name,
            short_name=part.short_name,
            starts_on=part.starts_on,
            ends_on=part.ends_on,
            standard=own_standard(unit, part.standards[0]),
        )
    elif campaign.unit_id != unit.pk:
        sentence = f"phong trào này đã nạp cho {campaign.unit}; đơn vị khác thì lấy key khác"
        raise _refused(located, ("campaign", "unit"), sentence)
    elif campaign.state == Campaign.State.CLOSED:
        raise _refused(located, ("key",), CLOSED)
    for section in SECTIONS:
        try:
            section.save(campaign, definition)
        except ProtectedError as error:
            raise _refused(located, (section.key,), IN_USE) from error
    campaign.definition_text = text
    campaign.save(update_fields=["definition_text"])
    audit.record("nạp định nghĩa phong trào" if is_new else "nạp lại định nghĩa phong trào", campaign, by=by)
    return campaign


def _refused(located: Located, path: Path, sentence: str) -> BadDefinition:
    return BadDefinition(in_order(located, [(path, sentence)]))
