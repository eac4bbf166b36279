"""Forms drawn from the schema: what they show they give back, what is typed wrong stays and is told as in a file."""

import datetime as dt
from pathlib import Path

import pytest
from django.http import QueryDict

from campaign_portal.shell.definition import loading
from campaign_portal.shell.definition.checking import check
from campaign_portal.shell.definition.outline import Kind, sections
from campaign_portal.shell.definition.part_form import PartForm, in_words, labels_of
from campaign_portal.shell.definition.writing import values_of, written

FILES = sorted((Path(loading.__file__).parent / "campaigns").glob("*.yaml"))
MILESTONE = {
    "key": "launch",
    "kind": "launch",
    "title": "Phát động",
    "on_text": "tháng 2",
    "sort_on": dt.date(2021, 2, 1),
}


def plainly(node, raw):
    """As a form writes it: lists in brackets, nothing that a file without it would have anyway."""
    if node.kind in (Kind.ROWS, Kind.CHOICES, Kind.LINES, Kind.NUMBERS) and not isinstance(raw, list):
        raw = [raw]
    if node.kind == Kind.ROWS:
        return [grouped(node, {node.members[0].name: row} if isinstance(row, str) else row) for row in raw]
    return grouped(node, raw) if node.kind == Kind.GROUP else raw


def grouped(node, raw):
    found = {member.name: plainly(member, raw[member.name]) for member in node.members if member.name in raw}
    defaults = {member.name: member.default for member in node.members}
    return {
        name: value
        for name, value in found.items()
        if value != defaults[name] and not (name == "issuer" and value == {"kind": "committee"})
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_opening_and_saving_every_form_of_a_real_plan_changes_nothing(path):
    values = values_of(path.read_text(encoding="utf-8"))
    for section, node in sections().items():
        raw = values.get(section)
        if raw and node.kind in (Kind.GROUP, Kind.ROWS):
            rows = [raw] if node.kind == Kind.GROUP else raw
            assert [PartForm(node, row, {}).value() for row in rows] == [grouped(node, row) for row in rows]


def posted(fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def form_of(section, fields, raw=None):
    return PartForm(sections()[section], raw, {}, data=posted(fields))


def test_days_and_numbers_are_typed_as_people_write_them():
    form = form_of("milestones", {"key": "peak", "sort_on": "17/10/2021", "repeats_until": "2025"})
    assert form.value() == {"key": "peak", "sort_on": dt.date(2021, 10, 17), "repeats_until": 2025}
    target = form_of("targets", {"must-between": "2; 3,5", "time-each_year": "2021; 2025", "must-at_least": "50.000"})
    assert target.value() == {
        "must": {"between": [2, 3.5], "at_least": 50000},
        "time": {"each_year": [2021, 2025]},
    }


def test_what_can_not_be_read_is_kept_as_typed():
    assert form_of("milestones", {"sort_on": "31/2/2021", "repeats_until": "năm sau"}).value() == {
        "sort_on": "31/2/2021",
        "repeats_until": "năm sau",
    }


def test_what_no_field_shows_stays():
    form = form_of("milestones", {"title": "Mốc khác"}, raw={"title": "Mốc", "colour": "red"})
    assert form.value() == {"title": "Mốc khác", "colour": "red"}


def test_a_row_is_added_dropped_and_moved_without_a_script():
    raw = {"contents": [{"clause": "I", "title": "Mục đích", "points": ["a"]}, {"clause": "II", "title": "Yêu cầu"}]}
    form = PartForm(sections()["campaign"], raw, {})
    data = form.data.copy()
    data["contents-2-clause"], data["contents-2-title"] = "III", "Nội dung"
    data["contents-0-THU_TU"], data["contents-1-THU_TU"] = "2", "1"
    value = PartForm(sections()["campaign"], raw, {}, data=data).value()
    assert [row["clause"] for row in value["contents"]] == ["II", "I", "III"]
    data["contents-0-BO"] = "on"
    value = PartForm(sections()["campaign"], raw, {}, data=data).value()
    assert [row["clause"] for row in value["contents"]] == ["II", "III"]


def test_an_untouched_empty_row_adds_nothing():
    raw = {"key": "tap_the", "participant_class": "commune", "criteria": [{"key": "a", "text": "b"}]}
    assert PartForm(sections()["criteria"], raw, {}).value() == raw


def test_a_key_that_names_nothing_is_shown_and_kept():
    raw = MILESTONE | {"held_by": ["nobody"]}
    form = PartForm(sections()["milestones"], raw, {"classes": {"commune": "Xã, phường"}})
    assert "“nobody” (không có trong danh sách)" in str(form["held_by"])
    assert form.value()["held_by"] == ["nobody"]


def test_faults_stand_beside_their_fields_in_the_words_of_the_form(sa_pa):
    values = values_of((Path(loading.__file__).parent / "campaigns" / "sa_pa_2020.yaml").read_text(encoding="utf-8"))
    values["milestones"][0]["sort_on"] = "31/2/2020"
    values["milestones"][0]["title"] = ""
    values["milestones"][0]["repeats_until"] = 1800
    node = sections()["milestones"]
    form = PartForm(node, values["milestones"][0], {})
    form.show(check(written(values)).of("milestones", 0), 2, labels_of(node))
    assert form.errors["sort_on"] == ["“31/2/2020” không phải là ngày có thật; ghi ngày dạng 2020-03-10."]
    assert form.errors["title"] == ["Không được để trống."]
    assert form.errors["repeats_until"] == ["Phải từ 1990 trở lên."]


def test_a_fault_of_a_row_stands_at_the_row(sa_pa):
    values = values_of((Path(loading.__file__).parent / "campaigns" / "sa_pa_2020.yaml").read_text(encoding="utf-8"))
    step = values["routes"][0]["steps"][0]
    step["before"] = step["on"] = dt.date(2020, 11, 10)
    node = sections()["routes"]
    form = PartForm(node, values["routes"][0], {})
    form.show(check(written(values)).of("routes", 0), 2, labels_of(node))
    steps = next(branch for branch in form.branches if branch.name == "steps")
    assert steps.rows[0].messages == ["Chỉ ghi một trong hai: “Trước ngày” hoặc on."]


def test_the_files_names_read_as_the_forms():
    labels = {"level": "Cấp", "classes": "Đối tượng thi đua"}
    assert in_words("loại khác thì bỏ level", labels) == "Loại khác thì bỏ “Cấp”."
    assert in_words("“xa” không có trong classes", labels) == "“xa” không có trong “Đối tượng thi đua”."


def test_every_field_of_the_schema_has_a_vietnamese_name():
    def nameless(node, path):
        if node.label.casefold() in (node.name.replace("_", " "), node.name):
            yield path
        for member in node.members:
            yield from nameless(member, f"{path}.{member.name}")

    assert [path for key, node in sections().items() for path in nameless(node, key)] == []


def test_every_choice_has_words():
    def wordless(node, path):
        for value, words in (node.words or {}).items():
            if value == words:
                yield f"{path}: {value}"
        for member in node.members:
            yield from wordless(member, f"{path}.{member.name}")

    assert [found for key, node in sections().items() for found in wordless(node, key)] == []
