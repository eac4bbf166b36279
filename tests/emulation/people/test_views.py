"""The pages of offices and people: what is shown to whom, and the whole way of an account."""

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import accounts
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Office, Role
from emulation.people.services import leadership_office
from emulation.territory.models import Unit
from tests.emulation.people.conftest import BEGIN, appointed, newcomer

PEOPLE, OFFICES, INVITE = reverse("people:index"), reverse("offices:index"), reverse("people:invite")


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who):
        client.force_login(
            who if isinstance(who, User) else sa_pa.person(who), "django.contrib.auth.backends.ModelBackend"
        )
        return client

    return sign_in


# --- Who sees what ----------------------------------------------------------------------------------------------------


def test_the_pages_are_for_administrators_and_auditors(as_):
    for who, status in (("nam", 200), ("hanh", 200), ("mai", 403), ("long", 403)):
        for address in (PEOPLE, OFFICES):
            assert as_(who).get(address).status_code == status, (who, address)


def test_an_auditor_only_reads(as_, sa_pa):
    client = as_("hanh")
    assert "Cấp tài khoản" not in text_of(client.get(PEOPLE))
    mai = sa_pa.person("mai")
    assert "Thôi giữ" not in text_of(client.get(reverse("people:page", args=[mai.pk])))
    assert client.get(INVITE).status_code == 403
    assert client.post(reverse("people:new_code", args=[mai.pk])).status_code == 403


def test_an_administrator_of_a_commune_sees_its_own_people_and_nobody_else(as_, sa_pa, commune_admin):
    client = as_(commune_admin)
    said = text_of(client.get(PEOPLE))
    assert "Nguyễn Thị Mai" in said
    assert "Hoàng Thị Liên" not in said
    lien, nobody = sa_pa.person("lien"), 999_999
    for name in ("people:page", "people:give", "people:close"):
        there, nowhere = (client.get(reverse(name, args=[pk])) for pk in (lien.pk, nobody))
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content) == (404, there.content)
    post = Appointment.objects.get(user=lien)
    assert client.get(reverse("people:end_post", args=[post.pk])).status_code == 404
    assert client.get(reverse("offices:page", args=[post.office_id])).status_code == 404
    assert "UBND xã Mường Hoa" not in text_of(client.get(OFFICES))


def test_posts_elsewhere_are_told_without_saying_which(as_, sa_pa, nam, commune_admin):
    appointed(sa_pa.person("mai"), sa_pa.office("council"), Role.COUNCIL_MEMBER, nam, title="Ủy viên Hội đồng thị xã")
    said = text_of(as_(commune_admin).get(reverse("people:page", args=[sa_pa.person("mai").pk])))
    assert "còn có chức vụ ở đơn vị khác" in said
    assert "Ủy viên Hội đồng thị xã" not in said
    assert "quản trị cấp trên giữ" in said  # her account opens more than the commune


# --- Lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "seen", "not_seen"),
    [
        ({"tim": "nguyen thi mai"}, "Nguyễn Thị Mai", "Lồ A Vảng"),
        ({"vai-tro": "clerk"}, "Cao Thị Bích", "Nguyễn Thị Mai"),
        ({"trang-thai": "khoa"}, "Không có ai như vậy", "Nguyễn Thị Mai"),
        ({"trang-thai": "chua"}, "Nguyễn Thị Mai", "Không có ai"),
    ],
)
def test_people_are_found_without_accents_by_role_and_state(as_, query, seen, not_seen):
    said = text_of(as_("nam").get(PEOPLE, query))
    assert seen in said
    assert not_seen not in said


def test_the_list_goes_down_to_one_unit(as_, sa_pa):
    said = text_of(as_("nam").get(PEOPLE, {"don-vi": sa_pa.ta_van.pk}))
    assert "Vàng Thị Dín" in said  # a hamlet below
    assert "Hoàng Thị Liên" not in said


def test_offices_are_found_by_name_function_and_state(as_, sa_pa):
    client = as_("nam")
    assert "Phòng Lao động" in text_of(client.get(OFFICES, {"tim": "lao dong"}))
    assert "Phòng Lao động" not in text_of(client.get(OFFICES, {"chuc-nang": "council"}))
    assert "Không có cơ quan nào như vậy" in text_of(client.get(OFFICES, {"trang-thai": "het"}))


