"""The pages: what each person sees, what a wrong press says, that nothing typed is lost."""

import datetime as dt
from contextlib import closing

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import audit, drafts, files
from campaign_portal.foundation.models import Draft
from emulation.registrations import services
from emulation.registrations.models import Registration
from tests.emulation.registrations.conftest import PLEDGED
from tests.emulation.registrations.test_writing import scan

INDEX = reverse("registrations:index")


def page(registration: Registration) -> str:
    return reverse("registrations:page", args=[registration.pk])


def typed(story, **changes: str) -> dict[str, str]:
    """What the form sends for a whole registration."""
    data = {"wants_award": "on", "models_and_deeds": "", "deed_0_text": "Làm nhà", "deed_0_quantity": "30"}
    data |= {"deed_0_unit": "ngày công", "deed_0_note": "", "deed_0_id": ""}
    for text, value in PLEDGED.items():
        item = story.item(text)
        data |= {f"pledged_{item.pk}": f"{value}".replace(".", ","), f"note_{item.pk}": ""}
    return data | changes


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who))
        return client

    return sign_in


class TestFirstPage:
    def test_a_commune_begins_with_one_button(self, as_, story):
        response = as_("mai").get(INDEX)
        assert "Bắt đầu đăng ký" in text_of(response)
        assert "Chưa bắt đầu, còn 4 ngày" in text_of(response)
        started = as_("mai").post(reverse("registrations:start"), {"doi-tuong": story.party.pk})
        assert started.url == page(Registration.objects.get())

    def test_pressing_begin_twice_opens_the_same(self, as_, story):
        for _ in range(2):
            as_("mai").post(reverse("registrations:start"), {"doi-tuong": story.party.pk})
        assert Registration.objects.count() == 1

    @pytest.mark.parametrize("key", ["", "abc", "0", "999999"])
    def test_another_s_or_no_party_does_not_exist(self, as_, story, key):
        assert as_("mai").post(reverse("registrations:start"), {"doi-tuong": key}).status_code == 404

    def test_another_commune_cannot_be_begun(self, as_, story, sa_pa):
        foreign = sa_pa.party(sa_pa.muong_hoa)
        assert as_("mai").post(reverse("registrations:start"), {"doi-tuong": foreign.pk}).status_code == 404
        assert not Registration.objects.exists()

    def test_the_standing_office_sees_everybody(self, as_, submitted):
        body = text_of(as_("thanh").get(INDEX))
        assert "1 trên 30 đơn vị đã đăng ký" in body
        assert "Nhận 1 đăng ký đủ mức giao" in body
        assert page(submitted.registration) in body

    @pytest.mark.parametrize("who", ["huy", "long", "hanh", "khanh", "ngoc", "bich"])
    def test_others_of_the_town_read_without_buttons(self, as_, submitted, who):
        body = text_of(as_(who).get(INDEX))
        assert "1 trên 30" in body
        assert "đủ mức giao</button>" not in body

    def test_the_administrator_has_no_part_in_it(self, as_, story):
        assert as_("nam").get(INDEX).status_code == 403

    def test_search_and_filter_from_the_address(self, as_, submitted):
        body = text_of(as_("thanh").get(INDEX, {"tim": "ta van", "loc": "cho-nhan"}))
        assert "Xã Tả Van" in body
        assert "Xã Bản Hồ</b>" not in body
        assert as_("thanh").get(INDEX, {"loc": "la-lung"}).status_code == 200

    def test_the_page_costs_the_same_at_one_and_three(self, as_, sa_pa, register):
        client, counts = as_("thanh"), []
        for unit in (sa_pa.ta_van, sa_pa.muong_hoa, sa_pa.commune("Bản Hồ")):
            register(sa_pa.party(unit))
            with CaptureQueriesContext(connection) as captured:
                client.get(INDEX)
            counts.append(len(captured))
        assert counts[1] == counts[2]
        assert counts[2] < 45


