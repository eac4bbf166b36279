"""A definition's text as plain values and back: what a draft is while it may still be wrong."""

from typing import Any

import yaml

from campaign_portal.shell.definition import syntax
from campaign_portal.shell.definition.sections import SECTIONS

Values = dict[Any, Any]


def values_of(text: str) -> Values:
    """The values as they are written, right or wrong. Raises syntax.BadSyntax when the text is no YAML at all."""
    found = syntax.read(text).values
    if not isinstance(found, dict):
        raise syntax.BadSyntax(1, "tệp phải gồm các mục như key, campaign, classes, mỗi mục một tên")
    return found


def written(values: Values) -> str:
    """The values as `dump` writes a file: sections in their order, what is unknown at the end, nothing empty."""
    order = ["key", *(section.key for section in SECTIONS)]
    names = [name for name in order if name in values] + [name for name in values if name not in order]
    return "\n".join(as_yaml({name: values[name]}) for name in names if values[name] not in ([], None, {}))


def as_yaml(values: Values) -> str:
    return yaml.dump(values, Dumper=syntax.Writer, allow_unicode=True, sort_keys=False, width=120)
