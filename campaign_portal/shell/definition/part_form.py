"""A form of one part of a definition, drawn from the schema's outline and checked by the schema itself.

Nothing is refused here: what was typed goes into the draft as it is, and what the check of the whole file says stands
beside the field it concerns. So a form and a file are judged by the same words.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from campaign_portal.foundation import vietnamese
from campaign_portal.shell.definition.outline import SHARED, Kind, Node
from campaign_portal.shell.definition.reading import FileFault
from campaign_portal.shell.definition.wording import title_of

GONE, ORDER, COUNT = "BO", "THU_TU", "SO"  # of a row: leave it out, its place; of rows: how many were drawn
MOST_ROWS = 300
FOLDED_FROM = 4  # fields; a shorter row stands open
Names = Mapping[str, Mapping[str, str]]
_DAY = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*")
_WHOLE = re.compile(r"-?\d+")
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+")  # 50.000 is fifty thousand
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass
class Branch:
    """What the template draws: a field, or a group or row with what is in it."""

    node: Node
    kind: str  # field, group, rows
    name: str = ""
    bound: Any = None
    inside: list["Branch"] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@dataclass
class Row:
    """One row: its fields, and the two of the form's own that move or drop it. The last one drawn is empty."""

    number: int
    inside: list[Branch]
    gone: Any
    order: Any
    is_new: bool
    title: str = ""
    messages: list[str] = field(default_factory=list)

    @property
    def is_folded(self) -> bool:
        """A long row stands under its title until it is opened; one with faults stands open."""
        wrong = any(
            branch.messages or (branch.bound is not None and branch.bound.errors) for branch in _all(self.inside)
        )
        return len(self.inside) > FOLDED_FROM and not wrong and not self.messages


class PartForm(forms.Form):
    """`raw` is the part as it stands in the draft; `data` what was posted. Bound always: faults stand beside fields."""

    def __init__(self, node: Node, raw: Any, names: Names, *, data: QueryDict | None = None) -> None:
        self.node, self.raw, self.names = node, raw if isinstance(raw, Mapping) else {}, names
        shown: Any = data
        if data is None:
            shown = QueryDict(mutable=True)
            for name, value in _flat(node.members, self.raw, ""):
                shown.setlist(name, value if isinstance(value, list) else [value])
        super().__init__(shown)
        self._shown = shown
        self.branches = [self._branch(member, member.name, self.raw.get(member.name)) for member in node.members]

    # --- Drawing -------------------------------------------------------------------------------------------------

    def _branch(self, node: Node, name: str, raw: Any) -> Branch:
        if node.kind == Kind.GROUP:
            inner = raw if isinstance(raw, Mapping) else {}
            inside = [self._branch(member, f"{name}-{member.name}", inner.get(member.name)) for member in node.members]
            return Branch(node, "group", name, inside=inside)
        if node.kind == Kind.ROWS:
            rows = _as_list(raw)
            drawn = _count(self._shown, name)
            return Branch(
                node,
                "rows",
                name,
                rows=[
                    self._row(node, f"{name}-{number}", rows[number] if number < len(rows) else {}, number, drawn - 1)
                    for number in range(drawn)
                ],
            )
        self.fields[name] = _field(node, raw, self.names)
        return Branch(node, "field", name, bound=self[name])

    def _row(self, node: Node, name: str, raw: Any, number: int, last: int) -> Row:
        inner = _as_row(node, raw)
        inside = [self._branch(member, f"{name}-{member.name}", inner.get(member.name)) for member in node.members]
        self.fields[f"{name}-{GONE}"] = forms.BooleanField(label="Bỏ dòng này", required=False)
        self.fields[f"{name}-{ORDER}"] = forms.CharField(
            label="Thứ tự", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3})
        )
        title = title_of(inner) if inner else ""
        return Row(number, inside, self[f"{name}-{GONE}"], self[f"{name}-{ORDER}"], is_new=number == last, title=title)

    def show(self, faults: Iterable[FileFault], skip: int, labels: Mapping[str, str]) -> None:
        """Each fault beside its field; `skip` is how much of its path leads to this part."""
        self.is_valid()
        for fault in faults:
            message = in_words(fault.message, labels)
            place = [str(step) for step in fault.path[skip:]]
            while place and "-".join(place) not in self.fields and not self._of_branch("-".join(place), message):
                place.pop()
            if not place:
                self.add_error(None, message)
            elif "-".join(place) in self.fields:
                self.add_error("-".join(place), message)

    def _of_branch(self, name: str, message: str) -> bool:
        """A fault of a group or a row as a whole."""
        for branch in _all(self.branches):
            if branch.kind != "field" and branch.name == name:
                branch.messages.append(message)
                return True
            for row in branch.rows:
                if f"{branch.name}-{row.number}" == name:
                    row.messages.append(message)
                    return True
        return False

    # --- Reading -------------------------------------------------------------------------------------------------

    def value(self) -> dict[str, Any]:
        """What was typed, as the file would hold it. What no field shows stays as it was."""
        return self._group(self.node, "", self.raw) or {}

    def _group(self, node: Node, before: str, raw: Any) -> dict[str, Any]:
        known = raw if isinstance(raw, Mapping) else {}
        found: dict[str, Any] = {}
        for member in node.members:
            value = self._read(member, f"{before}{member.name}", known.get(member.name))
            if value is not None and value != member.default:
                found[member.name] = value
        strange = {name: value for name, value in known.items() if node.member(str(name)) is None}
        return found | strange

    def _read(self, node: Node, name: str, raw: Any) -> Any:
        if node.kind == Kind.GROUP:
            found = self._group(node, f"{name}-", raw)
            return None if not found or found == _said_default(node) else found
        if node.kind == Kind.ROWS:
            return self._rows(node, name, _as_list(raw))
        if node.kind == Kind.CHOICES:
            return self._shown.getlist(name) or None
        typed = self._shown.get(name, "").replace("\r\n", "\n").strip()
        if node.kind == Kind.TICK:
            return bool(typed)
        if node.kind == Kind.YES:
            return True if typed else None
        return _parsed(node, typed) if typed else None

    def _rows(self, node: Node, name: str, rows: list[Any]) -> list[Any] | None:
        found = []
        for number in range(_count(self._shown, name)):
            here = f"{name}-{number}"
            row = self._group(node, f"{here}-", _as_row(node, rows[number]) if number < len(rows) else {})
            said = {key: value for key, value in row.items() if value is not False or number < len(rows)}
            if said and not self._shown.get(f"{here}-{GONE}"):
                order = self._shown.get(f"{here}-{ORDER}", "").strip()
                found.append((int(order) if order.isdecimal() and len(order) < 5 else number + 1, number, row))
        return [row for _, _, row in sorted(found, key=lambda item: item[:2])] or None


