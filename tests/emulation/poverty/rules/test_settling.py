"""`settle`: what becomes a fact, what waits, and the sentence that says why."""

from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.quantities import parse_count
from emulation.poverty.rules import columns, limits
from emulation.poverty.rules.findings import Place
from emulation.poverty.rules.settling import Settled, settle, settle_over

TA_CHAI_DAO = Place("Tả Chải Dao", "thôn")
FIELDS = columns.ALL_FIELDS
STARTS = frozenset(columns.field_name(p, key) for p in columns.POPULATIONS for key in columns.STARTS)

counts = st.one_of(st.integers(0, 12), st.integers(0, 150), st.integers(0, 99_999_999))
typed = st.one_of(
    st.just(""),
    counts.map(str),
    counts.map(vietnamese.grouped),
    counts.map(lambda number: vietnamese.grouped(number).replace(".", " ")),
    st.sampled_from(["4,5", "-3", "mười hai", "12 hộ", "1O", "999999999", "  7 ", "?", "1.2.3"]),
    st.text(max_size=6),
)
rows = st.dictionaries(st.sampled_from(FIELDS), typed, max_size=len(FIELDS))
small = st.integers(0, 30)
full_rows = st.fixed_dictionaries({field: st.one_of(small.map(str), small.map("{:03d}".format)) for field in FIELDS})
locks = st.sampled_from([frozenset(), STARTS])


def read(**cells: object) -> Settled:
    """A row of households typed by keys: read(total=76, poor_end=128)."""
    raw = {columns.field_name(columns.HOUSEHOLDS, key): str(value) for key, value in cells.items()}
    return settle(raw, place=TA_CHAI_DAO)


def texts(settled: Settled) -> dict[str, str]:
    """A settled row as it would be read back from the database."""
    return {field: str(value) for field, value in settled.values.items() if value is not None} | settled.held


@given(st.one_of(rows, full_rows), locks)
def test_nothing_that_was_typed_is_lost(raw, locked):
    settled = settle(raw, place=TA_CHAI_DAO, locked=locked)
    for field, text in raw.items():
        if not vietnamese.nfc(text):
            assert settled.values[field] is None
            assert field not in settled.held
        elif field in settled.held:
            assert settled.held[field] == text
            assert settled.values[field] is None
        else:
            assert settled.values[field] == parse_count(text)


# V2, V11 and V16 once more, by hand: parts that together are at most the whole.
AT_MOST = {
    "total": [["poor_end", "near_end", "average_living"], ["minority_total"]],
    "minority_total": [["poor_minority_end", "near_minority_end"]],
    "poor_start": [["poor_to_near", "poor_above_near"], ["poor_minority_start"]],
    "poor_end": [["poor_minority_end"], ["poor_relapsed", "poor_new"]],
    "near_start": [["near_escaped", "near_to_poor"]],
    "near_end": [["near_minority_end"], ["near_relapsed", "near_new"]],
}


def impossible(values: dict[str, int | None]) -> list[str]:
    found = []
    for population in ("households", "persons"):
        for whole, groups in AT_MOST.items():
            ceiling = values[f"{population}_{whole}"]
            for parts in groups:
                together = sum(values[f"{population}_{part}"] or 0 for part in parts)
                if ceiling is not None and together > ceiling:
                    found.append(f"{population} {parts} > {whole}")
    for key in ("total", "poor_end", "near_end"):
        households, persons = values[f"households_{key}"], values[f"persons_{key}"]
        if households is not None and persons is not None and persons < households:
            found.append(f"fewer persons than households: {key}")
    return found


@given(st.one_of(rows, full_rows), locks)
def test_what_became_a_fact_can_be(raw, locked):
    assert impossible(settle(raw, place=TA_CHAI_DAO, locked=locked).values) == []


@given(full_rows)
def test_possible_says_what_the_rules_say(raw):
    values = {field: int(text) for field, text in raw.items()}
    assert limits.possible([values[field] for field in columns.ALL_FIELDS]) == (impossible(values) == [])


