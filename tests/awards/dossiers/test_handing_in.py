"""Officer → leader → the offices: what is missing is named, what is late is marked, what arrives opens duties."""

import datetime as dt

import pytest

from awards.dossiers import selectors, services, workflow
from awards.dossiers.models import Dossier, DossierPaper, Submission
from campaign_portal.foundation import workflow as engine
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job
from emulation.duties.models import Duty, Fulfillment

TODAY = dt.date(2020, 11, 5)


def missing(submission: Submission) -> list[str]:
    return [problem.message for problem in selectors.missing(submission)]


def test_s3_29_everything_missing_is_named_with_its_dossier(november):
    submission = november.started()
    assert missing(submission) == ["Lần trình chưa có ai được đề nghị. Xin thêm ít nhất một tập thể, cá nhân hoặc hộ."]
    november.add(submission, november.sa_pa.party(november.sa_pa.ta_van), "commune")
    november.add(submission, november.household(), "poor_household")
    report = "Báo cáo thành tích có xác nhận của cấp trên quản lý trực tiếp"
    assert missing(submission) == [
        "Thiếu Biên bản họp xét của Hội đồng TĐKT cấp đề nghị (chung cả lần trình): quét bản đã ký rồi tải lên.",
        "Hồ sơ của xã Tả Van: thiếu tóm tắt thành tích.",
        f"Hồ sơ của xã Tả Van: thiếu {report}, bản quét đã ký.",
        "Hồ sơ của hộ Giàng A Páo: thiếu tóm tắt thành tích.",
    ]


def test_s3_29_nothing_is_presented_or_handed_in_while_a_paper_is_missing(november):
    submission = november.prepared()
    DossierPaper.objects.filter(kind="minutes").delete()
    for act in (
        lambda: services.present(submission, november.mai),
        lambda: services.submit(submission, "86", TODAY, november.vang),
    ):
        with pytest.raises(Refused, match="Thiếu Biên bản họp xét"):
            act()
    submission.refresh_from_db()
    assert submission.state == "draft"
    assert submission.letter_number == ""


def test_the_officer_presents_and_only_the_leader_hands_in(november):
    submission = november.prepared()
    with pytest.raises(Refused, match="không có nhiệm vụ nộp"):
        services.submit(submission, "86", TODAY, november.mai)
    assert services.present(submission, november.mai).state == "with_leader"
    for stranger in (november.mai, november.lien, november.thanh):
        with pytest.raises(Refused, match="không có nhiệm vụ"):
            services.submit(submission, "86", TODAY, stranger)
    sent = services.submit(submission, "86", TODAY, november.vang)
    assert sent.state == "submitted"
    assert (sent.letter_number, sent.signer_name, sent.signer_title) == (
        "86/TTr-UBND",
        "Lồ A Vảng",
        "Chủ tịch UBND xã",
    )


def test_the_officer_takes_back_what_the_leader_has_not_signed(november):
    submission = november.prepared()
    services.present(submission, november.mai)
    assert services.take_back(submission, november.vang, "Ghi rõ thành tích").state == "draft"


def test_s3_30_on_the_last_day_it_is_on_time(november):
    november.clock(dt.datetime(2020, 11, 9, 23, 59))
    submission = november.submitted()
    duty = Duty.objects.get(kind="submission", unit=november.sa_pa.ta_van)
    assert duty.fulfillment.on_time
    assert duty.fulfillment.object_key == f"awards.Submission:{submission.pk}"
    assert selectors.days_late(submission, selectors.due_of(submission.route)) == 0


def test_s3_30_a_late_one_is_taken_and_marked_late(november):
    november.clock(dt.date(2020, 11, 12))
    submission = november.submitted()
    assert not Fulfillment.objects.get(duty__kind="submission").on_time
    assert selectors.days_late(submission, selectors.due_of(submission.route)) == 3


