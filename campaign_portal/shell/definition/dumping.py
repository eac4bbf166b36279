"""From a campaign's rows back to a definition file that loads to the same rows."""

from typing import Any

from pydantic import BaseModel

from campaign_portal.shell.definition.reading import read
from campaign_portal.shell.definition.sections import SECTIONS
from campaign_portal.shell.definition.writing import written
from emulation.campaigns.models import Campaign


def dump(campaign: Campaign) -> str:
    """The definition of a campaign from what stands in the database, in the order of the schema, without comments."""
    return _text(campaign.key, {section.key: section.dump(campaign) for section in SECTIONS})


def normalized(text: str) -> str:
    """A file as `dump` writes one: comments, quotes and order of fields aside, the same. Raises BadDefinition."""
    definition, _ = read(text)
    return canonical(definition)


def canonical(definition: Any) -> str:
    """The text of a definition that was read."""
    return _text(definition.key, {section.key: getattr(definition, section.key) for section in SECTIONS})


def _text(key: str, parts: dict[str, Any]) -> str:
    return written({"key": key} | {name: _plain(part) for name, part in parts.items()})


def _plain(part: Any) -> Any:
    if isinstance(part, BaseModel):
        return part.model_dump(exclude_defaults=True)
    if isinstance(part, list | tuple):
        return [_plain(item) for item in part]
    return part
