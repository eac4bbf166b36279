"""A return opens only what it names; only the office that asked looks again; nobody else's word is lost."""

import datetime as dt

import pytest

from awards.criteria.models import Criterion
from awards.dossiers import selectors, services
from awards.dossiers.models import Appraisal, Dossier
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty
from tests.support.jobs import run_queued_jobs

TODAY = dt.date(2020, 11, 5)
REASON = "Trình hội đồng xem xét."


def send_back(november, dossier: Dossier, *parts: str, **changes) -> Dossier:
    given = {"reason": "Ghi rõ nguồn thu nhập.", "parts": parts, "due_on": dt.date(2020, 11, 10)} | changes
    return services.return_dossier(dossier, november.interior, by=november.huy, **given)


def edit(november, dossier: Dossier, **changes) -> Dossier:
    given = {
        "summary": dossier.achievement_summary,
        "achievements": dossier.achievements,
        "prior_awards": [],
        "by": november.mai,
    } | changes
    return services.edit_dossier(dossier, **given)


@pytest.fixture
def dossier(november):
    """Phòng LĐ-TB&XH has passed it on; Phòng Nội vụ has still to speak."""
    found = november.dossier((november.household(), "poor_household"))
    november.judge(found, november.labour, november.thanh)
    services.forward(found, november.labour, reason=REASON, by=november.thanh)
    return found


def test_a_return_reaches_the_proposers_desk_with_what_is_asked(november, dossier):
    returned = send_back(november, dossier, "achievement_summary", "evidence")
    assert returned.state == "returned"
    duty = Duty.objects.open().get(kind="amendment")
    assert (duty.unit, duty.office, duty.due_on) == (november.sa_pa.ta_van, None, dt.date(2020, 11, 10))
    assert duty.title == "Bổ sung hồ sơ của hộ Giàng A Páo"
    assert "Phòng Nội vụ trả lại để bổ sung Tóm tắt thành tích, Minh chứng của tiêu chuẩn" in duty.note
    assert not Duty.objects.open().filter(kind="appraisal").exists()


@pytest.mark.parametrize(
    ("parts", "changes", "says"),
    [
        ((), {}, "chọn ít nhất một phần"),
        (("achievements",), {"reason": " "}, "cần bổ sung gì"),
        (("achievements",), {"due_on": dt.date(2020, 11, 4)}, "Hạn bổ sung 04/11/2020 đã qua"),
        (("achievement_report",), {}, "không có phần “achievement_report”"),
        (("nothing",), {}, "không có phần “nothing”"),
    ],
)
def test_a_return_that_says_nothing_of_use_is_refused(november, dossier, parts, changes, says):
    with pytest.raises(Refused, match=says):
        send_back(november, dossier, *parts, **changes)
    dossier.refresh_from_db()
    assert dossier.state == "in_appraisal"


def test_only_what_was_named_is_open(november, dossier):
    dossier = send_back(november, dossier, "achievement_summary")
    with pytest.raises(Refused, match=r"chỉ mở: Tóm tắt thành tích\. “Thành tích trong phong trào” giữ nguyên"):
        edit(november, dossier, achievements="Viết lại hết")
    with pytest.raises(Refused, match="“Các lần khen trước đây” giữ nguyên"):
        edit(november, dossier, prior_awards=[{"year": 2018, "award_name": "Giấy khen"}])
    with pytest.raises(Refused, match="giữ nguyên"):
        services.attach_paper(dossier, "minutes", november.scan(), TODAY, november.mai)
    peace = Criterion.objects.get(key="peace")
    with pytest.raises(Refused, match="“Minh chứng của tiêu chuẩn” giữ nguyên"):
        services.add_evidence(
            dossier, peace, met_on=TODAY, households_present=9, households_agreeing=9, by=november.mai
        )
    with pytest.raises(Refused, match="“Tờ trình” giữ nguyên"):
        services.correct_letter(dossier, letter_number="87", letter_date=TODAY, by=november.mai)
    edit(november, dossier, summary="Nuôi cá hồi, trồng atisô.")
    assert selectors.open_request(dossier).mended == ["achievement_summary"]


def test_it_goes_back_only_when_every_named_part_is_mended(november, dossier):
    dossier = send_back(november, dossier, "achievement_summary", "minutes")
    edit(november, dossier, summary="Nuôi cá hồi.")
    with pytest.raises(Refused, match="Chưa bổ sung: Biên bản họp xét"):
        services.resubmit(dossier, november.vang)
    services.attach_paper(dossier, "minutes", november.scan("moi.pdf"), TODAY, november.mai)
    assert services.resubmit(dossier, november.vang).state == "in_appraisal"


def test_or_the_proposer_says_why_it_stays(november, dossier):
    dossier = send_back(november, dossier, "minutes")
    services.explain(dossier, "Biên bản đã đúng, trang 2 có chữ ký.", by=november.mai)
    assert services.resubmit(dossier, november.vang).state == "in_appraisal"
    appraisal = Appraisal.objects.get(outcome="returned")
    assert appraisal.request.answer == "Biên bản đã đúng, trang 2 có chữ ký."


def test_only_the_leader_hands_it_in_again(november, dossier):
    dossier = send_back(november, dossier, "minutes")
    services.explain(dossier, "Giữ nguyên.", by=november.mai)
    for other in (november.mai, november.lien, november.huy):
        with pytest.raises(Refused, match="không có nhiệm vụ nộp lại"):
            services.resubmit(dossier, other)


