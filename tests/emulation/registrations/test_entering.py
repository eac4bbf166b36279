"""Persons, households, organisations: written down by hamlet and commune, one by one, in a grid, out of a workbook."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.criteria import selectors as criteria
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.duties.models import Duty
from emulation.households.models import Household
from emulation.households.services import Found, register_household, write_year
from emulation.people.models import Party
from emulation.registrations import services
from emulation.registrations.importers import waiting
from emulation.registrations.importers.waiting import Place
from emulation.registrations.models import Registration, RegistrationRule
from emulation.registrations.selectors import board as boards
from emulation.registrations.selectors import entered
from tests.foundation.workbooks.files import book, upload
from tests.support.jobs import run_queued_jobs

MARCH_5 = dt.date(2020, 3, 5)
HEADINGS = ("Thôn, tổ dân phố", "Chủ hộ", "Năm sinh", "Số nhân khẩu", "Nguyện vọng", "Đề nghị giúp đỡ", "Ngày đăng ký")
MONG = "Tả Van Mông"


class Desk:
    """Mai of Tả Van writes down; `type` fills the grid as the page does."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.mai = sa_pa.person("mai")
        self.classes = {part.key: part for part in entered.classes_of(sa_pa.campaign)}

    def at(self, key: str, unit=None) -> Place:
        return Place(self.classes[key], unit or self.sa_pa.ta_van)

    def household(self, head: str, born: int = 1985, hamlet: str = MONG, wish: str = "") -> Household:
        household = register_household(
            self.sa_pa.hamlet(hamlet), head_name=head, member_count=4, birth_year=born, by=self.mai
        )
        write_year(household, 2019, Found("poor", wish=wish), by=self.mai)
        return household

    def type(self, key: str, *rows: dict[str, str], by=None, unit=None) -> list:
        where = self.at(key, unit)
        first = waiting.waiting(where, by or self.mai).next_id
        waiting.keep_typed({first + at: row for at, row in enumerate(rows)}, where, by or self.mai)
        return waiting.waiting(where, by or self.mai).rows

    def take(self, key: str, by=None, unit=None) -> waiting.Taken:
        return waiting.take(self.at(key, unit), by or self.mai)


@pytest.fixture
def desk(sa_pa, clock) -> Desk:
    clock(MARCH_5)
    return Desk(sa_pa)


def household_row(name: str, **more: str) -> dict[str, str]:
    return {"place": MONG, "name": name, "wish": "Nuôi trâu", "help": "Vay 50 triệu đồng", "on": "04/3/2020"} | more


PERSON = {"place": MONG, "name": "Giàng Thị Mẫu", "born": "1990", "position": "hội viên Hội LHPN"}
DEED = {"deed": "Giúp làm nhà", "quantity": "10", "measure": "ngày công", "value": "2.000.000", "note": "tháng 4"}