def _said_default(node: Node) -> dict[str, Any]:
    """The group that a file without it has, as a form would give it back."""
    return {name: value for name, value in (node.default or {}).items() if value not in ("", None, [])}


def _all(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.inside)
        for row in branch.rows:
            yield from _all(row.inside)


def _count(shown: QueryDict, name: str) -> int:
    said = shown.get(f"{name}-{COUNT}", "")
    return min(int(said), MOST_ROWS) if said.isdecimal() and len(said) < 5 else 1


def _as_list(raw: Any) -> list[Any]:
    """One value may stand without brackets."""
    return raw if isinstance(raw, list) else [] if raw is None else [raw]


def _as_row(node: Node, raw: Any) -> Mapping[str, Any]:
    """A row that is written by its key alone (a population group) is one with that key."""
    if isinstance(raw, Mapping):
        return raw
    return {node.members[0].name: raw} if isinstance(raw, str) else {}


# --- One field --------------------------------------------------------------------------------------------------------


def _field(node: Node, raw: Any, names: Names) -> forms.Field:
    told: dict[str, Any] = {"label": node.label, "help_text": node.help, "required": False}
    if node.kind in (Kind.TICK, Kind.YES):
        return forms.BooleanField(**told)
    if node.kind == Kind.CHOICES:
        return _Choices(choices=_options(node, _as_list(raw), names), widget=forms.CheckboxSelectMultiple, **told)
    if node.kind == Kind.CHOICE:
        known = _options(node, _as_list(raw), names)
        return _Choice(choices=[("", "–"), *known], **told)
    if node.kind in (Kind.LONG, Kind.LINES, Kind.PAIRS):
        hint = {
            Kind.LINES: "Mỗi dòng một mục.",
            Kind.PAIRS: "Mỗi dòng một số, dạng “vnd: 50000000”.",
        }.get(node.kind, "")
        told["help_text"] = _helped(node.help, hint)
        rows = 6 if node.kind == Kind.LINES else 3
        return forms.CharField(strip=False, widget=forms.Textarea(attrs={"rows": rows}), **told)
    hint = {
        Kind.DATE: "Ngày/tháng/năm, ví dụ 25/6/2020.",
        Kind.NUMBERS: "Cách nhau bằng dấu chấm phẩy, ví dụ 2020; 2025.",
    }.get(node.kind, "")
    told["help_text"] = _helped(node.help, hint)
    return forms.CharField(strip=False, **told)


