"""The pages of gifts: the list, recording, confirming."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.contributions.models import Contribution
from emulation.people.models import Party
from tests.support.many import multiplied

INDEX, RECORD = reverse("contributions:index"), reverse("contributions:record")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def page(gift: Contribution) -> str:
    return reverse("contributions:page", args=[gift.pk])


def typed(**changes) -> dict[str, str]:
    return {
        "donor_kind": "organisation",
        "donor_name": "Công ty Fansipan",
        "kind": "money",
        "value_vnd": "50.000.000",
        "quantity": "",
        "given_on": "02/5/2020",
        "purpose": "Ủng hộ làm nhà",
        "number": "",
        "date": "",
    } | changes


class TestList:
    def test_what_counts_and_what_does_not_yet(self, as_, gifts):
        gifts.confirmed(kind="money", value_vnd=50_000_000)
        gifts.confirmed(kind="money", value_vnd=49_900_000)
        gifts.record()
        body = text_of(as_("mai").get(INDEX))
        assert "Đã xác nhận 99.900.000 đồng; 1 đóng góp, 60.000.000 đồng, chưa có giấy xác nhận nên chưa tính" in body
        for shown in ("50.000.000 đồng", "49.900.000 đồng", "Chưa tính", "05/GXN-UBND", "Xác nhận…"):
            assert shown in body, shown

    @pytest.mark.parametrize(
        ("asked", "count"),
        [
            ({"tim": "muong hoa"}, 2),
            ({"tim": "không có"}, 0),
            ({"loc": "chua"}, 1),
            ({"loc": "roi"}, 1),
            ({"loai": "money"}, 1),
            ({"nguoi": "x"}, 2),
            ({"nguoi": "²"}, 2),
            ({"nguoi": "9" * 30}, 0),
            ({"noi": "9" * 5000}, 0),
        ],
    )
    def test_search_and_filter(self, as_, gifts, asked, count):
        gifts.confirmed(kind="money", value_vnd=5)
        gifts.record()
        assert len(as_("mai").get(INDEX, asked).context["page"].object_list) == count

    def test_another_commune_sees_nothing_of_it(self, as_, gifts):
        gift = gifts.record()
        assert "HTX Mường Hoa" not in text_of(as_("lien").get(INDEX))
        assert as_("lien").get(page(gift)).status_code == 404

    @pytest.mark.parametrize(("who", "status"), [("hanh", 200), ("long", 200), ("din", 403), ("nam", 403)])
    def test_readers_look_and_do_not_write(self, as_, gifts, who, status):
        gifts.record()
        client = as_(who)
        assert client.get(INDEX).status_code == status
        assert client.get(RECORD).status_code == 403

    def test_it_costs_the_same_with_one_three_and_300(self, as_, gifts):
        client, counts = as_("mai"), []
        for value in (1, 2, 3, 4):
            made = gifts.record(value_vnd=value)
            if value == 4:
                multiplied(made, 296)
            with CaptureQueriesContext(connection) as captured:
                client.get(INDEX)
            counts.append(len(captured))
        assert counts[1] == counts[2] == counts[3]

    def test_the_workbook_adds_up_what_is_confirmed(self, as_, gifts):
        gifts.confirmed(kind="money", value_vnd=50_000_000)
        gifts.record(purpose="=HYPERLINK(1)")
        sheet = openpyxl.load_workbook(
            io.BytesIO(as_("mai").get(reverse("contributions:export")).content), data_only=True
        ).active
        rows = list(sheet.iter_rows(values_only=True))
        total = next(row for row in rows if row[2] == "Cộng")
        assert total[6:8] == (50_000_000, 60_000_000)
        assert any(row[10] == "=HYPERLINK(1)" for row in rows), "a text stays a text"


class TestRecording:
    def test_a_gift_with_its_paper_counts_at_once(self, as_, gifts):
        response = as_("mai").post(RECORD, typed(number="05/GXN-UBND", date="04/5/2020"), follow=True)
        assert "Đã ghi đóng góp của Công ty Fansipan." in text_of(response)
        gift = Contribution.objects.get()
        assert (gift.donor.kind, gift.value_vnd, gift.confirmation) == ("organisation", 50_000_000, "05/GXN-UBND")

    def test_without_it_the_page_says_what_comes_next(self, as_, gifts):
        response = as_("mai").post(RECORD, typed(), follow=True)
        assert "Chưa có giấy xác nhận nên chưa tính" in text_of(response)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"value_vnd": "50 triệu"}, "có phải 50.000.000?"),
            ({"value_vnd": "nhiều"}, "xin ghi đủ chữ số, ví dụ 50.000.000"),
            ({"value_vnd": "-5"}, "xin ghi đủ chữ số"),
            ({"value_vnd": ""}, "Xin ghi số tiền"),
            ({"quantity": "1.234"}, "có thể là"),
            ({"value_vnd": "9" * 5000}, "xin ghi đủ chữ số"),
            ({"quantity": "9" * 40}, "quá lớn"),
            ({"given_on": "31/6/2020"}, "Ngày ghi chưa đúng"),
            ({"given_on": "12/12/2020"}, "sau hôm nay"),
            ({"donor_kind": "person", "donor_name": "Hòa"}, "chưa đủ họ và tên"),
            ({"donor_name": ""}, "Xin ghi tên tổ chức hoặc cá nhân"),
            ({"number": "5/GXN"}, "Xin ghi ngày của giấy xác nhận"),
            ({"kind": "x"}, "Hãy chọn"),
        ],
    )
    def test_a_slip_gets_a_sentence_and_nothing_is_written(self, as_, gifts, changes, said):
        response = as_("mai").post(RECORD, typed(**changes))
        assert response.status_code == 200
        assert said in text_of(response)
        assert not Contribution.objects.exists()
        assert not Party.objects.filter(folded_name__in=["cong ty fansipan", "hoa"]).exists()

    def test_a_second_press_counts_once(self, as_, gifts):
        as_("mai").post(RECORD, typed())
        assert "giống hệt" in text_of(as_("mai").post(RECORD, typed()))
        assert Contribution.objects.count() == 1

    def test_an_agency_that_gives_is_the_one_that_takes_part(self, as_, gifts, sa_pa):
        client = as_("thanh")
        client.post(RECORD, typed(donor_name="phòng dân tộc thị xã Sa Pa"))
        assert Contribution.objects.get().donor == sa_pa.party(sa_pa.office("ethnic_office"))


class TestConfirming:
    def test_from_the_first_page_to_a_confirmed_gift(self, as_, gifts):
        gift = gifts.record()
        client = as_("mai")
        assert page(gift) in text_of(client.get(reverse("home")))
        response = client.post(page(gift), {"number": "07/GXN-UBND", "date": "13/6/2020"}, follow=True)
        assert "từ nay được tính" in text_of(response)
        assert page(gift) not in text_of(client.get(reverse("home")))

    def test_what_is_missing_is_said(self, as_, gifts):
        gift = gifts.record()
        response = as_("mai").post(page(gift), {"number": "", "date": "13/6/2020"})
        assert "Xin ghi số giấy xác nhận" in text_of(response)

    def test_a_second_press_shows_the_first_paper(self, as_, gifts):
        gift = gifts.confirmed()
        response = as_("mai").post(page(gift), {"number": "9", "date": "14/6/2020"}, follow=True)
        assert "đã xác nhận bằng giấy 05/GXN-UBND" in text_of(response)

    def test_those_above_only_look(self, as_, gifts):
        gift = gifts.record()
        client = as_("thanh")
        assert "Xác nhận đóng góp</button>" not in text_of(client.get(page(gift)))
        assert client.post(page(gift), {"number": "9", "date": "14/6/2020"}).status_code == 404
