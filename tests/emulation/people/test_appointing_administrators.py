"""The first administrator of an installation is appointed by a command; everybody after him on the catalogue pages."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from campaign_portal.foundation import audit
from emulation.people.models import Appointment, Office, Role


def appoint(username: str, code: str) -> str:
    said = io.StringIO()
    call_command("appoint_administrator", username, unit=code, stdout=said)
    return said.getvalue()


@pytest.fixture
def newcomer(sa_pa, django_user_model):
    """As `createsuperuser` leaves an account: let in everywhere, and without a post."""
    return django_user_model.objects.create_superuser("quantri", "Lý Thị Quản", password="mot-mat-khau-dai-2020")


def test_an_account_without_a_post_opens_no_catalogue_and_with_one_it_does(client, sa_pa, newcomer):
    client.force_login(newcomer)
    assert client.get("/danh-muc/").status_code == 403
    said = appoint("quantri", sa_pa.town.code)
    assert said == "Lý Thị Quản là quản trị tại Ủy ban nhân dân thị xã Sa Pa. Mở trang /nhan-su/ để làm tiếp.\n"
    assert client.get("/danh-muc/").status_code == 200


def test_the_post_is_of_the_units_leadership_office_and_in_the_trail(sa_pa, newcomer):
    appoint("quantri", sa_pa.town.code)
    post = Appointment.objects.get(user=newcomer)
    assert (post.role, post.office) == (Role.ADMINISTRATOR, sa_pa.committee_of(sa_pa.town))
    (line,) = audit.history(post)
    assert (line.action, line.source, line.actor_name) == (
        "giao chức vụ quản trị",
        "appoint_administrator",
        "hệ thống",
    )
    assert line.after["office"]["id"] == post.office.pk


def test_an_account_that_was_not_let_in_is_let_in(client, sa_pa, django_user_model):
    plain = django_user_model.objects.create_user("moi", "Người Mới")
    appoint("moi", sa_pa.town.code)
    client.force_login(django_user_model.objects.get(pk=plain.pk))
    assert client.get("/danh-muc/").status_code == 200


@pytest.mark.parametrize(
    ("username", "code", "sentence"),
    [
        ("khong-co", "088", "Không có tài khoản “khong-co”. Xin lập trước bằng lệnh createsuperuser."),
        ("quantri", "99999", "Không có đơn vị nào mang mã “99999”."),
        ("quantri", "", "Không có đơn vị nào mang mã “”."),
        ("nam", "088", "“nam” đang là quản trị tại Ủy ban nhân dân thị xã Sa Pa, không phải giao lại."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(newcomer, username, code, sentence):
    posts, offices = Appointment.objects.count(), Office.objects.count()
    with pytest.raises(CommandError, match=sentence):
        appoint(username, code)
    assert (Appointment.objects.count(), Office.objects.count()) == (posts, offices)


def test_a_closed_account_is_refused(sa_pa, newcomer):
    newcomer.is_active = False
    newcomer.save()
    with pytest.raises(CommandError, match="Tài khoản “quantri” đã khóa"):
        appoint("quantri", sa_pa.town.code)


def test_a_unit_that_has_ended_is_refused_with_its_last_day(sa_pa, newcomer, clock):
    sa_pa.town.valid_to = dt.date(2025, 6, 30)
    sa_pa.town.save()
    clock(dt.date(2025, 7, 1))
    with pytest.raises(CommandError, match=r"Thị xã Sa Pa .mã 088. đã thôi hoạt động từ sau ngày 30/6/2025"):
        appoint("quantri", "088")