def test_only_the_office_that_asked_looks_again(november, dossier):
    dossier = send_back(november, dossier, "minutes")
    services.explain(dossier, "Giữ nguyên.", by=november.mai)
    services.resubmit(dossier, november.vang)
    duties = Duty.objects.open().filter(kind="appraisal")
    assert [duty.office for duty in duties] == [november.interior]
    assert not Duty.objects.open().filter(kind="amendment").exists()
    kept = Appraisal.objects.get(office=november.labour)
    assert (kept.outcome, kept.is_current) == ("forwarded", True)
    moved = services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    assert moved.step.position == 2


def test_while_it_is_away_no_office_acts(november):
    dossier = november.dossier()
    send_back(november, dossier, "achievements")
    plan = Criterion.objects.get(group__participant_class=dossier.participant_class, key="plan")
    says = "Phòng Nội vụ đã trả lại để bổ sung, hạn 10/11/2020"
    with pytest.raises(Refused, match=says):
        services.find(dossier, plan, november.labour, "met", "", november.thanh)
    with pytest.raises(Refused, match=says):
        services.forward(dossier, november.labour, reason=REASON, by=november.thanh)
    with pytest.raises(Refused, match="Phòng Nội vụ đã trả lại hồ sơ này"):
        services.return_dossier(dossier, november.interior, "Nữa", ["minutes"], dt.date(2020, 11, 10), november.huy)


def test_the_other_office_that_has_not_spoken_still_must(november):
    dossier = november.dossier()
    send_back(november, dossier, "achievements")
    edit(november, Dossier.objects.get(pk=dossier.pk), achievements="Rõ hơn.")
    services.resubmit(dossier, november.vang)
    november.judge(dossier, november.interior, november.huy)
    services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    dossier.refresh_from_db()
    assert dossier.step.position == 1
    assert selectors.awaited(dossier) == [november.labour]


def test_a_return_at_the_second_step_leaves_the_first_as_it_was(november, dossier):
    services.forward(dossier, november.interior, reason=REASON, by=november.huy)
    services.return_dossier(
        dossier, november.coordination, "Thiếu trang 2", ["minutes"], dt.date(2020, 11, 10), november.khanh
    )
    services.explain(dossier, "Đã gửi bản giấy.", by=november.mai)
    back = services.resubmit(dossier, november.vang)
    assert back.step.position == 2
    assert Appraisal.objects.filter(step__position=1, is_current=True, outcome="forwarded").count() == 2
    assert services.forward(dossier, november.coordination, by=november.khanh).state == "in_council"


def test_the_office_has_days_of_its_own_to_look_again(november, dossier):
    november.clock(dt.date(2020, 11, 13))
    send_back(november, dossier, "minutes", due_on=dt.date(2020, 11, 16))
    november.clock(dt.date(2020, 11, 16))
    services.explain(dossier, "Giữ nguyên.", by=november.mai)
    services.resubmit(dossier, november.vang)
    assert Duty.objects.open().get(kind="appraisal").due_on == dt.date(2020, 11, 19)


def test_what_the_made_papers_print_is_made_again_and_the_old_ones_stay(november, dossier):
    run_queued_jobs()
    submission = dossier.submission
    dossier = send_back(november, dossier, "achievement_summary", "submission_letter")
    services.correct_letter(dossier, letter_number="87", letter_date=TODAY, by=november.mai)
    edit(november, Dossier.objects.get(pk=dossier.pk), summary="Nuôi cá hồi.")
    services.resubmit(dossier, november.vang)
    run_queued_jobs()
    letters = submission.papers.filter(kind="submission_letter").order_by("pk")
    assert [(letter.is_current, letter.file.name) for letter in letters] == [
        (False, "Tờ trình 86-TTr-UBND.pdf"),
        (True, "Tờ trình 87-TTr-UBND.pdf"),
    ]
    assert submission.papers.filter(kind="summary_list", is_current=True).count() == 1


def test_a_return_that_changes_nothing_printed_makes_nothing_again(november, dossier):
    run_queued_jobs()
    dossier = send_back(november, dossier, "achievements")
    edit(november, dossier, achievements="Rõ hơn.")
    services.resubmit(dossier, november.vang)
    assert run_queued_jobs() == []


def test_resubmitting_twice_says_what_has_happened(november, dossier):
    dossier = send_back(november, dossier, "minutes")
    services.explain(dossier, "Giữ nguyên.", by=november.mai)
    services.resubmit(dossier, november.vang)
    with pytest.raises(Refused, match="đang xử lý"):
        services.resubmit(dossier, november.vang)


def test_an_agencys_return_reaches_its_own_office(november):
    office = november.sa_pa.office("justice_office")
    officer = november.sa_pa.person("justice.office")
    submission = services.start_submission(november.campaign, november.route, office, officer)
    found = services.add_nominee(submission, november.sa_pa.party(office), november.class_of("agency"), officer)
    services.edit_dossier(found, summary="Tư vấn pháp luật.", achievements="", prior_awards=[], by=officer)
    services.attach_paper(found, "achievement_report", november.scan(), TODAY, officer)
    services.attach_paper(submission, "minutes", november.scan(), TODAY, officer)
    services.submit(submission, "7", TODAY, officer)
    send_back(november, found, "achievements")
    assert Duty.objects.open().get(kind="amendment").office == office
