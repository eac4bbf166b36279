"""Printed tables of communes, a town and a province: order, sums, who is missing, what state the figures are in."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.poverty.models import PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules.printed import texts
from emulation.poverty.rules.printed.counts import F1, F2, F17_POOR
from emulation.poverty.selectors import printed
from emulation.territory.models import Unit
from emulation.territory.services import add_hamlet
from tests.emulation.poverty.filled import counts, review

NEW = "2022-M12"


@pytest.fixture
def standard(sa_pa) -> PovertyStandard:
    return PovertyStandard.objects.get(code="2022-2025")


def read(sa_pa, unit, period=NEW, standard=None):
    by = sa_pa.person("thanh")
    standard = standard or PovertyStandard.objects.get(code="2022-2025")
    return printed.reading_of(unit, period, standard, printed.reviews_for(by, unit, period, standard))


def of_everybody(unit, period):
    """As one sees it to whom every review below was handed in."""
    reviews = list(ReviewSet.objects.below(unit).filter(period=period).select_related("unit"))
    return printed.reading_of(unit, period, PovertyStandard.objects.get(code="2022-2025"), reviews)


def district(name: str, province: Unit, code: str) -> Unit:
    made = Unit(level="district", code=code, kind="Huyện", name=name, parent=province, province=province)
    made.save()
    Unit.objects.filter(pk=made.pk).update(district=made)
    return Unit.objects.get(pk=made.pk)


def commune(name: str, parent: Unit, code: str, kind: str = "Xã") -> Unit:
    made = Unit(
        level="commune", code=code, kind=kind, name=name, parent=parent,
        province_id=parent.province_id, district=parent if parent.level == "district" else None,
    )  # fmt: skip
    made.save()
    Unit.objects.filter(pk=made.pk).update(commune=made)
    made.refresh_from_db()
    add_hamlet(made, "Một", valid_from=dt.date(2020, 1, 1), by=None)
    return made


def test_a_commune_prints_its_hamlets_and_their_sum(sa_pa, standard):
    review(sa_pa.ta_van, NEW, standard, lambda place: counts(100 + place, poor_end=10 * place, near_end=5))
    table = read(sa_pa, sa_pa.ta_van).table(F1)
    assert [line.number for line in table.lines] == ["1", "2", "3", "4", "5", "6", "7", ""]
    assert table.lines[-1].name == "Tổng cộng"
    assert texts(F1.lines(table.lines[-1].values)[0])[:4] == ("721", "", "210", "29,13")
    assert table.notes == []


def test_of_households_alone_the_persons_are_empty_and_nobody_is_blamed(sa_pa, standard):
    review(sa_pa.ta_van, NEW, standard, counts(poor_end=10))
    table = read(sa_pa, sa_pa.ta_van).table(F2)
    households, persons = F2.lines(table.lines[-1].values)
    assert texts(households)[-1] == "70"
    assert set(texts(persons)) == {""}
    assert table.without_persons == ()


def test_places_without_persons_are_named_where_others_have_them(sa_pa, standard):
    review(sa_pa.ta_van, NEW, standard, counts(poor_end=10, persons=4))
    review(sa_pa.muong_hoa, NEW, standard, counts(poor_end=10))
    table = read(sa_pa, sa_pa.town).table(F2)
    assert [unit.name for unit in table.without_persons] == ["Mường Hoa"]
    assert "Nhân khẩu chưa có số của 1 xã, phường: Mường Hoa" in table.notes[1]


def test_a_town_names_the_communes_that_are_missing(sa_pa, standard):
    review(sa_pa.ta_van, NEW, standard, counts(poor_end=10))
    table = read(sa_pa, sa_pa.town).table(F1)
    assert len(table.missing) == 15
    assert table.notes[0].startswith("Chưa có số liệu của 15 xã, phường: ")
    shown = {line.name: texts(F1.lines(line.values)[0])[0] for line in table.lines}
    assert (shown["Xã Tả Van"], shown["Xã Mường Hoa"], shown["Tổng cộng"]) == ("700", "", "700")


def test_what_was_not_handed_in_is_not_printed_above(sa_pa, standard):
    review(sa_pa.ta_van, NEW, standard, counts(poor_end=10), state=ReviewSet.State.DRAFT)
    assert read(sa_pa, sa_pa.town).table(F1).is_empty


def test_a_province_prints_districts_in_bold_above_their_communes(sa_pa, standard):
    province = sa_pa.town.province
    other = district("Bát Xát", province, "012")
    for name, code, poor in (("Mường Vi", "90001", 3), ("Dền Sáng", "90002", 4)):
        review(commune(name, other, code), NEW, standard, counts(50, poor_end=poor))
    review(sa_pa.ta_van, NEW, standard, counts(poor_end=10))
    lines = of_everybody(province, NEW).table(F1).lines
    first = [(line.number, line.name, line.is_bold) for line in lines[:3]]
    assert first == [("1", "Huyện Bát Xát", True), ("1.1", "Xã Mường Vi", False), ("1.2", "Xã Dền Sáng", False)]
    assert texts(F1.lines(lines[0].values)[0])[:4] == ("100", "", "7", "7,00")
    assert ("2", "Thành phố Lào Cai") in [(line.number, line.name) for line in lines]
    assert texts(F1.lines(lines[-1].values)[0])[:4] == ("800", "", "77", "9,63")  # 9,625


def test_since_july_2025_communes_stand_directly_below_the_province(sa_pa, standard):
    province = Unit(level="province", code="97", kind="Tỉnh", name="Mới")
    province.save()
    Unit.objects.filter(pk=province.pk).update(province=province)
    province.refresh_from_db()
    for number in (1, 2):
        review(commune(f"Xã số {number}", province, f"9900{number}"), "2025-M12", standard, counts(poor_end=number))
    lines = of_everybody(province, "2025-M12").table(F1).lines
    assert [line.number for line in lines] == ["1", "2", ""]


def test_2016_to_2020_part_town_from_country(sa_pa):
    standard = sa_pa.standard
    review(sa_pa.ta_van, "2020-M12", standard, counts(poor_end=10))
    ward = Unit.objects.filter(level="commune", district=sa_pa.town, kind="Phường").first()
    review(ward, "2020-M12", standard, counts(poor_end=1))
    reading = read(sa_pa, sa_pa.town, "2020-M12", standard)
    assert reading.forms[0] is F17_POOR
    lines = reading.table(F17_POOR).lines
    areas = {line.name: line for line in lines if line.kind == "area"}
    assert [(line.number, line.name) for line in lines if line.kind == "area"] == [
        ("I", "Khu vực thành thị"),
        ("II", "Khu vực nông thôn"),
    ]
    total = lines[-1]
    for name in F17_POOR.fields():  # V12
        parts = [areas[area].values.get(name) for area in areas]
        assert total.values.get(name) == (sum(p or 0 for p in parts) if any(p is not None for p in parts) else None)
    numbers = [line.number for line in lines if line.kind == "unit"]
    assert numbers == [str(number) for number in range(1, 17)]


def test_f17_begins_with_the_approved_list_and_its_own_total(sa_pa):
    """The start's rate is the list's: of its own households, not of today's."""
    standard = sa_pa.standard
    review(sa_pa.ta_van, "2020-M12", standard, counts(1000, poor_end=10, minority_total=900, poor_minority_end=9))
    table = read(sa_pa, sa_pa.ta_van, "2020-M12", standard).table(F17_POOR)
    total = table.lines[-1].values
    opening = ReviewRow.objects.filter(review__unit=sa_pa.ta_van, review__period="2019-M12")
    assert total["households_start.total"] == sum(opening.values_list("households_total", flat=True)) != 7000
    line = texts(F17_POOR.lines(total)[0])
    assert line[2] == str(sum(opening.values_list("households_poor_end", flat=True)))
    assert line[12:14] == ("70", "1,00")