class TestWriting:
    def test_figures_of_the_plan_stand_beside_empty_boxes(self, as_, started):
        body = text_of(as_("mai").get(page(started.registration)))
        assert "294 hộ nghèo trên 690 hộ (42,61%)" in body
        assert ">6,50</a>" in body
        assert "Còn 5 điều trước khi trình" in body

    def test_s3_11_the_flag_s_standard_is_not_loaded_and_registering_stays_open(self, as_, started):
        body = text_of(as_("mai").get(page(started.registration)))
        assert "Cờ thi đua của Ủy ban nhân dân tỉnh Lào Cai" in body
        assert "Quyết định số 17/2016/QĐ-UBND" in body
        assert "chưa nạp vào phần mềm. Việc đăng ký vẫn nhận." in body
        assert "chưa đối chiếu quy định về hình thức này với văn bản gốc" in body
        assert "Chế độ R1" not in body, "a code of the catalogue says nothing to a commune"

    def test_save_and_present_in_one_press(self, as_, started):
        response = as_("mai").post(page(started.registration), typed(started, viec="trinh"), follow=True)
        assert "Đã trình lãnh đạo" in text_of(response)
        assert started.reload().state == "with_leader"

    def test_save_alone_stays(self, as_, started):
        response = as_("mai").post(page(started.registration), typed(started, viec="luu"), follow=True)
        assert "Đã lưu đăng ký." in text_of(response)
        assert started.reload().state == "draft"
        assert started.registration.items.get(nature="deed").text == "Làm nhà"

    @pytest.mark.parametrize("raw", ["4,5", "-3", "nhiều", "<script>", "1e9", "٣", "9" * 30, "=1+1"])
    def test_garbage_in_a_count_is_told_and_kept(self, as_, started, raw):
        item = started.item("Số hộ thoát nghèo")
        response = as_("mai").post(page(started.registration), typed(started, **{f"pledged_{item.pk}": raw}))
        assert response.status_code == 200
        assert "Chưa lưu được. Chữ đã nhập vẫn giữ nguyên" in text_of(response)
        assert response.context["form"][f"pledged_{item.pk}"].value() == raw
        assert not started.registration.items.exclude(pledged=None).exists()
        assert raw in as_("mai").get(page(started.registration)).context["form"][f"pledged_{item.pk}"].value()

    def test_what_cannot_be_is_told_at_its_line(self, as_, started):
        item = started.item("Số hộ thoát nghèo")
        response = as_("mai").post(page(started.registration), typed(started, **{f"pledged_{item.pk}": "450"}))
        assert "có 294 hộ nghèo; có phải 45?" in str(response.context["form"].errors[f"pledged_{item.pk}"])

    def test_a_bad_file_is_told_at_its_field_and_the_figures_stay(self, as_, started):
        data = typed(started, escape_list=scan("x.pdf", b"khong phai"))
        response = as_("mai").post(page(started.registration), data)
        assert "không phải là PDF, JPG hay PNG" in str(response.context["form"].errors["escape_list"])
        assert response.context["form"][f"pledged_{started.item('Số hộ thoát nghèo').pk}"].value() == "45"

    def test_a_field_of_another_registration_is_ignored(self, as_, started, register, sa_pa):
        foreign = register(sa_pa.party(sa_pa.muong_hoa)).items.get(text="Số hộ thoát nghèo")
        as_("mai").post(page(started.registration), typed(started, **{f"pledged_{foreign.pk}": "1"}))
        foreign.refresh_from_db()
        assert foreign.pledged == 48

    def test_one_deed_too_many_is_told_and_none_is_lost(self, as_, started):
        many = {f"deed_{number}_text": f"Việc {number}." for number in range(61)}
        body = text_of(as_("mai").post(page(started.registration), typed(started, **many)))
        assert "nhận nhiều nhất 60 dòng" in body
        assert 'value="Việc 60."' in body
        assert 'value="Việc 60."' in text_of(as_("mai").get(page(started.registration))), "in the draft, too"

    def test_a_text_too_long_is_kept_whole_in_the_draft(self, as_, started):
        text = "Mô hình. " * 600 + "Hết."
        client = as_("mai")
        assert "5000" in text_of(client.post(page(started.registration), typed(started, models_and_deeds=text)))
        assert "Hết.</textarea>" in text_of(client.get(page(started.registration)))

    def test_another_commune_s_deed_is_refused(self, as_, started, register, sa_pa):
        foreign = register(sa_pa.party(sa_pa.muong_hoa)).items.get(nature="deed")
        response = as_("mai").post(page(started.registration), typed(started, deed_0_id=str(foreign.pk)))
        assert "không thuộc đăng ký này" in text_of(response)
        foreign.refresh_from_db()
        assert foreign.text == "Làm nhà cho hộ nghèo"

    def test_another_commune_s_address_does_not_exist(self, as_, started):
        for address in (page(started.registration), reverse("registrations:form_pdf", args=[started.registration.pk])):
            assert as_("lien").get(address).status_code == 404

    def test_what_is_being_written_is_nobody_else_s(self, as_, started):
        for who in ("thanh", "huy", "long"):
            assert as_(who).get(page(started.registration)).status_code == 404
        assert as_("vang").get(page(started.registration)).status_code == 200

    def test_a_form_left_open_while_it_went_on_says_so(self, as_, submitted):
        response = as_("mai").post(page(submitted.registration), {"viec": "luu"}, follow=True)
        assert "phần vừa nhập chưa ghi được" in text_of(response)

    def test_an_agency_submits_from_the_form(self, as_, sa_pa):
        client = as_("ethnic.office")
        party = sa_pa.party(sa_pa.office("ethnic_office"))
        client.post(reverse("registrations:start"), {"doi-tuong": party.pk})
        registration = Registration.objects.get(party=party)
        helped = registration.items.get(indicator__key="helped_households")
        assert "Nộp lên Phòng LĐ-TB&amp;XH" in text_of(client.get(page(registration)))
        client.post(
            page(registration),
            {f"pledged_{helped.pk}": "5", f"note_{helped.pk}": "", "deed_0_text": "Góp quỹ", "viec": "nop"},
        )
        registration.refresh_from_db()
        assert registration.state == "submitted"


