"""Requests that can't be read, pages that are too old: each gets a sentence, and nothing is written."""

import pytest
from django.test import Client
from django.urls import reverse

RECORD, ACCEPT_ALL = reverse("contributions:record"), reverse("registrations:accept_all")


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def mai(sa_pa, client) -> Client:
    client.force_login(sa_pa.person("mai"))
    return client


class TestNoText:
    @pytest.mark.parametrize("where", ["/dong-gop/?tim=a%00b", "/dong-gop/?%00=a", "/bao-cao/soan/2020%00/1/"])
    def test_a_nul_in_an_address_is_refused(self, mai, where):
        answer = mai.get(where)
        assert answer.status_code == 400
        assert "ký tự rỗng" in words(answer)
        assert "Chưa có gì được ghi" in words(answer)

    def test_a_nul_in_a_form_is_refused_also_to_strangers(self, mai, client):
        assert mai.post(RECORD, {"purpose": "a\0b"}).status_code == 400
        client.logout()
        assert client.post(reverse("login"), {"username": "a\0", "password": "b"}).status_code == 400


class TestTooMuch:
    def test_a_text_of_three_megabytes_is_told_as_too_long(self, mai):
        answer = mai.generic("POST", RECORD, "purpose=" + "x" * 3_000_000, "application/x-www-form-urlencoded")
        assert answer.status_code == 400
        assert "dài quá mức" in words(answer)

    def test_too_many_cells(self, mai):
        body = "&".join(f"o{number}=1" for number in range(10_001))
        answer = mai.generic("POST", RECORD, body, "application/x-www-form-urlencoded")
        assert answer.status_code == 400
        assert "quá nhiều ô" in words(answer)

    def test_a_body_that_is_none_shows_no_english(self, mai):
        answer = mai.generic("POST", RECORD, "zz", "multipart/form-data")
        assert answer.status_code == 400
        assert "Máy chủ không đọc được nội dung vừa gửi</h1> <p> Chưa có gì" in words(answer)


class TestOldPages:
    def test_a_form_from_before_this_sign_in_says_what_to_do(self, sa_pa):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(sa_pa.person("mai"))
        answer = strict.post(RECORD, {"purpose": "x"})
        assert answer.status_code == 403
        assert "Trang vừa dùng đã cũ nên chưa ghi" in words(answer)

    def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(self, mai):
        mai.logout()
        answer = mai.post(ACCEPT_ALL, HTTP_REFERER="http://testserver/dang-ky/?loc=cho-nhan")
        assert answer.url == "/dang-nhap/?het-phien=1&next=/dang-ky/%3Floc%3Dcho-nhan"
        assert "Phiên làm việc đã hết nên việc vừa bấm chưa được ghi" in words(mai.get(answer.url))

    @pytest.mark.parametrize("came_from", ["", "https://noi-khac.example/dang-ky/", "//noi-khac.example/", "http://["])
    def test_and_never_to_another_place(self, mai, came_from):
        mai.logout()
        assert mai.post(ACCEPT_ALL, HTTP_REFERER=came_from).url == "/dang-nhap/?het-phien=1&next=/"

    @pytest.mark.parametrize(("method", "refreshes"), [("get", True), ("post", False)])
    def test_a_part_of_a_page_never_takes_the_sign_in_form_for_its_answer(self, mai, method, refreshes):
        mai.logout()
        answer = getattr(mai, method)(RECORD, headers={"HX-Request": "true"})
        assert answer.status_code == 401
        assert answer.has_header("HX-Refresh") == refreshes

    def test_the_address_of_a_button_says_that_it_is_one(self, mai):
        answer = mai.get(reverse("registrations:start"))
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert "Đây là địa chỉ của một nút bấm" in words(answer)
