"""Findings, passing on, declining: who may, what must be there, what is frozen."""

import datetime as dt

import pytest

from awards.criteria.models import Criterion
from awards.dossiers import selectors, services
from awards.dossiers.models import Appraisal, Dossier, Finding
from awards.routes.models import RouteStep
from campaign_portal.foundation.errors import Refused
from emulation.contributions.models import Contribution
from emulation.duties.models import Duty
from emulation.poverty.models import ReviewRow
from emulation.regimes.models import AwardCondition, Regime

REASON = "Trình hội đồng xem xét."


def criterion(dossier: Dossier, key: str) -> Criterion:
    return Criterion.objects.get(group__participant_class=dossier.participant_class, key=key)


def verdict(dossier: Dossier, key: str) -> str:
    return next(row.verdict for row in selectors.assess(dossier).rows if row.criterion.key == key)


def open_desks(dossier: Dossier) -> set[str]:
    duties = Duty.objects.open().filter(object_key=f"awards.Dossier:{dossier.pk}")
    return {f"{duty.kind}: {duty.office.short_name}" for duty in duties}


# --- Findings -------------------------------------------------------------------------------------------------------


def test_s3_20_a_judged_criterion_is_unmet_with_a_remark(november):
    dossier = november.dossier()
    money = criterion(dossier, "money")
    with pytest.raises(Refused, match="vì sao chưa đạt"):
        services.find(dossier, money, november.labour, "unmet", " ", november.thanh)
    services.find(dossier, money, november.labour, "unmet", "Quyết toán vốn 135 chậm 12 ngày.", november.thanh)
    row = next(row for row in selectors.assess(dossier).rows if row.criterion == money)
    assert row.verdict == "unmet"
    assert "Phòng LĐ-TB&XH ghi: “Quyết toán vốn 135 chậm 12 ngày.”" in row.text


def test_an_office_may_think_again_until_it_has_passed_it_on(november):
    dossier = november.dossier()
    plan = criterion(dossier, "plan")
    services.find(dossier, plan, november.labour, "unmet", "Chưa rõ", november.thanh)
    services.find(dossier, plan, november.labour, "met", "", november.hang)
    finding = november.finding(dossier, "plan", november.labour)
    assert (finding.verdict, finding.found_by) == ("met", november.hang)
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    with pytest.raises(Refused, match="Phòng LĐ-TB&XH đã chuyển hồ sơ này ngày 05/11/2020"):
        services.find(dossier, plan, november.labour, "unmet", "Nghĩ lại", november.thanh)


