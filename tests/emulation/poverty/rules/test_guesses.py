"""What a person probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.poverty.rules import columns, guesses
from emulation.poverty.rules.columns import IDENTITIES


@pytest.mark.parametrize(
    ("text", "number"),
    [("12 hộ", 12), ("1O", 10), ("l2", 12), ("7 người", 7), ("4,5", None), ("oo", None), ("", None), ("12 con", None)],
)
def test_a_number_hidden_in_a_text(text, number):
    assert guesses.readable(text) == number


def test_slips_are_a_doubled_key_or_two_swapped_keys():
    assert guesses.slips(128) == {28, 18, 12, 218, 182}
    assert guesses.slips(5) == set()


moves = st.fixed_dictionaries({column.key: st.integers(0, 50) for column in columns.ALL})


@given(moves, st.sampled_from(IDENTITIES), st.data())
def test_any_cell_of_an_identity_follows_from_the_others(counts, identity, data):
    values: dict[str, int | None] = {columns.field_name("households", key): n for key, n in counts.items()}
    balance = guesses.balance(values, "households", identity)
    values[columns.field_name("households", identity.end)] = balance
    field = columns.field_name("households", data.draw(st.sampled_from([c.key for c in identity.moves])))
    assert guesses.by_identity({**values, field: None}, field) == values[field]