class TestOneByOne:
    def test_s3_10_a_household_registers_with_its_hamlet_and_is_received_there(self, desk):
        household = desk.household("Lý A Mẫu")
        desk.type("poor_household", household_row("Lý A Mẫu"))
        assert desk.take("poor_household").made == 1
        registration = Registration.objects.get(party=household.party)
        assert registration.state == Registration.State.ACCEPTED
        assert registration.superior == desk.sa_pa.hamlet(MONG)
        assert (registration.wish, registration.help_wanted) == ("Nuôi trâu", "Vay 50 triệu đồng")
        assert registration.registered_on == dt.date(2020, 3, 4)
        assert registration.versions.count() == 1

    def test_s0_15_a_household_registers_where_the_plan_rules_no_registration(self, desk):
        household = desk.household("Lý A Mẫu")
        RegistrationRule.objects.filter(participant_class=desk.classes["poor_household"]).delete()
        assert "poor_household" in {part.key for part in entered.classes_of(desk.sa_pa.campaign)}
        desk.type("poor_household", household_row("Lý A Mẫu"))
        desk.take("poor_household")
        assert Registration.objects.get(party=household.party).superior == household.unit

    def test_s1_19_what_was_registered_is_measured(self, desk):
        household = desk.household("Lý A Mẫu")
        desk.type("poor_household", household_row("Lý A Mẫu"))
        desk.take("poor_household")
        facts = criteria._escapes(desk.sa_pa.campaign, [household.party], {})
        assert facts[household.party.pk].registered_on == dt.date(2020, 3, 4)

    def test_s3_34_a_member_registers_a_concrete_deed(self, desk):
        desk.type("individual", PERSON | DEED)
        desk.take("individual")
        registration = Registration.objects.get(party__name="Giàng Thị Mẫu")
        item = registration.items.get()
        assert (item.text, int(item.pledged), item.unit_of_measure, item.value_vnd) == (
            "Giúp làm nhà",
            10,
            "ngày công",
            2_000_000,
        )
        assert registration.state == Registration.State.ACCEPTED

    def test_a_person_without_a_deed_is_asked_for_one(self, desk):
        (row,) = desk.type("individual", PERSON)
        assert row.problems == [("deed", "Xin ghi việc làm cụ thể (ngày công, vật chất, tiền).")]

    def test_s3_08_an_organisation_s_goes_to_the_standing_office(self, desk):
        desk.type("economic_organisation", {"name": "Hợp tác xã Mẫu", "value": "20.000.000"})
        desk.take("economic_organisation")
        registration = Registration.objects.get(party__name="Hợp tác xã Mẫu")
        assert registration.state == Registration.State.SUBMITTED
        assert registration.receiver == desk.sa_pa.office("standing_office")
        assert int(registration.items.get().pledged) == 20_000_000
        services.accept(registration, by=desk.sa_pa.person("thanh"))

    def test_the_commune_s_own_duty_is_not_done_by_it(self, desk):
        desk.type("economic_organisation", {"name": "Hợp tác xã Mẫu", "value": "20.000.000"})
        desk.take("economic_organisation")
        assert Duty.objects.open().filter(kind=Duty.Kind.REGISTRATION, unit=desk.sa_pa.ta_van).exists()

    def test_a_household_that_is_in_no_register_is_written_into_it(self, desk):
        (row,) = desk.type("poor_household", household_row("Vàng A Lạ"))
        assert row.problems[0][1].startswith("Sổ hộ thôn Tả Van Mông chưa có hộ “Vàng A Lạ”.")
        waiting.discard(desk.at("poor_household"), desk.mai)
        desk.type("poor_household", household_row("Vàng A Lạ", members="5", born="1980"))
        desk.take("poor_household")
        assert Household.objects.get(head_name="Vàng A Lạ").member_count == 5

    def test_of_two_of_one_name_the_birth_year_decides(self, desk):
        desk.household("Lý A Mẫu", 1980)
        younger = desk.household("Lý A Mẫu", 1990)
        (row,) = desk.type("poor_household", household_row("Lý A Mẫu"))
        assert "2 hộ tên “Lý A Mẫu” (sinh 1980, 1990); xin ghi năm sinh" in row.problems[0][1]
        waiting.discard(desk.at("poor_household"), desk.mai)
        (row,) = desk.type("poor_household", household_row("Lý A Mẫu", born="1990"))
        assert row.household == younger

    @pytest.mark.parametrize(
        ("more", "says"),
        [
            ({"place": "Không Có"}, "không có thôn “Không Có”"),
            ({"born": "abc"}, "abc"),
            ({"on": "40/3/2020"}, "Ngày “40/3/2020” chưa đúng"),
            ({"on": "06/3/2020"}, "sau hôm nay 05/3/2020"),
            ({"wish": "a" * 301}, "Dài 301 ký tự"),
        ],
    )
    def test_bad_input_is_told_in_a_sentence_and_stays(self, desk, more, says):
        desk.household("Lý A Mẫu")
        (row,) = desk.type("poor_household", household_row("Lý A Mẫu", **more))
        assert says in " ".join(sentence for _, sentence in row.problems)
        assert desk.take("poor_household") == waiting.Taken(0, 1)
        assert waiting.waiting(desk.at("poor_household"), desk.mai).rows[0].name == "Lý A Mẫu"

    def test_a_household_twice_is_refused_at_its_row(self, desk):
        desk.household("Lý A Mẫu")
        first, second = desk.type("poor_household", household_row("Lý A Mẫu"), household_row("Lý A Mẫu"))
        assert not first.problems
        assert "trùng với" in second.problems[0][1]
        assert desk.take("poor_household") == waiting.Taken(1, 1)
        (row,) = waiting.waiting(desk.at("poor_household"), desk.mai).rows
        assert "Hộ này đã đăng ký ngày 04/3/2020" in row.problems[0][1]

    def test_another_commune_s_officer_writes_nothing_here(self, desk):
        household = desk.household("Lý A Mẫu")
        with pytest.raises(Refused, match="thôn, xã nơi ấy ghi"):
            services.enter(
                desk.classes["poor_household"],
                household.party,
                services.Entry(MARCH_5),
                by=desk.sa_pa.person("lien"),
            )


