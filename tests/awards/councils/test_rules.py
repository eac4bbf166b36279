"""Quorum, totals and thresholds of a session, said in sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.councils import rules
from awards.councils.rules import Quorum, Tally, Threshold, Votes

TWO_THIRDS = Quorum(2, 3)
counts = st.integers(min_value=0, max_value=40)


def test_the_quorum_names_both_numbers():
    assert rules.quorum_sentence(Tally(15, present=10), TWO_THIRDS) == "10 trên 15 thành viên tham dự, đủ 2/3"
    assert (
        rules.quorum_sentence(Tally(15, present=9), TWO_THIRDS)
        == "9 trên 15 thành viên tham dự, chưa đủ 2/3 (cần ít nhất 10)"
    )


def test_a_written_opinion_counts_for_the_quorum():
    assert TWO_THIRDS.is_reached(Tally(15, present=8, written=2, absent=5))
    assert not TWO_THIRDS.is_reached(Tally(15, present=9, absent=6))


@given(st.integers(min_value=1, max_value=60))
def test_the_members_needed_make_the_quorum_and_one_less_does_not(members):
    needed = TWO_THIRDS.needed(members)
    assert TWO_THIRDS.is_reached(Tally(members, present=needed))
    assert not TWO_THIRDS.is_reached(Tally(members, present=needed - 1))


def test_the_strictest_quorum_of_the_agenda_holds():
    assert rules.strictest([Quorum(2, 3), Quorum(3, 4), Quorum(1, 2)]) == Quorum(3, 4)


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (Votes(10, 3, 2), ""),
        (
            Votes(10, 3, 3),
            "Cộng ba cột được 16 phiếu, phải là 15 (15 người tham dự): thừa 1 phiếu. "
            "Xin kiểm tra lại số phiếu của dòng này hoặc phần thành viên tham dự.",
        ),
    ],
)
def test_totals_that_do_not_add_up_name_both_numbers(votes, said):
    assert rules.votes_problem(votes, 15, 0) == said


def test_who_left_the_vote_has_no_vote_on_that_row():
    assert rules.votes_problem(Votes(13, 0, 0), 15, 2) == ""
    problem = rules.votes_problem(Votes(15, 0, 0), 15, 2)
    assert "được 15 phiếu, phải là 13 (15 người tham dự, trừ 2 người không biểu quyết): thừa 2 phiếu" in problem


@given(counts, counts, counts, counts)
def test_totals_are_right_exactly_when_every_voter_voted_once(agree, against, other, left):
    votes = Votes(agree, against, other)
    assert rules.votes_problem(votes, votes.total + left, left) == ""
    assert rules.votes_problem(votes, votes.total + left + 1, left)
    if votes.total + left:
        assert rules.votes_problem(votes, votes.total + left - 1, left)


def test_the_outcome_says_how_much_was_missing():
    half = Threshold("more", 50, 15)
    assert half.says == "trên 50% của 15 thành viên, ít nhất 8 phiếu"
    assert half.outcome(8) == "8 trên 15 phiếu (53,33%)"
    assert half.outcome(7) == "7 trên 15 phiếu (46,67%), cần ít nhất 8"


@pytest.mark.parametrize(
    ("member", "nominee", "same"),
    [
        ("Má A Chứ", "Má A Chứ", True),
        ("Má A Chứ", "Hộ ông Má A Chứ", True),
        ("Má A Chứ", "má a chứ", True),
        ("Má A Chứ", "Mã A Chứ", False),
        ("Má A Chứ", "Giàng Má A Chứa", False),
        ("Má A Chứ", "Thôn Má A Chứ Tả", False),
        ("Má A Chứ", "Ma\u0301 A Chứ", True),  # decomposed
    ],
)
def test_a_member_is_found_behind_a_nominees_name(member, nominee, same):
    assert rules.is_same_person(member, nominee) is same