def test_the_state_is_said(sa_pa, standard):
    made = review(sa_pa.ta_van, NEW, standard, counts(poor_end=10), state=ReviewSet.State.SUBMITTED)
    assert read(sa_pa, sa_pa.ta_van).state_words == "Số liệu sơ bộ, đã nộp, chờ duyệt"
    ReviewSet.objects.filter(pk=made.pk).update(
        state="approved", approved_at="2022-12-20T08:00+07:00", decision_number="45/QĐ-UBND",
        decision_date=dt.date(2022, 12, 14),
    )  # fmt: skip
    reading = read(sa_pa, sa_pa.ta_van)
    assert reading.is_official
    assert reading.state_words == "Số liệu chính thức, đã duyệt theo 45/QĐ-UBND ngày 14/12/2022"
    assert read(sa_pa, sa_pa.town).state_words == "Số liệu sơ bộ: 1 trên 16 xã, phường đã duyệt"


def test_figures_of_six_months_stay_preliminary(sa_pa, standard):
    review(sa_pa.ta_van, "2022-M06", standard, counts(poor_end=10))
    assert not read(sa_pa, sa_pa.ta_van, "2022-M06").is_official


def test_a_table_costs_the_same_at_1_3_and_300_rows(sa_pa, standard):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(sa_pa, sa_pa.town).table(F1)
        return len(seen)

    communes = list(Unit.objects.filter(level="commune", district=sa_pa.town).order_by("code"))
    review(communes[0], NEW, standard, counts(poor_end=1))
    one = queries()
    for each in communes[1:3]:
        review(each, NEW, standard, counts(poor_end=1))
    assert queries() == one
    for number in range(300):
        made = commune(f"Thử {number}", sa_pa.town, f"9{number:04d}")
        review(made, NEW, standard, counts(poor_end=1))
    assert len(read(sa_pa, sa_pa.town).table(F1).lines) == 317
    assert queries() == one
