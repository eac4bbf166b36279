"""What is still wrong in a text, told by section: for a draft that is saved as it is."""

from dataclasses import dataclass, field
from typing import Any

from campaign_portal.shell.definition.reading import BadDefinition, FileFault, in_order, read
from campaign_portal.shell.definition.syntax import BadSyntax
from campaign_portal.shell.definition.writing import Values, values_of

OTHER_KEY = "mã của bản dự thảo này là “{}”; xin giữ nguyên, phong trào khác thì lập bản dự thảo khác"


@dataclass(frozen=True)
class Checked:
    """A text as far as it can be read: its values (none when it is no YAML), every fault, the definition when right."""

    values: Values
    faults: tuple[FileFault, ...]
    is_readable: bool = True
    definition: Any = None
    located: Any = field(default=None, repr=False)

    def of(self, section: str, place: int | None = None) -> list[FileFault]:
        """The faults of a section, or of one of its entries."""
        start: tuple[str | int, ...] = (section,) if place is None else (section, place)
        return [fault for fault in self.faults if fault.path[: len(start)] == start]


def check(text: str, *, key: str = "") -> Checked:
    """`key` is the key of the draft the text stands in: another one is a fault, too."""
    try:
        values = values_of(text)
    except BadSyntax as error:
        return Checked({}, (FileFault(error.line, "tệp", error.message),), is_readable=False)
    try:
        definition, located = read(text)
    except BadDefinition as bad:
        return Checked(values, tuple(bad.faults))
    if key and definition.key != key:
        return Checked(values, tuple(in_order(located, [(("key",), OTHER_KEY.format(key))])))
    return Checked(values, (), definition=definition, located=located)