@pytest.mark.parametrize("address", [PEOPLE, OFFICES])
def test_a_list_costs_the_same_however_long(as_, sa_pa, nam, address):
    client = as_("nam")

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = statements()
    for number in range(20):
        office = Office.objects.create(
            unit=sa_pa.ta_van, name=f"Phòng {number}", short_name=f"P{number}", function="participant", valid_from=BEGIN
        )
        appointed(newcomer(f"moi{number}"), office, Role.OFFICER, nam)
    assert statements() == before


def test_the_lists_go_out_as_workbooks(as_):
    for name in ("people:export", "offices:export"):
        answer = as_("nam").get(reverse(name), {"tim": "a"})
        page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert page.max_row > 5


# --- An account and its posts -----------------------------------------------------------------------------------------


def invite(client, sa_pa, **changes):
    office = sa_pa.committee_of(sa_pa.ta_van)
    values = {
        "full_name": "Giàng Thị Sua",
        "username": "",
        "email": "",
        "office": office.pk,
        "role": "commune_officer",
        "title": "Cán bộ Văn hóa",
        "valid_from": "02/3/2020",
        "valid_to": "",
    } | changes
    return client.post(f"{INVITE}?don_vi={sa_pa.ta_van.pk}", values)


def test_an_account_comes_with_its_first_post_and_its_code_is_shown_once(as_, sa_pa):
    client = as_("nam")
    answer = invite(client, sa_pa)
    said = text_of(answer)
    assert "Phiếu cấp tài khoản" in said
    assert answer["Cache-Control"] == "no-store"
    person = User.objects.get(username="suagt.tavan")
    code = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", said)[0]
    assert accounts.holder_of_code("suagt.tavan", code) == person
    assert Appointment.objects.get(user=person).title == "Cán bộ Văn hóa"
    page = client.get(reverse("people:page", args=[person.pk]))
    assert code not in page.content.decode()
    assert "Chưa đăng nhập lần nào" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"full_name": ""}, "Xin ghi họ và tên."),
        ({"username": "mai"}, "Tên đăng nhập “mai” đã có người dùng"),
        ({"username": "Mai Tả Van"}, "Tên đăng nhập gồm 2 đến 80 chữ không dấu"),
        ({"role": "standing_head"}, "standing_head"),
        ({"valid_from": "31/4/2020"}, "Ngày ghi chưa đúng. Ví dụ đúng: 01/7/2020."),
        ({"valid_from": "02/3/2019"}, "hoạt động từ 01/02/2020"),
        ({"role": ""}, "Xin chọn vai trò."),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_nothing_is_lost(as_, sa_pa, changes, says):
    before = User.objects.count()
    said = invite(as_("nam"), sa_pa, **changes).content.decode()
    assert says in " ".join(said.split())
    assert "Cán bộ Văn hóa" in said
    assert User.objects.count() == before


def test_an_office_of_another_unit_is_not_taken_from_the_form(as_, sa_pa, commune_admin):
    other = sa_pa.committee_of(sa_pa.muong_hoa)
    assert "không thuộc đơn vị đã chọn" in text_of(invite(as_(commune_admin), sa_pa, office=other.pk))
    answer = as_(commune_admin).post(f"{INVITE}?don_vi={sa_pa.muong_hoa.pk}", {"full_name": "X Y"})
    assert "không có trong danh sách được chọn" in text_of(answer)


def test_a_person_is_given_another_post_and_gives_one_up(as_, sa_pa):
    client, mai = as_("nam"), sa_pa.person("mai")
    council = sa_pa.office("council")
    answer = client.post(
        f"{reverse('people:give', args=[mai.pk])}?don_vi={sa_pa.town.pk}",
        {"office": council.pk, "role": "council_member", "title": "Ủy viên", "valid_from": "02/3/2020"},
        follow=True,
    )
    assert "Đã giao chức vụ Ủy viên cho Nguyễn Thị Mai." in text_of(answer)
    post = Appointment.objects.get(user=mai, office=council)
    end = reverse("people:end_post", args=[post.pk])
    assert "Xin ghi lý do" in text_of(client.post(end, {"off_from": "01/4/2020", "reason": ""}))
    answer = client.post(end, {"off_from": "01/4/2020", "reason": "Hết nhiệm kỳ"}, follow=True)
    assert "hết sau ngày 31/3/2020" in text_of(answer)
    assert "Lý do: Hết nhiệm kỳ" in text_of(answer)


