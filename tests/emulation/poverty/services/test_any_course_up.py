"""Whatever people press: no total vanishes, what is locked stays, what was approved stays as it was."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign_portal.foundation.errors import Refused
from emulation.poverty.models import CommuneTotal, ReviewApproval, ReviewSet
from emulation.poverty.selectors import approvals as selectors
from emulation.poverty.selectors import figures_of
from emulation.poverty.services import approvals, corrections
from tests.emulation.poverty.country import Country

JUNE, NAMES = "2020-M06", ("Suối Một", "Suối Hai")
ACTS = (
    "correct one",
    "correct two",
    "hand in",
    "decide",
    "send",
    "send all the same",
    "recall",
    "return one",
    "approve",
    "reopen",
    "reopen two",
    "publish",
)


@pytest.fixture
def here(db, clock) -> Country:
    clock(dt.date(2020, 12, 15))
    here = Country({"Thượng": NAMES})
    for name in NAMES:
        here.approved(name, JUNE)
    here.compile("Thượng", JUNE)
    return here


def act(here: Country, name: str) -> None:
    current = ReviewApproval.objects.get(is_current=True)
    head = here.person("Thượng.truong")
    in_hand = ReviewSet.objects.in_hand().order_by("pk")
    if name.startswith("correct"):
        commune = NAMES[0] if name.endswith("one") else NAMES[1]
        review = ReviewSet.objects.get(unit=here.units[commune], is_current=True, is_opening=False)
        corrections.begin_correction(review, by=here.person(f"{commune}.canbo"), reason="Sai")
    elif name == "hand in":
        for review in in_hand.filter(state__in=ReviewSet.EDITABLE)[:1]:
            here.hand_in(review, poor_end=8 + review.version % 2, poor_new=review.version % 2)
    elif name == "decide":
        for review in in_hand.filter(state=ReviewSet.State.SUBMITTED)[:1]:
            here.decide(review)
    elif name.startswith("send"):
        here.send(current, missing_note="gấp" if name != "send" else "")
    elif name == "recall":
        approvals.recall(current, by=head)
    elif name == "return one":
        here.returned(current, NAMES[0])
    elif name == "approve":
        here.sanction(current)
    elif name.startswith("reopen"):
        here.reopened(current, *(NAMES[1:] if name.endswith("two") else ()))
    else:
        approvals.publish(current, by=head, published_on=dt.date(2020, 12, 15))


def said(approval: ReviewApproval) -> dict[int, dict]:
    return {pk: counts for pk, (_, counts) in selectors.covered_figures(approval).items()}


def holds(here: Country, kept: dict[int, dict]) -> None:
    town = figures_of(here.units["Thượng"], JUNE, here.standard)
    current = ReviewSet.objects.filter(period=JUNE, is_current=True)
    assert current.count() == 2
    assert {review.state for review in current} == {"approved"}, "what counts is approved"
    assert town is not None
    assert town.count("poor_end") == sum(t.households_poor_end for t in CommuneTotal.objects.filter(review__in=current))
    assert ReviewApproval.objects.filter(is_current=True).count() == 1
    approval = ReviewApproval.objects.get(is_current=True)
    if approval.state in ReviewApproval.SETTLED:
        covered = {part.review_id for part in selectors.leaf_parts(approval)}
        assert covered == {review.pk for review in current}, "approved is what counts"
        assert not ReviewSet.objects.in_hand().exists(), "what is covered is locked"
    for old in ReviewApproval.objects.filter(state=ReviewApproval.State.REOPENED):
        kept.setdefault(old.pk, said(old))
        assert said(old) == kept[old.pk], "an old compilation says what it said"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), min_size=6, max_size=14))
def test_any_course_keeps_the_figures(here, acts):
    kept: dict[int, dict] = {}
    point = transaction.savepoint()
    for name in acts:
        try:
            with transaction.atomic():
                act(here, name)
        except Refused:
            pass
        holds(here, kept)
    transaction.savepoint_rollback(point)
