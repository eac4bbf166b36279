"""The log: who reads which lines, how it is searched and paged, taken out, and how the chain's state is told."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection, transaction
from django.test import Client

from campaign_portal.foundation import audit, jobs, seals, trail
from campaign_portal.foundation.models import AuditEntry, Job, User
from campaign_portal.foundation.trail import Asked
from emulation.households.services import register_household
from emulation.people.models import Appointment, Role
from emulation.territory.models import Reorganization
from tests.support.jobs import run_queued_jobs
from tests.toy.models import Parcel


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def tell(on: Any, by: User | None = None, action: str = "thử", **more: Any) -> AuditEntry:
    with transaction.atomic():
        return audit.record(action, on, by=by, **more)


def seen(user: User, **asked: Any) -> set[int]:
    return set(trail.found(user, Asked(**asked)).values_list("pk", flat=True))


@pytest.fixture
def commune_administrator(sa_pa) -> User:
    user = User.objects.create_user("quan-tri-xa", "Sùng A Chu")
    office = sa_pa.committee_of(sa_pa.ta_van)
    Appointment.objects.create(
        user=user, office=office, role=Role.ADMINISTRATOR, title="Quản trị", valid_from=dt.date(2020, 1, 1)
    )
    return user


class TestWhereALineLies:
    def test_of_a_record_its_unit_with_all_above_it(self, sa_pa):
        line = tell(sa_pa.party(sa_pa.ta_van))
        units = (sa_pa.ta_van.province_id, sa_pa.town.pk, sa_pa.ta_van.pk)
        assert (line.scope_1, line.scope_2, line.scope_3) == tuple(map(str, units))

    def test_of_what_hangs_on_a_record_that_record_s(self, sa_pa):
        post = Appointment.objects.filter(user=sa_pa.person("mai")).first()
        assert tell(post).scope_3 == str(sa_pa.ta_van.pk)

    def test_of_an_account_where_its_holder_works(self, sa_pa):
        assert tell(sa_pa.person("mai"), by=sa_pa.person("nam")).scope_3 == str(sa_pa.ta_van.pk)

    def test_of_a_reorganisation_the_unit_it_happens_in(self, sa_pa):
        """Whoever made it: a neighbour reads nothing of it, and its own administrators do."""
        planned = Reorganization(title="Sắp xếp", within=sa_pa.town)
        line = tell(planned)
        assert (line.scope_1, line.scope_2) == (str(sa_pa.town.province_id), str(sa_pa.town.pk))

    def test_of_what_belongs_nowhere_where_who_acts_works(self, sa_pa):
        line = tell(Parcel(), by=sa_pa.person("nam"))
        assert (line.scope_2, line.scope_3) == (str(sa_pa.town.pk), "")

    def test_a_page_of_lines_asks_once_where_a_person_works(self, sa_pa, django_assert_max_num_queries):
        nam = User.objects.get(username="nam")
        tell(Parcel(), by=nam)
        with django_assert_max_num_queries(3):  # a savepoint, the line, its release
            tell(Parcel(), by=nam)


class TestWhoReads:
    def test_an_administrator_reads_his_unit_and_below_and_nothing_beside_it(self, sa_pa, commune_administrator):
        own, sibling = tell(sa_pa.party(sa_pa.ta_van)), tell(sa_pa.party(sa_pa.muong_hoa))
        above = tell(sa_pa.party(sa_pa.town))
        assert seen(commune_administrator) >= {own.pk}
        assert not seen(commune_administrator) & {sibling.pk, above.pk}
        assert seen(sa_pa.person("nam")) >= {own.pk, sibling.pk, above.pk}

    def test_what_is_private_to_households_is_the_auditor_s_not_the_administrator_s(self, sa_pa):
        household = register_household(sa_pa.hamlet("Tả Van Mông"), head_name="Giàng A Páo", member_count=4, by=None)
        line = audit.history(household).get()
        assert line.is_private
        assert line.pk in seen(sa_pa.person("hanh"))
        assert line.pk not in seen(sa_pa.person("nam"))

    def test_an_administrator_who_works_with_households_besides_reads_those_lines(self, sa_pa, commune_administrator):
        line = tell(sa_pa.party(sa_pa.ta_van), is_private=True)
        assert line.pk not in seen(commune_administrator)
        Appointment.objects.create(
            user=commune_administrator,
            office=sa_pa.committee_of(sa_pa.ta_van),
            role=Role.COMMUNE_OFFICER,
            title="Cán bộ",
            valid_from=dt.date(2020, 1, 1),
        )
        assert line.pk in seen(User.objects.get(pk=commune_administrator.pk))

    def test_a_look_is_private(self, sa_pa):
        audit.look("xem hồ sơ của hộ", sa_pa.party(sa_pa.ta_van), by=sa_pa.person("huy"))
        assert AuditEntry.objects.get(action="xem hồ sơ của hộ").is_private

    def test_what_lies_nowhere_is_the_town_s_not_the_commune_s(self, sa_pa, commune_administrator):
        line = tell(Parcel())
        assert line.pk in seen(sa_pa.person("nam"))
        assert line.pk not in seen(commune_administrator)

    @pytest.mark.parametrize("username", ["mai", "vang", "thanh", "long"])
    def test_nobody_else_opens_the_log(self, sa_pa, username):
        user = sa_pa.person(username)
        assert client_of(user).get("/nhat-ky/").status_code == 403
        assert seen(user) == set()

    def test_a_line_one_may_not_read_does_not_exist(self, sa_pa, commune_administrator):
        foreign = tell(sa_pa.party(sa_pa.muong_hoa))
        client = client_of(commune_administrator)
        there, nowhere = client.get(f"/nhat-ky/{foreign.pk}/"), client.get("/nhat-ky/99999999/")
        assert (there.status_code, there.content) == (404, nowhere.content)

    def test_the_menu_offers_it_to_whoever_may(self, sa_pa):
        assert "/nhat-ky/" in client_of(sa_pa.person("hanh")).get("/").content.decode()
        assert "/nhat-ky/" not in client_of(sa_pa.person("mai")).get("/").content.decode()


class TestLooking:
    def test_words_are_found_without_accents_wherever_they_stand(self, sa_pa):
        hanh, party = sa_pa.person("hanh"), sa_pa.party(sa_pa.ta_van)
        line = tell(party, by=sa_pa.person("mai"), action="trả lại để bổ sung", reason="thiếu chữ ký")
        for text in ("tra lai", "Tả Van thieu", "CHU KY", str(line.actor_name)):
            assert line.pk in seen(hanh, text=text), text
        assert line.pk not in seen(hanh, text="tra lai duyet%")

    def test_filters_narrow(self, sa_pa, clock):
        hanh, mai, party = sa_pa.person("hanh"), sa_pa.person("mai"), sa_pa.party(sa_pa.ta_van)
        clock(dt.date(2020, 6, 25))
        line = tell(party, by=mai, action="việc lạ", reason="vì thế")
        for asked in (
            {"action": "việc lạ"},
            {"kind": "emulation.Party", "object_id": str(party.pk)},
            {"actor_id": mai.pk},
            {"since": dt.date(2020, 6, 25), "until": dt.date(2020, 6, 25)},
            {"with_reason": True},
        ):
            assert line.pk in seen(hanh, **asked), asked
        for asked in (
            {"action": "việc"},
            {"kind": "emulation.Unit"},
            {"actor_id": hanh.pk},
            {"since": dt.date(2020, 6, 26)},
            {"until": dt.date(2020, 6, 24)},
            {"private": True},
        ):
            assert line.pk not in seen(hanh, **asked), asked

    def test_nobody_is_named_of_whom_one_reads_no_line(self, sa_pa, commune_administrator):
        """An account's number in the address opens no name: neither a neighbour's nor one that is nobody's."""
        mine, neighbour = sa_pa.person("mai"), sa_pa.person("lien")
        tell(sa_pa.party(sa_pa.ta_van), by=mine)
        tell(sa_pa.party(sa_pa.muong_hoa), by=neighbour)
        client = client_of(commune_administrator)
        assert f"<b>{mine.full_name}</b>" in client.get(f"/nhat-ky/?nguoi={mine.pk}").content.decode()
        for pk in (neighbour.pk, 999999):
            page = client.get(f"/nhat-ky/?nguoi={pk}").content.decode()
            assert "Không dòng nào khớp" in page
            assert neighbour.full_name not in page

    def test_a_day_that_is_none_is_said_beside_its_field_and_nothing_typed_is_lost(self, sa_pa):
        html = client_of(sa_pa.person("hanh")).get("/nhat-ky/?tim=abc&tu=31/2/2020&den=1/1/2020").content.decode()
        assert "Ngày ghi chưa đúng" in html
        assert 'value="31/2/2020"' in html
        assert 'value="abc"' in html
        html = client_of(sa_pa.person("hanh")).get("/nhat-ky/?tu=2/2/2020&den=1/1/2020").content.decode()
        assert "Ngày cuối trước ngày đầu" in html

    def test_pages_meet_without_gap_in_both_directions(self, sa_pa, monkeypatch):
        monkeypatch.setattr(trail, "PAGE", 3)
        hanh = sa_pa.person("hanh")
        ids = [tell(sa_pa.party(sa_pa.ta_van), action="trang").pk for _ in range(8)][::-1]
        asked = Asked(action="trang")
        first = trail.page(hanh, asked)
        second = trail.page(hanh, asked, before=first.older)
        third = trail.page(hanh, asked, before=second.older)
        assert [[line.pk for line in page.entries] for page in (first, second, third)] == [ids[:3], ids[3:6], ids[6:]]
        assert (first.newer, third.older) == (None, None)
        back = trail.page(hanh, asked, after=third.newer)
        assert [line.pk for line in back.entries] == ids[3:6]
        assert [line.pk for line in trail.page(hanh, asked, after=back.newer).entries] == ids[:3]
        assert trail.page(hanh, asked, after=back.newer).newer is None

    def test_the_page_costs_the_same_at_1_3_and_50_lines(self, sa_pa, django_assert_max_num_queries):
        client = client_of(sa_pa.person("hanh"))
        counts = []
        for number in (1, 2, 47):
            for _ in range(number):
                tell(sa_pa.party(sa_pa.ta_van), by=sa_pa.person("mai"), action="đếm")
            with django_assert_max_num_queries(40) as queries:
                assert client.get("/nhat-ky/?viec=đếm").status_code == 200
            counts.append(len(queries))
        assert len(set(counts)) == 1, counts

    def test_a_later_page_is_read_through_the_index_not_sorted(self, sa_pa):
        """Nor counted through: the plan of page 1 and of page 1 000 is the same walk down an index."""
        for _ in range(3):
            tell(sa_pa.party(sa_pa.ta_van))
        plans = [
            part.filter(pk__lt=10**9).order_by("-pk")[:51].explain()
            for part in trail.by_place(sa_pa.person("hanh"), Asked())
        ]
        assert len(plans) == 2, "the town, and what lies nowhere"
        if connection.vendor == "sqlite":
            assert not any("TEMP B-TREE" in plan for plan in plans), plans


