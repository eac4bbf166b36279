"""The letter, the list and the draft of the report: what they say, and that they keep to NĐ 30/2020."""

import datetime as dt

import pytest

from awards.dossiers import documents, services
from awards.dossiers.models import Submission
from awards.dossiers.selectors import loaded_dossiers, loaded_submissions
from campaign_portal.foundation import paper
from tests.support import nd30

DAY = dt.date(2020, 11, 5)


def text_of(made: bytes) -> str:
    import io

    from docx import Document

    document = Document(io.BytesIO(made))
    parts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        parts += [cell.text for row in table.rows for cell in row.cells]
    return " ".join(" ".join(parts).split())


def loaded(submission: Submission) -> Submission:
    return loaded_submissions().get(pk=submission.pk)


@pytest.fixture
def submission(november) -> Submission:
    november.reviewed({"Tả Van Mông": 47})
    person = november.person(position="Chủ homestay")
    november.helped(person, 5)
    hamlet = november.sa_pa.party(november.sa_pa.hamlet("Tả Van Mông"))
    found = november.submitted((hamlet, "hamlet"), (person, "individual"), (november.household(), "poor_household"))
    return loaded(found)


def test_s3_29_the_letter_proposes_each_by_group_on_the_law_of_its_day(submission):
    said = text_of(paper.to_docx(documents.submission_letter(submission)))
    for part in (
        "Số: 86/TTr-UBND",
        "Tả Van, ngày 05 tháng 11 năm 2020",
        "Chủ tịch Ủy ban nhân dân thị xã Sa Pa",
        "Căn cứ Nghị định số 91/2017/NĐ-CP",
        "Căn cứ Kế hoạch tháng 02 năm 2020 của Ủy ban nhân dân thị xã Sa Pa",
        "Căn cứ Biên bản họp xét khen thưởng ngày 05 tháng 11 năm 2020 của Hội đồng Thi đua - Khen thưởng xã Tả Van",
        "Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Sa Pa cho 01 tập thể, 01 hộ gia đình và 01 cá nhân",
        "I. Tập thể",
        "II. Hộ gia đình",
        "III. Cá nhân",
        "IV.2.2.a",
        "Hồ sơ gửi kèm (02 bộ)",
        "02 Báo cáo thành tích",
        "xem xét, quyết định./.",
        "Lồ A Vảng",
    ):
        assert part in said, part


def test_the_letter_keeps_to_the_decree(submission):
    assert nd30.problems(paper.to_pdf(documents.submission_letter(submission))) == []
    assert nd30.problems(paper.to_pdf(documents.summary_list(submission))) == []


def test_a_deputy_signs_for_the_chairman(submission):
    submission.signer_title = "Phó Chủ tịch UBND xã"
    (signer,) = documents.submission_letter(submission).signers
    assert signer.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_draft_has_neither_number_nor_date(november):
    found = november.started()
    november.add(found, november.person(), "individual")
    made = documents.submission_letter(loaded(found))
    assert (made.number, made.dated_on, made.symbol) == ("", None, "TTr-UBND")
    assert nd30.problems(paper.to_pdf(made), draft=True) == []


def test_an_empty_submissions_letter_can_be_looked_at(november):
    assert paper.to_docx(documents.submission_letter(loaded(november.started())))


def test_s3_29_the_list_has_the_households_and_not_the_others(submission):
    said = text_of(paper.to_docx(documents.summary_list(submission)))
    assert "Hộ Giàng A Páo" in said
    assert "gấp 3,00 lần" in said
    assert "Mông" in said
    assert "Lù A Sì" not in said
    assert "Tả Van Mông, xã Tả Van" in said  # the household's address
    assert "(Kèm theo Tờ trình số 86/TTr-UBND ngày 05 tháng 11 năm 2020" in said


def report(submission: Submission, key: str) -> tuple[paper.Paper, str]:
    dossier = loaded_dossiers().get(submission=submission, participant_class__key=key)
    made = documents.achievement_report(dossier)
    return made, text_of(paper.to_docx(made))


def test_s3_29_the_draft_report_of_a_hamlet_is_written_from_the_records(submission):
    made, said = report(submission, "hamlet")
    for part in (
        "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH",
        "Tại thời điểm 31/12/2019: 129 hộ dân cư, 61 hộ nghèo (47,29%)",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC TRONG PHONG TRÀO",
        "vượt 55,0%",
        "Đã giúp vốn, cây giống, kỹ thuật.",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "Chưa được khen thưởng.",
        "XÁC NHẬN CỦA UBND XÃ TẢ VAN",
    ):
        assert part in said, part
    assert made.issuer is None
    assert nd30.problems(paper.to_pdf(made), draft=True) == []


def test_where_the_report_itself_is_the_evidence_the_table_says_where_to_read(submission):
    hamlet = submission.dossiers.get(participant_class__key="hamlet")
    said = text_of(paper.to_docx(documents.achievement_report(loaded_dossiers().get(pk=hamlet.pk))))
    assert said.count("Nêu ở phần “Việc đã làm, biện pháp, hiệu quả” dưới đây.") == 2


def test_the_draft_report_of_a_person_leaves_lines_for_what_only_he_knows(submission):
    made, said = report(submission, "individual")
    assert "Họ và tên: Lù A Sì" in said
    assert "I. SƠ LƯỢC LÝ LỊCH" in said
    assert "Đã giúp 5 hộ có việc làm ổn định, thoát nghèo" in said
    assert "NGƯỜI BÁO CÁO THÀNH TÍCH" in said
    assert nd30.problems(paper.to_pdf(made), draft=True) == []


def test_the_draft_report_of_a_household(submission):
    _, said = report(submission, "poor_household")
    assert "Họ và tên chủ hộ: Giàng A Páo" in said
    assert "CHỦ HỘ" in said


def test_a_commune_issues_its_own_report_and_the_town_confirms(november):
    found = november.started()
    dossier = november.add(found, november.sa_pa.party(november.sa_pa.ta_van), "commune")
    award = {"year": 2018, "award_name": "Bằng khen", "achievement": "NTM", "decision": "QĐ 9/QĐ-UBND"}
    services.edit_dossier(dossier, summary="x", achievements="y", prior_awards=[award], by=november.mai)
    made, said = report(found, "commune")
    assert made.issuer is not None
    assert made.symbol == "BC-UBND"
    assert "7 thôn, tổ dân phố" in said
    assert "Bằng khen" in said
    assert "XÁC NHẬN CỦA UBND THỊ XÃ SA PA" in said
    assert nd30.problems(paper.to_pdf(made), draft=True) == []


def test_in_the_demo_every_paper_says_so(submission):
    assert documents.submission_letter(submission, is_demo=True).notice == "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
    assert documents.submission_letter(submission).notice == ""


def test_an_agencys_letter_has_the_town_above_its_name(november):
    office = november.sa_pa.office("justice_office")
    officer = november.sa_pa.person("justice.office")
    found = services.start_submission(november.campaign, november.route, office, officer)
    services.add_nominee(found, november.sa_pa.party(office), november.class_of("agency"), officer)
    made = documents.submission_letter(loaded(found))
    assert made.issuer == paper.Issuer("Phòng Tư pháp", superior="Ủy ban nhân dân thị xã Sa Pa")
