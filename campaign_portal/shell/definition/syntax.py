"""YAML with line numbers: plain values, and where each of them stands in the file."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's two booleans only: a key named `on` stays a word. (libyaml reads ten times as fast.)"""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


class Writer(yaml.SafeDumper):
    """Quotes what the reader would take for something else, and writes a repeated value out again."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


Writer.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


def _date_or_words(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> Any:
    """A day there is not (31/02) stays as it was written: the field that wants a date then says so."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date_or_words)


class BadSyntax(Exception):
    """The file is no YAML at all; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message
        super().__init__(message)


@dataclass(frozen=True)
class Located:
    """The values of a file, and the line of every key and list item."""

    values: Any
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of a path; of its nearest ancestor for a field that is missing."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str) -> Located:
    """Raises BadSyntax, also for a key that stands twice in one place."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[Path, int] = {}
        if node is None:
            raise BadSyntax(1, "tệp rỗng")
        _note_lines(loader, node, (), lines)
        return Located(loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BadSyntax(line, "không đúng cú pháp YAML; xem thụt đầu dòng, dấu hai chấm, dấu ngoặc kép") from error
    finally:
        loader.dispose()


def _note_lines(loader: yaml.CSafeLoader, node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise BadSyntax(key_node.start_mark.line + 1, "tên trường phải là một từ")
            key = loader.construct_object(key_node)
            here = (*path, key)
            if here in lines:
                raise BadSyntax(key_node.start_mark.line + 1, f"trường “{key}” ghi hai lần")
            lines[here] = key_node.start_mark.line + 1
            _note_lines(loader, value_node, here, lines)
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            _note_lines(loader, item, (*path, position), lines)