class TestOneLine:
    def test_it_says_everything_and_its_place_in_the_chain(self, sa_pa):
        line = tell(
            sa_pa.party(sa_pa.ta_van),
            by=sa_pa.person("mai"),
            action="sửa tên",
            before={"name": "Xã Tả Van", "sha256": "ab12"},
            after={"name": "Xã Tả Van mới", "sha256": "cd34"},
            reason="theo nghị quyết",
        )
        client = client_of(sa_pa.person("hanh"))
        assert "Chờ niêm phong" in client.get(f"/nhat-ky/{line.pk}/").content.decode()
        seals.seal(everything=True)
        html = client.get(f"/nhat-ky/{line.pk}/").content.decode()
        for said in ("theo nghị quyết", "<del>Xã Tả Van</del>", "<ins>Xã Tả Van mới</ins>", "cd34", line.seal.hash):
            assert said in html, said


class TestTakingOut:
    def test_the_workbook_holds_the_lines_looked_at_and_is_itself_told(self, sa_pa):
        tell(sa_pa.party(sa_pa.ta_van), by=sa_pa.person("mai"), action="việc lạ", after={"name": "x"}, reason="vì thế")
        hanh = sa_pa.person("hanh")
        answer = client_of(hanh).get("/nhat-ky/xuat/?viec=việc lạ")
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
        [row] = [row for row in rows if "việc lạ" in row]
        assert "tên: x" in row
        assert "vì thế" in row
        assert AuditEntry.objects.filter(action="xuất nhật ký ra Excel", actor=hanh).exists()


