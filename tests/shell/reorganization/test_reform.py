"""The reform of 1/7/2025, on Lào Cai and Yên Bái: built from the seed, it makes the seed's own tree; where that tree
stands already, it finds its units there."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from campaign_portal.shell.reorganization import reform, services
from campaign_portal.shell.reorganization.preview import preview_of
from emulation.territory import importers
from emulation.territory.importers import REFORM, Seed
from emulation.territory.models import Reorganization, Unit, UnitSuccession
from tests.shell.reorganization.conftest import dump

OLD = {"10", "15"}  # Lào Cai and Yên Bái; the new Lào Cai bears 15


@pytest.fixture(scope="module")
def part() -> Seed:
    """The lines of the seed that the reform of the two provinces is about."""
    seed = importers.read()
    kept: set[int] = set()
    for line in seed.units:
        if (line.level == "province" and line.code in OLD) or line.parent in kept:
            kept.add(line.no)
    number = {old: new for new, old in enumerate(sorted(kept), 1)}
    return Seed(
        [
            replace(line, no=number[line.no], parent=number[line.parent] if line.parent else None)
            for line in seed.units
            if line.no in kept
        ],
        [replace(name, unit=number[name.unit]) for name in seed.names if name.unit in kept],
        [
            replace(s, predecessor=number[s.predecessor], successor=number[s.successor])
            for s in seed.successions
            if s.predecessor in kept
        ],
    )


@pytest.fixture
def change(sa_pa, part, monkeypatch):
    """The two provinces before the reform are in the catalogue; the seed holds nothing else."""
    importers.load(reform.before_the_reform(part))
    monkeypatch.setattr(reform, "read", lambda: part)
    return reform.draft_reform()


def tree(day: dt.date) -> set[tuple]:
    return set(
        Unit.objects.valid_on(day)
        .exclude(level="hamlet")
        .values_list("level", "code", "kind", "name", "parent__code", "province__code", "valid_from")
    )


def test_the_tree_it_makes_is_the_seeds(change, part):
    services.apply(change, by=None)
    by_no = {line.no: line for line in part.units}

    def top(line):
        return top(by_no[line.parent]) if line.parent else line.code

    wanted = {
        (u.level, u.code, u.kind, u.name, by_no[u.parent].code if u.parent else None, top(u), u.valid_from)
        for u in part.units
        if u.valid_from == REFORM
    }
    assert tree(REFORM) == wanted
    assert Unit.objects.valid_on(REFORM).filter(level="district").count() == 0
    went = set(
        UnitSuccession.objects.filter(successor__level__in=["province", "commune"]).values_list(
            "predecessor__code", "successor__code", "extent", "certain"
        )
    )
    assert went == {(by_no[s.predecessor].code, by_no[s.successor].code, s.extent, s.certain) for s in part.successions}


def test_the_six_communes_of_sa_pa_are_as_the_tables_say(change):
    services.apply(change, by=None)
    ta_van = Unit.objects.get(code="03037", valid_from=REFORM)
    assert ta_van.title == "xã Tả Van"
    old = UnitSuccession.objects.filter(successor=ta_van).values_list("predecessor__name", flat=True)
    assert set(old) == {"Hoàng Liên", "Mường Hoa", "Tả Van"}


def test_figures_of_the_provinces_are_conserved(change):
    told = preview_of(change)
    assert told["faults"] == []
    assert told["figures"]["is_conserved"]
    assert [row["name"] for row in told["figures"]["after"]] == ["Tỉnh Lào Cai"]
    assert told["figures"]["total_before"] == told["figures"]["total_after"]


def test_where_the_new_tree_stands_already_only_the_rest_is_written(sa_pa, part, monkeypatch):
    importers.load(part)
    monkeypatch.setattr(reform, "read", lambda: part)
    change = reform.draft_reform()
    told = preview_of(change)
    lines = [line for section in told["sections"] for line in section["lines"] if section["key"] == "territory"]
    assert any(line["text"] == "cấp xã mới, đã có trong danh mục" and line["count"] == 99 for line in lines)
    units, went = (
        Unit.objects.exclude(level="hamlet").count(),
        UnitSuccession.objects.exclude(successor__level="hamlet").count(),
    )
    before = dump()
    applied = services.apply(change, by=None)
    assert Unit.objects.exclude(level="hamlet").count() == units
    assert UnitSuccession.objects.exclude(successor__level="hamlet").count() == went
    services.undo(applied, by=None, reason="thử")
    assert dump() == before


class TestCommand:
    def run(self, *arguments: str) -> str:
        said = io.StringIO()
        call_command("reorganize", *arguments, stdout=said)
        return said.getvalue()

    def test_preview_apply_undo(self, change):
        assert "cấp huyện: " in self.run("preview", "2025-07-01")
        assert "đã áp dụng" in self.run("apply", str(change.pk))
        assert "đã hoàn tác" in self.run("undo", str(change.pk), "--reason", "thử")
        assert Reorganization.objects.get(pk=change.pk).state == "undone"

    def test_a_file_is_loaded_and_a_bad_one_is_refused_with_its_lines(self, sa_pa, tmp_path):
        file = tmp_path / "nhap.yaml"
        file.write_text(
            'title: "Nhập"\neffective_on: 2020-07-01\nlegal_basis: "1/NQ"\nunits:\n'
            '  - {level: commune, code: "99001", kind: Xã, name: Mới, parent: "088"}\n'
            'successions:\n  - {old: "03040", new: "99001"}\n',
            encoding="utf-8",
        )
        assert "dự thảo" in self.run("load", str(file))
        file.write_text(file.read_text(encoding="utf-8").replace("03040", "00000"), encoding="utf-8")
        with pytest.raises(CommandError, match="dòng 7, old"):
            self.run("load", str(file))

    def test_a_catalogue_without_the_old_units_is_told(self, sa_pa):
        with pytest.raises(CommandError, match="Danh mục thiếu"):
            self.run("preview", "2025-07-01")
