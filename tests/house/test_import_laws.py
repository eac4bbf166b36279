"""The three import laws hold, and each of their contracts sees a breach planted in a copy of the tree."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.house import laws

ROOT = settings.BASE_DIR
PACKAGES = ["campaign_portal", "emulation", "awards", "reporting", "demo"]
LINTER = Path(sys.executable).with_name("lint-imports")

# Where one line is added, and what it imports.
BREACHES = {
    "Law 1: between apps": ("emulation/territory/models.py", "awards.criteria.models"),
    "Law 2: between the rooms of emulation": ("emulation/poverty/models/reviews.py", "emulation.campaigns.models"),
    "Law 2: between the rooms of awards": ("awards/criteria/models.py", "awards.routes.models"),
    "Law 2: between the rooms of reporting": ("reporting/reports/models.py", "reporting.consolidation.models"),
    "Law 3: inside a room": ("emulation/poverty/models/reviews.py", "emulation.poverty.services"),
    "Nothing imports the demo": ("reporting/reports/models.py", "demo.apps"),
    "Only the process that makes PDFs imports WeasyPrint": ("campaign_portal/foundation/files.py", "weasyprint"),
}


def lint(tree: Path) -> subprocess.CompletedProcess:
    return subprocess.run([LINTER, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "seeds", "fixtures", "static", "templates")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_laws_hold():
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


def test_every_contract_has_a_breach_to_see():
    assert set(BREACHES) == {contract["name"] for contract in laws.contracts()}


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_seen(contract, copy):
    file, imported = BREACHES[contract]
    with (copy / file).open("a") as source:
        source.write(f"\nimport {imported}\n")
    found = lint(copy)
    assert found.returncode == 1, found.stdout
    assert f"{contract} BROKEN" in found.stdout


@pytest.mark.parametrize(
    ("new", "contract"),
    [("emulation/attic/__init__.py", "Law 2: between the rooms of emulation"), ("awards/dossiers/helpers.py", "Law 3")],
)
def test_a_new_room_or_file_must_find_its_place_in_the_order(new, contract, copy):
    (copy / new).parent.mkdir(exist_ok=True)
    (copy / new).touch()
    found = lint(copy)
    assert found.returncode == 1, found.stdout
    assert "not listed as layers" in found.stdout
    assert contract in found.stdout


def _rooms_of(app: str) -> Iterator[Path]:
    yield from (ROOT / app).glob("*/models.py")
    yield from (folder.parent for folder in (ROOT / app).glob("*/models/__init__.py"))


def test_law_3_knows_every_room():
    rooms = {f"{app}.{room.parent.name}" for app in laws.rooms() for room in _rooms_of(app)}
    assert rooms <= set(laws.contract("Law 3")["containers"])
