"""Standards, lacks, causes and groups: what the files bring in, what the database refuses, what people see."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from emulation.poverty import importers
from emulation.poverty.models import (
    EthnicGroup,
    PovertyCause,
    PovertyStandard,
    PrintedEthnicGroup,
    ProtectedGroup,
    StandardDimension,
    StandardIndicator,
)
from emulation.poverty.rules import names
from emulation.poverty.selectors import catalogue
from emulation.territory.models import Level, Unit

TABLES = (PovertyStandard, StandardDimension, StandardIndicator, PovertyCause, ProtectedGroup, EthnicGroup)


@pytest.fixture
def loaded(db):
    return importers.load_standards()


def lacks(code: str) -> list[StandardIndicator]:
    return catalogue.indicators(PovertyStandard.objects.get(code=code))


@pytest.mark.parametrize(
    ("code", "dimensions", "indicators", "certainty"),
    [
        ("2016-2020", 5, 10, "unconfirmed"),
        ("2022-2025", 6, 12, "sourced"),
        ("2027-2030", 6, 12, "unconfirmed"),
    ],
)
def test_each_standard_counts_its_own_lacks_and_says_how_sure_it_is(loaded, code, dimensions, indicators, certainty):
    found = lacks(code)
    assert [lack.position for lack in found] == list(range(1, indicators + 1))
    assert len({lack.dimension_id for lack in found}) == dimensions
    assert {lack.certainty for lack in found} == {certainty}
    assert all(lack.source for lack in found)


def test_the_lacks_of_2022_are_numbered_as_the_forms_print_them(loaded):
    assert [lack.code for lack in lacks("2022-2025")] == [
        "job", "dependants", "nutrition", "health_insurance", "adult_education", "child_school",
        "house_quality", "house_area", "water", "toilet", "telecom", "information_means",
    ]  # fmt: skip


def test_the_last_standard_puts_waste_in_the_place_of_the_means_of_access(loaded):
    codes = [lack.code for lack in lacks("2027-2030")]
    assert codes[10:] == ["telecom", "waste"]
    assert "information_means" not in codes


def test_the_nation_has_fifty_four_peoples_and_the_forms_eight_causes(loaded):
    assert EthnicGroup.objects.count() == 54
    assert PovertyCause.objects.count() == 8
    assert [group.code for group in catalogue.groups()] == ["no_labour", "merit", "native_minority"]


def test_loading_again_doubles_nothing_and_keeps_what_was_corrected_here(loaded):
    before = [table.objects.count() for table in TABLES]
    StandardIndicator.objects.filter(code="waste").update(name="Xử lý chất thải rắn", corrected_here=True)
    again = importers.load_standards()
    assert [table.objects.count() for table in TABLES] == before
    assert StandardIndicator.objects.get(code="waste").name == "Xử lý chất thải rắn"
    assert len(again.kept) == 1


def test_a_province_prints_its_own_peoples_in_its_order(db):
    dak_nong = Unit.objects.create(level=Level.PROVINCE, code="67", kind="Tỉnh", name="Đắk Nông")
    importers.load_standards()
    assert catalogue.printed_groups(dak_nong)[:5] == ["Ê Đê", "Mạ", "Mường", "Thái", "Mnông"]
    assert PrintedEthnicGroup.objects.count() == 9


def test_a_lack_lies_in_a_dimension_of_its_own_standard(loaded):
    first, second = PovertyStandard.objects.order_by("first_year")[:2]
    dimension = StandardDimension.objects.filter(standard=first)[0]
    with pytest.raises(IntegrityError, match="indicator_of_its_standard"), transaction.atomic():
        StandardIndicator.objects.create(
            standard=second, dimension=dimension, code="new", position=20, name="Mới", source="x", certainty="read"
        )


def test_two_lacks_of_a_standard_never_share_a_number(loaded):
    lack = StandardIndicator.objects.filter(standard__code="2022-2025")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        StandardIndicator.objects.create(
            standard=lack.standard, dimension=lack.dimension, code="new", position=1, name="Mới", source="x",
            certainty="read",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Ê-đê", "Ê Đê"), ("H'Mông", "Mông"), ("M’Nông", "Mnông"), ("khơ-me", "Khmer"), ("THỔ", "Thổ"),
     ("Cao Lan", "Sán Chay")],
)  # fmt: skip
def test_a_people_is_known_by_any_of_its_spellings(loaded, written, meant):
    assert catalogue.peoples()[names.key(written)] == meant


@pytest.mark.parametrize(("written", "minority"), [("Kinh", False), ("kinh ", False), ("Mông", True), ("", None)])
def test_whoever_is_not_kinh_belongs_to_a_minority(written, minority):
    assert names.is_minority(written) is minority


def test_everybody_reads_the_standards_with_source_and_certainty(sa_pa, client, django_assert_max_num_queries):
    client.force_login(sa_pa.person("mai"))
    with django_assert_max_num_queries(20):
        page = client.get(reverse("poverty:standards"))
    assert "6 chiều, 12 chỉ số; hộ nghèo thiếu hụt từ 3 chỉ số; 12 chỉ số chưa xác nhận" in page.text
    assert "Xử lý chất thải" in page.text
    assert "Chưa xác nhận" in page.text


def test_the_administrator_corrects_a_lack_and_the_file_leaves_it_alone(sa_pa, client):
    client.force_login(sa_pa.person("nam"))
    lack = StandardIndicator.objects.get(code="waste")
    typed = {
        "standard": lack.standard_id, "dimension": lack.dimension_id, "code": "waste", "position": "12",
        "name": "Xử lý chất thải", "threshold": "", "source": "Nghị định số 351/2025/NĐ-CP",
        "certainty": "read",
    }  # fmt: skip
    address = reverse("admin:emulation_standardindicator_change", args=[lack.pk])
    assert client.post(address, typed).status_code == 302
    lack.refresh_from_db()
    assert (lack.certainty, lack.corrected_here) == ("read", True)


@pytest.mark.parametrize(
    "table",
    ["standarddimension", "standardindicator", "povertycause", "protectedgroup", "ethnicgroup", "printedethnicgroup"],
)
def test_each_catalogue_opens_for_the_administrator(sa_pa, client, table):
    client.force_login(sa_pa.person("nam"))
    assert client.get(reverse(f"admin:emulation_{table}_changelist")).status_code == 200
