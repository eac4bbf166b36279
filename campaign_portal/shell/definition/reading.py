"""From a text to a checked definition: every fault of the whole file at once, each with its line and field."""

import dataclasses
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from campaign_portal.shell.definition import messages, syntax
from campaign_portal.shell.definition.sections import BY_KEY, SECTIONS
from emulation.campaigns.definition import TOPICS, Key, NotReadable, Path, Section, Sheet

STRICT = ConfigDict(strict=True)
Found = tuple[Path, str]  # where in the file, and the sentence


@dataclass(frozen=True)
class FileFault:
    """One thing wrong in a file: the line, the field's path, and what to do."""

    line: int
    field: str
    message: str
    path: Path = dataclasses.field(default=(), compare=False)

    def __str__(self) -> str:
        return f"dòng {self.line}, {self.field}: {self.message}"


class BadDefinition(Exception):
    """The file is refused; nothing was changed."""

    def __init__(self, faults: list[FileFault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def read(text: str) -> tuple[SimpleNamespace, syntax.Located]:
    """The definition a text holds, and where its lines are. Raises BadDefinition with every fault, line by line.

    What the schema refuses in one part does not keep the others from being checked.
    """
    try:
        located = syntax.read(text)
    except syntax.BadSyntax as error:
        raise BadDefinition([FileFault(error.line, "tệp", error.message)]) from error
    if not isinstance(located.values, dict):
        raise BadDefinition([FileFault(1, "tệp", "tệp phải gồm các mục như key, campaign, classes, mỗi mục một tên")])
    sheet, faults = _parse(located.values)
    for section in SECTIONS:
        try:
            faults += [(fault.path, fault.message) for fault in section.check(sheet)]
        except NotReadable:  # what it needs is broken, and told above
            continue
    faults += _silences(sheet, located.values)
    if faults:
        raise BadDefinition(in_order(located, faults))
    return SimpleNamespace(**sheet.parts), located


def in_order(located: syntax.Located, faults: list[Found]) -> list[FileFault]:
    found = {
        FileFault(located.line_of(path), ".".join(str(p + 1) if isinstance(p, int) else p for p in path), message, path)
        for path, message in faults
    }
    return sorted(found, key=lambda fault: (fault.line, fault.field, fault.message))


def _parse(values: dict[Any, Any]) -> tuple[Sheet, list[Found]]:
    sheet = Sheet()
    faults: list[Found] = []
    for name in values:
        if name != "key" and name not in BY_KEY:
            faults.append(((str(name),), f"không có mục tên này; chọn trong: {', '.join(BY_KEY)}"))
    faults += _take(sheet, "key", _adapter("key"), values)
    for section in SECTIONS:
        sheet.raw_keys[section.key] = _raw_keys(values.get(section.key))
        if section.key not in values and section.default is not ...:
            sheet.parts[section.key] = section.default
            sheet.items[section.key] = []
            continue
        faults += _take(sheet, section.key, _adapter(section.key), values)
        if isinstance(values.get(section.key), list):
            sheet.items[section.key] = list(_readable_items(section, values[section.key]))
    return sheet, faults


def _take(sheet: Sheet, name: str, adapter: TypeAdapter, values: dict[Any, Any]) -> list[Found]:
    if name not in values:
        return [((name,), "thiếu mục này")]
    try:
        sheet.parts[name] = adapter.validate_python(values[name])
    except ValidationError as error:
        return [((name, *found["loc"]), messages.sentence(found)) for found in error.errors()]
    return []


def _raw_keys(part: Any) -> set[str]:
    """The keys of a list's items as they are written, broken ones too."""
    items = part if isinstance(part, list) else []
    return {item["key"] for item in items if isinstance(item, dict) and isinstance(item.get("key"), str)}


def _readable_items(section: Section, items: list[Any]) -> Any:
    adapter = _item_adapter(section.key)
    for place, item in enumerate(items):
        try:
            yield place, adapter.validate_python(item)
        except ValidationError:
            continue


@cache
def _adapter(name: str) -> TypeAdapter:
    schema = Key if name == "key" else BY_KEY[name].schema
    return TypeAdapter(schema, config=None if isinstance(schema, type) and get_origin(schema) is None else STRICT)


@cache
def _item_adapter(name: str) -> TypeAdapter:
    schema = BY_KEY[name].schema
    if get_origin(schema) is Annotated:
        schema = get_args(schema)[0]
    (item,) = get_args(schema)
    return TypeAdapter(item)


def _silences(sheet: Sheet, values: dict[Any, Any]) -> list[Found]:
    """A part that is missing must be said to be missing from the plan, and one that is there must not."""
    if not sheet.has("not_ruled"):
        return []
    silent = list(sheet.parts["not_ruled"])
    faults: list[Found] = []
    for section in SECTIONS:
        if not section.topic:
            continue
        is_there = bool(values.get(section.key))
        if is_there and section.topic in silent:
            place = silent.index(section.topic)
            faults.append((("not_ruled", place), f"tệp có mục {section.key}; bỏ “{section.topic}” ở đây"))
        elif not is_there and section.topic not in silent:
            faults.append(
                (
                    (section.key,),
                    f"thiếu mục này; kế hoạch không quy định về {TOPICS[section.topic]} thì ghi {section.topic} "
                    "vào not_ruled",
                )
            )
    return faults
