"""The law's catalogue: what stands in the file is in force on the right days."""

import copy
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from emulation.regimes import importers, selectors
from emulation.regimes.models import AwardForm, BaseSalary, BonusRule, CouncilRule, LegalBasis, Regime

pytestmark = pytest.mark.django_db

TABLES = (Regime, AwardForm, BaseSalary, BonusRule, CouncilRule, LegalBasis)


@pytest.fixture
def law() -> dict:
    """As the file holds it; the ground has loaded it."""
    return importers.read()


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_loading_again_corrects_and_never_doubles(law):
    before = counts()
    changed = copy.deepcopy(law)
    changed["base_salaries"][3]["decree"] = "NĐ 38/2019/NĐ-CP (đã đọc)"
    importers.load(changed)
    assert counts() == before
    assert selectors.base_salary_on(dt.date(2020, 11, 18)).decree == "NĐ 38/2019/NĐ-CP (đã đọc)"


def test_every_row_says_where_it_comes_from_and_how_sure_it_is(law):
    for table in TABLES:
        for row in table.objects.all():
            assert row.source, row
            assert row.certainty in {"read", "sourced", "unconfirmed"}


@pytest.mark.parametrize(
    ("day", "regime", "salary"),
    [
        (dt.date(2017, 9, 30), "R0", 1_300_000),
        (dt.date(2017, 10, 1), "R1", 1_300_000),
        (dt.date(2020, 11, 18), "R1", 1_490_000),
        (dt.date(2023, 12, 31), "R1", 1_800_000),
        (dt.date(2024, 1, 1), "R2", 1_800_000),
        (dt.date(2025, 6, 30), "R2", 2_340_000),
        (dt.date(2025, 7, 1), "R3", 2_340_000),
        (dt.date(2026, 9, 30), "R3", 2_530_000),
        (dt.date(2026, 10, 1), "R4", 2_530_000),
    ],
)
def test_each_day_has_one_regime_and_one_base_salary(law, day, regime, salary):
    assert selectors.regime_on(day).code == regime
    assert Regime.objects.in_force(day).count() == 1
    assert selectors.base_salary_on(day).amount_vnd == salary
    assert BaseSalary.objects.in_force(day).count() == 1


def test_a_day_before_the_catalogue_has_no_law(law):
    assert selectors.regime_on(dt.date(2009, 1, 1)) is None
    assert selectors.base_salary_on(dt.date(2009, 1, 1)) is None


def test_the_bases_to_cite_follow_the_day_of_the_paper(law):
    regime = Regime.objects.get(code="R1")
    before, after = (
        [basis.text for basis in selectors.bases_to_cite(regime, day)]
        for day in (dt.date(2020, 6, 30), dt.date(2020, 7, 1))
    )
    assert len(before) == len(after) == 4
    assert "22 tháng 11 năm 2019" not in before[0], "the amendment is not in force before 01/7/2020"
    assert "22 tháng 11 năm 2019" in after[0]
    assert before[1:] == after[1:]
    starts = ["Luật Tổ chức", "Luật Thi đua", "Nghị định số 91/2017", "Thông tư số 12/2019"]
    assert all(text.startswith(start) for text, start in zip(after, starts, strict=True))


def test_the_districts_certificate_ends_with_the_districts(law):
    form = AwardForm.objects.in_force(dt.date(2025, 6, 30)).get(code="GKH")
    assert form.name_for("thị xã Sa Pa") == "Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa"
    assert not AwardForm.objects.in_force(dt.date(2025, 7, 1)).filter(code="GKH").exists()


def test_the_households_coefficient_is_not_confirmed(law):
    regime, form = Regime.objects.get(code="R1"), AwardForm.objects.get(code="GKH")
    assert selectors.bonus_rule(regime, form, "household").certainty == "unconfirmed"
    assert selectors.bonus_rule(regime, form, "individual").certainty == "sourced"
    assert selectors.bonus_rule(regime, AwardForm.objects.get(code="CTDT"), "individual") is None


def test_a_council_needs_more_than_half_for_a_certificate_and_eighty_percent_for_a_diploma(law):
    regime = Regime.objects.get(code="R1")
    rules = {code: selectors.council_rule(regime, AwardForm.objects.get(code=code)) for code in ("GKH", "BKT")}
    assert (rules["GKH"].operator, rules["GKH"].percent, rules["GKH"].secret) == ("more", 50, False)
    assert (rules["BKT"].operator, rules["BKT"].percent, rules["BKT"].secret) == ("at_least", 80, True)


@pytest.mark.parametrize(
    "row",
    [
        lambda: Regime.objects.create(code="RX", name="x", valid_from="2020-02-01", valid_to="2020-01-01", source="x"),
        lambda: BaseSalary.objects.create(
            amount_vnd=1, valid_from="2030-02-01", valid_to="2030-01-01", decree="x", source="x"
        ),
        lambda: CouncilRule.objects.update(percent=101),
        lambda: BonusRule.objects.update(coefficient=0),
    ],
)
def test_the_database_refuses_impossible_law(law, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row()


def test_what_somebody_here_corrected_is_left_alone(law):
    salary = BaseSalary.objects.get(amount_vnd=1_490_000)
    salary.source, salary.certainty, salary.corrected_here = "Nghị định 38/2019/NĐ-CP, Điều 3", "read", True
    salary.save()
    loaded = importers.load(law)
    salary.refresh_from_db()
    assert (salary.source, salary.certainty) == ("Nghị định 38/2019/NĐ-CP, Điều 3", "read")
    assert loaded.kept == ["lương cơ sở: 1490000 (NĐ 38/2019/NĐ-CP)"]


def test_a_law_that_announced_its_end_asks_to_be_read_again(law):
    assert selectors.to_review_again(dt.date(2027, 2, 28)) == []
    assert [regime.code for regime in selectors.to_review_again(dt.date(2027, 3, 1))] == ["R4"]
