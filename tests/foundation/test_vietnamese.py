"""The language on the page."""

import datetime as dt
import unicodedata
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation import vietnamese

TEXT = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạầẩẫấậằẳẵắặèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ AĐÊ019-"
)


class TestNfc:
    def test_decomposed_letters_become_one_and_spaces_single(self):
        assert vietnamese.nfc(unicodedata.normalize("NFD", "  Tả\u00a0 Van \n")) == "Tả Van"

    @given(st.text())
    def test_doing_it_again_changes_nothing(self, text):
        once = vietnamese.nfc(text)
        assert vietnamese.nfc(once) == once


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [("Tả Van", "ta van"), ("Đặng Thu Hằng", "dang thu hang"), ("Ý Yên", "y yen"), ("Bắc Trà My", "bac tra my")],
    )
    def test_marks_and_case_are_gone(self, text, folded):
        assert vietnamese.fold(text) == folded

    @given(TEXT)
    def test_it_is_plain_and_the_same_however_the_text_was_composed(self, text):
        folded = vietnamese.fold(text)
        assert folded.isascii()
        assert vietnamese.fold(folded) == folded
        assert vietnamese.fold(unicodedata.normalize("NFD", text)) == folded
        assert vietnamese.fold(text.upper()) == folded


class TestSortKey:
    @pytest.mark.parametrize(
        "in_order",
        [
            ["An", "An Bình", "Anh", "Ăn", "Ân", "Ba", "Ca"],  # a word before its longer sisters
            ["ba", "bà", "bả", "bã", "bá", "bạ"],  # tones in their order
            ["ba", "bà", "bác", "bạc", "ban"],  # tones decide last
            ["Dương", "Đào", "Em", "Ê"],
            ["Oanh", "Ông", "Ơn", "Phong", "Ung", "Ưng"],
            ["Tổ 1", "Tổ 3", "Tổ dân phố"],
            ["Bà Rịa", "Bà Rịa - Vũng Tàu"],
        ],
    )
    def test_as_a_dictionary_has_it(self, in_order):
        assert sorted(reversed(in_order), key=vietnamese.sort_key) == in_order

    @given(TEXT, TEXT)
    def test_a_beginning_sorts_before_the_whole(self, start, rest):
        assert vietnamese.sort_key(start) <= vietnamese.sort_key(start + rest)

    @given(TEXT)
    def test_only_digits_so_no_database_sorts_them_its_own_way(self, text):
        assert vietnamese.sort_key(text).isdigit()

    def test_every_letter_has_its_place(self):
        alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
        keys = [vietnamese.sort_key(letter) for letter in alphabet]
        assert all(a < b for a, b in pairwise(keys))

    def test_a_character_from_elsewhere_sorts_last(self):
        assert sorted(["漢", "Ya"], key=vietnamese.sort_key) == ["Ya", "漢"]

    def test_people_sort_by_given_name_then_by_the_names_before(self):
        people = ["Nguyễn Thị Mai", "Lồ A Vảng", "Trần Thị Mai", "Đặng Thu Hằng", "Nguyễn Văn Mai"]
        assert sorted(people, key=vietnamese.person_sort_key) == [
            "Đặng Thu Hằng",
            "Nguyễn Thị Mai",
            "Trần Thị Mai",
            "Nguyễn Văn Mai",
            "Lồ A Vảng",
        ]

    def test_a_person_of_one_name(self):
        assert vietnamese.person_sort_key("Mai") < vietnamese.person_sort_key("Nguyễn Thị Mai")


class TestFigures:
    @given(st.integers(min_value=0))
    def test_thousands_are_grouped_by_dots(self, number):
        text = vietnamese.grouped(number)
        assert text.replace(".", "") == str(number)
        assert all(len(group) == 3 for group in text.split(".")[1:])

    @pytest.mark.parametrize(
        ("number", "places", "text"),
        [
            (Decimal("5.71"), 2, "5,71"),
            (Decimal("-0.12"), 2, "-0,12"),
            (Decimal("12345.5"), 1, "12.345,5"),
            (Decimal("7"), 0, "7"),
            (Decimal("0"), 2, "0,00"),
        ],
    )
    def test_decimals_have_a_comma(self, number, places, text):
        assert vietnamese.decimal_text(number, places) == text

    def test_money(self):
        assert vietnamese.money(1_500_000) == "1.500.000 đồng"


class TestDates:
    @pytest.mark.parametrize(
        ("date", "day", "short", "long"),
        [
            (dt.date(2020, 6, 25), "25/6/2020", "25/6", "ngày 25 tháng 6 năm 2020"),
            (dt.date(2020, 6, 5), "05/6/2020", "05/6", "ngày 05 tháng 6 năm 2020"),
            (dt.date(2026, 1, 5), "05/01/2026", "05/01", "ngày 05 tháng 01 năm 2026"),
            (dt.date(2020, 12, 31), "31/12/2020", "31/12", "ngày 31 tháng 12 năm 2020"),
        ],
    )
    def test_days_below_10_and_months_1_and_2_get_a_zero(self, date, day, short, long):
        assert (vietnamese.day(date), vietnamese.short_day(date), vietnamese.long_day(date)) == (day, short, long)


class TestInWords:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (0, "không"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (115, "một trăm mười lăm"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (1_050, "một nghìn không trăm năm mươi"),
            (10_000, "mười nghìn"),
            (105_000, "một trăm linh năm nghìn"),
            (1_000_001, "một triệu không trăm linh một"),
            (2_000_000_000, "hai tỷ"),
            (-15, "âm mười lăm"),
        ],
    )
    def test_as_read_aloud(self, number, words):
        assert vietnamese.count_in_words(number) == words

    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (3_510_000, "Ba triệu năm trăm mười nghìn đồng"),
            (450_000, "Bốn trăm năm mươi nghìn đồng"),
            (1_490_000, "Một triệu bốn trăm chín mươi nghìn đồng"),
            (0, "Không đồng"),
        ],
    )
    def test_money_starts_with_a_capital(self, amount, words):
        assert vietnamese.money_in_words(amount) == words

    @given(st.integers(min_value=0, max_value=10**15))
    def test_the_words_can_be_read_back(self, number):
        assert _number_of(vietnamese.count_in_words(number)) == number

    @pytest.mark.parametrize(
        ("number", "words"), [(0, "Không có"), (4, "Bốn"), (10, "Mười"), (11, "11"), (1234, "1.234")]
    )
    def test_a_count_at_the_start_of_a_sentence(self, number, words):
        assert vietnamese.opening_count(number) == words


def _number_of(words: str) -> int:
    """Reads words back, by its own way: scale words close a group, "tỷ" may stand behind "nghìn" and "triệu"."""
    digits = {w: d for d, w in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
    digits |= {"mốt": 1, "tư": 4, "lăm": 5}
    total = group = pending = 0
    for word in words.split():
        if word in digits:
            pending = digits[word]
        elif word == "mười":
            group, pending = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, pending = group + pending * (10 if word == "mươi" else 100), 0
        elif word == "tỷ":
            total, group, pending = (total + group + pending) * 10**9, 0, 0
        elif word in ("nghìn", "triệu"):
            total, group, pending = total + (group + pending) * (10**3 if word == "nghìn" else 10**6), 0, 0
        else:
            assert word == "linh", word
    return total + group + pending