@given(st.one_of(rows, full_rows))
def test_reading_the_same_row_again_changes_nothing(raw):
    once = settle(raw, place=TA_CHAI_DAO)
    again = settle(texts(once), place=TA_CHAI_DAO)
    assert (again.values, again.held, again.problems) == (once.values, once.held, once.problems)


@given(st.fixed_dictionaries({field: small.map(str) for field in FIELDS}), st.permutations(FIELDS))
def test_what_was_typed_first_does_not_matter(raw, order):
    """Cell by cell in any order, keeping what is held, ends where the whole row at once does."""
    at_once = settle(raw, place=TA_CHAI_DAO)
    kept: dict[str, str] = {}
    for field in order:
        kept = texts(settle(kept | {field: raw[field]}, place=TA_CHAI_DAO))
    assert settle(kept, place=TA_CHAI_DAO) == at_once


@given(st.one_of(rows, full_rows), locks)
def test_every_held_cell_is_explained(raw, locked):
    settled = settle(raw, place=TA_CHAI_DAO, locked=locked)
    assert {problem.field for problem in settled.problems} == set(settled.held)
    assert all("Tả Chải Dao" in problem.sentence for problem in settled.problems)


# Two locked cells contradict each other in made-up rows; in a real list they can't.
POOR_STARTS = frozenset(field for field in STARTS if "minority" not in field)


@given(full_rows)
def test_a_locked_start_is_never_held_while_another_cell_could_be(raw):
    assert not POOR_STARTS & set(settle(raw, place=TA_CHAI_DAO, locked=POOR_STARTS).held)


@given(full_rows)
def test_a_guess_mends_its_cell(raw):
    settled = settle(raw, place=TA_CHAI_DAO)
    for problem in settled.problems:
        for mend in problem.mends:
            assert mend.field == problem.field
            assert limits.fits({**settled.values, mend.field: mend.value}, mend.field)


def test_128_poor_of_76_households_is_held_and_28_offered():
    settled = read(
        total=76,
        poor_start=33,
        poor_to_near=6,
        poor_above_near=2,
        poor_other_out=0,
        poor_from_near=1,
        poor_relapsed=0,
        poor_new=2,
        poor_other_in=0,
        poor_end=128,
    )
    assert settled.held == {"households_poor_end": "128"}
    (problem,) = settled.problems
    assert problem.sentence == (
        "Tả Chải Dao, nghèo cuối kỳ (hộ): 128 hộ, nhưng cả thôn có 76 hộ. Theo các cột tăng giảm thì cuối kỳ là 28."
    )
    assert [(mend.value, mend.label) for mend in problem.mends] == [(28, "Sửa thành 28")]


def test_the_held_cell_becomes_a_fact_when_the_total_is_mended():
    assert read(total=76, poor_end=128).held == {"households_poor_end": "128"}
    mended = read(total=760, poor_end=128)
    assert mended.held == {}
    assert mended.values["households_poor_end"] == 128


def test_a_total_far_below_last_period_is_the_slip_itself():
    raw = {"households_total": "7", "households_poor_end": "28", "households_near_end": "15"}
    settled = settle(raw, place=TA_CHAI_DAO, last={"households_total": 76})
    assert settled.held == {"households_total": "7"}
    assert "ít hơn nghèo cuối kỳ 28 và cận nghèo cuối kỳ 15 cộng lại (43 hộ)" in settled.problems[0].text
    assert [mend.value for mend in settled.problems[0].mends] == [76]


def test_the_slipped_total_is_held_even_where_one_part_alone_would_do():
    raw = {"households_total": "7", "households_poor_end": "28"}
    assert settle(raw, place=TA_CHAI_DAO, last={"households_total": 76}).held == {"households_total": "7"}
    assert settle(raw, place=TA_CHAI_DAO, last={"households_total": 9}).held == {"households_poor_end": "28"}


