"""Files with slips of the pen (`broken/*.yaml`): every fault at once, at its line and field, in plain words.

A case changes one of the real files and names all that is then wrong. Where a sentence lists what may be chosen, the
list is left out ("; chọn …"): it grows with the catalogues.
"""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.db import transaction

from campaign_portal.shell.definition import loading
from emulation.territory.models import Unit

FOLDER = Path(__file__).parent / "broken"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@cache
def campaign(name: str) -> str:
    return (Path(loading.__file__).parent / "campaigns" / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ninh_binh_and_bac_giang(django_db_setup, django_db_blocker):
    """The two provinces' own rows, for the files that name them."""
    with django_db_blocker.unblock(), transaction.atomic():
        for code, name in (("37", "Ninh Bình"), ("24", "Bắc Giang")):
            unit = Unit.objects.create(level="province", code=code, kind="Tỉnh", name=name)
            unit.province = unit
            unit.save()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_broken_file_is_refused_with_all_that_is_wrong(ninh_binh_and_bac_giang, db, case):
    text = campaign(case["file"])
    for change in case["change"]:
        assert change["from"] in text
        text = text.replace(change["from"], change["to"], 1)
    with pytest.raises(loading.BadDefinition) as refused:
        loading.read(text)
    lines = text.split("\n")
    found = [
        {
            "at": lines[fault.line - 1].strip()[:60],
            "field": fault.field,
            "message": re.sub(r"; chọn (một )?trong: .*", "; chọn …", fault.message),
        }
        for fault in refused.value.faults
    ]
    assert found == case["faults"]


def test_the_corpus_is_large_enough_and_its_names_differ():
    assert len({case["case"] for case in CASES}) == len(CASES) >= 60
