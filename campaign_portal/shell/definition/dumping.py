"""From a campaign's rows back to a definition file that loads to the same rows."""

from typing import Any

import yaml
from pydantic import BaseModel

from campaign_portal.shell.definition import syntax
from campaign_portal.shell.definition.reading import read
from campaign_portal.shell.definition.sections import SECTIONS
from emulation.campaigns.models import Campaign


def dump(campaign: Campaign) -> str:
    """The definition of a campaign from what stands in the database, in the order of the schema, without comments."""
    return _text(campaign.key, {section.key: section.dump(campaign) for section in SECTIONS})


def normalized(text: str) -> str:
    """A file as `dump` writes one: comments, quotes and order of fields aside, the same. Raises BadDefinition."""
    definition, _ = read(text)
    return _text(definition.key, {section.key: getattr(definition, section.key) for section in SECTIONS})


def _text(key: str, parts: dict[str, Any]) -> str:
    said = {name: plain for name, part in parts.items() if (plain := _plain(part)) not in ([], None)}
    pieces = [_yaml({"key": key}), *(_yaml({name: part}) for name, part in said.items())]
    return "\n".join(pieces)


def _plain(part: Any) -> Any:
    if isinstance(part, BaseModel):
        return part.model_dump(exclude_defaults=True)
    if isinstance(part, list | tuple):
        return [_plain(item) for item in part]
    return part


def _yaml(values: dict[str, Any]) -> str:
    return yaml.dump(values, Dumper=syntax.Writer, allow_unicode=True, sort_keys=False, width=120)