class TestDrafts:
    def test_what_is_no_number_yet_is_kept_and_offered_again(self, as_, started):
        client, item = as_("mai"), started.item("Số hộ thoát nghèo")
        address = reverse("registrations:autosave", args=[started.registration.pk])
        answer = client.post(address, {f"pledged_{item.pk}": "4,5", "csrfmiddlewaretoken": "x", "la": "y"})
        assert "“4,5” có phần lẻ" in text_of(answer)
        assert "disabled" in text_of(answer)
        kept = drafts.load(started.mai, "registration", files.owner_key(started.registration))
        assert kept == {f"pledged_{item.pk}": "4,5"}, "only the form's own fields"
        body = text_of(client.get(page(started.registration)))
        assert 'value="4,5"' in body
        assert "nhập dở lúc" in body

    def test_the_answer_opens_the_button_when_nothing_is_missing(self, as_, started):
        address = reverse("registrations:autosave", args=[started.registration.pk])
        answer = text_of(as_("mai").post(address, typed(started)))
        assert "Đã đủ để trình" in answer
        assert "disabled" not in answer

    def test_saving_clears_it(self, as_, started):
        client = as_("mai")
        client.post(reverse("registrations:autosave", args=[started.registration.pk]), typed(started))
        client.post(page(started.registration), typed(started, viec="luu"))
        assert not Draft.objects.exists()

    def test_after_presenting_nothing_is_kept_any_more(self, as_, story):
        story.present()
        address = reverse("registrations:autosave", args=[story.registration.pk])
        assert as_("mai").post(address, {}).status_code == 409

    def test_another_s_draft_does_not_exist(self, as_, started):
        address = reverse("registrations:autosave", args=[started.registration.pk])
        assert as_("lien").post(address, {}).status_code == 404


