"""What may be right and asks for a reason; what a review must hold to be handed in."""

import pytest

from emulation.poverty.rules import checks, columns
from emulation.poverty.rules.findings import Finding, Place, Severity

TA_CHAI_MONG = Place("Tả Chải Mông", "thôn")
TA_VAN = Place("Xã Tả Van", "xã")


def row(population: str = "households", **counts: int) -> dict[str, int | None]:
    values: dict[str, int | None] = dict.fromkeys(columns.ALL_FIELDS)
    return values | {columns.field_name(population, key): number for key, number in counts.items()}


def balanced(**changes: int) -> dict[str, int | None]:
    """A whole row that breaks nothing, with what a test changes."""
    counts = {
        "total": 87,
        "minority_total": 87,
        "poor_start": 47,
        "poor_to_near": 5,
        "poor_above_near": 2,
        "poor_other_out": 0,
        "poor_from_near": 0,
        "poor_relapsed": 1,
        "poor_new": 0,
        "poor_other_in": 0,
        "poor_end": 41,
        "poor_minority_start": 47,
        "poor_minority_end": 41,
        "near_start": 20,
        "near_escaped": 6,
        "near_to_poor": 0,
        "near_other_out": 0,
        "near_from_poor": 5,
        "near_relapsed": 0,
        "near_new": 0,
        "near_other_in": 0,
        "near_end": 19,
        "near_minority_end": 19,
        "average_living": 10,
    }
    return row(**(counts | changes))


LISTED = row(total=86, poor_end=47, near_end=20)


def asked(values: dict, listed: dict | None = LISTED, *, has_list: bool = True) -> list[Finding]:
    return checks.of_hamlet(values, place=TA_CHAI_MONG, listed=listed, has_list=has_list)


def test_a_row_that_balances_asks_nothing():
    assert asked(balanced()) == []


def test_v4_says_both_numbers_and_offers_two_ways_out():
    (finding,) = asked(balanced(poor_end=43))
    assert finding.key == "V4:households_poor_end"
    assert finding.severity is Severity.ASK
    assert finding.sentence == (
        "Tả Chải Mông, nghèo cuối kỳ (hộ): ghi 43, theo các cột tăng giảm là 41 (đầu kỳ 47, giảm 7, tăng 1)."
    )
    assert [(mend.field, mend.value) for mend in finding.mends] == [
        ("households_poor_end", 41),
        ("households_poor_other_in", 2),
    ]


def test_v5_sends_what_is_missing_to_other_losses():
    (finding,) = asked(balanced(near_end=18, near_minority_end=18))
    assert finding.code == "V5"
    assert ("households_near_other_out", 1) in [(mend.field, mend.value) for mend in finding.mends]


@pytest.mark.parametrize("column", [c.key for c in (*columns.POOR, *columns.NEAR) if c.sign])
def test_each_movement_counts_in_its_identity(column):
    values = balanced()
    field = f"households_{column}"
    values[field] = (values[field] or 0) + 1
    assert {finding.code for finding in asked(values)} & {"V4", "V5"}


def test_an_identity_with_a_gap_asks_nothing():
    values = balanced(poor_end=43)
    values["households_poor_new"] = None
    assert asked(values) == []


def test_v6_who_left_one_table_joined_the_other():
    (finding,) = [f for f in asked(balanced(near_from_poor=4, near_other_in=1)) if f.code == "V6"]
    assert finding.field == "households_near_from_poor"
    assert finding.text == "ghi 4, còn bảng hộ nghèo, cột thành cận nghèo, ghi 5."


def test_persons_are_checked_like_households():
    values = row("persons", **{key.removeprefix("households_"): n for key, n in balanced(poor_end=43).items() if n})
    values |= {f"persons_{c.key}": values[f"persons_{c.key}"] or 0 for c in columns.ALL}
    assert "V4:persons_poor_end" in {finding.key for finding in asked(values)}


def test_v3_a_hamlet_without_households_is_wrong():
    (finding,) = [f for f in asked(row(total=0)) if f.code == "V3"]
    assert finding.severity is Severity.WRONG


def test_v8_a_start_that_no_list_knows():
    assert {f.key for f in asked(balanced(), None)} == {"V8:households_poor_start", "V8:households_near_start"}
    assert asked(balanced(), None, has_list=False) == []


@pytest.mark.parametrize(
    ("before", "now", "asks"),
    [(100, 105, False), (100, 106, True), (100, 94, True), (100, 95, False), (60, 64, False)],
)
def test_v15_the_total_of_a_hamlet(before, now, asks):
    values = balanced(total=now)
    found = asked(values, row(total=before, poor_end=47))
    assert ("V15:households_total" in {f.key for f in found}) is asks


@pytest.mark.parametrize(("before", "now", "asks"), [(20, 14, False), (40, 28, False), (40, 27, True), (25, 34, False)])
def test_v15_the_poor_of_a_hamlet_from_ten_households_on(before, now, asks):
    found = asked(row(poor_end=now), row(poor_end=before))
    assert ("V15:households_poor_end" in {f.key for f in found}) is asks


def of_commune(values: dict, listed: dict | None) -> dict[str, Finding]:
    found = checks.of_commune(values, place=TA_VAN, listed=listed, list_name="31/12/2019")
    return {finding.key: finding for finding in found}


@pytest.mark.parametrize(("poor", "asks"), [(250, False), (249, True), (351, True), (350, False)])
def test_v15_a_commune_that_moves_more_than_five_points(poor, asks):
    """300 poor of 1 000 households is 30 %: 250 is a fall of exactly five points."""
    found = of_commune(row(total=1000, poor_end=poor, poor_new=1), row(total=1000, poor_end=300))
    assert ("V15:households_poor_end" in found) is asks


def test_v15_says_counts_rates_and_points():
    found = of_commune(row(total=751, poor_end=262, poor_new=1), row(total=749, poor_end=308))
    assert found["V15:households_poor_end"].text == (
        "262 hộ (34,89%), cuối năm trước 308 hộ (41,12%): giảm 46, bằng 14,94%, 6,23 điểm %."
    )


def test_v15_thirty_per_cent_of_few():
    found = of_commune(row(total=1000, poor_end=34, poor_new=1), row(total=1000, poor_end=50))
    assert "V15:households_poor_end" in found


def test_v15_nobody_fell_into_poverty_where_many_are_poor():
    still = {"total": 1000, "poor_relapsed": 0, "poor_new": 0}
    listed = row(total=1000, poor_end=52)
    assert "V15:households_poor_new" in of_commune(row(poor_end=51, **still), listed)
    assert of_commune(row(poor_end=50, **still), listed) == {}


def test_v8_a_commune_without_an_approved_list():
    assert list(of_commune(row(total=10), None)) == ["V8:households_poor_start"]


def test_household_columns_are_always_required_persons_at_the_years_end():
    mid_year = checks.required_fields([{}], whole_year=False)
    assert mid_year == tuple(f for f in columns.ALL_FIELDS if f.startswith("households_"))
    assert checks.required_fields([{}], whole_year=True) == columns.ALL_FIELDS


def test_a_table_of_persons_that_one_hamlet_began_is_required_of_all():
    required = set(checks.required_fields([{"persons_poor_new": "3"}, {}], whole_year=False))
    assert {"persons_total", "persons_poor_end", "persons_minority_total"} <= required
    assert "persons_near_end" not in required


def test_a_locked_start_of_persons_begins_nothing():
    required = checks.required_fields([{"persons_poor_start": "90"}], whole_year=False)
    assert not any(field.startswith("persons_") for field in required)
