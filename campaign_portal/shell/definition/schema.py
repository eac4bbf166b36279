"""The published schema of a definition file: made from the classes that check it, as JSON Schema and as a page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic import ConfigDict, create_model

from awards.criteria.rules import MEASURES
from campaign_portal.shell.definition.sections import SECTIONS
from emulation.campaigns.definition import ACTS, TOPICS, Key
from emulation.duties.models import Duty
from emulation.targets.rules import INDICATORS
from reporting.reports.rules import FIGURES

JSON_FILE = Path("docs/campaign.schema.json")
PAGE_FILE = Path("docs/quan-tri/tep-phong-trao.md")

_TYPES = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách",
    "object": "nhóm trường",
}


def json_schema() -> dict[str, Any]:
    fields: dict[str, Any] = {
        section.key: (section.schema, ... if section.default is ... else section.default) for section in SECTIONS
    }
    model = create_model("Definition", __config__=ConfigDict(extra="forbid"), key=(Key, ...), **fields)
    schema = model.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Định nghĩa phong trào"}


def files() -> dict[Path, str]:
    """Where each file stands below the project's folder, and what it must hold."""
    schema = json_schema()
    return {
        JSON_FILE: json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        PAGE_FILE: "\n".join(_page(schema)) + "\n",
    }


def write() -> list[Path]:
    for path, text in files().items():
        (settings.BASE_DIR / path).write_text(text, encoding="utf-8")
    return list(files())


def _page(schema: dict[str, Any]) -> Iterator[str]:
    yield "# Tệp định nghĩa phong trào"
    yield ""
    yield "Một phong trào là một tệp YAML, bảng mã UTF-8. Trang này và `docs/campaign.schema.json` lập từ chính"
    yield "mã kiểm tra tệp (`manage.py campaign_schema`). Tệp mẫu: `campaign_portal/shell/definition/campaigns/`."
    yield ""
    yield "```sh"
    yield "manage.py load_campaign tep.yaml            # nạp; sai thì báo mọi chỗ sai một lần và không thay đổi gì"
    yield "manage.py load_campaign tep.yaml --launch   # nạp rồi phát động"
    yield "manage.py dump_campaign sa_pa_2020          # xuất tệp từ cơ sở dữ liệu"
    yield "```"
    yield ""
    yield "Mã (`key`) gồm chữ thường không dấu, chữ số, gạch dưới. Ngày ghi 2020-03-10. Điều kế hoạch không nói"
    yield "thì bỏ trống; cả một mục không nói thì ghi tên mục vào `not_ruled`. Không lấy quy định của kế hoạch khác."
    yield ""
    yield "## key"
    yield ""
    yield "Mã phong trào, bắt buộc, mỗi phong trào một mã."
    for section in SECTIONS:
        part = schema["properties"][section.key]
        yield ""
        yield f"## {section.key}"
        yield ""
        must = "Bắt buộc." if section.key in schema["required"] else "Có thể không có."
        silent = f" Kế hoạch không quy định thì ghi `{section.topic}` vào `not_ruled`." if section.topic else ""
        yield f"{section.title}. {must}{silent}"
        shown: set[str] = set()
        for name in _models(schema, part, shown):
            yield from _table(schema, name)
    yield from _lists()


def _models(schema: dict[str, Any], part: dict[str, Any], shown: set[str]) -> Iterator[str]:
    """The models a part is made of, outermost first."""
    for name in _references(part):
        if name not in shown:
            shown.add(name)
            yield name
            yield from _models(schema, schema["$defs"][name], shown)


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def _table(schema: dict[str, Any], name: str) -> Iterator[str]:
    model = schema["$defs"][name]
    yield ""
    yield f"**{name}**"
    yield ""
    yield "| Trường | Ghi gì | Kiểu | Bắt buộc |"
    yield "|---|---|---|---|"
    for field, facts in model["properties"].items():
        must = "có" if field in model.get("required", []) else ""
        yield f"| `{field}` | {facts.get('description', '')} | {_type(facts, _words(facts))} | {must} |"


def _words(facts: dict[str, Any]) -> dict[str, str]:
    """What the values read as, where the description does not say it already."""
    said: dict[str, str] = facts.get("x-words", {})
    return {} if all(words in facts.get("description", "") for words in said.values()) else said


def _type(facts: dict[str, Any], words: dict[str, str]) -> str:
    if "anyOf" in facts:
        return " hoặc ".join(_type(one, words) for one in facts["anyOf"] if one.get("type") != "null")
    if "enum" in facts:
        return ", ".join(f"`{value}`" + (f" ({words[value]})" if words else "") for value in facts["enum"])
    if "const" in facts:
        return f"`{json.dumps(facts['const'])}`"
    if "$ref" in facts:
        return facts["$ref"].rpartition("/")[2]
    if facts.get("format") == "date":
        return "ngày"
    if facts.get("type") == "array":
        return f"danh sách {_type(facts.get('items', {}), words)}".strip()
    return _TYPES.get(facts.get("type", ""), "")


def _lists() -> Iterator[str]:
    """What the fields may name."""
    yield ""
    yield "## Các mã dùng trong tệp"
    yield from _list("Điều có thể không quy định (`not_ruled`)", TOPICS.items())
    yield from _list("Phần việc của cơ quan (`offices.acts`)", ACTS.items())
    yield from _list("Loại việc (`deadlines.kind`)", ((kind.value, kind.label) for kind in Duty.Kind))
    yield from _list("Chỉ số (`targets.indicator`)", ((spec.key, spec.name) for spec in INDICATORS.values()))
    yield from _list(
        "Cách đo tiêu chuẩn (`criteria.measured.kind`)",
        (
            (name, f"{measure.words}; {', '.join(measure.parameters) or 'không tham số'}")
            for name, measure in MEASURES.items()
        ),
    )
    yield from _list("Số liệu báo cáo (`reports.figures`)", ((code, figure.name) for code, figure in FIGURES.items()))


def _list(title: str, rows: Any) -> Iterator[str]:
    yield ""
    yield f"**{title}**"
    yield ""
    for key, words in rows:
        yield f"- `{key}`: {words}" if words else f"- `{key}`"
