"""The seed of units: the country in its five slices, and where everything went on 01/7/2025."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from django.db import transaction

from emulation.territory import importers
from emulation.territory.models import EARLIEST, Level, Unit, UnitName, UnitSuccession

COUNTED = {
    dt.date(2021, 11, 1): (63, 705, 10_599),
    dt.date(2024, 5, 1): (63, 700, 10_595),
    dt.date(2025, 3, 1): (63, 696, 10_035),
    dt.date(2025, 7, 1): (34, 0, 3_321),
    dt.date(2026, 4, 30): (34, 0, 3_321),
}
BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def seed():
    return importers.read()


@pytest.fixture(scope="module")
def loaded(seed, django_db_setup, django_db_blocker):
    """The whole country, loaded once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        importers.load(seed)
        yield seed
        transaction.set_rollback(True)


@pytest.fixture
def country(loaded, db):
    return loaded


@pytest.mark.parametrize(("day", "expected"), COUNTED.items())
def test_each_slice_has_the_official_number_of_units(country, day, expected):
    valid = Unit.objects.valid_on(day).exclude(code="")
    assert tuple(valid.filter(level=level).count() for level in importers.LEVELS) == expected


def test_every_commune_of_the_old_tree_went_somewhere(country):
    old = Unit.objects.valid_on(BEFORE).filter(level=Level.COMMUNE)
    assert not old.filter(successions__isnull=True).exists()
    extents = Counter(UnitSuccession.objects.filter(predecessor__level=Level.COMMUNE).values_list("extent", flat=True))
    assert sum(extents.values()) == 10_601


def test_a_code_is_not_an_identity(country):
    bac_giang, bac_ninh = Unit.objects.filter(level=Level.PROVINCE, code="24").order_by("valid_from")
    assert (bac_giang.name, bac_ninh.name) == ("Bắc Giang", "Bắc Ninh")
    muong_hoa, ta_van = Unit.objects.filter(code="03037").order_by("valid_from")
    assert (muong_hoa.name, ta_van.name) == ("Mường Hoa", "Tả Van")


def test_three_communes_of_sa_pa_became_the_new_ta_van(country):
    ta_van = Unit.objects.valid_on(AFTER).get(code="03037")
    assert {link.predecessor.name for link in ta_van.origins.all()} == {"Hoàng Liên", "Mường Hoa", "Tả Van"}
    assert ta_van.parent.level == Level.PROVINCE


def test_a_merged_province_is_a_new_unit_even_under_its_old_code(country):
    old, new = Unit.objects.filter(level=Level.PROVINCE, name="Ninh Bình").order_by("valid_from")
    assert (old.code, new.code, old.valid_to, new.valid_from) == ("37", "37", BEFORE, AFTER)
    assert {link.predecessor.name for link in new.origins.all()} == {"Ninh Bình", "Hà Nam", "Nam Định"}


def test_a_province_the_reform_left_alone_goes_on(country):
    ha_noi = Unit.objects.get(level=Level.PROVINCE, code="01")
    assert (ha_noi.valid_from, ha_noi.valid_to, ha_noi.start_known) == (EARLIEST, None, False)


def test_a_new_kind_of_the_same_place_is_a_dated_name(country):
    dong_nai = Unit.objects.valid_on(dt.date(2026, 5, 1)).get(level=Level.PROVINCE, code="75")
    assert dong_nai.opening_title == "Thành phố Đồng Nai"
    assert UnitName.objects.get(unit=dong_nai).kind == "Tỉnh"


def test_a_tone_mark_written_elsewhere_is_no_new_name(country):
    thanh_hoa = Unit.objects.get(level=Level.PROVINCE, code="38")
    assert not thanh_hoa.names.exists()


def test_loading_again_changes_nothing(country):
    before = (Unit.objects.count(), UnitName.objects.count(), UnitSuccession.objects.count())
    importers.load(country)
    assert (Unit.objects.count(), UnitName.objects.count(), UnitSuccession.objects.count()) == before


def test_every_unit_is_its_own_ancestor_at_its_level(country):
    ta_van = Unit.objects.get(code="03040")
    assert (ta_van.commune, ta_van.district.name, ta_van.province.name) == (ta_van, "Sa Pa", "Lào Cai")


def test_the_files_in_the_project_are_what_writing_them_gives(seed, tmp_path):
    importers.write(seed, tmp_path)
    for name in ("units", "names", "succession"):
        assert (tmp_path / f"{name}.csv").read_bytes() == (importers.SEED / f"{name}.csv").read_bytes()


def test_building_from_slices_tells_lives_apart(tmp_path):
    """A merger and a new parent start a new life; a renamed place keeps its own; a lost one ends with its slice."""
    (tmp_path / "units.csv").write_text(
        "level,code,kind,name,parent_code,first_slice,last_slice\n"
        "province,10,Tỉnh,Cũ,,2021-11-01,2025-03-01\n"
        "province,15,Tỉnh,Ở lại,,2021-11-01,2026-04-30\n"
        "district,088,Huyện,Trên,10,2021-11-01,2024-05-01\n"
        "district,088,Thị xã,Trên,10,2025-03-01,2025-03-01\n"
        "commune,00001,Xã,Một,088,2021-11-01,2021-11-01\n"
        "commune,00002,Xã,Hai,088,2021-11-01,2025-03-01\n"
        "commune,00002,Xã,Hai,15,2025-07-01,2026-04-30\n",
        encoding="utf-8",
    )
    (tmp_path / "succession-provinces-2025-07-01.csv").write_text(
        "old_code,new_code,communes\n10,15,1\n15,15,1\n", encoding="utf-8"
    )
    (tmp_path / "succession-2025-07-01.csv").write_text(
        "old_code,new_code,extent,sources\n00002,00002,part,one\n", encoding="utf-8"
    )
    seed = importers.build(tmp_path)
    lives = [(u.code, u.name, u.valid_from, u.valid_to) for u in seed.units]
    assert lives == [
        ("10", "Cũ", EARLIEST, BEFORE),
        ("15", "Ở lại", EARLIEST, BEFORE),
        ("15", "Ở lại", AFTER, None),
        ("088", "Trên", EARLIEST, BEFORE),
        ("00001", "Một", EARLIEST, dt.date(2024, 4, 30)),
        ("00002", "Hai", EARLIEST, BEFORE),
        ("00002", "Hai", AFTER, None),
    ]
    assert [(n.kind, n.name) for n in seed.names] == [("Huyện", "Trên")]
    whole, part = seed.successions[0], seed.successions[-1]
    assert (whole.predecessor, whole.successor) == (1, 3)
    assert (part.extent, part.certain) == ("part", False)


def test_one_province_can_be_cut_out_of_the_seed(seed):
    lao_cai = importers.only_province(seed, "10")
    assert Counter(line.level for line in lao_cai.units)["province"] == 1
    assert all(replace(line).parent is None or line.parent < line.no for line in lao_cai.units)