def test_a_second_round_leaves_the_first_as_the_one_that_counts(november):
    november.submitted()
    november.clock(dt.date(2020, 11, 12))
    later = november.started()
    november.complete(november.add(later, november.person(), "individual"))
    services.attach_paper(later, "minutes", november.scan(), TODAY, november.mai)
    services.submit(later, "90", dt.date(2020, 11, 12), november.vang)
    assert Fulfillment.objects.get(duty__kind="submission").on_time


def test_s3_33_each_dossier_reaches_the_first_step_and_both_its_offices(november):
    submission = november.submitted((november.person(), "individual"), (november.household(), "poor_household"))
    for dossier in submission.dossiers.all():
        assert (dossier.state, dossier.step.position, dossier.due_on) == ("in_appraisal", 1, dt.date(2020, 11, 13))
        duties = Duty.objects.open().filter(object_key=f"awards.Dossier:{dossier.pk}")
        assert {(duty.kind, duty.office.short_name, duty.due_on) for duty in duties} == {
            ("appraisal", "Phòng LĐ-TB&XH", dt.date(2020, 11, 13)),
            ("appraisal", "Phòng Nội vụ", dt.date(2020, 11, 13)),
        }


def test_what_comes_after_the_steps_date_gives_its_offices_days_of_their_own(november):
    november.clock(dt.date(2020, 11, 20))
    dossier = november.dossier()
    assert dossier.due_on == dt.date(2020, 11, 23)


def test_a_second_press_says_what_has_happened(november):
    submission = november.submitted()
    with pytest.raises(Refused, match="đang ở trạng thái “đã nộp”"):
        services.submit(submission, "86", TODAY, november.vang)
    assert Job.objects.filter(kind="dossiers.render_papers").count() == 1


def test_a_number_used_before_is_refused(november):
    november.submitted()
    later = november.started()
    november.complete(november.add(later, november.person(), "individual"))
    services.attach_paper(later, "minutes", november.scan(), TODAY, november.mai)
    with pytest.raises(Refused, match="Số 86/TTr-UBND năm 2020 đã dùng"):
        services.submit(later, "86", TODAY, november.vang)


@pytest.mark.parametrize(
    ("number", "date", "says"),
    [
        ("", TODAY, "số tờ trình theo sổ"),
        ("86", dt.date(2020, 11, 6), "không thể đề ngày 06/11/2020"),
        ("86", dt.date(2019, 11, 5), "trước khi phong trào bắt đầu"),
    ],
)
def test_an_impossible_letter_is_refused_and_nothing_moves(november, number, date, says):
    submission = november.prepared()
    with pytest.raises(Refused, match=says):
        services.submit(submission, number, date, november.vang)
    assert set(Dossier.objects.values_list("state", flat=True)) == {"draft"}
    assert not Job.objects.exists()


def test_an_agencys_officer_hands_in_himself(november):
    office = november.sa_pa.office("justice_office")
    officer = november.sa_pa.person("justice.office")
    submission = services.start_submission(november.campaign, november.route, office, officer)
    dossier = services.add_nominee(submission, november.sa_pa.party(office), november.class_of("agency"), officer)
    services.edit_dossier(dossier, summary="Tư vấn pháp luật.", achievements="", prior_awards=[], by=officer)
    services.attach_paper(dossier, "achievement_report", november.scan(), TODAY, officer)
    services.attach_paper(submission, "minutes", november.scan(), TODAY, officer)
    assert not engine.open_to(workflow.SUBMISSION_FLOW, submission, "present", by=officer)
    sent = services.submit(submission, "7", TODAY, officer)
    assert sent.letter_number == "07/TTr-UBND"
    assert sent.dossiers.get().state == "in_appraisal"


def test_a_party_held_meanwhile_stops_the_submission(november):
    submission = november.prepared()
    party = submission.dossiers.get().party
    services.hold_back(party, ground="discipline", since=TODAY, paper="QĐ 7/QĐ-UBKT", by=november.huy)
    with pytest.raises(Refused, match="Đang tạm dừng đề nghị"):
        services.submit(submission, "86", TODAY, november.vang)