class TestMovingOn:
    def test_the_leader_reads_and_submits(self, as_, story):
        story.present()
        client = as_("vang")
        assert "Nộp lên Phòng LĐ-TB&amp;XH" in text_of(client.get(page(story.registration)))
        response = client.post(reverse("registrations:submit", args=[story.registration.pk]), follow=True)
        assert "Đã nộp Phòng LĐ-TB&amp;XH." in text_of(response)
        again = client.post(reverse("registrations:submit", args=[story.registration.pk]), follow=True)
        assert "đang ở trạng thái “đã nộp”" in text_of(again)

    def test_the_leader_sends_back_with_a_reason_or_is_asked_for_one(self, as_, story):
        story.present()
        address = reverse("registrations:send_back", args=[story.registration.pk])
        assert "Xin ghi cần sửa gì" in text_of(as_("vang").post(address, {"reason": " "}))
        too_long = as_("vang").post(address, {"reason": "Xem lại số hộ. " * 100})
        assert "Xem lại số hộ. Xem lại số hộ." in text_of(too_long), "what was typed is still there"
        assert "1000" in text_of(too_long)
        as_("vang").post(address, {"reason": "Xem lại"})
        assert story.reload().state == "draft"
        again = as_("vang").post(address, {"reason": "Xem lại"}, follow=True)
        assert "đang ở trạng thái “đang soạn”" in text_of(again)

    def test_the_officer_cannot_press_the_leader_s_button(self, as_, story):
        story.present()
        response = as_("mai").post(reverse("registrations:submit", args=[story.registration.pk]), follow=True)
        assert "không có nhiệm vụ nộp" in text_of(response)

    def test_the_receiver_accepts_one_and_the_rest(self, as_, submitted, register, sa_pa):
        register(sa_pa.party(sa_pa.muong_hoa))
        register(sa_pa.party(sa_pa.commune("Bản Hồ")), below=True)
        client = as_("thanh")
        assert "đăng ký 5,00, giao 6,00 điểm %" in text_of(
            client.get(page(Registration.objects.get(unit=sa_pa.commune("Bản Hồ"))))
        )
        client.post(reverse("registrations:accept", args=[submitted.registration.pk]))
        response = client.post(reverse("registrations:accept_all"), follow=True)
        assert "Đã nhận 1 đăng ký." in text_of(response)
        assert list(Registration.objects.filter(state="submitted")) == [
            Registration.objects.get(unit=sa_pa.commune("Bản Hồ"))
        ]
        again = client.post(reverse("registrations:accept_all"), follow=True)
        assert "Không còn đăng ký nào chờ nhận" in text_of(again)

    def test_a_reader_cannot_accept(self, as_, submitted):
        address = reverse("registrations:accept", args=[submitted.registration.pk])
        assert as_("huy").post(address).status_code == 403
        assert submitted.reload().state == "submitted"

    def test_another_commune_s_people_cannot_accept_what_they_cannot_see(self, as_, submitted):
        assert as_("lien").post(reverse("registrations:accept", args=[submitted.registration.pk])).status_code == 404


