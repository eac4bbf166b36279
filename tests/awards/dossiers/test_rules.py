"""Lengths, numbers of letters, dates, signing lines."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.dossiers import rules
from campaign_portal.foundation.errors import Refused


@given(st.integers(0, 200))
def test_a_summary_has_at_most_eighty_words(words):
    text = " ".join(["từ"] * words)
    assert rules.count_words(text) == words
    assert bool(rules.too_long(text)) == (words > 80)


def test_a_long_summary_is_told_by_how_much():
    assert "dài 95 từ, quá mức 80 từ" in rules.too_long("từ " * 95)
    assert "Xin rút bớt 15 từ" in rules.too_long("từ " * 95)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("86", "86/TTr-UBND"),
        (" 086 ", "86/TTr-UBND"),
        ("5", "05/TTr-UBND"),
        ("86/TTr-UBND", "86/TTr-UBND"),
        ("86 / ttr-ubnd", "86/TTr-UBND"),
    ],
)
def test_a_letters_number_is_kept_as_the_book_writes_it(typed, kept):
    assert rules.letter_number(typed, "UBND") == kept


@pytest.mark.parametrize("typed", ["", "0", "TTr-UBND", "tám mươi sáu", "8.6", "-5", "86/", "1234567"])
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(Refused) as refused:
        rules.letter_number(typed, "UBND")
    assert "86/TTr-UBND" in str(refused.value)
    assert refused.value.problems[0].field == "letter_number"


def test_another_papers_symbol_gets_a_guess():
    with pytest.raises(Refused, match="có phải 86/TTr-UBND"):
        rules.letter_number("86/QĐ-UBND", "UBND")


def test_nothing_is_signed_tomorrow_or_before_the_campaign():
    today, since = dt.date(2020, 11, 5), dt.date(2020, 2, 1)

    def problem(day: dt.date) -> str:
        return rules.date_problem(day, today=today, since=since, paper="Biên bản")

    assert problem(today) == problem(since) == ""
    assert problem(dt.date(2020, 11, 6)) == "Biên bản không thể đề ngày 06/11/2020, sau hôm nay (05/11/2020)."
    assert "trước khi phong trào bắt đầu (01/02/2020)" in problem(dt.date(2020, 1, 31))


@pytest.mark.parametrize(
    ("title", "for_committee", "lines"),
    [
        ("Chủ tịch UBND xã", True, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chủ tịch UBND", True, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Trưởng phòng", False, ("TRƯỞNG PHÒNG",)),
        ("Phó Trưởng phòng", False, ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
    ],
)
def test_a_deputy_signs_for_his_head(title, for_committee, lines):
    assert rules.signing_lines(title, for_committee=for_committee) == lines


@pytest.mark.parametrize(
    ("step_due", "asked"),
    [
        (dt.date(2020, 11, 13), dt.date(2020, 11, 13)),
        (dt.date(2020, 11, 30), dt.date(2020, 11, 17)),
        (dt.date(2020, 11, 12), dt.date(2020, 11, 17)),
        (None, dt.date(2020, 11, 17)),
    ],
)
def test_a_returned_dossier_is_asked_back_within_its_steps_time_if_there_is_any_left(step_due, asked):
    assert rules.day_to_complete(dt.date(2020, 11, 12), step_due) == asked
