"""What a person typed is refused with a sentence or kept whole; never cut off in silence."""

import pytest

from campaign_portal.foundation.errors import Problem, Refused, fitting, not_longer


def test_a_line_that_fits_comes_back_tidied():
    assert fitting("  hai  lớp ", 7, "Tên lớp") == "hai lớp"


def test_one_character_too_many_is_refused_with_the_numbers():
    with pytest.raises(Refused) as refused:
        fitting("x" * 61, 60, "Số văn bản", field="number")
    assert refused.value.problems == (
        Problem("Số văn bản dài 61 ký tự; xin rút còn nhiều nhất 60 ký tự.", field="number"),
    )


def test_a_longer_text_keeps_its_lines():
    assert not_longer("một\n\nhai", 8, "Giải trình") == "một\n\nhai"
    with pytest.raises(Refused, match="nhiều nhất 7"):
        not_longer("một\n\nhai", 7, "Giải trình")
