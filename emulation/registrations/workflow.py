"""The states of a registration: prepared by an officer, submitted by the leader, received by the standing office; and
of a pledge, which several parties sign."""

from typing import Any

from campaign_portal.foundation.workflow import Flow, Transition
from emulation.registrations import permissions
from emulation.registrations.models import Pledge, Registration
from emulation.registrations.selectors.completeness import lacks
from emulation.registrations.selectors.pledges import lacks_signatures

State = Registration.State


def _first_time(user: Any, registration: Registration) -> bool:
    return permissions.leads(user, registration) and not registration.is_being_mended


def _while_mending(user: Any, registration: Registration) -> bool:
    return permissions.leads(user, registration) and registration.is_being_mended


REGISTRATION_FLOW = Flow(
    noun="đăng ký thi đua",
    transitions=(
        Transition(
            "present",
            "trình lãnh đạo",
            frozenset({State.DRAFT, State.RETURNED}),
            State.WITH_LEADER,
            lambda user, registration: (
                permissions.prepares(user, registration) and not permissions.submits_alone(user, registration)
            ),
            guards=(lacks,),
        ),
        Transition(
            "send_back",
            "chuyển lại để sửa",
            frozenset({State.WITH_LEADER}),
            State.DRAFT,
            _first_time,
            needs_reason=True,
        ),
        Transition(
            "send_back_to_mending",
            "chuyển lại để bổ sung tiếp",
            frozenset({State.WITH_LEADER}),
            State.RETURNED,
            _while_mending,
            needs_reason=True,
        ),
        Transition(
            "submit",
            "nộp",
            frozenset({State.WITH_LEADER}),
            State.SUBMITTED,
            permissions.leads,
            guards=(lacks,),
        ),
        Transition(
            "submit_alone",
            "nộp",
            frozenset({State.DRAFT, State.RETURNED}),
            State.SUBMITTED,
            permissions.submits_alone,
            guards=(lacks,),
        ),
        Transition("accept", "nhận", frozenset({State.SUBMITTED}), State.ACCEPTED, permissions.receives),
        Transition(
            "return",
            "trả lại để bổ sung",
            frozenset({State.SUBMITTED, State.ACCEPTED}),
            State.RETURNED,
            permissions.receives,
            needs_reason=True,
        ),
        Transition(
            "amend",
            "mở để sửa đổi",
            frozenset({State.SUBMITTED, State.ACCEPTED}),
            State.DRAFT,
            permissions.prepares,
            needs_reason=True,
        ),
        Transition(
            "withdraw",
            "rút",
            frozenset({State.SUBMITTED, State.ACCEPTED, State.RETURNED}),
            State.WITHDRAWN,
            permissions.withdraws,
            needs_reason=True,
        ),
        Transition("register_again", "đăng ký lại", frozenset({State.WITHDRAWN}), State.DRAFT, permissions.prepares),
    ),
)


PLEDGE_FLOW = Flow(
    noun="giao ước thi đua",
    transitions=(
        Transition(
            "sign",
            "ghi ký giao ước",
            frozenset({Pledge.State.DRAFT}),
            Pledge.State.SIGNED,
            permissions.keeps_pledge,
            guards=(lacks_signatures,),
        ),
        Transition(
            "unsign",
            "mở lại giao ước",
            frozenset({Pledge.State.SIGNED}),
            Pledge.State.DRAFT,
            permissions.keeps_pledge,
            needs_reason=True,
        ),
    ),
)