def test_what_one_office_found_counts_for_the_other(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    assert selectors.assess(dossier).waiting == []
    services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    assert not Finding.objects.filter(office=november.interior, criterion__nature="judged").exists()


def test_offices_that_contradict_each_other_leave_it_unmet(november):
    dossier = november.dossier()
    plan = criterion(dossier, "plan")
    services.find(dossier, plan, november.labour, "met", "", november.thanh)
    services.find(dossier, plan, november.interior, "unmet", "Kế hoạch chép lại", november.huy)
    row = next(row for row in selectors.assess(dossier).rows if row.criterion == plan)
    assert (row.verdict, row.is_disputed) == ("unmet", True)
    services.find(dossier, plan, november.interior, "met", "", november.huy)
    assert verdict(dossier, "plan") == "met"


def test_s3_22_new_rural_for_a_ward_does_not_apply_and_who_ruled_so_is_kept(november):
    dossier = november.dossier()
    new_rural = criterion(dossier, "infrastructure")
    with pytest.raises(Refused, match="vì sao không áp dụng"):
        services.find(dossier, new_rural, november.labour, "not_applicable", "", november.thanh)
    services.find(dossier, new_rural, november.labour, "not_applicable", "Phường không xây dựng NTM", november.thanh)
    finding = november.finding(dossier, "infrastructure", november.labour)
    assert (finding.found_by, finding.office) == (november.thanh, november.labour)
    with pytest.raises(Refused, match="áp dụng tiêu chuẩn này cho mọi đối tượng"):
        services.find(dossier, criterion(dossier, "plan"), november.labour, "not_applicable", "x", november.thanh)


def test_what_the_product_measures_nobody_ticks(november):
    dossier = november.dossier()
    for bad, says in (("met", "phần mềm tính từ số liệu"), ("unmet", "phần mềm tính từ số liệu")):
        with pytest.raises(Refused, match=says):
            services.find(dossier, criterion(dossier, "fall"), november.labour, bad, "x", november.thanh)
    with pytest.raises(Refused, match="Xin chọn Đạt"):
        services.find(dossier, criterion(dossier, "plan"), november.labour, "no_data", "x", november.thanh)
    foreign = Criterion.objects.get(group__participant_class__key="commune", key="plan")
    with pytest.raises(Refused, match="không đặt cho loại"):
        services.find(dossier, foreign, november.labour, "met", "", november.thanh)


# --- Who may --------------------------------------------------------------------------------------------------------


def test_the_proposer_and_offices_off_the_step_appraise_nothing(november):
    dossier = november.dossier()
    plan = criterion(dossier, "plan")
    for office, person in (
        (november.labour, november.mai),
        (november.labour, november.vang),
        (november.labour, november.huy),
        (november.interior, november.thanh),
        (november.labour, november.long),
        (november.labour, november.hanh),
    ):
        with pytest.raises(Refused, match="không có nhiệm vụ thẩm định"):
            services.find(dossier, plan, office, "met", "", person)
    with pytest.raises(Refused, match="không ở bước của Văn phòng Điều phối NTM"):
        services.forward(dossier, november.coordination, by=november.khanh)


def test_an_office_that_only_passes_on_judges_and_declines_nothing(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    with pytest.raises(Refused, match="chuyển hồ sơ, không thẩm định"):
        services.find(dossier, criterion(dossier, "plan"), november.coordination, "met", "", november.khanh)
    with pytest.raises(Refused, match="không quyết định việc đề nghị"):
        services.decline(dossier, november.coordination, "Thôi", november.khanh)


# --- Passing on -----------------------------------------------------------------------------------------------------


def test_nothing_goes_on_before_every_criterion_is_found(november):
    dossier = november.dossier()
    with pytest.raises(Refused, match="còn 5 tiêu chuẩn chưa đánh giá"):
        services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    assert not Appraisal.objects.exists()
    assert not Finding.objects.exists()


def test_an_unmet_criterion_goes_on_only_with_a_written_reason(november):
    dossier = november.dossier()
    november.reviewed({"Tả Van Mông": 58})
    november.judge(dossier, november.labour, november.thanh)
    with pytest.raises(Refused, match="Một tiêu chuẩn chưa đạt: khi chuyển phải ghi lý do"):
        services.forward(dossier, november.labour, opinion="Nên khen", by=november.thanh)
    services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    assert Appraisal.objects.get().reason == REASON


def test_a_criterion_without_data_goes_on_only_with_a_written_reason(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    with pytest.raises(Refused, match="Một tiêu chuẩn chưa có số: khi chuyển phải ghi lý do"):
        services.forward(dossier, november.labour, by=november.thanh)


def test_what_meets_everything_goes_on_without_a_reason(november):
    november.reviewed({"Tả Van Mông": 40})
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, by=november.thanh)
    assert Appraisal.objects.get().reason == ""


def test_s3_23_one_of_two_is_enough_and_the_other_asks_no_reason(november):
    person = november.person()
    november.helped(person, 5)
    dossier = november.dossier((person, "individual"))
    services.forward(dossier, november.labour, by=november.thanh)
    assert november.finding(dossier, "gifts", november.labour).verdict == "unmet"
    assessment = selectors.assess(dossier)
    assert (assessment.standing, assessment.summary) == ("met", "1 đạt")
    assert [row.words for row in assessment.rows] == [("", "Chưa đạt"), ("ok", "Đạt")]


def test_s3_28_a_household_at_two_point_nine_goes_on_with_a_reason(november):
    dossier = november.dossier((november.household(income_2020=1_450_000), "poor_household"))
    november.judge(dossier, november.labour, november.thanh)
    with pytest.raises(Refused, match="Một tiêu chuẩn chưa đạt"):
        services.forward(dossier, november.labour, by=november.thanh)
    services.forward(dossier, november.labour, reason="Gấp 2,90 lần, sát mức.", by=november.thanh)
    frozen = november.finding(dossier, "income", november.labour)
    assert frozen.facts == {"base_vnd": 500_000, "now_vnd": 1_450_000}
    assert frozen.is_provisional


def test_s3_14_a_household_for_which_the_plan_sets_no_criteria_goes_on_with_a_reason(november):
    dossier = november.dossier((november.household(), "household"))
    assert selectors.assess(dossier).standing == "no_criteria"
    with pytest.raises(Refused, match="Kế hoạch không đặt tiêu chuẩn cho loại này"):
        services.forward(dossier, november.labour, by=november.thanh)
    services.forward(dossier, november.labour, reason="Hộ hiến 300 m² đất làm đường.", by=november.thanh)


def test_s3_17_24_agencies_and_officials_are_judged_by_a_person(november):
    dossier = november.dossier((november.person(), "official"))
    with pytest.raises(Refused, match="còn 1 tiêu chuẩn"):
        services.forward(dossier, november.labour, by=november.thanh)
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, by=november.thanh)


def test_s3_31_33_all_offices_of_a_step_must_pass_it_on(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    first = services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    assert (first.state, first.step.position) == ("in_appraisal", 1)
    assert open_desks(dossier) == {"appraisal: Phòng Nội vụ"}
    second = services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    assert (second.step.position, second.due_on) == (2, dt.date(2020, 11, 14))
    assert open_desks(dossier) == {"appraisal: Văn phòng Điều phối NTM"}
    third = services.forward(dossier, november.coordination, by=november.khanh)
    assert (third.state, third.step.act) == ("in_council", "council")
    assert open_desks(dossier) == {"council: Hội đồng TĐKT thị xã"}


def test_where_one_office_is_enough_the_others_desk_is_cleared(november):
    RouteStep.objects.filter(position=1).update(rule="any")
    dossier = november.dossier()
    november.judge(dossier, november.interior, november.huy)
    moved = services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    assert moved.step.position == 2
    assert open_desks(dossier) == {"appraisal: Văn phòng Điều phối NTM"}
    with pytest.raises(Refused, match="không ở bước của Phòng LĐ-TB&XH"):
        services.forward(dossier, november.labour, reason=REASON, by=november.thanh)


@pytest.fixture
def two_of_three(november) -> Dossier:
    """A first step at which any two of three offices are enough."""
    roles = {
        role.office_id: role.key
        for role in november.sa_pa.campaign.roles.filter(
            office__in=[november.labour, november.interior, november.coordination]
        )
    }
    RouteStep.objects.filter(position=1).update(rule="count", needed=2, office_roles=sorted(roles.values()))
    return november.dossier()


def test_where_so_many_offices_are_enough_it_waits_for_that_many_and_no_more(november, two_of_three):
    dossier = two_of_three
    assert len(selectors.awaited(dossier)) == 3
    november.judge(dossier, november.labour, november.thanh)
    turn = selectors.turn_of(dossier, november.labour, selectors.assess(dossier))
    assert turn.waits_for.startswith("1 trong số ")
    first = services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    assert first.step.position == 1
    assert {office.pk for office in selectors.awaited(first)} == {november.interior.pk, november.coordination.pk}
    last_word = selectors.turn_of(first, november.interior, selectors.assess(first))
    assert last_word.waits_for == ""
    second = services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    assert second.step.position == 2, "two have passed it on: the third is not waited for"
    assert open_desks(dossier) == {"appraisal: Văn phòng Điều phối NTM"}, "its own step, not the one that is over"


@pytest.mark.parametrize(("rule", "needed", "passes"), [("any", None, 1), ("count", 2, 2), ("all", None, 3)])
def test_a_step_is_done_when_all_one_or_so_many_have_passed_it_on(two_of_three, rule, needed, passes):
    RouteStep.objects.filter(pk=two_of_three.step_id).update(rule=rule, needed=needed)
    step = RouteStep.objects.get(pk=two_of_three.step_id)
    left = [selectors.still_needed(step, 3, forwarded) for forwarded in range(4)]
    assert left == [max(passes - forwarded, 0) for forwarded in range(4)]


def test_a_second_press_says_what_has_happened(november):
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    with pytest.raises(Refused, match="đã chuyển hồ sơ này"):
        services.forward(dossier, november.labour, reason=REASON, by=november.hang)
    assert Appraisal.objects.count() == 1


# --- What is frozen -------------------------------------------------------------------------------------------------


def test_measured_criteria_are_frozen_with_the_facts_of_the_moment(november):
    november.reviewed({"Tả Van Mông": 47})
    dossier = november.dossier()
    dossier = november.forwarded(dossier)
    frozen = november.finding(dossier, "fall", november.interior)
    assert (frozen.verdict, frozen.facts["end_poor"], frozen.is_provisional) == ("met", 47, True)
    ReviewRow.objects.filter(unit__name="Tả Van Mông", review__period="2020-M09").update(households_poor_end=60)
    row = next(row for row in selectors.assess(dossier).rows if row.criterion.key == "fall")
    assert row.verdict == "met"
    assert "47/129" in row.text
    assert "60/129" in row.newer_text


def test_while_it_is_appraised_the_records_of_today_are_shown(november):
    enterprise = november.organisation()
    november.gave(enterprise, 50_000_000, confirmed=False)
    dossier = november.dossier((enterprise, "economic_organisation"))
    services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    assert verdict(dossier, "gifts") == "unmet"
    Contribution.objects.update(confirmation="Giấy xác nhận 9", confirmed_on=dt.date(2020, 11, 5))
    assert verdict(dossier, "gifts") == "met"
    services.forward(dossier, november.interior, by=november.huy)
    assert november.finding(dossier, "gifts", november.interior).verdict == "met"


# --- Declining ------------------------------------------------------------------------------------------------------


def test_declining_ends_it_with_a_reason_and_clears_every_desk(november):
    dossier = november.dossier()
    with pytest.raises(Refused, match="lý do không đề nghị"):
        services.decline(dossier, november.labour, " ", november.thanh)
    ended = services.decline(dossier, november.labour, "Số liệu rà soát không khớp.", november.thanh)
    assert ended.state == "declined"
    assert open_desks(dossier) == set()
    assert Appraisal.objects.get().reason == "Số liệu rà soát không khớp."
    with pytest.raises(Refused, match="không đề nghị"):
        services.forward(dossier, november.interior, reason=REASON, by=november.huy)


# --- One achievement, one award -------------------------------------------------------------------------------------


def test_an_award_of_this_very_campaign_asks_for_a_reason(november, monkeypatch):
    person = november.person()
    november.helped(person, 6)
    dossier = november.dossier((person, "individual"))
    award = selectors.EarlierAward(2020, "Giấy khen", decision="Quyết định 700/QĐ-UBND", campaign_key="sa_pa_2020")
    monkeypatch.setattr(
        "awards.dossiers.selectors.history._providers",
        [lambda party_ids: {person.pk: [award]} if person.pk in party_ids else {}],
    )
    (duplicate,) = selectors.duplicates(dossier, selectors.earlier_awards([person.pk])[person.pk])
    assert duplicate.is_certain
    with pytest.raises(Refused, match="Đã được khen trong chính phong trào này"):
        services.forward(dossier, november.labour, by=november.thanh)
    services.forward(dossier, november.labour, reason="Thành tích khác, quý IV.", by=november.thanh)


def test_a_declared_award_of_the_same_year_is_a_question_not_a_stop(november):
    person = november.person()
    november.helped(person, 6)
    submission = november.prepared((person, "individual"))
    dossier = submission.dossiers.get()
    award = {"year": 2020, "award_name": "Giấy khen", "achievement": "phòng chống dịch", "decision": ""}
    services.edit_dossier(dossier, summary="Giúp hộ nghèo.", achievements="", prior_awards=[award], by=november.mai)
    services.submit(submission, "86", dt.date(2020, 11, 5), november.vang)
    (duplicate,) = selectors.duplicates(dossier, selectors.earlier_awards([person.pk])[person.pk])
    assert not duplicate.is_certain
    assert "xem có trùng thành tích không" in duplicate.text
    services.forward(dossier, november.labour, by=november.thanh)


def test_an_award_told_twice_shows_once(november, monkeypatch):
    person = november.person()
    decided = selectors.EarlierAward(2019, "Giấy khen", decision="Quyết định 9", campaign_key="khac")
    monkeypatch.setattr("awards.dossiers.selectors.history._providers", [lambda ids: {person.pk: [decided]}])
    dossier = november.add(november.started(), person, "individual")
    rows = [{"year": 2019, "award_name": "Giấy khen"}, {"year": 2018, "award_name": "Giấy khen"}]
    services.edit_dossier(dossier, summary="", achievements="", prior_awards=rows, by=november.mai)
    held = selectors.earlier_awards([person.pk])[person.pk]
    assert [(award.year, award.campaign_key) for award in held] == [(2019, "khac"), (2018, "")]


# --- What the law opens ---------------------------------------------------------------------------------------------


def test_a_form_that_the_law_closes_goes_on_only_with_a_reason(november):
    """R1's standards were not read, so S3's certificate is open; once somebody enters a condition, it is asked."""
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)

    def reasons() -> tuple[str, ...]:
        return selectors.turn_of(dossier, november.labour, selectors.assess(dossier)).needs_reason

    assert not any("Luật không mở" in reason for reason in reasons())
    AwardCondition.objects.create(
        regime=Regime.objects.get(code="R1"),
        award_form=dossier.award_form,
        recipient="collective",
        launcher="state",
        review="final",
        standard="dẫn đầu",
        source="Điều được đọc",
        certainty="read",
    )
    (closed,) = [reason for reason in reasons() if "Luật không mở" in reason]
    assert "Cần phong trào do Chủ tịch nước hoặc Thủ tướng Chính phủ phát động" in closed
    with pytest.raises(Refused, match="Luật không mở"):
        services.forward(dossier, november.labour, reason="", by=november.thanh)
