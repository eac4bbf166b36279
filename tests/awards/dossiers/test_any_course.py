"""Whatever people press in whatever order: only legal states are reached, and nobody's word is lost."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from awards.dossiers import services
from awards.dossiers.models import Appraisal, Dossier
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty

LABOUR, INTERIOR, COORDINATION = "labour", "interior", "coordination"
STEPS = {1: {LABOUR, INTERIOR}, 2: {COORDINATION}}
PEOPLE = {LABOUR: "thanh", INTERIOR: "huy", COORDINATION: "khanh"}

offices = st.sampled_from([LABOUR, INTERIOR, COORDINATION])
acts = st.one_of(
    st.tuples(st.sampled_from(["judge", "forward", "return", "decline"]), offices),
    st.tuples(st.sampled_from(["mend", "resubmit"]), st.just("")),
)


@dataclass
class Expected:
    """The flow in a few lines, to hold the product against."""

    state: str = "in_appraisal"
    step: int = 1
    forwarded: dict[int, set[str]] = field(default_factory=lambda: {1: set(), 2: set()})
    judged: bool = False
    mended: bool = False

    def allows(self, act: str, office: str) -> bool:
        if act == "mend":
            return self.state == "returned"
        if act == "resubmit":
            return self.state == "returned" and self.mended
        in_turn = (
            self.state == "in_appraisal" and office in STEPS[self.step] and office not in self.forwarded[self.step]
        )
        if act == "forward":
            return in_turn and (self.step == 2 or self.judged)
        return in_turn and (act == "return" or self.step == 1)

    def goes_on(self, act: str, office: str) -> None:
        if act == "judge":
            self.judged = True
        elif act == "forward":
            self.forwarded[self.step].add(office)
            if self.forwarded[self.step] == STEPS[self.step]:
                self.step += 1
                self.state = "in_council" if self.step == 3 else self.state
        elif act == "return":
            self.state, self.mended = "returned", False
        elif act == "decline":
            self.state = "declined"
        elif act == "mend":
            self.mended = True
        elif act == "resubmit":
            self.state = "in_appraisal"


def perform(november, dossier: Dossier, act: str, office_name: str) -> None:
    if act == "mend":
        services.explain(dossier, "Giữ nguyên, có giải trình.", by=november.mai)
        return
    if act == "resubmit":
        services.resubmit(dossier, november.vang)
        return
    office, person = getattr(november, office_name), getattr(november, PEOPLE[office_name])
    if act == "judge":
        november.judge(dossier, office, person)
    elif act == "forward":
        services.forward(dossier, office, reason="Trình hội đồng.", by=person)
    elif act == "return":
        services.return_dossier(dossier, office, "Bổ sung.", ["achievements"], dt.date(2020, 11, 10), person)
    else:
        services.decline(dossier, office, "Không đủ.", person)


def owed(dossier: Dossier) -> set[str]:
    """Whose desk the dossier lies on, by their open duties."""
    found = Duty.objects.open().filter(object_key=f"awards.Dossier:{dossier.pk}").select_related("office")
    return {f"{duty.kind} {duty.office.symbol if duty.office else 'xã'}" for duty in found}


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def dossier(november) -> Dossier:
    """Made once; every course is undone."""
    return november.dossier()


TO_THE_COUNCIL = [("judge", LABOUR), ("forward", LABOUR), ("forward", INTERIOR), ("forward", COORDINATION)]
BACK_AND_ON = [
    ("judge", LABOUR),
    ("forward", LABOUR),
    ("return", INTERIOR),
    ("mend", ""),
    ("resubmit", ""),
    ("forward", INTERIOR),
    ("return", COORDINATION),
    ("resubmit", ""),
    ("mend", ""),
    ("resubmit", ""),
    ("forward", COORDINATION),
    ("decline", LABOUR),
]


@example(course=TO_THE_COUNCIL)
@example(course=BACK_AND_ON)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(course=st.lists(acts, max_size=16))
def test_any_course_follows_the_flow(november, dossier, course):
    with undone():
        expected = Expected()
        for act, office in course:
            allowed = expected.allows(act, office)
            try:
                with transaction.atomic():
                    perform(november, dossier, act, office)
                done = True
            except Refused:
                done = False
            assert done == allowed, (act, office, expected)
            if done:
                expected.goes_on(act, office)
            now = Dossier.objects.select_related("step").get(pk=dossier.pk)
            assert (now.state, now.step.position) == (expected.state, expected.step)
            kept = Appraisal.objects.filter(dossier=dossier, is_current=True, outcome="forwarded")
            for step, names in expected.forwarded.items():
                spoken = {appraisal.office_id for appraisal in kept if appraisal.step.position == step}
                assert spoken == {getattr(november, name).pk for name in names}
            assert owed(dossier) == expected_desks(expected, november)


def expected_desks(expected: Expected, november) -> set[str]:
    if expected.state == "declined":
        return set()
    if expected.state == "in_council":
        return {"council HĐTĐKT"}
    waiting = STEPS[expected.step] - expected.forwarded[expected.step]
    desks = {f"appraisal {getattr(november, name).symbol}" for name in waiting}
    if expected.state == "returned":
        # the office that asked waits with an empty desk; the proposer has the dossier
        asked = Appraisal.objects.get(is_current=True, outcome="returned").office.symbol
        return (desks - {f"appraisal {asked}"}) | {"amendment xã"}
    return desks
