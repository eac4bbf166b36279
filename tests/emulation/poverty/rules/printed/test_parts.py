"""Heads, formulas and sums of printed tables."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation import quantities
from emulation.poverty.rules.printed import Added, Count, Rate, texts
from emulation.poverty.rules.printed.breakdowns import forms
from emulation.poverty.rules.printed.counts import F1, F2, F3, F17_NEAR, F17_POOR, OF_2016
from emulation.poverty.selectors.printed import added
from tests.emulation.poverty.rules.breakdowns.conftest import CATALOGUE

FORMS = [*OF_2016, *forms(CATALOGUE)]
COUNTS = st.none() | st.integers(0, 10_000)


def values_of(form):
    return st.fixed_dictionaries({name: COUNTS for name in sorted(form.fields())})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_head_fills_every_column_of_every_row(form):
    first = ("TT", "Địa bàn")
    rows = form.headings(first)
    width = len(first) + len(form.columns)
    covered = [0] * width
    for depth, row in enumerate(rows):
        column = 0
        for head in row:
            while covered[column] > depth:
                column += 1
            for place in range(column, column + head.colspan):
                covered[place] += head.rowspan
            column += head.colspan
    assert covered == [len(rows)] * width


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_columns_are_numbered_through(form):
    """Of F4 to F7 the lacks bear their own numbers, the totals before them none."""
    numbers = [column.number.partition("=")[0] for column in form.columns if column.number]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(form.columns) - len(numbers) == {"F4": 2, "F5": 1, "F6": 2, "F7": 1}.get(form.code, 0)


def test_a_head_stands_as_in_the_form():
    rows = F2.headings(("TT", "Phường/Xã", "Phân tổ"))
    assert [(head.text, head.colspan, head.rowspan) for head in rows[0]][3:] == [
        ("Hộ nghèo đầu kỳ", 1, 3),
        ("Diễn biến giảm", 3, 1),
        ("Diễn biến tăng", 4, 1),
        ("Hộ nghèo cuối kỳ", 1, 3),
    ]
    assert [(head.text, head.colspan, head.rowspan) for head in rows[1]] == [
        ("Số hộ thoát nghèo", 2, 1),
        ("Số hộ khác", 1, 2),
        ("Số hộ cận nghèo trở thành hộ nghèo", 1, 2),
        ("Số hộ nghèo bổ sung", 2, 1),
        ("Số hộ khác", 1, 2),
    ]
    assert F2.numbers(("TT", "Phường/Xã", "Phân tổ"))[:4] == ["A", "B", "C", "1"]


def test_two_groups_of_the_same_name_beside_each_other_stay_two():
    """F1 has "Hộ nghèo" under households and again under persons."""
    second = F1.headings(("TT", "Phường/Xã"))[1]
    assert [head.text for head in second].count("Hộ nghèo") == 2


def test_what_is_measured_stands_above_the_table():
    assert F1.unit_of_measure == "hộ, nhân khẩu, %"
    assert F2.unit_of_measure == "hộ, nhân khẩu"
    assert F17_POOR.unit_of_measure == "hộ, %"


def by_code(code):
    return next(form for form in FORMS if form.code == code)


def heads_of(code):
    return [(*column.over, column.heading) for column in by_code(code).columns]


def test_a_standard_of_2022_prints_f1_to_f16():
    assert [form.code for form in FORMS[2:]] == [
        *(f"F{number}" for number in range(1, 14)),
        "F16",
    ]


def test_f8_ends_each_class_with_its_own_formula():
    numbers = by_code("F8").numbers(("TT", "Địa bàn", "Phân tổ"))[3:]
    assert numbers == ["1", "2", "3", "4", "5=1-2-3-4", "6", "7", "8", "9", "10=6-7-8-9"]
    assert by_code("F8").is_split


def test_f9_prints_the_peoples_of_the_province_and_counts_the_rest():
    form = by_code("F9")
    values = {
        "households_poor_end": 20,
        "households_poor_minority_end": 12,
        "households_poor.people.ede": 7,
        "households_poor.people.mong": 3,
    }
    assert texts(form.lines(values)[0])[:6] == ("20", "8", "12", "7", "3", "2")
    assert form.has_figures(values)
    assert not form.has_figures({"households_poor_end": 20})


def test_f12_divides_poor_minorities_by_all_minorities():
    form = by_code("F12")
    numbers = form.numbers(("TT", "Địa bàn"))[2:]
    assert (numbers[0], numbers[19], numbers[20], numbers[21]) == ("1=2+3", "20=9/1×100", "21=11/3×100", "22=12/4×100")
    assert heads_of("F12")[12:15] == [
        ("Trong đó hộ nghèo", "Hộ có thành viên là người có công với cách mạng"),
        ("Trong đó hộ nghèo", "Hộ không có khả năng lao động"),
        ("Trong đó hộ nghèo", "Chủ hộ là nữ"),
    ]


def test_f5_is_of_the_poor_households():
    values = {"households_poor_end": 8, "households_poor.lack.job": 3}
    assert texts(by_code("F5").lines(values)[0])[:2] == ("8", "37,50")


def test_f4_adds_nothing_up_by_itself():
    """The total of lacks is what was entered: V10 asks where it is not their sum."""
    values = {"households_poor_end": 8, "households_poor.lack.job": 3}
    assert texts(by_code("F4").lines(values)[0])[:3] == ("8", "", "3")


def test_a_rate_of_the_form_is_of_its_own_line():
    line = F1.lines({"households_total": 400, "households_poor_end": 13, "persons_total": 0, "persons_poor_end": 5})[0]
    shown = texts(line)
    assert shown[:4] == ("400", "0", "13", "3,25")
    assert shown[8:10] == ("5", "")  # of no persons there is no rate


def test_persons_stand_in_their_own_line():
    households, persons = F2.lines({"households_poor_start": 7, "persons_poor_start": 31})
    assert (households[0], persons[0]) == (7, 31)
    assert F3.is_split
    assert not F17_NEAR.is_split


def test_rates_round_half_up():
    assert texts([Fraction(125, 100_000), Fraction(403_499, 10_000_000)]) == ("0,13", "4,03")


def test_empty_is_not_nought():
    assert texts([None, 0]) == ("", "0")


@given(st.lists(COUNTS, min_size=2, max_size=4))
def test_what_is_added_up_is_empty_where_a_part_is(numbers):
    values = {f"households_k{place}": number for place, number in enumerate(numbers)}
    keys = tuple(Count(f"k{place}") for place in range(len(numbers)))
    found = Added(keys[:1], keys[1:]).of(values, "households")
    if None in numbers:
        assert found is None
    else:
        assert found == numbers[0] - sum(numbers[1:])


@given(COUNTS, COUNTS)
def test_a_rate_is_the_division_or_nothing(part, whole):
    found = Rate(Count("a"), Count("b")).of({"households_a": part, "households_b": whole}, "households")
    assert found == (Fraction(part, whole) if part is not None and whole else None)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@given(st.data())
def test_a_parent_is_the_sum_of_its_children_and_its_rates_are_divided_anew(form, data):
    """V9, for every form: whatever the children, counts add up and no rate is an average."""
    children = data.draw(st.lists(values_of(form), min_size=1, max_size=4))
    whole = added(children)
    for population, line in zip(form.populations, form.lines(whole), strict=True):
        for column, figure in zip(form.columns, line, strict=True):
            source = column.source
            if isinstance(source, Count):
                known = [v for child in children if (v := source.of(child, population)) is not None]
                assert figure == (sum(known) if known else None)
            if isinstance(source, Rate):
                assert figure == quantities.rate(source.part.of(whole, population), source.whole.of(whole, population))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_the_forms_own_formulas_are_what_is_computed(form):
    """ "4=3/1×100": the column that the number names is the one that is divided."""
    by_number = {column.number.partition("=")[0]: column for column in form.columns}
    for column in form.columns:
        _, _, formula = column.number.partition("=")
        if "×100" in formula:
            part, whole = formula.removesuffix("×100").split("/")
            assert column.source.part == by_number[part].source
            assert column.source.whole == by_number[whole].source
