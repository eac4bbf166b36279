"""docs/coverage.md tells the truth: every fact once, every test it names there, every test of a fact in it."""

import ast
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import resolve

COUNTS = {"S0": 25, "S1": 39, "S2": 20, "S3": 42, "S4": 22}
FACTS = [f"{plan}-{number:02d}" for plan, count in COUNTS.items() for number in range(1, count + 1)]
STATES = re.compile(r"^(có|một phần: .+|chưa có: .+)$")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
OF_FACTS = re.compile(r"^test_(s\d)_((?:\d\d_|to_)+)")
TESTS = settings.BASE_DIR / "tests"


@cache
def rows() -> dict[str, list[str]]:
    """Fact → the other cells of its row: what the plan says, screens, tests, state."""
    text = (settings.BASE_DIR / "docs/coverage.md").read_text(encoding="utf-8")
    found = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in text.splitlines()]
    table = [cells for cells in found if re.fullmatch(r"S\d-\d\d", cells[0])]
    assert [cells[0] for cells in table] == FACTS, "each of the plan's facts once, in order"
    return {cells[0]: cells[1:] for cells in table}


@cache
def written() -> dict[str, frozenset[str]]:
    """File below tests/ → the names of its tests, those of classes too."""
    return {str(path.relative_to(TESTS)): _tests_of(path) for path in sorted(TESTS.rglob("test_*.py"))}


def _tests_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in names if name.startswith("test_"))


def facts_of(name: str) -> set[str]:
    """The facts in a test's name: "test_s3_16_to_28_…" is of 16, 28 and all between, "test_s1_27_36_…" of those two."""
    found = OF_FACTS.match(name)
    if not found:
        return set()
    numbers: set[int] = set()
    words = found[2].strip("_").split("_")
    for place, word in enumerate(words):
        numbers |= set(range(int(words[place - 1]), int(words[place + 1]) + 1)) if word == "to" else {int(word)}
    return {f"{found[1].upper()}-{number:02d}" for number in numbers}


def test_every_fact_of_the_plan_has_its_row():
    for fact, cells in rows().items():
        assert len(cells) == 4, fact
        assert re.search(r"\((?:tiêu đề|căn cứ|Phần mở đầu|Kết luận|[IV]+|\d)[^)]*\)$", cells[0]), (
            f"{fact}: the clause at the end of what it says"
        )
        assert STATES.match(cells[3]), f"{fact}: “có”, “một phần: …” or “chưa có: …”"
        assert cells[2] == "–" or NAMED.search(cells[2]), f"{fact}: name its tests as `file.py::test_…`"
        assert cells[3].startswith("chưa có") or "`/" in cells[1], f"{fact}: where it is seen"


def test_what_is_there_is_shown_by_a_test_that_bears_its_number():
    for fact, (_, _, tests, state) in rows().items():
        own = [name for file, name in NAMED.findall(tests) if file.startswith("acceptance/") and fact in facts_of(name)]
        assert own or state.startswith("chưa có"), fact


def test_every_test_the_table_names_exists():
    wrong = [
        f"{fact}: {file}::{name}"
        for fact, cells in rows().items()
        for file, name in NAMED.findall(cells[2])
        if name not in written().get(file, frozenset())
    ]
    assert wrong == []


def test_every_test_of_a_fact_stands_in_its_row():
    named = {(fact, file, name) for fact, cells in rows().items() for file, name in NAMED.findall(cells[2])}
    missing = [
        f"{fact}: `{file}::{name}`"
        for file, names in written().items()
        for name in sorted(names)
        for fact in sorted(facts_of(name))
        if (fact, file, name) not in named
    ]
    assert missing == [], "add them to docs/coverage.md"


def test_every_screen_the_table_names_has_an_address():
    for cells in rows().values():
        for address in re.findall(r"`(/[^`]*)`", cells[1]):
            resolve(address)  # raises where there is none


def test_the_sum_above_the_table_is_that_of_its_rows():
    states = [cells[3].partition(":")[0] for cells in rows().values()]
    there, partly, missing = (states.count(state) for state in ("có", "một phần", "chưa có"))
    said = f"Tổng cộng {len(states)} điều: {there} có, {partly} một phần, {missing} chưa có."
    assert said in (settings.BASE_DIR / "docs/coverage.md").read_text(encoding="utf-8")
