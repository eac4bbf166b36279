"""Who may do what in which state: the whole table, and any order of presses."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign_portal.foundation import workflow
from campaign_portal.foundation.errors import Refused
from emulation.registrations import services
from emulation.registrations.models import Registration
from emulation.registrations.workflow import REGISTRATION_FLOW

State = Registration.State
PEOPLE = ("mai", "vang", "din", "lien", "thanh", "hang", "huy", "long", "bich", "hanh", "nam", "ethnic.office")
# transition → (state it starts from, whether a return is being mended) → who may
MAY = {
    "present": {"mai"},
    "send_back": {"vang"},
    "submit": {"vang"},
    "submit_alone": set(),
    "accept": {"thanh", "hang"},
    "return": {"thanh", "hang"},
}


@pytest.mark.parametrize("name", MAY)
def test_each_act_belongs_to_its_posts(submitted, sa_pa, name):
    registration = submitted.registration
    registration.state = next(iter(REGISTRATION_FLOW[name].sources))
    may = {who for who in PEOPLE if workflow.open_to(REGISTRATION_FLOW, registration, name, by=sa_pa.person(who))}
    assert may == MAY[name]


def test_an_agency_presents_to_nobody(sa_pa):
    officer = sa_pa.person("ethnic.office")
    registration = services.start_registration(sa_pa.campaign, sa_pa.party(sa_pa.office("ethnic_office")), by=officer)
    assert not workflow.open_to(REGISTRATION_FLOW, registration, "present", by=officer)
    assert workflow.open_to(REGISTRATION_FLOW, registration, "submit_alone", by=officer)


def test_the_leader_s_no_leads_where_it_came_from(returned):
    registration = returned.registration
    registration.state = State.WITH_LEADER
    assert workflow.open_to(REGISTRATION_FLOW, registration, "send_back_to_mending", by=returned.vang)
    assert not workflow.open_to(REGISTRATION_FLOW, registration, "send_back", by=returned.vang)


ACTS = ("save", "present", "send_back", "submit", "accept", "return")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=9))
def test_any_order_of_presses_keeps_the_record_whole(sa_pa, clock, acts):
    """Wrong presses are refused; states, moments and amendments agree after every one."""
    from django.db import transaction

    from emulation.duties.models import Duty
    from tests.emulation.registrations.conftest import MARCH_5, Story

    clock(MARCH_5)
    with transaction.atomic():
        story = Story(sa_pa)
        story.fill()
        for act in acts:
            _press(story, act)
            now = story.reload()
            open_amendments = Duty.objects.open().filter(kind="amendment").count()
            assert (now.submitted_at is not None) == (now.first_submitted_at is not None)
            assert open_amendments == (1 if now.is_being_mended else 0)
            assert now.state not in {State.SUBMITTED, State.ACCEPTED} or not now.is_being_mended
            assert (now.accepted_at is not None) == (now.state == State.ACCEPTED)
            assert now.items.exclude(to_mend="").exists() == now.is_being_mended
        transaction.set_rollback(True)


def _press(story, act: str) -> None:
    try:
        match act:
            case "save":
                story.save({"Số hộ thoát nghèo": Decimal(50)})
            case "present":
                services.present(story.registration, by=story.mai)
            case "send_back":
                services.send_back(story.registration, by=story.vang, reason="Xem lại")
            case "submit":
                services.submit(story.registration, by=story.vang)
            case "accept":
                services.accept(story.registration, by=story.thanh)
            case "return":
                lines = {story.item("Số hộ thoát nghèo").pk: "Nâng lên"}
                services.return_registration(
                    story.registration, by=story.thanh, reason="x", due_on=dt.date(2020, 3, 12), lines=lines
                )
    except Refused:
        pass