class TestGivingBack:
    def test_the_form_names_parts_and_the_commune_sees_only_these_open(self, as_, submitted):
        address = reverse("registrations:give_back", args=[submitted.registration.pk])
        line = submitted.item("Số hộ thoát nghèo")
        data = {"reason": "Thiếu danh sách", "due_on": "12/3/2020", f"line_{line.pk}": "Nâng lên", "escape_list": "Kèm"}
        assert as_("thanh").post(address, data).status_code == 302
        response = as_("mai").get(page(submitted.registration))
        fields = set(response.context["form"].fields)
        assert fields == {f"pledged_{line.pk}", f"note_{line.pk}", "escape_list"}
        assert "Nâng lên" in text_of(response)
        assert "Thiếu danh sách" in text_of(response)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"reason": "x", "due_on": "12/3/2020"}, "ít nhất một phần"),
            ({"reason": "", "due_on": "12/3/2020", "deeds": "x"}, "Xin ghi lý do"),
            ({"reason": "x", "due_on": "31/2/2020", "deeds": "x"}, "Ngày ghi chưa đúng"),
            ({"reason": "x", "due_on": "01/3/2020", "deeds": "x"}, "đã qua"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, as_, submitted, data, said):
        response = as_("thanh").post(reverse("registrations:give_back", args=[submitted.registration.pk]), data)
        assert said in text_of(response)
        assert submitted.reload().state == "submitted"

    def test_after_the_return_the_form_is_gone(self, as_, returned):
        address = reverse("registrations:give_back", args=[returned.registration.pk])
        assert "Không trả lại được" in text_of(as_("thanh").get(address, follow=True))

    def test_mended_by_form_and_submitted_again(self, as_, returned):
        line = returned.item("Số hộ thoát nghèo")
        data = {f"pledged_{line.pk}": "50", f"note_{line.pk}": "", "escape_list": scan(), "viec": "trinh"}
        as_("mai").post(page(returned.registration), data)
        as_("vang").post(reverse("registrations:submit", args=[returned.registration.pk]))
        registration = returned.reload()
        assert (registration.state, registration.escape_list is not None) == ("submitted", True)


class TestFiles:
    @pytest.mark.parametrize(
        ("who", "status"),
        [("mai", 200), ("vang", 200), ("thanh", 200), ("lien", 404), ("long", 404), ("hanh", 404), ("huy", 404)],
    )
    def test_the_list_of_households_opens_only_for_those_who_work_with_them(self, as_, story, who, status):
        story.fill()
        story.save({}, escape_list=scan())
        services.submit(services.present(story.registration, by=story.mai), by=story.vang)
        address = reverse("file", args=[story.registration.escape_list.pk])
        with closing(as_(who).get(address)) as response:
            assert response.status_code == status
            looks = audit.history(story.registration.escape_list).filter(action="mở danh sách hộ")
            assert [look.actor.username for look in looks] == ([who] if status == 200 else [])

    def test_papers_are_made_on_request(self, as_, submitted):
        one = as_("thanh").get(reverse("registrations:form_pdf", args=[submitted.registration.pk]))
        assert (one["Content-Type"], one.content[:5]) == ("application/pdf", b"%PDF-")
        summary = as_("thanh").get(reverse("registrations:summary_pdf"))
        assert summary.content[:5] == b"%PDF-"
        assert as_("thanh").get(reverse("registrations:summary_xlsx")).content[:2] == b"PK"

    @pytest.mark.parametrize("name", ["summary_pdf", "summary_xlsx"])
    def test_the_list_of_all_is_not_a_commune_s(self, as_, submitted, name):
        assert as_("mai").get(reverse(f"registrations:{name}")).status_code == 404
        assert as_("ethnic.office").get(reverse(f"registrations:{name}")).status_code == 404


def test_a_hamlet_head_registers_with_the_commune(as_, sa_pa, clock):
    clock(dt.date(2020, 3, 5))
    client = as_("din")
    client.post(reverse("registrations:start"), {"doi-tuong": sa_pa.party(sa_pa.hamlet("Tả Van Mông")).pk})
    registration = Registration.objects.get()
    (line,) = registration.items.all()
    client.post(page(registration), {f"pledged_{line.pk}": "9", f"note_{line.pk}": "", "viec": "nop"})
    body = text_of(as_("mai").get(INDEX))
    assert "Thôn, tổ dân phố đã đăng ký với xã" in body
    as_("mai").post(reverse("registrations:accept", args=[registration.pk]))
    registration.refresh_from_db()
    assert registration.state == "accepted"
