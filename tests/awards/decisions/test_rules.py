"""Words and sums of a decision."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.decisions import rules
from awards.decisions.rules import Line


def line(nature: str, bonus: int = 450_000, name: str = "x") -> Line:
    return Line(nature, name, "", "", Decimal("0.3"), bonus)


def test_groups_come_in_the_annexs_order_and_keep_theirs():
    lines = [
        line("individual", name="1"),
        line("collective", 900_000),
        line("individual", name="2"),
        line("household"),
    ]
    grouped = rules.groups(lines)
    assert [group.title for group in grouped] == ["Tập thể", "Hộ gia đình", "Cá nhân"]
    assert [found.name for found in grouped[2].lines] == ["1", "2"]
    assert rules.counts(grouped).replace("\u00a0", " ") == "01 tập thể, 01 hộ gia đình và 02 cá nhân"
    assert rules.kinds(grouped) == "tập thể, hộ gia đình và cá nhân"
    assert rules.total_vnd(grouped) == 2_250_000


def test_what_nobody_is_of_is_not_named():
    grouped = rules.groups([line("household"), line("household")])
    assert rules.counts(grouped).replace("\u00a0", " ") == "02 hộ gia đình"
    assert rules.each(grouped) == "mỗi hộ gia đình 450.000 đồng"


def test_a_group_with_several_amounts_refers_to_the_list():
    grouped = rules.groups([line("collective", 900_000), line("individual", 450_000), line("individual", 760_000)])
    assert rules.each(grouped) == "mỗi tập thể 900.000 đồng và mỗi cá nhân theo mức ghi tại danh sách"


@given(st.lists(st.sampled_from(["collective", "household", "individual"]), max_size=30))
def test_no_line_is_lost_or_doubled(natures):
    lines = [line(nature, name=str(place)) for place, nature in enumerate(natures)]
    grouped = rules.groups(lines)
    assert sorted(found.name for group in grouped for found in group.lines) == sorted(found.name for found in lines)
    assert rules.total_vnd(grouped) == sum(found.bonus_vnd for found in lines)


@pytest.mark.parametrize(
    ("title", "capacity"),
    [
        ("Phó Chủ tịch UBND thị xã", "deputy"),
        ("Phó Chủ tịch Thường trực UBND thị xã", "deputy"),
        ("Chủ tịch UBND thị xã", "head"),
        ("Quyền Chủ tịch UBND thị xã", "acting"),
        ("chủ tịch", "head"),
        ("Chánh Văn phòng", ""),
        ("Bí thư Thị ủy", ""),
        ("", ""),
    ],
)
def test_the_signers_post_says_in_what_capacity_he_signs(title, capacity):
    assert rules.capacity_of(title) == capacity


def test_nobody_signs_for_the_committee():
    assert all("TM." not in line for lines in rules.SIGNATURES.values() for line in lines)


@pytest.mark.parametrize(
    ("office", "post"),
    [
        ("Phòng Nội vụ", "Trưởng phòng Nội vụ"),
        ("Sở Nội vụ", "Giám đốc Sở Nội vụ"),
        ("Ban Thi đua - Khen thưởng", "Trưởng ban Thi đua - Khen thưởng"),
        ("Văn phòng HĐND và UBND", "Chánh Văn phòng HĐND và UBND"),
        ("Hội Nông dân", "Thủ trưởng Hội Nông dân"),
    ],
)
def test_the_head_of_an_office_by_its_kind(office, post):
    assert rules.head_of(office) == post


@pytest.mark.parametrize(
    ("nature", "name", "gender", "shown"),
    [
        ("household", "Giàng A Páo", "male", "Hộ ông Giàng A Páo"),
        ("household", "Lý Thị Mẩy", "female", "Hộ bà Lý Thị Mẩy"),
        ("household", "Hộ Giàng A Páo", "male", "Hộ ông Giàng A Páo"),
        ("household", "Hộ bà Lý Thị Mẩy", "", "Hộ bà Lý Thị Mẩy"),
        ("household", "Hộ bà Lý Thị Mẩy", "male", "Hộ bà Lý Thị Mẩy"),
        ("household", "Giàng A Páo", "", "Hộ Giàng A Páo"),
        ("individual", "Vàng A Sử", "male", "Ông Vàng A Sử"),
        ("individual", "Vàng A Sử", "", "Vàng A Sử"),
        ("collective", "Xã Tả Van", "", "Xã Tả Van"),
    ],
)
def test_how_a_recipient_is_named(nature, name, gender, shown):
    assert rules.named(nature, name, gender) == shown


def test_a_decree_is_cited_in_full():
    assert rules.full_decree("NĐ 38/2019/NĐ-CP") == "Nghị định số 38/2019/NĐ-CP"
    assert rules.full_decree("Nghị định 38") == "Nghị định 38"
