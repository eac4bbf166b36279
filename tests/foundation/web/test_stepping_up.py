"""Grave acts ask for the password once more, and carry what was sent."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.views import View

from campaign_portal.foundation import audit
from campaign_portal.foundation.web import stepping_up
from tests.foundation.web.conftest import PASSWORD, Machine, code_of, words

EXPORT = "/dong-gop/dong-gop.xlsx"
LISTED = f"{EXPORT}?tim=a%20b"


@pytest.fixture
def inside(machine, mai) -> Machine:
    machine.signs_in("mai")
    return machine


class TestAnExport:
    def test_opens_by_itself_for_five_minutes_after_signing_in(self, inside, later):
        later(minutes=4, seconds=58)
        assert inside.get(EXPORT)["Content-Type"].endswith("sheet")

    def test_asks_after_that_says_what_is_about_to_happen_and_goes_on(self, inside, later, mai):
        later(minutes=5)
        page = inside.get(LISTED)
        assert "Ông/bà sắp tải danh sách đóng góp" in words(page)
        answer = inside.post(LISTED, {"xac-nhan": "GET", "xac-nhan-password": PASSWORD})
        assert answer.url == LISTED
        assert inside.get(answer.url)["Content-Type"].endswith("sheet")
        line = audit.history(mai).first()
        assert (line.action, line.reason) == ("xác nhận lại", "tải danh sách đóng góp, có tên nhiều người, nhiều hộ")

    def test_a_wrong_password_is_told_and_throttled(self, inside, later):
        later(minutes=6)
        for _ in range(9):
            page = inside.post(EXPORT, {"xac-nhan": "GET", "xac-nhan-password": "sai"})
            assert "Mật khẩu chưa đúng" in words(page)
        inside.post(EXPORT, {"xac-nhan": "GET", "xac-nhan-password": "sai"})
        page = inside.post(EXPORT, {"xac-nhan": "GET", "xac-nhan-password": PASSWORD})
        assert "sai quá nhiều lần" in words(page)

    def test_an_empty_one_is_asked_for(self, inside, later):
        later(minutes=6)
        assert "Xin gõ mật khẩu" in words(inside.post(EXPORT, {"xac-nhan": "GET"}))

    def test_a_second_factor_is_asked_for_instead(self, machine, telephone, later):
        machine.signs_in("mai")
        machine.post("/dang-nhap/ma/", {"code": code_of(telephone)})
        later(minutes=6)
        page = words(machine.get(EXPORT))
        assert "Mã trên điện thoại" in page
        assert "xac-nhan-password" not in page
        assert "Mã gồm 6 chữ số" in words(machine.post(EXPORT, {"xac-nhan": "GET", "xac-nhan-code": PASSWORD}))
        answer = machine.post(EXPORT, {"xac-nhan": "GET", "xac-nhan-code": code_of(telephone, 1)})
        assert answer.url == EXPORT

    def test_unlocking_counts_as_well(self, inside, later):
        later(minutes=20)
        inside.post("/mo-khoa/", {"password": PASSWORD})
        assert inside.get(EXPORT)["Content-Type"].endswith("sheet")


class TestAForm:
    """A view that writes, with what it was sent."""

    @pytest.fixture
    def seen(self) -> list:
        return []

    @pytest.fixture(params=["function", "class"])
    def view(self, request, seen):
        if request.param == "function":

            @stepping_up.confirmed("thử một việc")
            def act(request):
                seen.append(request.POST)
                return HttpResponse("xong")

            return act

        @stepping_up.confirmed("thử một việc")
        class Act(View):
            def get(self, request):
                return HttpResponse("xem")

            def post(self, request):
                seen.append(request.POST)
                return HttpResponse("xong")

        return Act.as_view()

    def ask(self, rf, view, user, fields=None, *, confirmed_at=0.0, method="post"):
        request = getattr(rf, method)("/thu/", fields or {})
        request.user, request.session = user, {"confirmed_at": confirmed_at}
        request.axes_locked_out = False
        answer = view(request)
        return answer, request.session

    def test_carries_every_field_of_the_form(self, rf, mai, view, seen):
        page, _ = self.ask(rf, view, mai, {"chon": ["1", "2"], "ghi": "a <b>"})
        assert seen == []
        for part in ('name="chon" value="1"', 'name="chon" value="2"', 'name="ghi" value="a &lt;b&gt;"'):
            assert part in words(page)

    def test_then_runs_on_that_form_alone(self, rf, mai, view, seen):
        fields = {"chon": ["1", "2"], "xac-nhan": "POST", "xac-nhan-password": PASSWORD}
        answer, session = self.ask(rf, view, mai, fields)
        assert words(answer) == "xong"
        assert dict(seen[0].lists()) == {"chon": ["1", "2"]}
        assert session["confirmed_at"] > 0

    def test_a_wrong_password_keeps_the_fields_and_runs_nothing(self, rf, mai, view, seen):
        page, _ = self.ask(rf, view, mai, {"chon": "1", "xac-nhan": "POST", "xac-nhan-password": "sai"})
        assert seen == []
        assert 'name="chon" value="1"' in words(page)
        assert 'value="sai"' not in words(page)

    def test_looking_needs_nothing(self, rf, mai, seen):
        @stepping_up.confirmed("thử một việc")
        def look(request):
            return HttpResponse("xem")

        assert words(self.ask(rf, look, mai, method="get")[0]) == "xem"

    def test_is_marked_for_the_house_test(self, view):
        assert stepping_up.needs_confirmation(view)
        assert not stepping_up.needs_confirmation(lambda request: HttpResponse())


def test_a_stranger_is_sent_to_sign_in_first(machine, sa_pa):
    assert machine.get(EXPORT).url == f"/dang-nhap/?next={EXPORT}"
    assert AnonymousUser().is_authenticated is False
