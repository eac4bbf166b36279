"""The states of submissions and dossiers.

A submission is prepared by the officer and handed in by the leader; each of its dossiers then goes its own way along
the route. `enter_council` is where this room hands a dossier over: `pass` and `not_pass` are the council's, `award` is
the decision's.
"""

from collections.abc import Iterable

from awards.dossiers import permissions, rules, selectors
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.workflow import Flow, Transition

S, D = Submission.State, Dossier.State


def everything_is_there(submission: Submission) -> Iterable[Problem]:
    """Every paper and text that the plan asks for (S3-29), named with its dossier."""
    return selectors.missing(submission)


SUBMISSION_FLOW = Flow(
    "lần trình",
    (
        Transition(
            "present",
            "trình lãnh đạo ký",
            frozenset({S.DRAFT}),
            S.WITH_LEADER,
            lambda user, submission: permissions.has_leader(submission) and permissions.prepares(user, submission),
            (everything_is_there,),
        ),
        Transition("take_back", "lấy lại để sửa", frozenset({S.WITH_LEADER}), S.DRAFT, permissions.prepares),
        Transition(
            "submit",
            "nộp",
            frozenset({S.DRAFT, S.WITH_LEADER}),
            S.SUBMITTED,
            permissions.signs,
            (everything_is_there,),
        ),
    ),
)


def every_office_has_forwarded(dossier: Dossier) -> Iterable[Problem]:
    """A step of several offices is done when all of them (or one, where the route says so) have passed it on."""
    if waiting := selectors.awaited(dossier):
        yield Problem(f"Còn chờ ý kiến của {selectors.names(waiting)}.")


def what_was_asked_is_answered(dossier: Dossier) -> Iterable[Problem]:
    """Each part that the return named was mended, or the proposer says why it stays as it is."""
    request = selectors.open_request(dossier)
    if request is None:
        return
    if rules.EVIDENCE.key in request.parts:
        for criterion in selectors.unproved([dossier])[dossier.pk]:
            lack = selectors.lacking_paper(criterion)
            yield Problem(f"{lack[:1].upper()}{lack[1:]}.", rules.EVIDENCE.key)
    if request.answer.strip():
        return
    for key in request.parts:
        if key not in request.mended:
            name = selectors.part_names(dossier)[key]
            yield Problem(f"Chưa bổ sung: {name}. Nếu giữ nguyên, xin ghi giải trình.", key)


DOSSIER_FLOW = Flow(
    "hồ sơ",
    (
        Transition("submit", "nộp", frozenset({D.DRAFT}), D.IN_APPRAISAL, permissions.signs_dossier),
        Transition(
            "advance",
            "chuyển",
            frozenset({D.IN_APPRAISAL}),
            D.IN_APPRAISAL,
            permissions.acts_at_step,
            (every_office_has_forwarded,),
        ),
        Transition(
            "enter_council",
            "chuyển hội đồng",
            frozenset({D.IN_APPRAISAL}),
            D.IN_COUNCIL,
            permissions.acts_at_step,
            (every_office_has_forwarded,),
        ),
        Transition(
            "return",
            "trả lại",
            frozenset({D.IN_APPRAISAL}),
            D.RETURNED,
            permissions.acts_at_step,
            needs_reason=True,
        ),
        Transition(
            "resubmit",
            "nộp lại",
            frozenset({D.RETURNED}),
            D.IN_APPRAISAL,
            permissions.signs_dossier,
            (what_was_asked_is_answered,),
        ),
        Transition(
            "decline",
            "không đề nghị",
            frozenset({D.IN_APPRAISAL}),
            D.DECLINED,
            permissions.acts_at_step,
            needs_reason=True,
        ),
        Transition("pass", "thông qua", frozenset({D.IN_COUNCIL}), D.PASSED, permissions.serves_council),
        Transition("not_pass", "không thông qua", frozenset({D.IN_COUNCIL}), D.NOT_PASSED, permissions.serves_council),
        Transition("award", "ghi quyết định cho", frozenset({D.PASSED}), D.AWARDED, permissions.serves_authority),
    ),
)
