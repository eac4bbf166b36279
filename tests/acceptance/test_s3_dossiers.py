"""Kế hoạch Sa Pa 2020, IV.3 and V.1: papers, days, and the way of a dossier to the town's decision."""

import datetime as dt

import pytest

from awards.dossiers import documents, selectors, services
from awards.dossiers.models import Submission
from campaign_portal.foundation import paper
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty, Fulfillment
from emulation.duties.services import record_paper
from emulation.people.models import Function
from tests.acceptance.page import Page
from tests.awards.councils.stage import SESSION_DAY
from tests.awards.decisions.conftest import Deciding
from tests.emulation.inspections.held import JUNE_20, Inspections
from tests.reporting import story

NINTH = dt.date(2020, 11, 9)


def printed(made: paper.Paper) -> Page:
    return Page(paper.to_html(made))


def loaded(submission: Submission) -> Submission:
    return selectors.loaded_submissions().get(pk=submission.pk)


# --- IV.3: papers -----------------------------------------------------------------------------------------------------


def test_s3_29_the_plan_page_says_which_papers_for_whom_in_two_sets(plan):
    panel = plan.panel("Hồ sơ: khen thưởng cấp thị xã")
    assert panel.startswith("Hồ sơ: khen thưởng cấp thị xã 2 bộ")
    assert plan.row("Tờ trình", "mọi đối tượng")[3] == "IV.3"
    assert plan.row("Biên bản họp xét của Hội đồng TĐKT cấp đề nghị")[1] == "mọi đối tượng"
    report = plan.row("Báo cáo thành tích", "có xác nhận của cấp trên quản lý trực tiếp")
    assert report[1].startswith("Xã, phường; Thôn, tổ dân phố; Cơ quan, đơn vị")
    listed = plan.row("Danh sách trích ngang, tóm tắt thành tích")
    assert listed[1] == "Tổ chức kinh tế trong và ngoài huyện; Hộ nghèo; Hộ gia đình"


def test_s3_29_a_submission_wants_each_paper_before_it_goes(november, read):
    sa_pa = november.sa_pa
    submission = november.started()
    november.add(submission, sa_pa.party(sa_pa.hamlet("Tả Van Mông")), "hamlet")
    november.add(submission, november.organisation(), "economic_organisation")
    page = read("mai", "dossiers:submission", submission.pk)
    assert "2 bộ" in page.panel("Giấy tờ chung cả lần trình")
    assert page.row("Biên bản họp xét của Hội đồng TĐKT cấp đề nghị")[1] == "! Chưa có"
    for made_by_the_product in ("Tờ trình", "Danh sách trích ngang"):
        assert "Tự lập" in page.row(made_by_the_product, "Phần mềm lập khi nộp")[1]
    assert "thiếu báo cáo thành tích" in page.row("Thôn Tả Van Mông")[2].lower()
    assert "báo cáo thành tích" not in page.row("Hợp tác xã Mường Hoa")[2].lower()
    with pytest.raises(Refused, match="iên bản"):
        services.submit(submission, "86", dt.date(2020, 11, 5), november.vang)


def test_s3_29_the_letter_counts_two_sets_and_names_the_councils_minutes(november):
    letter = printed(documents.submission_letter(loaded(november.prepared()))).text
    assert "Hồ sơ gửi kèm (02 bộ)" in letter
    assert "Biên bản họp xét khen thưởng ngày 05 tháng 11 năm 2020 của Hội đồng Thi đua - Khen thưởng xã" in letter


def test_s3_29_a_collectives_report_has_room_for_its_superiors_confirmation(november):
    dossier = selectors.loaded_dossiers().get(pk=november.dossier().pk)
    report = printed(documents.achievement_report(dossier)).text
    assert "XÁC NHẬN CỦA UBND XÃ TẢ VAN" in report.upper()


def test_s3_29_economic_organisations_and_households_stand_on_the_list(november):
    enterprise, household = november.organisation(), november.household()
    person = november.person()
    submission = november.submitted(
        (enterprise, "economic_organisation"), (household, "poor_household"), (person, "individual")
    )
    listed = printed(documents.summary_list(loaded(submission))).text
    assert enterprise.name in listed
    assert "Giàng A Páo" in listed
    assert person.name not in listed


# --- IV.3: days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "said"), [(9, "✓ Đúng hạn"), (10, "! Trễ 1 ngày")])
def test_s3_30_dossiers_reach_the_standing_office_before_10_november(november, plan, read, day, said):
    row = plan.row("Hồ sơ đề nghị khen thưởng")
    assert (row[0], row[3:]) == ("trước 10/11/2020", ["UBND thị xã (qua Phòng LĐ-TB&XH)", "IV.3"])
    november.clock(dt.date(2020, 11, day))
    submission = november.prepared()
    services.submit(submission, "86", dt.date(2020, 11, 5), november.vang)
    letter = read("thanh", "dossiers:submission", submission.pk).panel("Tờ trình")
    assert said.lstrip("✓! ") in letter
    duty = Duty.objects.get(kind="submission", unit=november.sa_pa.ta_van)
    assert (duty.due_on, duty.receiver) == (NINTH, november.labour)
    assert Fulfillment.objects.get(duty=duty).on_time is (day == 9)


