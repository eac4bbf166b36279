"""The screen of plain papers: number, date, scan; once; by whoever owes it."""

import datetime as dt
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.duties import services
from emulation.duties.models import Duty, Fulfillment
from tests.emulation.duties.test_services import PDF


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("ke hoach.pdf", PDF)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who))
        return client

    return sign_in


@pytest.fixture
def duty(sa_pa) -> Duty:
    return Duty.objects.get(kind="launch_plan", unit=sa_pa.ta_van)


def address(duty: Duty) -> str:
    return reverse("duties:paper", args=[duty.pk])


def test_s3_13_the_commune_records_its_launch_plan(as_, duty):
    client = as_("mai")
    assert "Ghi đã gửi" in text_of(client.get(address(duty)))
    response = client.post(address(duty), {"number": "12/KH-UBND", "date": "01/3/2020", "scan": scan()}, follow=True)
    assert "Đã ghi văn bản 12/KH-UBND." in text_of(response)
    assert "Đúng hạn" in text_of(response)
    with closing(client.get(reverse("file", args=[Fulfillment.objects.get(duty=duty).paper_id]))) as file:
        assert file.status_code == 200


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(as_, duty):
    response = as_("mai").post(address(duty), {"number": "12/KH-UBND", "date": "31/2/2020"})
    assert "Ngày ghi chưa đúng" in text_of(response)
    assert 'value="12/KH-UBND"' in text_of(response)
    response = as_("mai").post(address(duty), {"number": "12/KH-UBND", "date": "01/3/2020"})
    assert "kèm bản chụp văn bản đã ký" in text_of(response)
    assert not Fulfillment.objects.filter(duty=duty).exists()


def test_a_second_press_shows_the_first_paper(as_, duty, sa_pa):
    services.record_paper(duty, by=sa_pa.person("mai"), number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
    response = as_("mai").post(address(duty), {"number": "13/KH-UBND", "date": "01/3/2020"}, follow=True)
    assert "đã được ghi nhận trước đó" in text_of(response)
    assert "12/KH-UBND" in text_of(response)


def test_a_slip_is_mended_on_the_same_page(as_, duty, sa_pa):
    services.record_paper(duty, by=sa_pa.person("mai"), number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
    data = {"number": "21/KH-UBND", "date": "01/3/2020", "reason": "Ghi nhầm"}
    response = as_("mai").post(address(duty) + "?sua", data, follow=True)
    assert "21/KH-UBND" in text_of(response)
    assert "Lý do: Ghi nhầm" in text_of(response)


@pytest.mark.parametrize("who", ["thanh", "long", "hanh"])
def test_those_above_read_it_and_cannot_write(as_, duty, who):
    client = as_(who)
    assert "chưa ghi văn bản này" in text_of(client.get(address(duty)))
    assert client.post(address(duty), {"number": "1/A", "date": "01/3/2020"}).status_code == 404


def test_another_commune_s_duty_does_not_exist(as_, duty):
    assert as_("lien").get(address(duty)).status_code == 404


def test_a_duty_with_a_page_of_its_own_is_not_here(as_, sa_pa):
    registration = Duty.objects.get(kind="registration", unit=sa_pa.ta_van)
    assert as_("mai").get(address(registration)).status_code == 404


def test_s3_12_the_summary_s_page_leads_to_the_paper_that_was_made(as_, sa_pa):
    summary = Duty.objects.get(kind="registration_summary")
    body = text_of(as_("thanh").get(address(summary)))
    assert reverse("registrations:summary_pdf") in body
    assert "Không bắt buộc" in body


def test_the_list_tells_who_has_sent_what(as_, duty, sa_pa, clock):
    services.record_paper(duty, by=sa_pa.person("mai"), number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
    clock(dt.date(2020, 3, 14))
    body = text_of(as_("thanh").get(reverse("duties:index")))
    assert "1 trên 16 đã gửi" in body
    assert "Chưa gửi, quá hạn 3 ngày" in body
    found = text_of(as_("thanh").get(reverse("duties:index"), {"tim": "ta van"}))
    assert "Xã Tả Van" in found
    assert "Xã Bản Hồ" not in found


def test_a_commune_s_list_is_its_own(as_):
    body = text_of(as_("lien").get(reverse("duties:index")))
    assert "Xã Mường Hoa" in body
    assert "Xã Tả Van" not in body


def test_the_list_costs_the_same_with_one_and_three_sent(as_, sa_pa):
    client, counts = as_("thanh"), []
    for unit, who in ((sa_pa.ta_van, "mai"), (sa_pa.muong_hoa, "lien"), (sa_pa.commune("Bản Hồ"), "03046.canbo")):
        duty = Duty.objects.get(kind="launch_plan", unit=unit)
        services.record_paper(duty, by=sa_pa.person(who), number="12/KH-UBND", date=dt.date(2020, 3, 1), scan=scan())
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("duties:index"))
        counts.append(len(captured))
    assert counts[1] == counts[2]
