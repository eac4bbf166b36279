"""Who may give which post to whom, for which days; the database holds what must not break."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign_portal.foundation import access, audit
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.no_overlap import is_overlap
from emulation.people import rules
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.services import administrators, leadership_office, posts
from tests.emulation.people.conftest import BEGIN, appointed, newcomer

JUNE, JULY = dt.date(2020, 6, 1), dt.date(2020, 7, 31)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*args, **kwargs)
    return " ".join(problem.message for problem in refused.value.problems)


@pytest.fixture
def committee(sa_pa) -> Office:
    return sa_pa.committee_of(sa_pa.ta_van)


# --- Giving -----------------------------------------------------------------------------------------------------------


def test_a_post_is_given_with_its_line_in_the_trail(sa_pa, nam, committee):
    post = appointed(newcomer(), committee, Role.COMMUNE_OFFICER, nam, title="Cán bộ  Văn hóa", legal_basis="QĐ 5")
    assert (post.title, post.valid_to) == ("Cán bộ Văn hóa", None)
    line = audit.history(post).get()
    assert (line.action, line.actor, line.reason) == ("giao chức vụ", nam, "QĐ 5")
    assert access.scope(post.user).titles == ("Cán bộ Văn hóa, xã Tả Van",)


def test_one_person_holds_several_posts_at_once(sa_pa, nam, committee):
    person = newcomer()
    appointed(person, committee, Role.COMMUNE_OFFICER, nam)
    appointed(person, sa_pa.office("council"), Role.COUNCIL_MEMBER, nam)
    assert len(access.scope(person).posts) == 2


def test_nobody_gives_himself_a_role(sa_pa, nam, committee):
    assert "Không tự giao chức vụ cho mình" in refusal(appointed, nam, committee, Role.COMMUNE_LEADER, nam)


def test_who_is_no_administrator_gives_nothing(sa_pa, committee):
    said = refusal(appointed, newcomer(), committee, Role.COMMUNE_OFFICER, sa_pa.person("long"))
    assert "không quản trị xã Tả Van" in said


def test_an_administrator_of_a_commune_reaches_neither_above_nor_beside(sa_pa, commune_admin):
    person = newcomer()
    for office, role in (
        (sa_pa.committee_of(sa_pa.muong_hoa), Role.COMMUNE_OFFICER),
        (sa_pa.office("standing_office"), Role.STANDING_HEAD),
    ):
        assert "Ông/bà không quản trị" in refusal(appointed, person, office, role, commune_admin)
    hamlet = leadership_office(sa_pa.hamlet("Tả Van Mông"), BEGIN)
    assert appointed(person, hamlet, Role.HAMLET_HEAD, commune_admin)


def test_an_administrator_makes_administrators_only_below(sa_pa, nam, commune_admin, committee):
    said = refusal(appointed, newcomer(), committee, Role.ADMINISTRATOR, commune_admin)
    assert "do quản trị cấp trên giao" in said
    assert appointed(newcomer("khac"), committee, Role.ADMINISTRATOR, nam)
    assert "cấp trên" in refusal(appointed, newcomer("nua"), sa_pa.office("authority"), Role.ADMINISTRATOR, nam)


def test_a_closed_account_gets_no_post(sa_pa, nam, committee):
    person = newcomer()
    person.is_active = False
    person.save()
    assert "đã khóa" in refusal(appointed, person, committee, Role.COMMUNE_OFFICER, nam)


@pytest.mark.parametrize(
    ("role", "says"),
    [
        (Role.STANDING_HEAD, "không có vai trò “trưởng cơ quan thường trực phong trào”; ở đây chỉ có “cán bộ xã”"),
        (Role.LEADER, "không có vai trò “lãnh đạo ủy ban (ký văn bản)”"),
        ("emperor", "Xin chọn vai trò"),
    ],
)
def test_a_role_that_does_not_fit_the_office_is_refused_with_those_that_do(sa_pa, nam, committee, role, says):
    assert says in refusal(appointed, newcomer(), committee, role, nam)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"valid_from": dt.date(2019, 1, 1)}, "hoạt động từ 01/02/2020"),
        ({"valid_from": dt.date(2202, 3, 2)}, "xin kiểm tra năm"),
        ({"valid_to": dt.date(2020, 2, 1)}, "đứng trước ngày đầu"),
        ({"title": " "}, "Xin ghi chức danh"),
        ({"title": "a" * 121}, "Chức danh dài 121"),
    ],
)
def test_days_and_titles_that_can_not_be_are_refused(sa_pa, nam, committee, days, says):
    assert says in refusal(appointed, newcomer(), committee, Role.COMMUNE_OFFICER, nam, **days)


def test_a_post_does_not_outlast_its_office(sa_pa, nam, committee):
    Office.objects.filter(pk=committee.pk).update(valid_to=JUNE)
    said = refusal(appointed, newcomer(), committee, Role.COMMUNE_OFFICER, nam)
    assert "chỉ hoạt động đến hết 01/6/2020" in said


def test_the_same_post_twice_on_one_day_is_refused_in_a_sentence_and_by_the_database(sa_pa, nam, committee):
    person = newcomer()
    first = appointed(person, committee, Role.COMMUNE_OFFICER, nam, valid_to=JUNE)
    said = refusal(appointed, person, committee, Role.COMMUNE_OFFICER, nam, valid_from=JUNE)
    assert "Lý Thị Mới đã giữ vai trò “cán bộ xã” tại Ủy ban nhân dân xã Tả Van từ 02/3/2020 đến 01/6/2020" in said
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Appointment.objects.create(
            user=person, office=committee, role=first.role, title="khác", valid_from=JUNE, valid_to=JULY
        )
    assert is_overlap(refused.value, "appointment_no_overlap")
    assert appointed(person, committee, Role.COMMUNE_OFFICER, nam, valid_from=JUNE + dt.timedelta(days=1))


# --- Ending -----------------------------------------------------------------------------------------------------------


def test_a_post_ends_the_day_before_with_its_reason(sa_pa, nam, clock):
    post = Appointment.objects.get(user=sa_pa.person("lien"))
    assert "Xin ghi lý do" in refusal(posts.end_post, post, off_from=JUNE, reason=" ", by=nam)
    ended = posts.end_post(post, off_from=JUNE, reason="Chuyển công tác", by=nam)
    assert ended.valid_to == dt.date(2020, 5, 31)
    assert audit.history(post).first().reason == "Chuyển công tác"
    clock(JUNE)
    assert access.scope(sa_pa.person("lien")).posts == ()
    assert "đã hết sau ngày 31/5/2020" in refusal(posts.end_post, post, off_from=JULY, reason="x", by=nam)


def test_a_post_that_has_not_begun_is_taken_back(sa_pa, nam, committee):
    post = appointed(newcomer(), committee, Role.COMMUNE_OFFICER, nam, valid_from=JULY)
    key = Appointment(pk=post.pk)
    assert posts.end_post(post, off_from=JUNE, reason="Nhầm người", by=nam) is None
    assert not Appointment.objects.filter(pk=key.pk).exists()
    assert audit.history(key).first().action == "rút chức vụ chưa bắt đầu"


def test_a_post_does_not_end_before_it_began(sa_pa, nam):
    post = Appointment.objects.get(user=sa_pa.person("lien"))
    said = refusal(posts.end_post, post, off_from=post.valid_from, reason="x", by=nam)
    assert "ngày thôi phải sau ngày ấy" in said


def test_the_last_administrator_stays_and_another_may_go(sa_pa, nam, newcomer_admin):
    post = Appointment.objects.get(user=nam)
    newcomer_admin.is_active = False
    newcomer_admin.save()
    assert "quản trị cuối cùng" in refusal(posts.end_post, post, off_from=JUNE, reason="Nghỉ", by=nam)
    newcomer_admin.is_active = True
    newcomer_admin.save()
    assert posts.end_post(post, off_from=JUNE, reason="Nghỉ", by=nam)


@pytest.fixture
def newcomer_admin(sa_pa):
    """Another administrator of the town, by the command."""
    person = newcomer("hai", "Người Thứ Hai")
    administrators.appoint_administrator("hai", sa_pa.town.code)
    return person


def test_administrators_of_one_unit_do_not_dismiss_each_other(sa_pa, nam, newcomer_admin):
    post = Appointment.objects.get(user=newcomer_admin)
    assert "do quản trị cấp trên cho thôi" in refusal(posts.end_post, post, off_from=JUNE, reason="x", by=nam)


# --- Acting for another -----------------------------------------------------------------------------------------------


def delegated(sa_pa, nam, **more) -> Appointment:
    principal = Appointment.objects.get(user=sa_pa.person("hang"))
    values = {"title": "Chuyên viên", "valid_from": JUNE, "valid_to": JULY, "legal_basis": "GUQ số 12/GUQ"} | more
    person = values.pop("person", None) or sa_pa.person("thanh")
    return posts.delegate(values.pop("principal", principal), person, by=nam, **values)


def test_who_acts_for_another_has_his_rights_for_a_while_and_his_title_says_so(sa_pa, nam, clock):
    post = delegated(sa_pa, nam)
    thanh = sa_pa.person("thanh")
    assert len(access.scope(thanh).posts) == 1
    clock(JUNE)
    thanh = sa_pa.person("thanh")
    assert access.scope(thanh).having({Role.STANDING_HEAD})
    assert access.scope(thanh).titles == ("Chuyên viên, Phòng LĐ-TB&XH", "Chuyên viên (được ủy quyền), Phòng LĐ-TB&XH")
    with transaction.atomic():
        assert "(được ủy quyền)" in audit.record("thử", post, by=thanh).actor_posts
    clock(JULY + dt.timedelta(days=1))
    assert not access.scope(sa_pa.person("thanh")).having({Role.STANDING_HEAD})


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"legal_basis": ""}, "Xin ghi văn bản ủy quyền"),
        ({"valid_to": dt.date(2020, 5, 1)}, "đứng trước ngày đầu"),
        ({"valid_to": dt.date(2022, 5, 1)}, "dài nhất một năm"),
        ({"valid_from": dt.date(2019, 12, 1)}, "ủy quyền không bắt đầu trước đó"),
    ],
)
def test_an_authority_without_a_paper_or_with_impossible_days_is_refused(sa_pa, nam, more, says):
    assert says in refusal(delegated, sa_pa, nam, **more)


def test_nobody_acts_for_himself_nor_for_one_who_acts(sa_pa, nam):
    assert "không ủy quyền cho chính mình" in refusal(delegated, sa_pa, nam, person=sa_pa.person("hang"))
    first = delegated(sa_pa, nam)
    said = refusal(delegated, sa_pa, nam, principal=first, person=newcomer())
    assert "không ủy quyền lại" in said


def test_an_authority_is_never_longer_than_the_post(sa_pa, nam):
    principal = Appointment.objects.get(user=sa_pa.person("hang"))
    posts.end_post(principal, off_from=dt.date(2020, 7, 1), reason="Nghỉ hưu", by=nam)
    assert "đến hết 30/6/2020; ủy quyền không dài hơn" in refusal(delegated, sa_pa, nam)


def test_when_the_holder_goes_so_does_who_acts_for_him(sa_pa, nam):
    post = delegated(sa_pa, nam)
    principal = Appointment.objects.get(user=sa_pa.person("hang"))
    posts.end_post(principal, off_from=dt.date(2020, 7, 1), reason="Nghỉ hưu", by=nam)
    post.refresh_from_db()
    assert post.valid_to == dt.date(2020, 6, 30)


def test_an_authority_that_had_not_begun_goes_with_its_holder(sa_pa, nam):
    post = delegated(sa_pa, nam)
    principal = Appointment.objects.get(user=sa_pa.person("hang"))
    posts.end_post(principal, off_from=dt.date(2020, 5, 1), reason="Nghỉ hưu", by=nam)
    assert not Appointment.objects.filter(pk=post.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_to": None},
        {"legal_basis": ""},
        {"valid_from": dt.date(2019, 1, 1)},
        {"role": Role.STANDING_OFFICER},
    ],
)
def test_the_database_holds_what_acting_means(sa_pa, nam, wrong):
    post = delegated(sa_pa, nam, person=newcomer())
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=post.pk).update(**wrong)


def test_the_database_does_not_shorten_a_post_under_who_acts_for_it(sa_pa, nam):
    post = delegated(sa_pa, nam)
    with pytest.raises(IntegrityError, match="appointment_acting_within"), transaction.atomic():
        Appointment.objects.filter(pk=post.acting_for_id).update(valid_to=JUNE)


# --- Roles and offices ------------------------------------------------------------------------------------------------


def test_every_role_fits_somewhere_and_every_office_has_a_role():
    assert set(rules.FITS) == set(Role.values) == set(rules.TITLES)
    assert set(rules.LEVELS) == set(Function.values)
    for function, levels in rules.LEVELS.items():
        for level in levels:
            assert rules.roles_at(function, level), (function, level)


def test_everybody_of_the_story_holds_a_role_that_fits(sa_pa):
    for post in Appointment.objects.select_related("office__unit"):
        assert rules.fits(post.role, post.office.function, post.office.unit.level), post


# --- Whatever is tried ------------------------------------------------------------------------------------------------


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_an_administrator_and_those_he_made_try_nobody_gets_a_post_outside(
    sa_pa, nam, commune_admin, django_user_model, data
):
    offices = list(Office.objects.filter(unit__level__in=["district", "commune", "hamlet"]).order_by("pk")[:60])
    people = list(django_user_model.objects.exclude(pk=nam.pk).order_by("pk")[:25])
    before = set(Appointment.objects.values_list("pk", flat=True))
    point = transaction.savepoint()
    doers = [commune_admin]
    for _ in range(data.draw(st.integers(1, 8))):
        doer = data.draw(st.sampled_from(doers))
        person, office = data.draw(st.sampled_from([*people, doer])), data.draw(st.sampled_from(offices))
        role = data.draw(st.sampled_from([*Role.values, *rules.roles_at(office.function, office.unit.level)]))
        try:
            with transaction.atomic():
                appointed(person, office, role, doer)
        except Refused:
            continue
        doers.append(person)
    for post in Appointment.objects.exclude(pk__in=before).select_related("office__unit"):
        assert post.office.unit.commune_id == sa_pa.ta_van.pk
        assert post.role != Role.ADMINISTRATOR
    transaction.savepoint_rollback(point)