def _helped(said: str, hint: str) -> str:
    """What the schema says of a field, then how to type it, unless that is the same."""
    return ". ".join(part for part in (said, "" if hint.startswith(said or "-") else hint) if part)


class _Choice(forms.ChoiceField):
    """Whatever came is kept for the schema to judge."""

    def valid_value(self, value: Any) -> bool:
        return True


class _Choices(forms.MultipleChoiceField):
    def valid_value(self, value: Any) -> bool:
        return True


def _options(node: Node, raw: list[Any], names: Names) -> list[tuple[str, str]]:
    known: dict[str, str] = dict(node.words or {})
    for source in node.of:
        known |= {
            key: f"{name} ({key})" if source in ("classes", "offices") else name
            for key, name in names.get(source, {}).items()
        }
    stray = {str(value): f"“{value}” (không có trong danh sách)" for value in raw if str(value) not in known}
    return [*known.items(), *stray.items()]


def _parsed(node: Node, typed: str) -> Any:
    """What the file would hold; what can't be read as its kind stays the text it is, and the schema says so."""
    if node.kind == Kind.DATE:
        match = _DAY.fullmatch(typed)
        try:
            return dt.date(int(match[3]), int(match[2]), int(match[1])) if match else _iso(typed)
        except ValueError:
            return typed
    if node.kind == Kind.WHOLE:
        return int(typed) if _WHOLE.fullmatch(typed) and len(typed) < 18 else typed
    if node.kind == Kind.NUMBER:
        return _number(typed)
    if node.kind == Kind.NUMBERS:
        return [_whole_or(part.strip(), node) for part in typed.replace("–", ";").split(";") if part.strip()]
    if node.kind == Kind.LINES:
        return [line.strip() for line in typed.split("\n") if line.strip()]
    if node.kind == Kind.PAIRS:
        pairs = (line.partition(":") for line in typed.split("\n") if line.strip())
        return {name.strip(): _whole(value.strip()) for name, _, value in pairs}
    return typed


def _iso(typed: str) -> Any:
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        return typed


def _whole(typed: str) -> Any:
    digits = typed.replace(".", "").replace(" ", "")
    return int(digits) if _WHOLE.fullmatch(digits) and len(digits) < 18 else typed


def _number(typed: str) -> Any:
    if _GROUPED.fullmatch(typed):
        return _whole(typed)
    if not _NUMBER.fullmatch(typed) or len(typed) > 17:
        return typed
    return int(typed) if _WHOLE.fullmatch(typed) else float(typed.replace(",", "."))


def _whole_or(typed: str, node: Node) -> Any:
    return _whole(typed) if node.whole_numbers else _number(typed)


def _flat(members: Iterable[Node], raw: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    """A part as the fields of its form: names and what stands in them."""
    for node in members:
        name, value = f"{before}{node.name}", raw.get(node.name)
        if node.kind == Kind.GROUP:
            yield from _flat(node.members, value if isinstance(value, Mapping) else _said_default(node), f"{name}-")
        elif node.kind == Kind.ROWS:
            rows = _as_list(value)[: MOST_ROWS - 1]
            yield f"{name}-{COUNT}", str(len(rows) + 1)
            for number, row in enumerate([*rows, {}]):
                yield from _flat(node.members, _as_row(node, row), f"{name}-{number}-")
                if number < len(rows):
                    yield f"{name}-{number}-{ORDER}", str(number + 1)
        elif node.kind == Kind.CHOICES:
            yield name, [str(item) for item in _as_list(value)]
        else:
            yield name, _typed(node, node.default if value is None else value)


def _typed(node: Node, value: Any) -> str:
    """A value as a person would type it into its field."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, dt.date):
        return vietnamese.day(value)
    if isinstance(value, list):
        joint = "\n" if node.kind == Kind.LINES else "; "
        return joint.join(_typed(node, item) for item in value)
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {item}" for name, item in value.items())
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


# --- Words ------------------------------------------------------------------------------------------------------------


def labels_of(node: Node) -> dict[str, str]:
    """Names of fields in a file → what a form calls them."""
    found: dict[str, str] = {}
    for member in node.members:
        if member.name not in SHARED:
            found.setdefault(member.name, member.label)
        found = {**labels_of(member), **found}
    return found


def in_words(message: str, labels: Mapping[str, str]) -> str:
    """A sentence of the file's check with the form's names for the fields: "ghi level" reads “Cấp”."""
    said = message
    if labels:
        names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
        pattern = re.compile(rf"(?<![\w“])({names})(?![\w”])")
        said = pattern.sub(lambda match: f"“{labels[match[1]]}”", message)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?")) else ".")
