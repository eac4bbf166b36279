"""The register on screen: who opens it, what it finds, that every look is written down."""

import pytest
from django.urls import reverse

from campaign_portal.foundation.models import AuditEntry
from emulation.households import services
from emulation.households.models import Household, HouseholdYear
from emulation.households.services import Found
from emulation.poverty.models import ProtectedGroup

INDEX = reverse("households:index")


@pytest.fixture
def as_(sa_pa, client):
    def sign_in(login: str):
        client.force_login(sa_pa.person(login))
        return client

    return sign_in


def looks(action: str) -> int:
    return AuditEntry.objects.filter(action__startswith=action, is_private=True).count()


class TestTheList:
    def test_the_commune_finds_its_households_without_accents(self, register, as_):
        register.write("Vàng A Lử", y2020="poor")
        register.write("Giàng Thị Mẩy", y2020="near_poor")
        page = as_("mai").get(INDEX, {"tim": "vang a lu"})
        assert "1 hộ khớp với bộ lọc: 1 hộ nghèo" in page.text
        assert "Vàng A Lử" in page.text
        assert "Giàng Thị Mẩy" not in page.text

    def test_every_look_is_written_once_an_hour(self, register, as_):
        register.write("Vàng A Lử", y2020="poor")
        for _ in range(2):
            as_("mai").get(INDEX)
        assert looks("xem danh sách hộ năm 2020") == 1

    def test_who_looked_is_not_told_on_the_commune_s_public_page(self, register, as_, sa_pa):
        register.write("Vàng A Lử", y2020="poor")
        as_("mai").get(INDEX)
        page = as_("huy").get(reverse("territory:page", args=[sa_pa.ta_van.pk]))
        assert page.status_code == 200
        assert "xem danh sách hộ" not in page.text

    @pytest.mark.parametrize(("asked", "found"), [({"dien": "poor"}, 1), ({"dien": "near_poor"}, 2)])
    def test_it_is_narrowed_by_class(self, register, as_, asked, found):
        for number, poverty_class in enumerate(["poor", "near_poor", "near_poor"]):
            register.write(f"Vàng A {number}", y2020=poverty_class)
        assert len(as_("mai").get(INDEX, asked).context["page"].rows) == found

    def test_a_hamlet_head_sees_his_own_hamlet(self, register, as_, sa_pa):
        register.write("Vàng A Lử", y2020="poor")
        register.write("Hoàng Văn Tình", hamlet="Tả Van Giáy 1", y2020="poor")
        own = {row.household.unit_id for row in as_("din").get(INDEX).context["page"].rows}
        assert len(own) == 1

    def test_the_standing_office_chooses_a_commune(self, register, as_, sa_pa):
        register.write("Vàng A Lử", y2020="poor")
        assert "xin chọn xã, phường" in as_("thanh").get(INDEX).text
        assert "Vàng A Lử" in as_("thanh").get(INDEX, {"xa": sa_pa.ta_van.pk}).text

    @pytest.mark.parametrize("login", ["huy", "long", "nam", "hanh"])
    def test_nobody_else_opens_it(self, register, as_, login):
        assert as_(login).get(INDEX).status_code == 403

    def test_another_commune_does_not_exist(self, register, as_, sa_pa):
        assert as_("lien").get(INDEX, {"xa": sa_pa.ta_van.pk}).status_code == 404

    def test_pages_follow_each_other_by_keyset(self, register, as_, monkeypatch):
        monkeypatch.setattr("emulation.households.selectors.register.PAGE", 2)
        for number in range(5):
            register.write(f"Vàng A {number}", y2020="poor")
        client, seen, asked = as_("mai"), [], {}
        while True:
            page = client.get(INDEX, asked).context["page"]
            seen += [row.household.head_name for row in page.rows]
            if page.after is None:
                break
            asked = {"sau": page.after}
        assert seen == [f"Vàng A {number}" for number in range(5)]
        back = client.get(INDEX, {"truoc": page.before}).context["page"]
        assert [row.household.head_name for row in back.rows] == ["Vàng A 2", "Vàng A 3"]

    def test_many_cost_what_few_cost(self, register, as_, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        register.write("Vàng A Lử", y2020="poor")
        client = as_("mai")
        client.get(INDEX)
        with CaptureQueriesContext(connection) as few:
            client.get(INDEX)
        for number in range(30):
            register.write(f"Vàng A {number}", y2020="poor")
        with CaptureQueriesContext(connection) as many:
            client.get(INDEX)
        assert len(many) == len(few)


class TestExport:
    def test_it_is_written_down_with_how_many_it_named(self, register, as_):
        register.write("Vàng A Lử", y2020="poor", id_number="010085001234")
        page = as_("mai").get(reverse("households:export"))
        assert page["Content-Type"].endswith("sheet")
        entry = AuditEntry.objects.get(action="xuất danh sách hộ năm 2020")
        assert (entry.after, entry.is_private) == ({"number": 1}, True)

    def test_the_workbook_shows_three_digits_of_a_card(self, register, as_):
        from python_calamine import CalamineWorkbook

        register.write("Vàng A Lử", y2020="poor", id_number="010085001234")
        content = as_("mai").get(reverse("households:export")).content
        import io

        cells = [
            str(cell)
            for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            for cell in row
        ]
        assert "•••••••••234" in cells
        assert not any("010085001" in cell for cell in cells)


class TestOneHousehold:
    def test_its_page_tells_years_and_is_looked_at(self, register, as_):
        household = register.write("Vàng A Lử", y2019="poor", y2020="escaped", id_number="010085001234")
        page = as_("mai").get(reverse("households:page", args=[household.pk]))
        assert "Thoát nghèo, vượt chuẩn cận nghèo" in page.text
        assert "•••••••••234" in page.text
        assert "010085001234" not in page.text
        assert looks("xem hộ") == 1

    def test_a_registration_is_shown_from_where_it_was_made(self, register, as_, sa_pa):
        from emulation.campaigns.models import ParticipantClass
        from emulation.registrations.models import Registration

        household = register.write("Vàng A Lử", y2020="poor")
        Registration.objects.create(
            unit=household.unit, campaign=sa_pa.campaign, party=household.party, year=2020,
            participant_class=ParticipantClass.objects.filter(campaign=sa_pa.campaign)[0],
            superior=household.unit.commune, state="draft",
        )  # fmt: skip
        page = as_("mai").get(reverse("households:page", args=[household.pk]))
        assert sa_pa.campaign.short_name in page.text
        assert "đang soạn" in page.text

    def test_an_officer_writes_a_household_with_its_people(self, register, as_, sa_pa):
        typed = {
            "hamlet": sa_pa.hamlet("Tả Van Mông").pk, "head_name": "Lý Thị Sung", "birth_year": "1979",
            "gender": "female", "ethnicity": "Mông", "member_count": "3", "id_number": "010179001111",
            "nguoi-TOTAL_FORMS": "1", "nguoi-INITIAL_FORMS": "0",
            "nguoi-0-full_name": "Vàng A Sì", "nguoi-0-relation": "con", "nguoi-0-birth_year": "2003",
        }  # fmt: skip
        answer = as_("mai").post(reverse("households:add"), typed)
        household = Household.objects.get(head_name="Lý Thị Sung")
        assert answer.url == reverse("households:year", args=[household.pk, 2020])
        assert household.members.get().relation == "con"
        assert household.id_last3 == "111"

    def test_nothing_typed_is_lost_when_it_is_refused(self, register, as_, sa_pa):
        typed = {
            "hamlet": sa_pa.hamlet("Tả Van Mông").pk, "head_name": "Sung", "member_count": "3", "birth_year": "19x9",
            "id_number": "12", "nguoi-TOTAL_FORMS": "1", "nguoi-INITIAL_FORMS": "0", "nguoi-0-full_name": "Vàng A Sì",
        }  # fmt: skip
        page = as_("mai").post(reverse("households:add"), typed)
        assert page.status_code == 200
        assert "Vàng A Sì" in page.text
        assert "Số CCCD có 12 chữ số (CMND 9); ở đây có 2." in page.text

    def test_a_year_is_written_with_causes_and_lacks_of_its_standard(self, register, as_):
        from emulation.poverty.models import PovertyCause, StandardIndicator

        household = register.write("Vàng A Lử")
        lacks = StandardIndicator.objects.filter(standard=register.sa_pa.standard)[:2]
        typed = {
            "poverty_class": "poor", "member_count": "4", "income_points": "110", "lack_points": "30",
            "income_vnd": "650.000", "causes": [PovertyCause.objects.get(code="illness").pk],
            "lacks": [lack.pk for lack in lacks], "wish": "vay vốn nuôi trâu",
        }  # fmt: skip
        as_("mai").post(reverse("households:year", args=[household.pk, 2020]), typed)
        row = HouseholdYear.objects.get(household=household)
        assert (row.income_per_head_vnd, row.income_points, row.lacks.count()) == (650_000, 110, 2)

    def test_a_leader_reads_and_does_not_write(self, register, as_):
        household = register.write("Vàng A Lử", y2020="poor")
        assert as_("vang").get(reverse("households:page", args=[household.pk])).status_code == 200
        assert as_("vang").get(reverse("households:correct", args=[household.pk])).status_code == 403

    def test_a_card_stays_when_none_is_typed(self, register, as_):
        household = register.write("Vàng A Lử", born=1985, id_number="010085001234")
        typed = {
            "head_name": "Vàng A Lù", "birth_year": "1985", "member_count": "4", "ethnicity": "Mông", "id_number": "",
            "nguoi-TOTAL_FORMS": "0", "nguoi-INITIAL_FORMS": "0",
        }  # fmt: skip
        as_("mai").post(reverse("households:correct", args=[household.pk]), typed)
        household.refresh_from_db()
        assert (household.head_name, household.id_last3) == ("Vàng A Lù", "234")


class TestMerging:
    def test_it_is_looked_at_before_it_is_done(self, register, as_):
        kept = register.write("Vàng A Lử", born=1985, y2020="poor")
        double = register.write("Vàng A Lử", born=1986, y2019="poor")
        address = f"{reverse('households:merge', args=[kept.pk])}?ho={double.pk}"
        assert "chuyển sang" in as_("mai").get(address).text
        assert Household.objects.standing().count() == 2
        as_("mai").post(address)
        assert Household.objects.standing().get(head_name="Vàng A Lử") == kept
        assert "Đã gộp vào" in as_("mai").get(reverse("households:page", args=[double.pk])).text


class TestTheTableWithoutNames:
    def test_small_counts_are_hidden(self, register, as_):
        for number in range(3):
            register.write(f"Vàng A {number}", y2020="poor")
        for number in range(30):
            register.write(f"Hoàng Văn {number}", hamlet="Tả Van Giáy 1", y2020="poor")
        page = as_("huy").get(reverse("households:summary"))
        assert page.status_code == 200
        assert "Vàng A" not in page.text
        page = as_("mai").get(reverse("households:summary"))
        assert "&lt;5" in page.text

    def test_changes_are_shown_with_their_households(self, register, as_):
        register.write("Vàng A Lử", y2019="poor", y2020="escaped")
        page = as_("mai").get(reverse("households:changes"))
        assert "1 thoát nghèo, vượt chuẩn cận nghèo" in page.text
        assert "Vàng A Lử" in page.text


def test_a_helper_is_named_on_the_page(register, as_, sa_pa):
    from emulation.people.services import register_person

    household = register.write("Vàng A Lử", y2020="poor")
    helper = register_person(sa_pa.ta_van, name="Lý Thị Hồng", by=register.mai)
    services.record_support(household, helper, 2020, deed="giúp giống ngô", by=register.mai)
    assert "giúp giống ngô" in as_("mai").get(reverse("households:page", args=[household.pk])).text


def test_s1_04_the_list_goes_by_address_cause_wish_and_group(register, as_):
    group = ProtectedGroup.objects.get(code="merit")
    found = Found("poor", member_count=4, wish="Học nghề mộc", groups=(group,))
    services.write_year(register.write("Vàng A Lử"), 2020, found, by=register.mai)
    register.write("Giàng A Páo", y2020="poor")
    page = as_("mai").get(INDEX, {"nhom": group.pk}).text
    assert "1 hộ khớp với bộ lọc" in page
    assert "có người có công" in page
    assert "Nguyện vọng: Học nghề mộc" in page
    assert "Giàng A Páo" not in page
