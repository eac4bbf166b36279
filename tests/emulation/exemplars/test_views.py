"""The pages: the list, writing, deciding, and what anybody reads without an account."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation.models import AuditEntry
from emulation.campaigns.models import Participant
from emulation.exemplars import services
from emulation.exemplars.models import Exemplar
from emulation.people.models import Party
from tests.emulation.exemplars.told import TEXT, photo
from tests.support.many import multiplied

INDEX, NEW = reverse("exemplars:index"), reverse("exemplars:new")
PUBLIC = reverse("public_exemplars:index")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def at(name: str, exemplar: Exemplar, *more) -> str:
    return reverse(f"exemplars:{name}", args=[exemplar.pk, *more])


class TestList:
    def test_searched_without_accents_and_narrowed(self, as_, stories):
        stories.published()
        stories.draft(title="Chị Mây", kind="exemplar", party=stories.may)
        client = as_("mai")
        for asked, count in [
            ({}, 2),
            ({"tim": "nhom tiet kiem den thang"}, 1),
            ({"tim": "không có"}, 0),
            ({"loai": "exemplar"}, 1),
            ({"tinh-trang": "published"}, 1),
            ({"duoi": stories.sa_pa.ta_van.pk}, 2),
            ({"duoi": stories.sa_pa.muong_hoa.pk}, 0),
            ({"duoi": "9" * 30}, 0),
        ]:
            assert len(client.get(INDEX, asked).context["page"].object_list) == count, asked

    @pytest.mark.parametrize("address", [INDEX, PUBLIC])
    def test_it_costs_the_same_with_one_three_and_300(self, as_, stories, address):
        client, counts = as_("mai"), []
        for number in (1, 2, 3, 4):
            made = stories.draft(title=f"Bài {number}")
            services.add_photo(made, photo(), alt="Vườn", by=stories.mai)
            services.submit(made, by=stories.mai)
            services.publish(made, by=stories.huy)
            if number == 4:
                multiplied(made, 296)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
        assert counts[1] == counts[2] == counts[3]

    def test_the_workbook_names_where_a_model_spread(self, as_, stories):
        made = stories.published(title="=1+1")
        for name in ("Mường Hoa", "Bản Hồ"):
            unit = stories.sa_pa.commune(name)
            services.record_adoption(made, unit, since=made.written_on, by=stories.huy)
        content = as_("mai").get(reverse("exemplars:export")).content
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        (row,) = (row for row in rows if row[2] == "=1+1")
        assert (row[1], row[7], row[9]) == ("mô hình, cách làm hay", "đã công bố", "Xã Mường Hoa")
        assert any(row[9] == "Xã Bản Hồ" for row in rows)


class TestTheWholeWay:
    def test_from_the_commune_to_the_public_page_and_down_again(self, as_, stories):
        typed = {"kind": "exemplar", "title": "Chị Sú thoát nghèo", "whom": "", "other_name": "Vàng Thị Sú"}
        response = as_("mai").post(NEW, typed | {"other_is": "person", "text": TEXT}, follow=True)
        assert "Đã lưu bản nháp." in text_of(response)
        made = Exemplar.objects.get()
        pictured = {"photo": photo(), "alt": "Chị Sú bên vườn rau", "people": "Vàng Thị Sú"}
        assert "Đã thêm ảnh" in text_of(as_("mai").post(at("photo", made), pictured, follow=True))
        page = text_of(as_("mai").get(at("page", made)))
        assert "Chưa công bố được" in page
        assert "Chưa ghi sự đồng ý của Vàng Thị Sú" in page
        assert 'value="Vàng Thị Sú"' in text_of(as_("mai").get(at("consent", made))), "who is lacking stands there"
        agreed = {"name": "Vàng Thị Sú", "given_on": "12/6/2020"}
        assert "Đã ghi sự đồng ý" in text_of(as_("mai").post(at("consent", made), agreed, follow=True))
        as_("mai").post(at("submit", made))
        assert "1 bài đơn vị gửi đến" in text_of(as_("huy").get("/"))
        public, shown = reverse("public_exemplars:page", args=[made.pk]), made.photos.get()
        stranger, picture = Client(), reverse("public_exemplars:photo", args=[shown.pk])
        assert {stranger.get(address).status_code for address in (public, picture)} == {404}
        assert "Đã công bố." in text_of(as_("huy").post(at("publish", made), follow=True))
        body = text_of(stranger.get(public))
        assert "Chị Sú thoát nghèo" in body
        assert 'alt="Chị Sú bên vườn rau"' in body
        assert "12/6/2020" not in body, "consent is nobody else's"
        assert "Nhật ký" not in body
        answer = stranger.get(picture)
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
        assert "Chị Sú thoát nghèo" in text_of(stranger.get(PUBLIC, {"tim": "chi su"}))
        reasoned = as_("huy").post(at("decide", made, "go"), {"reason": "Số liệu sai."}, follow=True)
        assert "Đã gỡ" in text_of(reasoned)
        assert {stranger.get(address).status_code for address in (public, picture)} == {404}

    def test_names_of_households_are_offered_to_whoever_works_with_them_and_every_look_is_noted(self, as_, stories):
        household = Party.objects.create(unit=stories.sa_pa.ta_van, kind="household", name="Hộ Lý A Sử")
        part = stories.sa_pa.campaign.classes.get(key="poor_household")
        Participant.objects.create(campaign=stories.sa_pa.campaign, party=household, participant_class=part)
        assert "Hộ Lý A Sử" in text_of(as_("mai").get(NEW))
        assert AuditEntry.objects.filter(action="xem tên hộ để viết bài", actor=stories.mai).count() == 1
        assert "Hộ Lý A Sử" not in text_of(as_("huy").get(NEW))

    def test_what_came_back_waits_at_home(self, as_, stories):
        made = stories.waiting()
        as_("huy").post(at("decide", made, "tra-lai"), {"reason": "Thiếu kết quả."})
        body = text_of(as_("mai").get("/"))
        assert "Bài bị trả lại: Nhóm tiết kiệm" in body
        assert "Thiếu kết quả." in body

    def test_nothing_typed_is_lost(self, as_, stories):
        response = as_("mai").post(NEW, {"kind": "exemplar", "title": "", "text": TEXT})
        body = text_of(response)
        assert response.status_code == 200
        assert TEXT.strip() in body
        assert "Xin ghi tiêu đề." in body
        assert "Xin chọn bài viết về ai" in body
        one_name = {"kind": "exemplar", "title": "Bài", "text": TEXT, "other_name": "Sú", "other_is": "person"}
        assert "chưa đủ họ và tên" in text_of(as_("mai").post(NEW, one_name))
        assert not Exemplar.objects.exists()

    def test_others_read_what_is_published_without_consent_and_trail(self, as_, stories):
        made = stories.published()
        body = text_of(as_("lien").get(at("page", made)))
        assert "Nhóm tiết kiệm" in body
        assert "Sự đồng ý" not in body
        assert "Nhật ký" not in body
        assert "Ghi nơi nhân rộng…" in body
        told = {"taken_by": stories.sa_pa.muong_hoa.pk, "since": "01/6/2020", "note": "8 hộ"}
        assert "Đã ghi xã Mường Hoa nhân rộng." in text_of(as_("lien").post(at("adopt", made), told, follow=True))
        assert "xã Mường Hoa, thị xã Sa Pa" in text_of(Client().get(reverse("public_exemplars:page", args=[made.pk])))
