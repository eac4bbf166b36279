"""The pages as people work with them: what they say, what they keep, what they refuse in a sentence."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.criteria.models import Criterion
from awards.dossiers import services
from awards.dossiers.models import Appraisal, Dossier, Evidence, Finding, Hold, Submission
from campaign_portal.foundation import drafts, files
from emulation.duties.models import Fulfillment
from emulation.people.models import Party
from tests.support.jobs import run_queued_jobs

DAY = "05/11/2020"


def page(client, user, name: str, *args, **query) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"dossiers:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def post(client, user, name: str, *args, **data) -> str:
    """The page one lands on."""
    client.force_login(user)
    answer = client.post(reverse(f"dossiers:{name}", args=args), data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


# --- A proposer prepares ------------------------------------------------------------------------------------------


def test_a_commune_finds_itself_among_communes(november, client):
    said = page(client, november.mai, "add", november.started().pk, loai="commune")
    assert "Xã Tả Van" in said


def test_the_first_page_says_what_is_due_and_begins_a_submission(november, client):
    said = page(client, november.mai, "index")
    assert "Chưa lập hồ sơ nào. Nộp trước 10/11/2020, còn 4 ngày." in said
    assert "Lập hồ sơ trình" in said
    landed = post(client, november.mai, "start", november.route.pk)
    assert "lần trình đợt 1" in landed
    assert "Mở lần trình" in page(client, november.mai, "index")


def test_s3_15_the_provinces_awards_are_told_to_be_not_loaded(november, client):
    for user in (november.mai, november.huy):
        said = page(client, user, "index")
        assert "Khen thưởng cấp tỉnh" in said
        assert "chưa nạp vào phần mềm" in said


def test_s3_14_every_class_is_offered_with_what_it_asks(november, client):
    submission = november.started()
    said = page(client, november.mai, "add", submission.pk)
    for name in ("Xã, phường", "Thôn, tổ dân phố", "Tổ chức kinh tế", "Cá nhân", "Cán bộ, công chức", "Hộ nghèo"):
        assert name in said
    assert "6 tiêu chuẩn, 1 đo từ số liệu" in said
    assert "Cơ quan, đơn vị" not in said  # an agency proposes itself


def test_beside_a_hamlet_stands_how_it_stands_today(november, client):
    november.reviewed({"Tả Van Mông": 47})
    submission = november.started()
    said = page(client, november.mai, "add", submission.pk, loai="hamlet")
    assert "Giao giảm 7,00 điểm %, thực hiện 10,85" in said
    assert not Party.objects.filter(unit=november.sa_pa.hamlet("Tả Van Mông")).exists()  # looking makes nothing
    hamlet = november.sa_pa.hamlet("Tả Van Mông")
    address = reverse("dossiers:add", args=[submission.pk]) + "?loai=hamlet"
    client.post(address, {"chon": f"unit-{hamlet.pk}"})
    assert submission.dossiers.get().party.unit == hamlet
    assert "đã có trong lần trình này" in page(client, november.mai, "add", submission.pk, loai="hamlet")


def test_households_are_found_without_accents_and_chosen(november, client):
    submission = november.started()
    household = november.household()
    november.household("Thào A Sử", income_2020=900_000)
    said = page(client, november.mai, "add", submission.pk, loai="poor_household", tim="giang a pao")
    assert "Hộ Giàng A Páo" in said
    assert "gấp 3,00 lần" in said
    assert "Thào A Sử" not in said
    address = reverse("dossiers:add", args=[submission.pk]) + "?loai=poor_household"
    client.post(address, {"chon": f"party-{household.pk}"})
    assert submission.dossiers.get().party == household


def test_a_household_of_another_commune_is_not_on_offer(november, client):
    submission = november.started()
    other = november.household(hamlet=november.sa_pa.hamlet("Hang Đá", november.sa_pa.muong_hoa))
    client.force_login(november.mai)
    address = reverse("dossiers:add", args=[submission.pk]) + "?loai=poor_household"
    for key in (f"party-{other.pk}", "party-999999", "unit-1", "", "party-x"):
        said = client.post(address, {"chon": key}).content.decode()
        assert "Xin chọn một dòng trong danh sách." in said
    assert not submission.dossiers.exists()


def test_a_person_is_registered_on_the_same_page(november, client):
    submission = november.started()
    client.force_login(november.mai)
    address = reverse("dossiers:add", args=[submission.pk]) + "?loai=individual"
    said = client.post(address, {"name": "Sử", "birth_year": "một chín tám lăm"}).content.decode()
    assert "không phải là số" in said
    assert "Xin chọn giới tính" in said
    assert 'value="Sử"' in said  # nothing typed is lost
    client.post(address, {"name": "Vàng Thị Sử", "birth_year": "1985", "gender": "female", "ethnicity": "Giáy"})
    party = submission.dossiers.get().party
    assert (party.name, party.birth_year, party.unit) == ("Vàng Thị Sử", 1985, november.sa_pa.ta_van)


def test_texts_that_are_refused_are_kept_as_typed(november, client):
    dossier = november.add(november.started(), november.person(), "individual")
    long = "từ " * 90
    said = post(
        client, november.mai, "edit", dossier.pk, achievement_summary=long, achievements="Việc đã làm.", year_0="18"
    )
    assert "Xin ghi năm khen bằng bốn chữ số, không phải “18”." in said
    assert long.strip() in said
    dossier.refresh_from_db()
    assert dossier.achievements == ""
    kept = drafts.load(november.mai, "dossiers.texts", files.owner_key(dossier))
    assert kept["achievements"] == "Việc đã làm."
    assert "Có phần đang ghi dở" in page(client, november.mai, "dossier", dossier.pk)
    said = post(client, november.mai, "edit", dossier.pk, achievement_summary=long, achievements="Việc đã làm.")
    assert "dài 90 từ, quá mức 80 từ" in said
    post(client, november.mai, "edit", dossier.pk, achievement_summary="Ngắn.", achievements="Việc đã làm.")
    assert drafts.load(november.mai, "dossiers.texts", files.owner_key(dossier)) == {}
    dossier.refresh_from_db()
    assert dossier.achievement_summary == "Ngắn."


def test_what_is_being_typed_is_kept_by_itself(november, client):
    dossier = november.add(november.started(), november.person(), "individual")
    client.force_login(november.mai)
    answer = client.post(reverse("dossiers:keep_typing", args=[dossier.pk]), {"achievement_summary": "Dở dang"})
    assert answer.status_code == 204
    assert "Dở dang" in page(client, november.mai, "dossier", dossier.pk)


def test_a_wrong_scan_is_told_beside_its_field(november, client):
    submission = november.started()
    wrong = io.BytesIO(b"khong phai pdf")
    wrong.name = "bien-ban.pdf"
    said = post(
        client,
        november.mai,
        "attach_shared",
        submission.pk,
        "minutes",
        **{"minutes-file": wrong, "minutes-signed_on": "31/02/2020"},
    )
    assert "Ngày ghi chưa đúng" in said
    wrong.seek(0)
    november.add(submission, november.person(), "individual")
    said = post(
        client,
        november.mai,
        "attach_shared",
        submission.pk,
        "minutes",
        **{"minutes-file": wrong, "minutes-signed_on": DAY},
    )
    assert "không phải là PDF, JPG hay PNG" in said
    assert 'value="05/11/2020"' in said


def test_the_button_is_closed_and_says_what_is_missing(november, client):
    submission = november.started()
    november.add(submission, november.person(), "individual")
    said = page(client, november.mai, "submission", submission.pk)
    assert "Chưa trình được, còn thiếu:" in said
    assert "Hồ sơ của ông Lù A Sì: thiếu tóm tắt thành tích." in said
    assert 'disabled aria-describedby="con-thieu"> Trình lãnh đạo' in said.replace('">Trình', '"> Trình')
    leader = page(client, november.vang, "submission", submission.pk)
    assert "Nộp lên Phòng LĐ-TB&amp;XH" in leader


def test_the_leader_hands_in_and_a_refused_number_stays_in_its_field(november, client):
    submission = november.prepared()
    assert "Đã trình lãnh đạo" in post(client, november.mai, "present", submission.pk)
    said = post(client, november.vang, "submit", submission.pk, letter_number="tám sáu", letter_date=DAY)
    assert "Xin ghi số tờ trình theo sổ" in said
    assert 'value="tám sáu"' in said
    said = post(client, november.vang, "submit", submission.pk, letter_number="86", letter_date=DAY)
    assert "Đã nộp." in said
    assert "86/TTr-UBND" in said
    again = post(client, november.vang, "submit", submission.pk, letter_number="86", letter_date=DAY)
    assert "đang ở trạng thái “đã nộp”" in again
    late = io.BytesIO(b"%PDF-1.7 trang")
    late.name = "bien-ban.pdf"
    upload = {"minutes-file": late, "minutes-signed_on": DAY}
    assert "Lần trình đã nộp, không sửa được." in post(
        client, november.mai, "attach_shared", submission.pk, "minutes", **upload
    )
    run_queued_jobs()
    assert "Phần mềm lập" in page(client, november.mai, "submission", submission.pk)


def test_a_late_submission_says_so(november, client):
    november.clock(dt.date(2020, 11, 12))
    submission = november.submitted()
    assert "trễ 3 ngày" in page(client, november.mai, "index")
    assert "Trễ" in page(client, november.huy, "submission", submission.pk)


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_drafts_of_papers_are_looked_at_before_anything_is_handed_in(november, client, ending, begins):
    submission = november.started()
    dossier = november.add(submission, november.household(), "poor_household")
    client.force_login(november.mai)
    for address in (
        reverse("dossiers:draft", args=[submission.pk, "submission_letter", ending]),
        reverse("dossiers:draft", args=[submission.pk, "summary_list", ending]),
        reverse("dossiers:report", args=[dossier.pk, ending]),
    ):
        assert client.get(address).content.startswith(begins)
    assert client.get(reverse("dossiers:draft", args=[submission.pk, "minutes", ending])).status_code == 404
    assert client.get(reverse("dossiers:draft", args=[submission.pk, "submission_letter", "exe"])).status_code == 404


def test_s3_27_the_hamlets_meeting_is_written_on_its_own_page(november, client):
    dossier = november.add(november.started(), november.household(), "poor_household")
    peace = Criterion.objects.get(key="peace")
    said = post(
        client,
        november.mai,
        "add_evidence",
        dossier.pk,
        peace.pk,
        met_on="01/11/2020",
        households_present="98",
        households_agreeing="120",
    )
    assert "Số hộ nhất trí (120) không thể nhiều hơn số hộ dự (98)." in said
    said = post(
        client,
        november.mai,
        "add_evidence",
        dossier.pk,
        peace.pk,
        met_on="01/11/2020",
        households_present="98",
        households_agreeing="96",
    )
    assert "Họp thôn ngày 01/11/2020: 98 hộ dự, 96 hộ nhất trí." in said
    post(client, november.mai, "withdraw_evidence", dossier.pk, Evidence.objects.get().pk)
    assert not Evidence.objects.get().is_current


# --- An office appraises --------------------------------------------------------------------------------------------


def ticks(dossier: Dossier, verdict: str = "met", remark: str = "") -> dict[str, str]:
    found = {}
    for criterion in Criterion.objects.filter(group__participant_class=dossier.participant_class, nature="judged"):
        found |= {f"verdict-{criterion.pk}": verdict, f"remark-{criterion.pk}": remark}
    return found


def test_s3_16_28_the_page_shows_the_classes_own_criteria_measured_and_judged(november, client):
    november.reviewed({"Tả Van Mông": 47})
    said = page(client, november.huy, "dossier", november.dossier().pk)
    assert "1 đạt · 5 chưa đánh giá" in said
    assert "Giao giảm 7,00 điểm %, thực hiện 10,85 (61/129 hộ còn 47/129 hộ), vượt 55,0%." in said
    assert "Xem số liệu" in said
    assert "Chưa chuyển được: còn 5 tiêu chuẩn chưa đánh giá." in said
    assert "Chuyển Văn phòng Điều phối NTM" in said
    assert "Thu nhập bình quân" not in said


def test_ticks_are_kept_while_one_ticks_and_one_without_a_remark_is_asked_for_it(november, client):
    dossier = november.dossier()
    client.force_login(november.huy)
    plan, money = (
        Criterion.objects.get(group__participant_class=dossier.participant_class, key=key) for key in ("plan", "money")
    )
    answer = client.post(
        reverse("dossiers:judge", args=[dossier.pk]),
        {f"verdict-{plan.pk}": "met", f"verdict-{money.pk}": "unmet", f"remark-{money.pk}": ""},
        headers={"HX-Request": "true"},
    )
    said = answer.content.decode()
    assert "Xin ghi vì sao chưa đạt" in said
    assert "Còn dòng chưa lưu" in said
    assert [finding.criterion for finding in Finding.objects.all()] == [plan]
    assert "1 đạt" in said
    answer = client.post(
        reverse("dossiers:judge", args=[dossier.pk]),
        {f"verdict-{plan.pk}": "met", f"verdict-{money.pk}": "unmet", f"remark-{money.pk}": "Chậm 12 ngày"},
        headers={"HX-Request": "true"},
    )
    assert "✓ Đã lưu" in answer.content.decode()
    assert Finding.objects.count() == 2


def test_garbage_in_the_ticks_changes_nothing_and_breaks_nothing(november, client):
    dossier = november.dossier()
    foreign = Criterion.objects.get(group__participant_class__key="commune", key="plan")
    said = post(
        client,
        november.huy,
        "judge",
        dossier.pk,
        **{f"verdict-{foreign.pk}": "met", "verdict-999999999": "met", "verdict-x": "met", "remark-1": "?"},
    )
    assert "Đã lưu đánh giá" in said
    plan = Criterion.objects.get(group__participant_class=dossier.participant_class, key="plan")
    said = post(client, november.huy, "judge", dossier.pk, **{f"verdict-{plan.pk}": "perfect"})
    assert "Xin chọn Đạt, Chưa đạt hoặc Không áp dụng." in said
    assert not Finding.objects.exists()


def test_a_refused_passing_on_keeps_the_words_and_asks_for_the_reason(november, client):
    dossier = november.dossier()
    post(client, november.huy, "judge", dossier.pk, **ticks(dossier, "unmet", "Chưa rõ"))
    said = post(client, november.huy, "forward", dossier.pk, opinion=" ")
    assert "khi chuyển phải ghi lý do." in said
    said = post(client, november.huy, "forward", dossier.pk, opinion="Trình hội đồng xem xét.")
    assert "Đã chuyển hồ sơ của thôn Tả Van Mông, xã Tả Van: Phòng LĐ-TB&amp;XH xem tiếp" in said
    assert Appraisal.objects.get().reason == "Trình hội đồng xem xét."
    assert "Lý do chuyển: Trình hội đồng xem xét." in page(client, november.ngoc, "dossier", dossier.pk)
    again = post(client, november.huy, "forward", dossier.pk, opinion="x")
    assert "Phòng Nội vụ đã chuyển hồ sơ này ngày 05/11/2020." in again


def test_an_opinion_where_no_reason_is_asked_is_an_opinion(november, client):
    november.reviewed({"Tả Van Mông": 40})
    dossier = november.dossier()
    post(client, november.huy, "judge", dossier.pk, **ticks(dossier))
    post(client, november.huy, "forward", dossier.pk, opinion="Rất xứng đáng.")
    appraisal = Appraisal.objects.get()
    assert (appraisal.opinion, appraisal.reason) == ("Rất xứng đáng.", "")


def test_an_opinion_being_written_is_kept_and_carried_to_the_return(november, client):
    dossier = november.dossier()
    client.force_login(november.huy)
    client.post(reverse("dossiers:keep_opinion", args=[dossier.pk]), {"opinion": "Thiếu số liệu nước sạch"})
    assert "Thiếu số liệu nước sạch" in page(client, november.huy, "dossier", dossier.pk)
    assert "Thiếu số liệu nước sạch" in page(client, november.huy, "return", dossier.pk)
    assert "Thiếu số liệu nước sạch" in page(client, november.huy, "decline", dossier.pk)


def test_a_return_is_a_page_that_names_its_parts(november, client):
    dossier = november.dossier()
    said = page(client, november.huy, "return", dossier.pk)
    for name in ("Tờ trình", "Biên bản họp xét", "Báo cáo thành tích", "Tóm tắt thành tích", "Minh chứng"):
        assert name in said
    assert "Danh sách trích ngang" not in said  # this class needs none
    said = post(client, november.huy, "return", dossier.pk, reason="", due_on="10/11/2020")
    assert "Xin chọn ít nhất một phần" in said
    assert "Xin ghi cần bổ sung gì" in said
    said = post(client, november.huy, "return", dossier.pk, parts=["x"], reason="Thiếu", due_on="10/11/2020")
    assert "Hồ sơ này không có phần “x”." in said
    said = post(
        client, november.huy, "return", dossier.pk, parts=["achievements"], reason="Ghi rõ", due_on="10/11/2020"
    )
    assert "Đã trả lại UBND xã Tả Van để bổ sung." in said


def test_a_returned_dossier_opens_what_was_named_and_goes_back(november, client):
    dossier = november.dossier()
    services.return_dossier(
        dossier, november.interior, "Ghi rõ số hộ", ["achievements"], dt.date(2020, 11, 10), november.huy
    )
    said = page(client, november.mai, "dossier", dossier.pk)
    assert "Phòng Nội vụ yêu cầu bổ sung" in said
    assert "Ghi rõ số hộ" in said
    assert "Lãnh đạo nộp lại khi đã bổ sung xong." in said
    assert "Chưa bổ sung: Thành tích trong phong trào." in page(client, november.vang, "dossier", dossier.pk)
    # the closed summary can't be changed, whatever is posted
    post(client, november.mai, "edit", dossier.pk, achievement_summary="Khác hẳn", achievements="14 hộ thoát nghèo.")
    dossier.refresh_from_db()
    assert dossier.achievement_summary == "Giúp đỡ hộ nghèo vươn lên thoát nghèo."
    assert dossier.achievements == "14 hộ thoát nghèo."
    assert "Đã nộp lại." in post(client, november.vang, "resubmit", dossier.pk)
    assert "Có thể người khác vừa xử lý" in post(client, november.vang, "resubmit", dossier.pk)


def test_pages_left_open_while_the_dossier_went_on_say_so(november, client):
    dossier = november.dossier()
    services.decline(dossier, november.labour, "Không khớp.", november.thanh)
    for name in ("return", "decline"):
        assert "không đề nghị" in page_after(client, november.huy, name, dossier.pk)
    said = post(client, november.mai, "edit", dossier.pk, achievement_summary="x")
    assert "không sửa được" in said
    assert "Phòng LĐ-TB&amp;XH: Không khớp." in page(client, november.mai, "submission", dossier.submission_id)


def page_after(client, user, name: str, *args) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"dossiers:{name}", args=args), follow=True)
    return answer.content.decode()


def test_a_hold_is_noted_and_lifted_on_its_page(november, client):
    dossier = november.dossier()
    said = post(client, november.huy, "hold", dossier.pk, ground="discipline", since="06/11/2020", paper="TB 1")
    assert "Ngày bắt đầu không thể sau hôm nay." in said
    said = post(client, november.huy, "hold", dossier.pk, ground="discipline", since="02/11/2020", paper="TB 1")
    assert "Đang tạm dừng đề nghị: đang xem xét kỷ luật" in said
    hold = Hold.objects.get()
    said = post(client, november.huy, "hold", dossier.pk, hold=hold.pk, since="05/11/2020", paper="KL 2")
    assert "Đã ghi thôi tạm dừng" in said
    client.force_login(november.khanh)
    assert client.get(reverse("dossiers:hold", args=[dossier.pk])).status_code == 403


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_inbox_is_searched_without_accents_and_filtered(november, client):
    november.submitted((november.household(), "poor_household"), (november.person(), "individual"))
    assert "Hộ Giàng A Páo" in page(client, november.huy, "index", tim="GIANG a pao")
    assert "Lù A Sì" not in page(client, november.huy, "index", tim="giang")
    assert "Lù A Sì" in page(client, november.huy, "index", tim="ta van")
    assert "Giàng A Páo" not in page(client, november.huy, "index", loai="individual")
    assert "Không có hồ sơ nào khớp." in page(client, november.huy, "index", **{"tinh-trang": "awarded"})
    assert "Lù A Sì" in page(client, november.huy, "index", buoc="1")
    assert "Không có hồ sơ nào khớp." in page(client, november.huy, "index", buoc="2")


@pytest.mark.parametrize("query", [{"buoc": "x"}, {"trang": "-1"}, {"muc": "?"}, {"tinh-trang": "'"}, {"loai": "%"}])
def test_garbage_in_the_address_is_no_error(november, client, query):
    november.submitted()
    page(client, november.huy, "index", **query)


def test_the_inbox_says_how_many_and_when(november, client):
    november.submitted((november.household(), "poor_household"), (november.person(), "individual"))
    said = page(client, november.huy, "index")
    assert "Hai hồ sơ đang chờ ông/bà, hạn sớm nhất 13/11/2020, còn 8 ngày." in said
    assert "Chờ ông/bà (2)" in said
    assert "Không có hồ sơ nào đang chờ ông/bà." in page(client, november.khanh, "index")


def test_the_place_in_the_row_and_the_neighbours(november, client):
    submission = november.submitted(
        (november.household(), "poor_household"),
        (november.person(), "individual"),
        (november.person("Má A Dê"), "official"),
    )
    first, second, third = submission.dossiers.order_by("participant_class__position")
    said = page(client, november.huy, "dossier", second.pk)
    assert "2 trên 3" in said
    assert f'href="/ho-so/{first.pk}/">Hồ sơ trước' in said
    assert f'href="/ho-so/{third.pk}/">Hồ sơ sau' in said
    november.judge(second, november.interior, november.huy)
    services.forward(second, november.interior, reason="Trình", by=november.huy)
    after = page(client, november.huy, "dossier", second.pk)
    assert "2 trên" not in after
    assert f'href="/ho-so/{first.pk}/">Hồ sơ tiếp theo' in after


@pytest.mark.parametrize("who", ["huy", "hanh", "long"])
def test_the_list_costs_the_same_with_one_three_and_many(november, client, who):
    user = november.sa_pa.person(who)
    names = [f"Lù A {letter}" for letter in "ABCDEFGHIJKL"]
    costs = []
    rounds = ((1, 0), (2, 1), (9, 3))
    for number, (count, used) in enumerate(rounds):
        submission = november.started()
        for name in names[used : used + count]:
            november.complete(november.add(submission, november.person(name), "individual"))
        services.attach_paper(submission, "minutes", november.scan(), dt.date(2020, 11, 5), november.mai)
        services.submit(submission, str(number + 1), dt.date(2020, 11, 5), november.vang)
        client.force_login(user)
        client.get(reverse("dossiers:index"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("dossiers:index"))
        costs.append(len(asked))
    assert Dossier.objects.count() == 12
    assert len(set(costs)) == 1, costs


def test_a_submission_costs_the_same_with_one_and_many(november, client):
    submission = november.started()
    costs = []
    for name in ("A", "B", "C", "D"):
        november.complete(november.add(submission, november.person(f"Lù A {name}"), "individual"))
        client.force_login(november.mai)
        client.get(reverse("dossiers:submission", args=[submission.pk]))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("dossiers:submission", args=[submission.pk]))
        costs.append(len(asked))
    assert len(set(costs)) == 1, costs


def test_the_list_goes_out_as_a_workbook(november, client):
    november.submitted((november.household(), "poor_household"))
    client.force_login(november.thanh)
    answer = client.get(reverse("dossiers:export"))
    assert answer.content.startswith(b"PK")
    from openpyxl import load_workbook

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    (row,) = [row for row in rows if row[0] == 1]
    assert row[1:4] == ("Hộ Giàng A Páo", "Hộ nghèo", "UBND xã Tả Van")


# --- S3-31: the standing office passes everything up ------------------------------------------------------------------


def test_s3_31_the_standing_office_sees_all_and_records_its_letter(november, client):
    november.clock(dt.date(2020, 11, 13))
    november.forwarded(november.dossier())
    said = page(client, november.thanh, "summary")
    assert "1 lần trình, 1 hồ sơ: 1 đã chuyển đến hội đồng, 0 đang xử lý, 0 không đề nghị." in said
    assert "Trình trước 15/11/2020, còn 1 ngày." in said
    said = post(client, november.thanh, "summary", number="", date="13/11/2020")
    assert "Xin ghi số, ký hiệu văn bản" in said
    said = post(client, november.thanh, "summary", number="45/TTr-PLĐTBXH", date="13/11/2020")
    assert "45/TTr-PLĐTBXH" in said
    done = Fulfillment.objects.get(duty__kind="submission_summary")
    assert done.on_time
    assert "45/TTr-PLĐTBXH" in post(client, november.thanh, "summary", number="46", date="13/11/2020")
    client.force_login(november.huy)
    assert client.get(reverse("dossiers:summary")).status_code == 403


def test_a_campaign_that_is_none_has_an_empty_page(november, client):
    Submission.objects.all().delete()
    from emulation.campaigns.models import Campaign

    Campaign.objects.update(state="draft")
    assert "Chưa có phong trào nào đang chạy" in page(client, november.huy, "index")