class TestWorkbook:
    def test_three_wrong_rows_of_three_hundred_wait_and_none_is_lost(self, desk, django_assert_max_num_queries):
        names = [f"Lý A {chr(65 + at // 26)}{chr(97 + at % 26)}" for at in range(300)]
        rows = [(MONG, name, "1980", "4", "Nuôi trâu", "", "") for name in names]
        rows[10] = ("Không Có", names[10], "1980", "4", "", "", "")
        rows[20] = (MONG, names[19], "1980", "4", "", "", "")
        rows[30] = (MONG, names[30], "1980", "", "", "", "")
        where = desk.at("poor_household")
        waiting.keep_file(upload(book([HEADINGS, *rows])), where, desk.mai)
        with django_assert_max_num_queries(12):
            found = waiting.waiting(where, desk.mai)
        assert [row.number for row in found.in_state("wrong")] == [12, 22, 32]
        assert found.in_state("wrong")[0].said()[0][0] == "A12"
        assert found.counted("new") == 297

    def test_the_good_rows_are_written_the_wrong_ones_wait_and_the_same_file_adds_nothing(self, desk):
        desk.household("Lý A Mẫu")
        desk.household("Vàng Thị Mẫu")
        file = book([HEADINGS, (MONG, "Lý A Mẫu"), (MONG, "Vàng Thị Mẫu"), ("Không Có", "Má A Mẫu")])
        where = desk.at("poor_household")
        waiting.keep_file(upload(file), where, desk.mai)
        assert waiting.take(where, desk.mai) == waiting.Taken(2, 1)
        waiting.keep_file(upload(file), where, desk.mai)
        found = waiting.waiting(where, desk.mai)
        assert (found.counted("there"), found.counted("wrong"), found.counted("new")) == (2, 1, 0)
        assert Registration.objects.filter(party__kind=Party.Kind.HOUSEHOLD).count() == 2

    def test_a_long_list_is_taken_in_the_background(self, desk, client, monkeypatch):
        monkeypatch.setattr(waiting, "IN_ONE_GO", 1)
        for name in ("Lý A Mẫu", "Vàng Thị Mẫu"):
            desk.household(name)
        desk.type("poor_household", household_row("Lý A Mẫu"), household_row("Vàng Thị Mẫu"))
        client.force_login(desk.mai)
        client.post(reverse("registrations:enter") + "?loai=poor_household", {"viec": "ghi"})
        run_queued_jobs()
        assert Registration.objects.filter(state=Registration.State.ACCEPTED).count() == 2