def test_s3_31_the_standing_office_passes_all_up_before_15_november(november, plan, read):
    row = plan.row("Tổng hợp hồ sơ khen thưởng")
    assert row[0] == "trước 15/11/2020"
    assert row[2:] == ["Phòng LĐ-TB&XH", "UBND thị xã (qua Văn phòng Điều phối NTM)", "IV.3"]
    november.clock(dt.date(2020, 11, 14))
    november.submitted()
    duty = Duty.objects.get(kind="submission_summary")
    assert (duty.office, duty.due_on) == (november.labour, dt.date(2020, 11, 14))
    assert "Tổng hợp hồ sơ khen thưởng" in read("thanh", "home").text
    record_paper(duty, by=november.thanh, number="86/TTr-PLĐTBXH", date=dt.date(2020, 11, 14))
    assert Fulfillment.objects.get(duty=duty).on_time
    assert "86/TTr-PLĐTBXH" in read("thanh", "duties:paper", duty.pk).text


def test_s3_31_a_dossier_goes_through_the_coordination_office_before_15_november(november, plan, read):
    step = plan.row("Văn phòng Điều phối NTM chuyển")
    assert step[1:] == ["Văn phòng Điều phối NTM", "trước 15/11/2020", "IV.3"]
    dossier = november.dossier()
    november.judge(dossier, november.labour, november.thanh)
    services.forward(dossier, november.labour, reason="Trình hội đồng.", by=november.thanh)
    with pytest.raises(Refused, match="không ở bước của Văn phòng Điều phối NTM"):
        services.forward(dossier, november.coordination, by=november.khanh)
    services.forward(dossier, november.interior, reason="Trình hội đồng.", by=november.huy)
    assert "Thôn Tả Van Mông" in read("khanh", "dossiers:index").text
    passed = services.forward(dossier, november.coordination, by=november.khanh)
    assert passed.state == "in_council"


# --- V.1: who leads, and the way to a decision ------------------------------------------------------------------------


def test_s3_32_the_standing_office_leads_with_the_interior_office(plan):
    tasks = plan.panel("Nhiệm vụ của các cơ quan")
    assert (
        "Phòng LĐ-TB&XH Cơ quan thường trực phong trào. Chủ trì phối hợp với Phòng Nội vụ hướng dẫn đăng ký thi đua, "
        "chỉ đạo điểm, phát hiện, bồi dưỡng, kiểm tra, đôn đốc, đánh giá, báo cáo sơ kết, tổng kết; tiếp nhận, "
        "thẩm định, hoàn thiện hồ sơ trình Hội đồng TĐKT thị xã. (mục III.1, V.1)"
    ) in tasks
    assert plan.row("Sơ kết, trong báo cáo tổng hợp")[0] == "Trước 10/6/2020"
    assert plan.row("Tổng kết, trong báo cáo tổng hợp")[0] == "Trước 10/12/2020"


def test_s3_32_it_urges_whoever_owes_a_report(sa_pa, clock, as_, read):
    clock(dt.date(2020, 6, 26))
    story.sent(sa_pa, sa_pa.ta_van)
    page = read("thanh", "reports:index", ky="2020-Q2")
    assert "29 đơn vị" in page.text
    answer = as_("thanh").post("/bao-cao/nhac/", {"ky": "2020-Q2"}, follow=True)
    assert "Đã nhắc 29 đơn vị" in Page(answer.content.decode()).text
    assert as_("huy").post("/bao-cao/nhac/", {"ky": "2020-Q2"}).status_code == 403


def test_s3_32_it_inspects_and_follows_up(sa_pa, clock, as_, read):
    """What the plan asks begins it; who must mend sees it at home; pilots and guidance are kept the same way."""
    clock(JUNE_20)
    assert "chỉ đạo điểm, phát hiện, bồi dưỡng, kiểm tra, đôn đốc" in read("thanh", "inspections:index").text
    finding = Inspections(sa_pa).recorded()
    assert "Khắc phục sau kiểm tra: Rà lại danh sách" in read("mai", "home").text
    answer = {"text": "Đã đưa hai hộ ra khỏi danh sách."}
    as_("mai").post(f"/kiem-tra/{finding.inspection_id}/phat-hien/{finding.pk}/khac-phuc/", answer)
    as_("thanh").post(f"/kiem-tra/{finding.inspection_id}/phat-hien/{finding.pk}/khep/")
    assert read("thanh", "inspections:index").row("Rà soát 6 tháng")[4] == "✓ Đã kết thúc"


def test_s3_33_both_offices_appraise_then_the_council_then_the_chairman(november, plan):
    way = [
        ("1. Phòng LĐ-TB&XH và Phòng Nội vụ thẩm định", "Phòng LĐ-TB&XH; Phòng Nội vụ"),
        ("2. Văn phòng Điều phối NTM chuyển", "Văn phòng Điều phối NTM"),
        ("3. Hội đồng TĐKT thị xã xét", "Hội đồng TĐKT thị xã"),
        ("4. Chủ tịch UBND thị xã quyết định", "UBND thị xã"),
    ]
    assert [plan.row(step)[1] for step, _ in way] == [offices for _, offices in way]
    dossier = november.forwarded(november.dossier())
    assert dossier.state == "in_council"
    (desk,) = Duty.objects.open().filter(object_key=f"awards.Dossier:{dossier.pk}")
    assert desk.office.function == Function.COUNCIL


def test_s3_33_what_the_council_passed_the_town_decides(sa_pa, clock, read):
    clock(SESSION_DAY)
    stage = Deciding(sa_pa)
    decision = stage.issue(stage.draft())
    page = read("mai", "decisions:decision", decision.pk).text
    assert "Tả Van Mông" in page
    assert "Giấy khen" in page
