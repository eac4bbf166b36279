"""Scans, evidence, and the papers the product makes."""

import datetime as dt

import pytest

from awards.criteria.models import Criterion
from awards.dossiers import services
from awards.dossiers.models import DossierPaper, Evidence
from campaign_portal.foundation.errors import Refused
from tests.support.jobs import run_queued_jobs

DAY = dt.date(2020, 11, 4)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


@pytest.fixture
def dossier(november):
    return november.add(november.started(), november.sa_pa.party(november.sa_pa.hamlet("Tả Van Mông")), "hamlet")


def test_a_newer_scan_replaces_and_the_old_one_stays(november, dossier):
    first = services.attach_paper(dossier, "achievement_report", november.scan(), DAY, november.mai)
    second = services.attach_paper(dossier, "achievement_report", november.scan("b.png", PNG), DAY, november.mai)
    assert list(DossierPaper.objects.filter(is_current=True)) == [second]
    assert DossierPaper.objects.filter(pk=first.pk, is_current=False).exists()
    assert second.file.content_type == "image/png"
    assert second.file.owner_key == f"awards.Dossier:{dossier.pk}"


def test_s3_29_a_report_is_confirmed_by_the_direct_superior(november, dossier):
    paper = services.attach_paper(dossier, "achievement_report", november.scan(), DAY, november.mai)
    assert paper.confirmed_by == "UBND xã Tả Van"
    commune = november.add(dossier.submission, november.sa_pa.party(november.sa_pa.ta_van), "commune")
    own = services.attach_paper(commune, "achievement_report", november.scan(), DAY, november.mai)
    assert own.confirmed_by == "UBND thị xã Sa Pa"
    said = services.attach_paper(
        commune, "achievement_report", november.scan(), DAY, november.mai, confirmed_by="Phó Chủ tịch UBND thị xã"
    )
    assert said.confirmed_by == "Phó Chủ tịch UBND thị xã"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bao-cao.docx", b"PK\x03\x04" + b"\x00" * 60, "không phải là PDF, JPG hay PNG"),
        ("bao-cao.pdf", b"hello", "không phải là PDF, JPG hay PNG"),
        ("rong.pdf", b"", "rỗng"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(november, dossier, name, content, says):
    with pytest.raises(Refused, match=says):
        services.attach_paper(dossier, "achievement_report", november.scan(name, content), DAY, november.mai)
    assert not DossierPaper.objects.exists()


def test_a_paper_signed_tomorrow_is_refused(november, dossier):
    with pytest.raises(Refused, match="sau hôm nay"):
        services.attach_paper(dossier, "achievement_report", november.scan(), dt.date(2020, 11, 6), november.mai)


def test_shared_papers_belong_to_the_submission_and_own_ones_to_the_dossier(november, dossier):
    with pytest.raises(Refused, match="riêng từng hồ sơ"):
        services.attach_paper(dossier.submission, "achievement_report", november.scan(), DAY, november.mai)
    with pytest.raises(Refused, match="chung cả lần trình"):
        services.attach_paper(dossier, "minutes", november.scan(), DAY, november.mai)
    with pytest.raises(Refused, match="không yêu cầu loại giấy này"):
        services.attach_paper(dossier, "diploma", november.scan(), DAY, november.mai)
    minutes = services.attach_paper(dossier.submission, "minutes", november.scan(), DAY, november.mai)
    assert minutes.dossier is None


def test_a_class_that_needs_no_report_gets_none(november, dossier):
    household = november.add(dossier.submission, november.household(), "poor_household")
    with pytest.raises(Refused, match="không cần Báo cáo thành tích"):
        services.attach_paper(household, "achievement_report", november.scan(), DAY, november.mai)


# --- Evidence ---------------------------------------------------------------------------------------------------------


def criterion(november, class_key: str, key: str) -> Criterion:
    return Criterion.objects.get(group__participant_class=november.class_of(class_key), key=key)


def test_s3_18_recognition_is_shown_by_its_papers(november, dossier):
    organisations = criterion(november, "hamlet", "organisations")
    shown = services.add_evidence(
        dossier, organisations, text="Quyết định 41-QĐ/ĐU và 3 giấy công nhận", upload=november.scan(), by=november.mai
    )
    assert shown.file is not None
    services.withdraw_evidence(shown, by=november.mai)
    shown.refresh_from_db()
    assert not shown.is_current
    assert Evidence.objects.count() == 1


def test_evidence_says_something(november, dossier):
    with pytest.raises(Refused, match="Xin ghi minh chứng"):
        services.add_evidence(dossier, criterion(november, "hamlet", "plan"), text=" ", by=november.mai)


def test_a_measured_criterion_takes_no_evidence(november, dossier):
    with pytest.raises(Refused, match="đo từ số liệu"):
        services.add_evidence(dossier, criterion(november, "hamlet", "fall"), text="giảm nhiều", by=november.mai)


def test_a_criterion_of_another_class_takes_none_either(november, dossier):
    with pytest.raises(Refused, match="không đặt cho loại"):
        services.add_evidence(dossier, criterion(november, "commune", "plan"), text="kế hoạch", by=november.mai)


def meeting(november, **changes) -> Evidence:
    dossier = november.add(november.started(), november.household(), "poor_household")
    given = {"met_on": dt.date(2020, 11, 1), "households_present": 98, "households_agreeing": 96} | changes
    return services.add_evidence(dossier, criterion(november, "poor_household", "peace"), by=november.mai, **given)


def test_s3_27_the_hamlets_meeting_is_recorded_with_day_and_households(november):
    held = meeting(november)
    assert held.text == "Họp thôn ngày 01/11/2020: 98 hộ dự, 96 hộ nhất trí."
    assert (held.met_on, held.households_present, held.households_agreeing) == (dt.date(2020, 11, 1), 98, 96)


def test_s3_27_a_few_agreeing_is_recorded_too_for_it_is_no_ballot(november):
    assert meeting(november, households_agreeing=3).households_agreeing == 3


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"met_on": None}, "ngày họp thôn"),
        ({"met_on": dt.date(2020, 11, 6)}, "sau hôm nay"),
        ({"households_present": None}, "số hộ dự họp"),
        ({"households_present": 0}, "số hộ dự họp"),
        ({"households_agreeing": None}, "số hộ nhất trí"),
        ({"households_agreeing": 99}, r"Số hộ nhất trí \(99\) không thể nhiều hơn số hộ dự \(98\)"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(november, changes, says):
    with pytest.raises(Refused, match=says):
        meeting(november, **changes)


# --- Papers the product makes -----------------------------------------------------------------------------------------


def test_s3_29_the_letter_is_made_in_the_background_once(november):
    submission = november.submitted()
    assert services.papers_to_make(submission)
    (job,) = run_queued_jobs()
    assert job.result == {"made": ["submission_letter"]}
    letter = submission.papers.get(kind="submission_letter")
    assert letter.file.name == "Tờ trình 86-TTr-UBND.pdf"
    assert letter.file.made_by_system
    services.ask_for_papers(submission, by=november.vang)
    (again,) = run_queued_jobs()
    assert again.result == {"made": []}
    assert submission.papers.filter(kind="submission_letter").count() == 1


def test_s3_29_the_list_is_made_only_where_a_class_asks_for_it(november):
    november.submitted((november.household(), "poor_household"), (november.person(), "individual"))
    (job,) = run_queued_jobs()
    assert job.result == {"made": ["submission_letter", "summary_list"]}


def test_a_signed_letter_that_was_uploaded_is_not_made_again(november):
    submission = november.prepared()
    services.attach_paper(submission, "submission_letter", november.scan(), DAY, november.mai)
    services.submit(submission, "86", DAY, november.vang)
    (job,) = run_queued_jobs()
    assert job.result == {"made": []}
    assert not submission.papers.get(kind="submission_letter").file.made_by_system