class TestPages:
    def test_the_grid_writes_and_shows_the_wrong_row_where_it_was(self, desk, client):
        desk.household("Lý A Mẫu")
        client.force_login(desk.mai)
        url = reverse("registrations:enter") + "?loai=poor_household"
        good, bad = household_row("Lý A Mẫu", place=f"Thôn {MONG}"), household_row("Chưa Có Ai", place=f"Thôn {MONG}")
        data = {f"r{at}-{key}": text for at, row in ((1, good), (2, bad)) for key, text in row.items()}
        page = client.post(url, data | {"viec": "ghi"}, follow=True).content.decode()
        assert "Đã ghi 1 đăng ký. 1 dòng chờ sửa." in page
        assert 'value="Chưa Có Ai"' in page
        assert "chưa có hộ “Chưa Có Ai”" in page

    def test_households_are_chosen_from_the_register_with_their_wish(self, desk, client):
        household = desk.household("Lý A Mẫu", wish="chăn nuôi")
        client.force_login(desk.mai)
        url = reverse("registrations:enter_choose") + "?loai=poor_household"
        assert "Lý A Mẫu" in client.get(url).content.decode()
        client.post(url, {"ho": household.pk})
        (row,) = waiting.waiting(desk.at("poor_household"), desk.mai).rows
        assert (row.name, row.values["wish"], row.problems) == ("Lý A Mẫu", "chăn nuôi", [])

    def test_every_look_at_households_is_logged(self, desk, client):
        desk.household("Lý A Mẫu")
        desk.type("poor_household", household_row("Lý A Mẫu"))
        desk.take("poor_household")
        client.force_login(desk.mai)
        client.get(reverse("registrations:entered") + "?loai=poor_household")
        client.get(reverse("registrations:page", args=[Registration.objects.get().pk]))
        said = list(AuditEntry.objects.filter(actor=desk.mai, is_private=True).values_list("action", flat=True))
        assert "xem danh sách hộ đăng ký năm 2020" in said
        assert "xem đăng ký của hộ" in said

    @pytest.mark.parametrize("who", ["huy", "long", "hanh", "lien"])
    def test_nobody_else_reads_a_household_s_name(self, desk, client, who):
        desk.household("Lý A Mẫu")
        desk.type("poor_household", household_row("Lý A Mẫu"))
        desk.take("poor_household")
        client.force_login(desk.sa_pa.person(who))
        assert client.get(reverse("registrations:page", args=[Registration.objects.get().pk])).status_code == 404
        assert "Lý A Mẫu" not in client.get(reverse("registrations:index")).content.decode()

    def test_the_standing_office_sees_at_a_glance_where_nobody_registered(self, desk, client):
        desk.household("Lý A Mẫu")
        desk.type("poor_household", household_row("Lý A Mẫu"))
        desk.take("poor_household")
        found = entered.glance(desk.sa_pa.person("thanh"), desk.sa_pa.campaign)
        counted = {unit.name: dict((part.key, number) for part, number in cells) for unit, cells in found.rows}
        assert counted["Tả Van"]["poor_household"] == 1
        assert counted["Mường Hoa"]["poor_household"] == 0
        client.force_login(desk.sa_pa.person("thanh"))
        assert "Cá nhân, hộ gia đình đăng ký" in client.get(reverse("registrations:index")).content.decode()

    def test_the_list_costs_the_same_for_one_and_many(self, desk, client):
        client.force_login(desk.mai)
        url = reverse("registrations:entered") + "?loai=individual"
        counts = []
        for names in (["Lý Thị Một"], [f"Lý Thị {chr(65 + at)}" for at in range(8)]):
            desk.type("individual", *(PERSON | DEED | {"name": name} for name in names))
            desk.take("individual")
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_organisations_stand_on_the_board_persons_and_households_do_not(self, desk):
        desk.type("economic_organisation", {"name": "Hợp tác xã Mẫu", "value": "20.000.000"})
        desk.take("economic_organisation")
        desk.type("individual", PERSON | DEED)
        desk.take("individual")
        groups = boards.board(desk.sa_pa.campaign, desk.sa_pa.person("thanh"))
        assert {group.participant_class.key for group in groups} == {"commune", "agency", "economic_organisation"}
