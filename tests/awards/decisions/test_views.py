"""The pages of decisions, as people open and press them."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from awards.decisions.models import AwardDecision
from awards.decisions.services import issuing
from campaign_portal.foundation import files
from campaign_portal.foundation.models import Job
from emulation.duties import selectors as duties
from emulation.territory.models import Unit
from tests.awards.decisions.conftest import Deciding
from tests.support.jobs import run_queued_jobs

INDEX, REGISTER = reverse("decisions:index"), reverse("decisions:register")


def at(decision: AwardDecision, name: str = "decision", *more: int) -> str:
    return reverse(f"decisions:{name}", args=[decision.pk, *more])


@pytest.fixture
def drafter(stage: Deciding, client):
    client.force_login(stage.drafter)
    return client


@pytest.fixture
def signer(stage: Deciding, client):
    client.force_login(stage.signer)
    return client


@pytest.fixture
def draft(stage: Deciding) -> AwardDecision:
    return stage.draft()


@pytest.fixture
def issued(stage: Deciding, draft) -> AwardDecision:
    return stage.issue(draft)


def words(decision: AwardDecision, **changes: str) -> dict[str, str]:
    data = {
        name: getattr(decision, name)
        for name in ("subject", "proposer_post", "proposal_number", "payer", "executors", "recipients")
    }
    return data | {"proposal_on": "18/11/2020"} | changes


def presented_to(stage: Deciding, username: str) -> list:
    user = stage.sa_pa.person(username)
    found = list(duties.shown_to(user, stage.sa_pa.campaign.key))
    return list(duties.presentations(user, found).values())


# --- From the session to the signature ------------------------------------------------------------------------------


def test_s3_33_what_the_council_passed_becomes_an_issued_decision(stage: Deciding, client):
    session = stage.closed(stage.dossiers())
    client.force_login(stage.drafter)
    home = client.get(reverse("home")).text
    assert "Hội đồng đã thông qua; soạn quyết định để trình ký." in home
    page = client.get(reverse("councils:session", args=[session.pk])).text
    assert "5 hồ sơ được thông qua, chưa có quyết định." in page
    assert "Năm hồ sơ đã được hội đồng thông qua, chưa có quyết định." in client.get(INDEX).text

    answer = client.post(
        reverse("decisions:draft"), {"session": session.pk, "award_form": session.items.first().dossier.award_form_id}
    )
    decision = AwardDecision.objects.get()
    assert answer.url == at(decision)
    page = client.get(at(decision)).text
    assert "Chưa trình được" in page
    assert "Chưa ghi số và ngày tờ trình" in page
    assert "chưa xác nhận" in page
    client.post(at(decision, "edit"), words(decision, proposal_number="121/TTr-PNV"))
    page = client.get(at(decision)).text
    assert "Chưa trình được" not in page
    assert "900.000 đồng" in page
    assert "3.150.000 đồng" in page
    client.post(at(decision, "offer"))

    client.force_login(stage.signer)
    (line,) = presented_to(stage, "long")
    assert (line.action, line.url) == ("Xem và ký ban hành", at(decision))
    assert "2 tập thể, 1 hộ gia đình, 2 cá nhân" in line.text
    assert "Quyết định chờ ký" in client.get(reverse("home")).text
    page = client.get(at(decision)).text
    assert "Ban hành</button>" in page
    assert "Ký: KT. CHỦ TỊCH / PHÓ CHỦ TỊCH Phạm Đức Long." in page
    assert "Chưa ban hành được" not in page
    answer = client.post(at(decision, "issue"), {"issued_on": "18/11/2020"}, follow=True)
    assert "Đã ban hành Quyết định 01/QĐ-UBND. Văn bản đang được lập." in answer.text
    assert "Quyết định đã ban hành nhưng chưa có tệp văn bản." in answer.text
    assert "Chưa có tệp" in client.get(INDEX).text
    run_queued_jobs()
    page = client.get(at(decision)).text
    decision.refresh_from_db()
    assert decision.file.sha256 in page
    assert "chưa có tệp văn bản" not in page
    file = client.get(reverse("file", args=[decision.file_id]))
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_only_who_signs_sees_the_duty_at_that_desk(stage: Deciding, draft):
    issuing.offer_for_signature(draft, by=stage.drafter)
    assert {name: len(presented_to(stage, name)) for name in ("long", "bich", "nam", "hanh")} == {
        "long": 1,
        "bich": 0,
        "nam": 0,
        "hanh": 0,
    }
    issuing.keep_series(stage.sa_pa.office("authority"), by_clerk=True, by=stage.sa_pa.person("bich"))
    (line,) = presented_to(stage, "bich")
    assert line.action == "Ghi số"
    issuing.enter_number(draft, 118, by=stage.sa_pa.person("bich"))
    assert not presented_to(stage, "bich")


def test_a_draft_reads_on_the_first_page_of_who_must_hand_it_up(stage: Deciding, draft):
    (line,) = presented_to(stage, "huy")
    assert (line.action, line.url) == ("Mở dự thảo", at(draft))
    assert "chưa trình lãnh đạo ký" in line.text


def test_a_draft_handed_back_waits_with_its_reason(stage: Deciding, draft, signer):
    issuing.offer_for_signature(draft, by=stage.drafter)
    assert "ghi lý do" in signer.post(at(draft, "hand_back"), {"reason": ""}).text
    signer.post(at(draft, "hand_back"), {"reason": "sửa Điều 3"})
    assert any("sửa Điều 3" in line.text for line in presented_to(stage, "tuan"))
    draft.refresh_from_db()
    assert draft.state == "draft"


# --- The draft's pages ----------------------------------------------------------------------------------------------


def test_the_preview_is_a_pdf_that_nobody_keeps(stage: Deciding, draft, drafter):
    answer = drafter.get(at(draft, "preview"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF")
    draft.refresh_from_db()
    assert draft.file is None


def test_the_preview_of_an_issued_decision_is_its_page(issued, drafter):
    assert drafter.get(at(issued, "preview")).url == at(issued)


def test_a_slip_in_the_draft_is_said_and_nothing_is_lost(draft, drafter):
    answer = drafter.post(at(draft, "edit"), words(draft, proposal_on="31/2/2020", payer="Quỹ mới"))
    assert "Ví dụ đúng: 20/11/2020" in answer.text
    assert "Quỹ mới" in answer.text
    draft.refresh_from_db()
    assert draft.payer != "Quỹ mới"


def test_a_line_is_changed_on_its_page(draft, drafter):
    award = draft.awards.get(nature="household")
    address = at(draft, "line", award.pk)
    assert "chưa xác nhận" in drafter.get(address).text
    drafter.post(address, {"act": "coefficient", "coefficient": "0,45", "basis": "Công văn 12/BTĐKT"})
    award.refresh_from_db()
    assert award.coefficient == Decimal("0.45")
    assert "đặt tay: Công văn 12/BTĐKT" in drafter.get(at(draft)).text
    drafter.post(address, {"act": "clear"})
    award.refresh_from_db()
    assert award.coefficient is None
    drafter.post(
        address, {"act": "words", "recipient_name": "Hộ A Páo", "recipient_detail": "", "achievement": "Vượt khó"}
    )
    award.refresh_from_db()
    assert award.recipient_name == "Hộ A Páo"
    drafter.post(address, {"act": "leave_out", "reason": "chờ năm sau"})
    assert draft.awards.count() == 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"act": "coefficient", "coefficient": "không", "basis": "x"}, "“không” không phải là số"),
        ({"act": "coefficient", "coefficient": "1.234", "basis": "x"}, "có thể là 1234 hoặc 1,234"),
        ({"act": "coefficient", "coefficient": "-0,3", "basis": "x"}, "lớn hơn 0"),
        ({"act": "coefficient", "coefficient": "0,3", "basis": ""}, "ghi căn cứ"),
        (
            {"act": "words", "recipient_name": "", "recipient_detail": "", "achievement": ""},
            "Xin ghi tên ghi trong quyết định.",
        ),
        ({"act": "leave_out", "reason": ""}, "ghi lý do"),
        ({"act": "gì đó"}, "Hệ số tiền thưởng"),
    ],
)
def test_a_slip_on_a_line_is_said_beside_its_field(draft, drafter, data, said):
    award = draft.awards.get(nature="household")
    answer = drafter.post(at(draft, "line", award.pk), data)
    assert answer.status_code == 200
    assert said in answer.text
    award.refresh_from_db()
    assert award.coefficient is None


def test_a_draft_is_discarded_with_a_reason(draft, drafter):
    assert "ghi lý do" in drafter.post(at(draft, "discard"), {"reason": ""}).text
    drafter.post(at(draft, "discard"), {"reason": "soạn nhầm"})
    assert not AwardDecision.objects.exists()
    assert "Năm hồ sơ đã được hội đồng thông qua" in drafter.get(INDEX).text


# --- Issuing on the page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hôm nay", "Ví dụ đúng: 20/11/2020"),
        ("", "Xin ghi ngày ban hành"),
        ("19/11/2020", "ở sau hôm nay"),
        ("17/11/2020", "ở trước ngày hội đồng họp"),
    ],
)
def test_a_date_that_cannot_be_is_said_beside_it_and_kept(draft, signer, typed, said):
    answer = signer.post(at(draft, "issue"), {"issued_on": typed})
    assert answer.status_code == 200
    assert said in answer.text
    assert f'value="{typed}"' in answer.text or not typed
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_second_press_opens_the_issued_decision(stage: Deciding, issued, signer):
    answer = signer.post(at(issued, "issue"), {"issued_on": "18/11/2020"}, follow=True)
    assert answer.status_code == 200
    assert "đã được ban hành: số 01/QĐ-UBND" in answer.text
    assert signer.post(at(issued, "issue"), {"issued_on": "rác"}, follow=True).status_code == 200


def test_what_blocks_issuing_stands_beside_a_disabled_button(stage: Deciding, draft, signer, clock):
    clock(dt.date(2025, 7, 1))
    page = signer.get(at(draft)).text
    assert "Chưa ban hành được" in page
    assert "không còn trong pháp luật sau ngày 30/6/2025" in page
    assert "disabled" in page


def test_the_clerk_enters_the_number(stage: Deciding, draft, client):
    client.force_login(stage.sa_pa.person("bich"))
    page = client.get(INDEX).text
    assert "Số quyết định năm 2020 của UBND thị xã: phần mềm cấp." in page
    series = reverse("decisions:series", args=[stage.sa_pa.office("authority").pk])
    client.post(series, {"by_clerk": "1"})
    assert "văn thư ghi theo sổ" in client.get(INDEX).text
    assert "Số văn bản là số nguyên" in client.post(at(draft, "number"), {"number": "một"}, follow=True).text
    assert "Đã ghi số." in client.post(at(draft, "number"), {"number": "118"}, follow=True).text
    draft.refresh_from_db()
    assert draft.book_number == 118
    assert client.get(reverse("decisions:series", args=[999])).status_code == 404


def test_a_paper_that_failed_can_be_asked_for_again(stage: Deciding, issued, drafter):
    Job.objects.filter(kind="decisions.render").update(state=Job.State.FAILED)
    page = drafter.get(at(issued)).text
    assert "hỏng sau" in page
    assert "Lập lại văn bản" in page
    drafter.post(at(issued, "make_paper_again"))
    run_queued_jobs()
    assert "Tải PDF" in drafter.get(at(issued)).text


# --- Who sees what --------------------------------------------------------------------------------------------------


def test_the_recipients_commune_sees_and_downloads_the_issued_decision(stage: Deciding, draft, client):
    client.force_login(stage.sa_pa.person("mai"))
    assert client.get(at(draft)).status_code == 404, "a draft is the authority's own"
    assert "Không quyết định đã ban hành." not in client.get(INDEX).text
    issued = stage.issue(draft)
    run_queued_jobs()
    issued.refresh_from_db()
    for username in ("mai", "vang"):
        client.force_login(stage.sa_pa.person(username))
        page = client.get(at(issued))
        assert "Quyết định 01/QĐ-UBND" in page.text
        assert "Nhật ký" not in page.text
        assert "01/QĐ-UBND" in client.get(INDEX).text
        file = client.get(reverse("file", args=[issued.file_id]))
        assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_a_hamlets_own_head_sees_his_hamlets_award(stage: Deciding, issued, client):
    client.force_login(stage.sa_pa.person("din"))
    assert client.get(at(issued)).status_code == 200


def test_a_commune_with_nobody_in_the_list_sees_nothing(stage: Deciding, issued, client):
    run_queued_jobs()
    issued.refresh_from_db()
    client.force_login(stage.sa_pa.person("lien"))
    assert client.get(at(issued)).status_code == 404
    assert "01/QĐ-UBND" not in client.get(INDEX).text
    assert client.get(reverse("file", args=[issued.file_id])).status_code == 404


def test_an_agency_that_is_awarded_sees_it_and_another_town_does_not(stage: Deciding, client):
    agency = stage.sa_pa.office("justice_office")
    dossier = stage.dossier(stage.sa_pa.party(agency), "agency", proposer=agency)
    issued = stage.issue(stage.draft(stage.closed([dossier])))
    client.force_login(stage.sa_pa.person("justice.office"))
    assert client.get(at(issued)).status_code == 200


@pytest.mark.parametrize(
    ("username", "name", "status"),
    [
        ("mai", "edit", 403),
        ("mai", "discard", 403),
        ("long", "edit", 403),
        ("huy", "hand_back", 403),
        ("ngoc", "preview", 200),
    ],
)
def test_pages_open_for_their_roles_alone(stage: Deciding, draft, client, username, name, status):
    client.force_login(stage.sa_pa.person(username))
    assert client.get(at(draft, name)).status_code == status


@pytest.mark.parametrize(
    ("username", "name"),
    [
        ("huy", "issue"),
        ("mai", "issue"),
        ("long", "offer"),
        ("long", "take_back"),
        ("huy", "number"),
        ("mai", "make_paper_again"),
    ],
)
def test_buttons_work_for_their_roles_alone(stage: Deciding, draft, client, username, name):
    client.force_login(stage.sa_pa.person(username))
    assert client.post(at(draft, name), {"issued_on": "18/11/2020", "number": "5"}).status_code == 403
    draft.refresh_from_db()
    assert (draft.state, draft.book_number) == ("draft", None)


def test_another_towns_draft_does_not_exist(stage: Deciding, draft, client):
    elsewhere = Unit.objects.filter(level="district").exclude(pk=stage.sa_pa.town.pk).first()
    AwardDecision.objects.update(unit=elsewhere, district=elsewhere)
    award = draft.awards.first()
    client.force_login(stage.drafter)
    for address in (
        at(draft),
        at(draft, "edit"),
        at(draft, "preview"),
        at(draft, "discard"),
        at(draft, "line", award.pk),
    ):
        assert client.get(address).status_code == 404
    for name in ("offer", "take_back", "make_paper_again"):
        assert client.post(at(draft, name)).status_code == 404
    client.force_login(stage.signer)
    assert client.post(at(draft, "issue"), {"issued_on": "18/11/2020"}).status_code == 404


def test_a_line_of_another_decision_does_not_exist(stage: Deciding, draft, drafter):
    other = stage.draft(stage.closed([stage.household("Lý A Sùng")]))
    foreign = other.awards.get()
    assert drafter.get(at(draft, "line", foreign.pk)).status_code == 404
    assert drafter.post(at(draft, "line", foreign.pk), {"act": "leave_out", "reason": "x"}).status_code == 404


def test_an_issued_decision_has_no_page_to_edit(issued, drafter):
    award = issued.awards.first()
    for address in (at(issued, "edit"), at(issued, "discard"), at(issued, "line", award.pk)):
        assert drafter.get(address).status_code == 404
        assert drafter.post(address, {"act": "leave_out", "reason": "x"}).status_code == 404


def test_drafting_with_foreign_or_garbled_ids(stage: Deciding, drafter):
    session = stage.closed(stage.dossiers())
    address = reverse("decisions:draft")
    assert drafter.post(address, {"session": "abc", "award_form": "1"}).status_code == 404
    assert drafter.post(address, {"session": "9" * 30, "award_form": "1"}).status_code == 404
    assert drafter.post(address, {"session": "999999", "award_form": "1"}).status_code == 404
    answer = drafter.post(address, {"session": session.pk, "award_form": "999999"}, follow=True)
    assert "Không còn hồ sơ nào chờ quyết định" in answer.text


# --- Search, register, Excel, costs -----------------------------------------------------------------------------------


@pytest.fixture
def shelf(stage: Deciding) -> list[AwardDecision]:
    names = ("Giàng A Páo", "Lý Thị Mẩy", "Vàng A Sử")
    return [stage.issue(stage.draft(stage.closed([stage.person(name)]))) for name in names]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"01", "02", "03"}),
        ("ly thi may", {"02"}),
        ("LÝ THỊ", {"02"}),
        ("2", {"02"}),
        ("03/QĐ-UBND", {"03"}),
        ("số 3", {"03"}),
        ("không ai", set()),
        ("' OR 1=1 --", set()),
        ("99999999999999999999", set()),
    ],
)
def test_decisions_are_found_by_number_or_by_a_name_without_accents(shelf, drafter, query, found):
    page = drafter.get(INDEX, {"tim": query}).text
    assert {number for number in ("01", "02", "03") if f"{number}/QĐ-UBND" in page} == found


def test_the_year_narrows_the_list(shelf, drafter):
    assert "01/QĐ-UBND" in drafter.get(INDEX, {"nam": "2020"}).text
    assert "01/QĐ-UBND" not in drafter.get(INDEX, {"nam": "2019"}).text
    assert "01/QĐ-UBND" in drafter.get(INDEX, {"nam": "rác", "trang": "rác"}).text


def rows_of(answer) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return list(sheet.iter_rows(values_only=True))


def test_the_register_lists_every_award_and_goes_out_as_excel(stage: Deciding, shelf, drafter):
    page = drafter.get(REGISTER).text
    assert "3 khen thưởng các năm." in page
    assert "Lý Thị Mẩy" in page
    assert "Lý Thị Mẩy" not in drafter.get(REGISTER, {"tim": "pao"}).text
    assert "Lý Thị Mẩy" not in drafter.get(REGISTER, {"loai": "collective"}).text
    assert "Lý Thị Mẩy" not in drafter.get(REGISTER, {"nam": "2019"}).text
    rows = rows_of(drafter.get(reverse("decisions:export_register"), {"nam": "2020"}))
    assert rows[0][0] == "SỔ KHEN THƯỞNG"
    assert rows[3][1] == "Giàng A Páo"
    assert rows[3][5] == "01/QĐ-UBND"
    assert rows[3][9] == 450_000
    assert rows[-1][9] in (1_350_000, "=SUM(J4:J6)")


def test_the_list_goes_out_as_excel_as_it_is_narrowed(shelf, drafter):
    rows = rows_of(drafter.get(reverse("decisions:export"), {"tim": "may"}))
    assert [row[0] for row in rows if row[0] and "QĐ" in str(row[0])] == ["02/QĐ-UBND"]


def test_the_register_is_not_the_communes(stage: Deciding, issued, client):
    client.force_login(stage.sa_pa.person("mai"))
    assert client.get(REGISTER).status_code == 403


def cost(client, address) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_cost_the_same_for_one_three_and_many(stage: Deciding, drafter):
    costs: dict[str, list[int]] = {"index": [], "register": [], "draft": [], "issued": [], "home": []}
    names = iter(f"Giàng A {number}" for number in range(200))
    for count in (1, 3, 8):
        for _ in range(count):
            stage.issue(stage.draft(stage.closed([stage.person(next(names)) for _ in range(count)])))
            issuing.offer_for_signature(
                stage.draft(stage.closed([stage.person(next(names)) for _ in range(count)])), by=stage.drafter
            )
        draft = stage.draft(stage.closed([stage.person(next(names)) for _ in range(count)]))
        stage.closed([stage.person(next(names)) for _ in range(count)])
        issued = AwardDecision.objects.issued().order_by("pk").last()
        costs["index"].append(cost(drafter, INDEX))
        costs["register"].append(cost(drafter, REGISTER))
        costs["draft"].append(cost(drafter, at(draft)))
        costs["issued"].append(cost(drafter, at(issued)))
        costs["home"].append(cost(drafter, reverse("home")))
    assert {name: len(set(found)) for name, found in costs.items()} == dict.fromkeys(costs, 1), costs


def test_files_and_jobs_follow_the_decision(stage: Deciding, issued, client):
    job = Job.objects.get(kind="decisions.render")
    assert job.owner_key == files.owner_key(issued)
    for username, status in (("huy", 200), ("mai", 200), ("lien", 404)):
        client.force_login(stage.sa_pa.person(username))
        assert client.get(reverse("job_progress", args=[job.pk])).status_code == status


# --- What the dossier's own page tells of it --------------------------------------------------------------------------


def page_of(client, stage: Deciding, username: str, dossier) -> str:
    client.force_login(stage.sa_pa.person(username))
    return client.get(reverse("dossiers:dossier", args=[dossier.pk])).text


def test_the_dossier_names_the_decision_it_came_to(stage: Deciding, client, issued):
    dossier = issued.awards.first().dossier
    said = page_of(client, stage, "mai", dossier)
    assert "Đã có quyết định: 01/QĐ-UBND ngày 18/11/2020." in said
    assert at(issued) in said


def test_its_own_award_is_no_earlier_award_to_it(stage: Deciding, client, issued):
    said = page_of(client, stage, "huy", issued.awards.first().dossier)
    assert "Đã được khen trong chính phong trào này" not in said
    assert "Chưa ghi lần khen nào." in said


def test_a_nominee_who_failed_reads_by_how_much(stage: Deciding, client):
    dossier, other = stage.household("Giàng A Páo"), stage.person("Lý Thị Mẩy")
    session = stage.closed([dossier, other], 7, 15)
    said = page_of(client, stage, "mai", dossier)
    assert "Hội đồng không thông qua: 01/BB-HĐTĐKT, 7 trên 15 phiếu (46,67%), cần ít nhất 8." in said
    assert reverse("councils:session", args=[session.pk]) not in said, "the minutes are the council's"
    assert reverse("councils:session", args=[session.pk]) in page_of(client, stage, "huy", dossier)


def test_those_with_their_outcome_stand_last_and_nothing_is_due_of_them(stage: Deciding, client):
    failed = stage.household("Giàng A Páo")
    failed.due_on = dt.date(2020, 11, 13)
    failed.save(update_fields=["due_on"])
    stage.closed([failed], 7)
    waiting = stage.person("Lý Thị Mẩy")
    client.force_login(stage.drafter)
    said = client.get(reverse("dossiers:index"), {"muc": "tat-ca"}).text
    assert said.index(waiting.party.name) < said.index(failed.party.name)
    assert "quá hạn" not in said


def test_nobody_guesses_the_first_number_of_the_clerks_book(stage: Deciding, client, draft):
    bich = stage.sa_pa.person("bich")
    issuing.keep_series(stage.sa_pa.office("authority"), by_clerk=True, by=bich)
    issuing.offer_for_signature(draft, by=stage.drafter)
    client.force_login(bich)
    said = client.get(at(draft)).text
    assert 'name="number"' in said
    assert 'value="1"' not in said