def test_somebody_acts_for_another(as_, sa_pa):
    client = as_("nam")
    post = Appointment.objects.get(user=sa_pa.person("hang"))
    address = reverse("people:delegate", args=[post.pk])
    assert "Lê Văn Thành" in text_of(client.get(address))
    answer = client.post(
        address,
        {
            "person": sa_pa.person("thanh").pk,
            "title": "Chuyên viên",
            "legal_basis": "GUQ 12",
            "valid_from": "01/4/2020",
            "valid_to": "15/4/2020",
        },
        follow=True,
    )
    assert "Lê Văn Thành được ủy quyền thay Đặng Thu Hằng đến hết 15/4/2020." in text_of(answer)
    said = text_of(client.get(reverse("people:page", args=[sa_pa.person("thanh").pk])))
    assert "Chuyên viên (được ủy quyền) , Phòng Lao động" in said
    assert "thay Đặng Thu Hằng, theo GUQ 12" in said


def test_an_account_is_helped_closed_and_reopened(as_, sa_pa):
    client, mai = as_("nam"), sa_pa.person("mai")
    assert "Phiếu cấp tài khoản" in text_of(client.post(reverse("people:new_code", args=[mai.pk])))
    close = reverse("people:close", args=[mai.pk])
    assert "Xin ghi lý do" in text_of(client.post(close, {"reason": ""}))
    assert "Đã khóa tài khoản." in text_of(client.post(close, {"reason": "Nghỉ việc"}, follow=True))
    assert not User.objects.get(pk=mai.pk).is_active
    answer = client.post(reverse("people:new_code", args=[mai.pk]), follow=True)
    assert "xin mở lại trước khi cấp mã" in text_of(answer)
    assert "Đã mở lại tài khoản." in text_of(client.post(reverse("people:reopen", args=[mai.pk]), follow=True))
    answer = client.post(reverse("people:forget_second_factor", args=[mai.pk]), {"reason": "Mất máy"})
    assert "chưa bật xác thực hai bước" in text_of(answer)


def test_nobody_manages_his_own_account_nor_one_above(as_, sa_pa, nam, commune_admin):
    client = as_("nam")
    answer = client.post(reverse("people:close", args=[nam.pk]), {"reason": "x"})
    assert "quản trị cấp trên giữ" in text_of(answer)
    mai = sa_pa.person("mai")
    appointed(mai, sa_pa.office("council"), Role.COUNCIL_MEMBER, nam)
    answer = as_(commune_admin).post(reverse("people:new_code", args=[mai.pk]), follow=True)
    assert "giữ chức vụ ở cấp trên" in text_of(answer)


# --- Offices ----------------------------------------------------------------------------------------------------------


def test_an_office_is_founded_corrected_and_ended_on_screen(as_, sa_pa):
    client = as_("nam")
    new = reverse("offices:new")
    assert "Chọn đơn vị trước" in text_of(client.get(new))
    values = {"name": "Phòng Nông nghiệp và Môi trường", "function": "participant", "valid_from": "01/6/2020"}
    answer = client.post(f"{new}?don_vi={sa_pa.town.pk}", values, follow=True)
    assert "Đã lập Phòng Nông nghiệp và Môi trường." in text_of(answer)
    heir = Office.objects.get(name="Phòng Nông nghiệp và Môi trường")
    facts = {"name": heir.name, "short_name": "Phòng NN&MT", "symbol": "PNNMT", "place": "Sa Pa"}
    assert "PNNMT" in text_of(client.post(reverse("offices:edit", args=[heir.pk]), facts, follow=True))
    labour = sa_pa.office("standing_office")
    end = reverse("offices:end", args=[labour.pk])
    values = {"on": "01/7/2020", "reason": "NQ 18", "heir": heir.pk, "other": sa_pa.office("interior_office").pk}
    assert "Xin ghi phần việc nào chuyển" in text_of(client.post(end, values))
    said = text_of(client.post(end, values | {"other_work": "người có công"}, follow=True))
    assert "2 chức vụ hết theo" in said
    assert "từ 01/7/2020: người có công (NQ 18)" in said


def test_a_unit_without_an_office_says_what_to_do(as_, sa_pa):
    hamlet = Unit.objects.filter(commune=sa_pa.ta_van, level="hamlet").exclude(name="Tả Van Mông").first()
    said = text_of(as_("nam").get(INVITE, {"don_vi": hamlet.pk}))
    assert "chưa có cơ quan nào" in said
    leadership_office(hamlet, BEGIN)
    assert "Người dùng và chức vụ" in text_of(as_("nam").get(INVITE, {"don_vi": hamlet.pk}))
