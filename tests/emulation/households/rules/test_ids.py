"""An id number is known again and never read."""

import pytest

from emulation.households.rules import ids


def test_the_same_number_is_known_however_it_is_written():
    kept = ids.kept("010 185 001 234")
    assert kept == ids.kept("010185001234") == ids.kept("10185001234")
    assert kept != ids.kept("010185001235")


def test_three_digits_are_shown_and_the_number_is_nowhere():
    kept = ids.kept("010185001234")
    assert ids.masked(kept.last3) == "•••••••••234"
    assert "010185001" not in kept.digest
    assert ids.masked("") == ""


@pytest.mark.parametrize("typed", ["12345", "01018500123x", "0101850012345"])
def test_what_is_no_id_number_is_refused_without_repeating_it(typed):
    with pytest.raises(ids.NotAnId) as refused:
        ids.kept(typed)
    assert typed not in str(refused.value)


def test_nothing_typed_is_nothing_kept():
    assert not ids.kept("  ")
