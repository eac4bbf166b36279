"""The parts of a campaign's definition file that this room holds, and the shape every room's part has."""

from emulation.campaigns.definition import arrangements, calendar, head, members
from emulation.campaigns.definition.calendar import OWED_BY_A_PLAN
from emulation.campaigns.definition.head import TOPICS
from emulation.campaigns.definition.members import ACTS
from emulation.campaigns.definition.shape import (
    ROLES,
    Brief,
    Fault,
    Key,
    Name,
    NotReadable,
    Part,
    Path,
    Remark,
    Section,
    Sheet,
    Text,
    Title,
    duplicates,
    replace_rows,
    said,
    strangers,
)

SECTIONS = (
    *head.SECTIONS,
    *arrangements.SECTIONS[:1],  # citations, which the parts below name
    *members.SECTIONS,
    *arrangements.SECTIONS[1:],
    *calendar.SECTIONS,
)

__all__ = [
    "ACTS",
    "OWED_BY_A_PLAN",
    "ROLES",
    "SECTIONS",
    "TOPICS",
    "Brief",
    "Fault",
    "Key",
    "Name",
    "NotReadable",
    "Part",
    "Path",
    "Remark",
    "Section",
    "Sheet",
    "Text",
    "Title",
    "duplicates",
    "replace_rows",
    "said",
    "strangers",
]
