"""The main job from end to end, as the people of the demo do it: Sa Pa 2020, from the pledge to the decision.

Mai and Vảng of Tả Van, Thành of Phòng LĐ-TB&XH, Liên of Mường Hoa and the others work in browsers of their own, against
a live server; the demo's story plays everybody else. Each line below is a step; the modules of `walk` say how.
"""

import pytest
from playwright.sync_api import Browser

from tests.e2e.walk import appraisal, council, dossiers, pledges, quarter, review
from tests.e2e.walk.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(sa_pa_live, live_server, browser: Browser, worker) -> Stage:
    return Stage(browser, live_server.url, worker)


def test_from_the_pledge_to_the_decision(stage: Stage):
    stage.comes(3, 2)
    mai = stage.person("mai")
    pledges.mai_sees_what_is_due_and_when(mai)
    pledges.mai_registers_the_communes_pledge_with_figures_and_the_flag(mai)
    pledges.mai_is_told_what_can_not_be_and_loses_nothing(mai)
    pledges.mai_presents_it_to_the_leader(mai)
    vang = stage.person("vang")
    address = pledges.vang_signs_and_submits_to_the_direct_superior(vang)
    lien = stage.person("lien")
    pledges.lien_of_another_commune_finds_nothing_there(lien, address)

    stage.comes(3, 11)
    thanh = stage.person("thanh")
    pledges.thanh_sees_who_is_in_who_is_late_and_who_is_missing(thanh)
    pledges.thanh_returns_one_with_a_reason(thanh)
    pledges.thanh_accepts_the_rest(thanh)

    stage.comes(6, 19)
    review.mai_opens_the_grid_from_her_first_page(mai)
    review.mai_pastes_the_hamlets_from_excel(mai)
    review.an_impossible_figure_is_refused_with_a_sentence(mai)
    review.nothing_typed_is_lost(mai)
    review.a_broken_identity_asks_for_a_note(mai)
    address = review.mai_presents_and_vang_submits_the_review(mai, vang)
    pledges.lien_of_another_commune_finds_nothing_there(lien, address)

    stage.comes(6, 25)
    quarter.mai_finds_the_quarters_figures_already_there(mai)
    quarter.mai_is_told_what_the_report_lacks_and_loses_nothing(mai)
    address = quarter.mai_presents_and_vang_submits_the_report(mai, vang)
    pledges.lien_of_another_commune_finds_nothing_there(lien, address)

    stage.comes(6, 26)
    quarter.thanh_sees_who_has_not_reported(thanh)
    quarter.thanh_compiles_the_quarter_and_watches_it(thanh)
    stage.the_worker_comes()
    quarter.the_consolidated_report_appears_by_itself(thanh)
    total = quarter.thanh_follows_a_figure_down_to_the_hamlet(thanh)
    quarter.excel_and_pdf_hold_the_same_total(thanh, total)

    stage.comes(11, 5)
    dossiers.mai_begins_the_communes_submission(mai)
    dossiers.mai_proposes_a_collective_with_its_papers(mai)
    dossiers.mai_proposes_a_person_and_a_household(mai)
    dossiers.mai_presents_the_submission(mai)
    stage.the_worker_comes()
    address = dossiers.vang_signs_and_submits_it(vang)
    pledges.lien_of_another_commune_finds_nothing_there(lien, address)
    dossiers.the_generated_papers_appear_by_themselves(vang)

    stage.comes(11, 9)
    appraisal.thanh_sees_measured_and_judged_side_by_side(thanh)
    appraisal.thanh_judges_and_passes_it_on_with_a_written_reason(thanh)
    household = dossiers.nearly_three_times_the_income()
    address = appraisal.thanh_passes_on_the_person_and_returns_the_household(thanh, household)
    appraisal.only_what_was_named_is_open_to_mai(mai, vang, address)
    appraisal.thanh_passes_on_the_household(thanh, address)
    nominees = (dossiers.HAMLET, dossiers.HELPER, household)
    appraisal.passes_on_everything(stage.person("huy"), nominees, reasons=True)
    appraisal.passes_on_everything(stage.person("khanh"), nominees, reasons=False)

    stage.comes(11, 18)
    stage.the_worker_comes()
    ngoc = stage.person("ngoc")
    council.ngoc_plans_the_session(ngoc)
    council.ngoc_notes_who_is_there(ngoc)
    council.the_council_votes_on_each_and_one_fails(ngoc, household)
    council.the_minutes_are_made(ngoc)

    stage.comes(11, 25)
    council.huy_drafts_the_decision(stage.person("huy"), household)
    stage.comes(12, 1)
    stage.the_worker_comes()
    long = stage.person("long")
    council.long_issues_it(long)
    council.the_pdf_is_shown_and_downloaded(long, household)
    stage.everybody_leaves()