class TestTheChain:
    def test_the_page_tells_how_far_it_is_sealed(self, sa_pa):
        client = client_of(sa_pa.person("hanh"))
        tell(sa_pa.party(sa_pa.ta_van))
        seals.seal(everything=True)
        tell(sa_pa.party(sa_pa.ta_van))
        html = client.get("/nhat-ky/").content.decode()
        assert "Đã niêm phong đến dòng ghi lúc" in html
        assert "1 dòng chờ" in html
        assert 'class="note bad"' not in html

    def test_a_walk_is_asked_for_once_and_its_end_stands_on_the_page(self, sa_pa, settings):
        settings.JOBS_MAY_STEP_IN_TRANSACTION = True
        seals.seal(everything=True)
        client = client_of(sa_pa.person("hanh"))
        for _ in range(2):
            assert client.post("/nhat-ky/kiem-tra/").status_code == 302
        [job] = Job.objects.filter(kind=trail.VERIFY)
        assert jobs.visible_to(sa_pa.person("hanh"), job)
        assert not jobs.visible_to(sa_pa.person("mai"), job)
        assert "hx-get" in client.get("/nhat-ky/").content.decode(), "its progress"
        run_queued_jobs()
        html = client.get("/nhat-ky/").content.decode()
        assert "dòng nguyên vẹn" in html
        assert seals.verify().end in html

    def test_a_row_changed_behind_the_database_s_back_is_named(self, sa_pa, settings, monkeypatch):
        settings.JOBS_MAY_STEP_IN_TRANSACTION = True
        line = tell(sa_pa.party(sa_pa.ta_van), action="bị sửa")
        seals.seal(everything=True)
        with connection.cursor() as cursor:
            on = " ON foundation_auditentry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER foundation_auditentry_no_update{on}")
            cursor.execute("UPDATE foundation_auditentry SET scope_3 = '1' WHERE id = %s", [line.pk])
        with transaction.atomic():
            trail.ask_to_verify(by=sa_pa.person("hanh"))
        run_queued_jobs()
        html = client_of(sa_pa.person("hanh")).get("/nhat-ky/").content.decode()
        assert "thấy chỗ sai" in html
        assert f"/nhat-ky/{line.pk}/" in html


class TestTheDoor:
    def test_a_wrong_password_is_told_of_the_account_and_what_was_typed_for_none_is_not_kept(self, sa_pa, client):
        client.post("/dang-nhap/", {"username": "mai", "password": "sai"})
        line = AuditEntry.objects.get(action="nhập sai mật khẩu hoặc mã")
        assert (line.object_text, line.scope_3) == (sa_pa.person("mai").full_name, str(sa_pa.ta_van.pk))
        client.post("/dang-nhap/", {"username": "matkhau-cua-toi", "password": "sai"})
        last = AuditEntry.objects.filter(action="nhập sai mật khẩu hoặc mã").first()
        assert last is not None
        assert last.pk != line.pk
        assert "matkhau" not in f"{last.object_text}{last.after}{last.before}{last.reason}{last.folded}"
