"""The standing office's one duty a period, when communes and officers press in the same moment."""

import threading
from functools import partial

import pytest
from django.db import transaction
from django.db.models import QuerySet

from emulation.duties.models import Duty
from emulation.poverty.models import ReviewSet
from emulation.poverty.services import course, entry
from tests.emulation.poverty.conftest import JUNE, typed_rows
from tests.support.together import together


@pytest.fixture
def two_presented(sa_pa_live, clock):
    """Two communes' reviews with their leaders."""
    clock(JUNE)
    ta_phin = sa_pa_live.commune("Tả Phìn")
    found = []
    for commune, officer, leader in (
        (sa_pa_live.ta_van, "mai", "vang"),
        (ta_phin, f"{ta_phin.code}.canbo", f"{ta_phin.code}.lanhdao"),
    ):
        by = sa_pa_live.person(officer)
        review = entry.open_review(commune, "2020-M06", sa_pa_live.standard, by=by)
        for placed in entry.save_cells(review, typed_rows(review), by=by).asking:
            entry.explain(review, placed.row_id, placed.finding.key, "Đã rà lại.", by=by)
        found.append((course.present(review, by=by), sa_pa_live.person(leader)))
    return found


def deciding() -> QuerySet[Duty]:
    return Duty.objects.filter(kind="review", object_key__startswith="poverty.decide:")


def overlapping(*steps):
    """Each step stays in its transaction until all have done theirs, or wait for one another."""
    done = [threading.Event() for _ in steps]

    def act(number: int, step):
        with transaction.atomic():
            answer = step()
            done[number].set()
            for other in done:
                other.wait(1)
        return answer

    return together(*(partial(act, number, step) for number, step in enumerate(steps)), on=JUNE)


def test_two_communes_hand_in_at_once_and_the_office_is_called_once(two_presented):
    answers = overlapping(*(partial(course.submit, review, by=by) for review, by in two_presented))
    assert all(isinstance(answer, ReviewSet) for answer in answers), answers
    assert deciding().count() == 1


def test_the_last_two_are_approved_at_once_and_nothing_is_left_to_decide(two_presented, sa_pa_live):
    sent = [course.submit(review, by=by) for review, by in two_presented]
    officers = [sa_pa_live.person(name) for name in ("thanh", "hang")]
    answers = overlapping(*(partial(course.approve, review, by=by) for review, by in zip(sent, officers, strict=True)))
    assert all(isinstance(answer, ReviewSet) for answer in answers), answers
    assert deciding().open().count() == 0
