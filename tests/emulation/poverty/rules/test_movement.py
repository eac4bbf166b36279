"""A period's movement as steps that add up."""

from emulation.poverty.rules.columns import HOUSEHOLDS, field_name
from emulation.poverty.rules.movement import FIELDS, of_near_poor, of_poor


def counts(**households: int | None) -> dict[str, int | None]:
    return dict.fromkeys(FIELDS, 0) | {field_name(HOUSEHOLDS, key): value for key, value in households.items()}


def told(moves) -> list[tuple[str, int]]:
    return [(move.name.replace("\n", " "), move.value) for move in moves]


def test_start_less_what_left_and_more_what_joined_is_the_end():
    moved = of_poor(
        counts(
            poor_start=20, poor_to_near=3, poor_above_near=2, poor_relapsed=1, poor_new=2, poor_other_in=1, poor_end=19
        )
    )
    assert told(moved) == [
        ("Đầu kỳ", 20), ("Thoát nghèo", -5), ("Từ hộ cận nghèo", 0), ("Tái nghèo", 1), ("Phát sinh mới", 2),
        ("Tăng khác", 1), ("Cuối kỳ", 19),
    ]  # fmt: skip
    assert [move.is_level for move in moved] == [True, *[False] * 5, True]


def test_what_does_not_add_up_is_a_step_of_its_own():
    assert ("Chưa khớp", 3) in told(of_near_poor(counts(near_start=10, near_escaped=2, near_end=11)))


def test_an_unknown_count_leaves_no_picture():
    assert of_poor(counts(poor_start=20, poor_end=19, poor_new=None)) == []
    assert of_poor(counts(poor_start=None, poor_end=19)) == []