def test_an_end_that_its_own_table_contradicts_is_the_one_held():
    moved = {"poor_to_near": 5, "poor_above_near": 2, "poor_other_out": 0, "poor_from_near": 0, "poor_other_in": 0}
    settled = read(poor_start=33, poor_relapsed=1, poor_new=2, poor_end=2, **moved)
    assert settled.held == {"households_poor_end": "2"}
    assert [mend.value for mend in settled.problems[0].mends] == [29]


def test_held_text_stays_as_it_was_typed():
    assert read(total=76, poor_end="1.280").held == {"households_poor_end": "1.280"}


def test_a_slip_of_the_finger_is_guessed_from_last_period():
    raw = {"households_total": "76", "households_poor_end": "228"}
    settled = settle(raw, place=TA_CHAI_DAO, last={"households_poor_end": 30, "households_total": 76})
    assert settled.problems[0].text.endswith("Có phải 28?")


def test_without_anything_to_go_by_there_is_no_guess():
    assert read(total=76, poor_end=987).problems[0].mends == ()


def test_three_classes_that_only_together_are_too_many_say_so():
    settled = read(total=76, poor_end=40, near_end=30, average_living=20)
    assert settled.held == {"households_poor_end": "40"}
    assert "cộng lại là 90 hộ, nhưng cả thôn có 76 hộ" in settled.problems[0].text


def test_more_escaped_than_there_were_poor():
    settled = read(poor_start=5, poor_to_near=9, poor_above_near=0)
    assert settled.held == {"households_poor_to_near": "9"}
    assert settled.problems[0].code == "V16"
    assert "9 hộ, nhưng nghèo đầu kỳ có 5 hộ" in settled.problems[0].text


def test_fewer_persons_than_households():
    raw = {"households_poor_end": "28", "persons_poor_end": "20"}
    settled = settle(raw, place=TA_CHAI_DAO)
    assert settled.held == {"persons_poor_end": "20"}
    assert "20 nhân khẩu, ít hơn 28 hộ" in settled.problems[0].text


def test_a_decimal_is_refused_in_a_count_and_a_unit_is_understood():
    settled = read(total="4,5", poor_end="12 hộ")
    assert settled.held == {"households_total": "4,5", "households_poor_end": "12 hộ"}
    by_field = {problem.field: problem for problem in settled.problems}
    assert "có phần lẻ" in by_field["households_total"].text
    assert by_field["households_total"].mends == ()
    assert [mend.value for mend in by_field["households_poor_end"].mends] == [12]


def test_thousands_are_read_as_people_write_them():
    settled = settle({"households_total": "13.455", "persons_total": "58 210"}, place=TA_CHAI_DAO)
    assert (settled.values["households_total"], settled.values["persons_total"]) == (13455, 58210)


def test_empty_is_not_zero():
    settled = read(total="", poor_end="0")
    assert settled.values["households_total"] is None
    assert settled.values["households_poor_end"] == 0


@given(st.one_of(rows, full_rows), st.dictionaries(st.sampled_from(FIELDS), typed, max_size=6), locks)
def test_what_changes_a_row_of_facts_is_read_as_the_whole_row_would_be(row, changes, locked):
    facts = settle(row, place=TA_CHAI_DAO, locked=locked)
    quick = settle_over(facts.values, changes)
    whole = {field: str(value) for field, value in facts.values.items() if value is not None} | changes
    if quick is not None:
        assert quick == settle(whole, place=TA_CHAI_DAO, locked=locked)


@given(st.dictionaries(st.sampled_from(FIELDS), small.map(str)))
def test_digits_that_break_nothing_go_the_quick_way(row):
    settled = settle(row, place=TA_CHAI_DAO)
    quick = settle_over(dict.fromkeys(FIELDS), row)
    assert quick == (None if settled.problems else settled)
