"""The national password profile: long enough, and not put together from what everybody tries."""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import clock, passwords
from campaign_portal.foundation.models import User

GOOD = "mưa tháng bảy gãy cành trám"


@pytest.fixture
def mai(sa_pa) -> User:
    return sa_pa.person("mai")


def said(password: str, user: User | None = None) -> str:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    return " ".join(refused.value.messages)


class TestLength:
    def test_fourteen_alone(self, mai):
        validate_password("rừng xanh gió nhẹ", mai)
        assert "ít nhất 14 ký tự" in said("rừng xanh gió", mai)

    def test_eight_with_a_second_factor(self, mai, settings):
        settings.SECOND_FACTOR = "optional"
        TOTPDevice.objects.create(user=mai, name="x")
        validate_password("gò trám 7", mai)
        assert "Mật khẩu có 6 ký tự; xin đặt ít nhất 8 ký tự" in said("trám 7", mai)

    def test_a_device_counts_only_where_second_factors_are_used(self, mai):
        TOTPDevice.objects.create(user=mai, name="x")
        assert "ít nhất 14" in said("gò trám 7", mai)

    def test_eight_where_the_posts_will_ask_for_one_before_anything_opens(self, sa_pa, settings):
        settings.SECOND_FACTOR = "required"
        validate_password("gò trám 7", sa_pa.person("long"))


class TestGuessable:
    @pytest.mark.parametrize(
        "password",
        [
            "matkhau@2020!!!",
            "MẬT KHẨU 123456",
            "M4tKh4u2020M4tKh4u",
            "VietNam1945!!!",
            "chungtay-2020-chungtay",
            "qwertyuiop1234",
            "asdfghjkl;1234",
            "poiuytrewq0987",
            "aaaaaaaaaaaaaaaa",
            "P@ssw0rdP@ssw0rd",
            "Anh yêu em 2020",
            "nguyenthimai1985",
            "Mai.TaVan.2020",
            "Sa Pa Lào Cai 15",
            "Tả Van Sa Pa 2020",
            "abcdefghijklmnop",
            "19901991199219931994",
        ],
    )
    def test_is_refused_with_what_was_guessed(self, mai, password):
        mai.full_name = "Nguyễn Thị Mai"
        assert "Mật khẩu" in said(password, mai)
        assert "ít nhất 14" not in said(password, mai)

    def test_the_sentence_names_the_parts(self, mai):
        assert "“matkhau”, “2020”" in said("MậtKhẩu2020!xyz", mai)

    def test_figures_alone_are_refused(self, mai):
        assert "chỉ có chữ số" in said("74918365027461", mai)

    def test_two_letters_over_and_over_are_refused(self, mai):
        assert "lặp lại" in said("xyxyxyxyxyxyxyxy", mai)

    def test_one_of_the_common_ones_is_refused_where_eight_are_enough(self, sa_pa, settings):
        settings.SECOND_FACTOR = "required"
        assert "nhiều người dùng" in said("sunflower", sa_pa.person("long"))

    @pytest.mark.parametrize("password", [GOOD, "đi chợ Sa Pa mua mận tam hoa", "Xe7 nhà chú Páo màu gụ!"])
    def test_a_sentence_of_ones_own_passes_also_with_a_place_in_it(self, mai, password):
        validate_password(password, mai)

    def test_the_installation_adds_words(self, mai, settings):
        validate_password("hoalanrungthong", mai)
        settings.BARRED_WORDS = ["Hoa lan rừng thông"]
        assert "“hoalanrungthong”" in said("Hoa Lan Rừng Thông", mai)

    def test_without_a_person_too(self):
        validate_password(GOOD)

    def test_for_somebody_who_is_not_there_yet_too(self):
        somebody = User(username="quan.tri.xa", full_name="Vàng A Chỉnh")
        validate_password(GOOD, somebody)
        assert "“vangachinh”" in said("VàngAChỉnh 1990", somebody)


class TestDue:
    def test_one_that_is_too_short_by_now(self, mai):
        assert passwords.is_due(mai, "gò trám 7")
        assert not passwords.is_due(mai, GOOD)

    def test_age_counts_only_where_the_installation_says_so(self, mai, settings):
        mai.password_chosen_at = clock.real_now() - dt.timedelta(days=400)
        assert not passwords.is_due(mai, GOOD)
        settings.PASSWORD_DAYS = 365
        assert passwords.is_due(mai, GOOD)
