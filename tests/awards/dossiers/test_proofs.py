"""Papers that prove a judged criterion: asked for at their place, and no dossier goes in without them."""

import pytest

from awards.criteria.models import Criterion
from awards.dossiers import selectors, services
from awards.dossiers.workflow import DOSSIER_FLOW
from campaign_portal.foundation import workflow
from campaign_portal.foundation.errors import Refused
from tests.awards.dossiers.conftest import NOVEMBER, November

PAPER = "Giấy xác nhận của ngân hàng"


@pytest.fixture
def loan(november: November) -> Criterion:
    """A household's judged criterion that its paper proves, as S0 and S1 have one."""
    criterion = Criterion.objects.get(group__participant_class=november.class_of("poor_household"), key="law")
    criterion.asks_paper, criterion.may_not_apply, criterion.evidence_hint = True, True, PAPER
    criterion.save()
    return criterion


def said(submission) -> str:
    return " ".join(problem.message for problem in selectors.missing(submission))


def test_s0_17_without_the_banks_paper_the_submission_is_refused_and_with_it_handed_in(november, loan):
    submission = november.prepared((november.household(), "poor_household"))
    dossier = submission.dossiers.get()
    lack = f"thiếu {PAPER} cho tiêu chuẩn “Chấp hành tốt các chủ trương của Đảng…”"
    with pytest.raises(Refused, match=PAPER):
        services.present(submission, november.mai)
    assert f"Hồ sơ của hộ Giàng A Páo: {lack}" in said(submission)
    with pytest.raises(Refused, match=f"phải có {PAPER}: xin kèm bản chụp"):
        services.add_evidence(dossier, loan, text="Ngân hàng đã xác nhận miệng", by=november.mai)
    shown = services.add_evidence(
        dossier, loan, text="Giấy xác nhận 12/XN-NHCSXH", upload=november.scan(), by=november.mai
    )
    assert said(submission) == ""
    services.withdraw_evidence(shown, by=november.mai)
    assert PAPER in said(submission)


def test_who_has_no_loan_says_so_instead_of_a_paper_where_the_plan_lets_him(november, loan):
    submission = november.prepared((november.household(), "poor_household"))
    dossier = submission.dossiers.get()
    services.add_evidence(dossier, loan, text="Hộ không vay vốn", not_applicable=True, by=november.mai)
    assert said(submission) == ""
    Criterion.objects.filter(pk=loan.pk).update(may_not_apply=False)
    loan.refresh_from_db()
    with pytest.raises(Refused, match="không cho tiêu chuẩn này được bỏ qua"):
        services.add_evidence(dossier, loan, text="Hộ không vay vốn", not_applicable=True, by=november.mai)


def test_where_one_criterion_is_enough_its_paper_is_asked_of_who_shows_something_for_it(november, loan):
    loan.group.mode = "any"
    loan.group.save()
    submission = november.prepared((november.household(), "poor_household"))
    assert said(submission) == ""


def test_a_returned_dossier_comes_back_with_the_paper_that_was_taken_out(november, loan):
    submission = november.prepared((november.household(), "poor_household"))
    dossier = submission.dossiers.get()
    shown = services.add_evidence(dossier, loan, text="Giấy 12", upload=november.scan(), by=november.mai)
    services.present(submission, november.mai)
    dossier = services.submit(submission, "86", NOVEMBER, november.vang).dossiers.get()
    services.return_dossier(dossier, november.labour, "Giấy mờ", ["evidence"], NOVEMBER, november.thanh)
    services.withdraw_evidence(shown, by=november.mai)
    dossier.refresh_from_db()
    lacks = workflow.missing(DOSSIER_FLOW, dossier, "resubmit")
    assert any(f"Thiếu {PAPER}" in problem.message for problem in lacks)


def test_papers_of_criteria_are_asked_for_in_two_statements(november, loan, django_assert_num_queries):
    submission = november.prepared(*((november.household(f"Giàng A {n}"), "poor_household") for n in range(3)))
    listed = selectors.with_papers(submission)
    for count in (1, 3):
        with django_assert_num_queries(2):
            assert len(selectors.unproved(listed[:count])) == count
