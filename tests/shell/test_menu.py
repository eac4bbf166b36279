"""The side menu, and the way to the catalogue pages and back."""

import datetime as dt

import pytest

from emulation.people.models import Appointment


@pytest.mark.parametrize(("username", "sees"), [("nam", True), ("mai", False), ("long", False), ("hanh", False)])
def test_the_catalogues_stand_in_the_menu_of_administrators_alone(client, sa_pa, username, sees):
    client.force_login(sa_pa.person(username))
    assert ('href="/danh-muc/"' in client.get("/").content.decode()) == sees
    assert client.get("/danh-muc/").status_code == (200 if sees else 403)


def test_an_account_that_is_not_let_in_has_no_entry_that_would_refuse_him(client, sa_pa):
    nam = sa_pa.person("nam")
    nam.is_staff = False
    nam.save()
    client.force_login(nam)
    assert 'href="/danh-muc/"' not in client.get("/").content.decode()


def test_the_catalogue_pages_speak_vietnamese_and_lead_back(client, sa_pa):
    nam = sa_pa.person("nam")
    nam.is_superuser = True  # as `createsuperuser` makes the first account: sees every table there is
    nam.save()
    client.force_login(nam)
    page = client.get("/danh-muc/").content.decode()
    assert '<a href="/">Về Việc của tôi</a>' in page
    for section in ("Tài khoản, nhật ký, sổ số", "Phong trào thi đua", "Khen thưởng"):
        assert section in page
    assert "Axes" not in page


@pytest.mark.parametrize(("username", "sees"), [("nam", True), ("hanh", True), ("mai", False)])
def test_offices_and_people_stand_in_the_menu_of_whoever_manages_or_audits_them(client, sa_pa, username, sees):
    client.force_login(sa_pa.person(username))
    assert ('href="/nhan-su/"' in client.get("/").content.decode()) == sees


def test_the_frame_names_two_posts_and_counts_more(client, sa_pa):
    mai = sa_pa.person("mai")
    client.force_login(mai)
    for role, says in (
        ("council_member", "Cán bộ LĐ-TB&amp;XH, xã Tả Van; Ủy viên, Hội đồng TĐKT thị xã"),
        ("council_secretary", "Cán bộ LĐ-TB&amp;XH, xã Tả Van và 2 chức vụ khác"),
    ):
        Appointment.objects.create(
            user=mai,
            office=sa_pa.office("council"),
            role=role,
            title="Ủy viên" if role == "council_member" else "Thư ký",
            valid_from=dt.date(2020, 3, 1),
        )
        assert says in client.get("/").content.decode()
