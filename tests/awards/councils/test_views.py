"""The pages of sessions, as people open and press them."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.councils.models import CouncilSession, Recusal
from awards.criteria.models import Criterion
from awards.dossiers.models import Appraisal, Finding
from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Draft, Job, User
from emulation.people.models import Appointment, Office
from tests.awards.councils.stage import ABSENT, PRESENT, Stage
from tests.support.jobs import run_queued_jobs

INDEX, PLAN = reverse("councils:index"), reverse("councils:plan")


@pytest.fixture
def secretary(stage: Stage, client):
    client.force_login(stage.secretary)
    return client


def at(session: CouncilSession, name: str = "session", *more: int) -> str:
    return reverse(f"councils:{name}", args=[session.pk, *more])


def sheet(session: CouncilSession, *, absent: dict[str, str] | None = None, **votes: str) -> dict[str, str]:
    """What the page sends: everybody present but those named; the votes of the first item as typed."""
    data = {}
    for row in session.attendance.select_related("member"):
        reason = (absent or {}).get(row.member.full_name)
        data[f"way-{row.member_id}"] = PRESENT if reason is None else ABSENT
        data[f"note-{row.member_id}"] = reason or ""
    for place, item in enumerate(session.items.all()):
        for column in ("agree", "against", "other"):
            data[f"{column}-{item.pk}"] = votes.get(column, "0") if place == 0 else ""
    return data


def plan_data(stage: Stage, chosen, **changes) -> dict:
    asked = {
        "held_on": "18/11/2020",
        "starts_at": "8h00",
        "place": "Phòng họp số 2",
        "chair": stage.member("Phạm Đức Long").pk,
        "secretary": stage.member("Phan Thị Ngọc").pk,
        "dossiers": [dossier.pk for dossier in chosen],
    }
    return asked | changes


# --- The list and the plan ----------------------------------------------------------------------------------------


def test_the_list_says_how_many_wait_and_opens_the_plan(stage: Stage, secretary):
    stage.council  # noqa: B018
    assert "Không có hồ sơ nào chờ vào phiên họp." in secretary.get(INDEX).text
    stage.dossiers()
    page = secretary.get(INDEX).text
    assert "5 hồ sơ chờ hội đồng, chưa vào phiên họp nào." in page
    assert PLAN in page


def test_planning_from_the_page(stage: Stage, secretary):
    dossiers = stage.dossiers()
    stage.council  # noqa: B018
    page = secretary.get(PLAN).text
    assert page.count('type="checkbox"') == page.count("checked") == 5
    answer = secretary.post(PLAN, plan_data(stage, dossiers[:2]))
    session = CouncilSession.objects.get()
    assert answer.url == at(session)
    assert (session.starts_at, session.items.count()) == (dt.time(8), 2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"held_on": "31/2/2020"}, "Ví dụ đúng: 18/11/2020"),
        ({"held_on": "01/01/2005"}, "chưa có chế độ pháp luật cho ngày 01/01/2005"),
        ({"starts_at": "25:00"}, "Ví dụ đúng: 14:00"),
        ({"place": ""}, "Xin ghi địa điểm họp"),
        ({"dossiers": []}, "ít nhất một hồ sơ"),
        ({"dossiers": ["abc"]}, "Có hồ sơ không còn chờ hội đồng"),
        ({"dossiers": [999_999]}, "Có hồ sơ không còn chờ hội đồng"),
        ({"chair": 999_999}, "Người này không trong danh sách"),
    ],
)
def test_a_slip_in_the_plan_is_said_beside_its_field_and_nothing_is_lost(stage: Stage, secretary, changes, said):
    dossiers = stage.dossiers()
    answer = secretary.post(PLAN, plan_data(stage, dossiers[:2], **changes))
    assert answer.status_code == 200
    assert said in answer.text
    assert not CouncilSession.objects.exists()
    if "place" not in changes:
        assert "Phòng họp số 2" in answer.text


def test_without_a_council_the_page_says_what_to_do(stage: Stage, secretary):
    answer = secretary.get(PLAN, follow=True)
    assert "Hội đồng chưa có danh sách thành viên" in answer.text


def test_changing_and_calling_off_from_the_page(stage: Stage, secretary):
    dossiers = stage.dossiers()
    session = stage.plan(dossiers)
    assert "Hội trường" not in secretary.get(at(session, "replan")).text
    secretary.post(at(session, "replan"), plan_data(stage, dossiers[:1], place="Hội trường"))
    session.refresh_from_db()
    assert (session.place, session.items.count()) == ("Hội trường", 1)
    assert "ghi lý do" in secretary.post(at(session, "call_off"), {"reason": ""}).text
    secretary.post(at(session, "call_off"), {"reason": "bão số 13"})
    session.refresh_from_db()
    assert session.state == "called_off"
    assert "Không họp" in secretary.get(INDEX).text


# --- The sheet ----------------------------------------------------------------------------------------------------


@pytest.fixture
def session(stage: Stage) -> CouncilSession:
    return stage.plan([stage.household("Giàng A Páo"), stage.person("Má A Chứ")])


def test_each_row_shows_what_the_offices_wrote(stage: Stage, secretary, session):
    dossier = session.items.first().dossier
    office, huy = stage.sa_pa.office("interior_office"), stage.drafter
    criterion = Finding._meta.get_field("criterion").related_model.objects.get(
        group__participant_class=dossier.participant_class, key="income"
    )
    Finding.objects.create(
        dossier=dossier,
        criterion=criterion,
        office=office,
        verdict="unmet",
        facts_text="12,1 triệu năm 2019, 35,1 triệu năm 2020: ×2,9",
        remark="gần đạt, hộ có ba con nhỏ",
        found_by=huy,
        found_at=business_clock.business_now(),
    )
    Appraisal.objects.create(
        dossier=dossier,
        step=dossier.step,
        office=office,
        outcome="forwarded",
        opinion="Đề nghị hội đồng xem xét",
        reason="vẫn là gương vượt khó",
        by=huy,
        at=business_clock.business_now(),
    )
    page = secretary.get(at(session)).text
    assert criterion.text in page
    assert "gần đạt, hộ có ba con nhỏ" in page
    assert "Đề nghị hội đồng xem xét vẫn là gương vượt khó" in page
    assert "Đủ tiêu chuẩn, không có ghi chú." in page, "the other row"


def found(stage: Stage, dossier, key: str, verdict: str, facts: str) -> None:
    """Two offices passed the dossier on with the same figures."""
    criterion = Criterion.objects.get(group__participant_class=dossier.participant_class, key=key)
    for office in ("standing_office", "interior_office"):
        Finding.objects.create(
            dossier=dossier,
            criterion=criterion,
            office=stage.sa_pa.office(office),
            verdict=verdict,
            facts_text=facts,
            found_by=stage.drafter,
            found_at=business_clock.business_now(),
        )


def test_a_measured_criterion_is_told_once_and_is_nobodys_opinion(stage: Stage, secretary, session):
    found(stage, session.items.first().dossier, "income", "unmet", "gấp 2,90 lần; mức cần 3 lần.")
    page = secretary.get(at(session)).text
    assert page.count("gấp 2,90 lần; mức cần 3 lần.") == 1
    assert "ghi: “gấp" not in page


def test_where_one_of_several_criteria_is_enough_the_others_are_not_held_against_anybody(stage, secretary, session):
    dossier = session.items.last().dossier
    found(stage, dossier, "gifts", "unmet", "Đã xác nhận 0 đồng.")
    assert "Đã xác nhận 0 đồng." in secretary.get(at(session)).text
    found(stage, dossier, "helped", "met", "Đã giúp 5 hộ.")
    assert "Đã xác nhận 0 đồng." not in secretary.get(at(session)).text


def test_what_is_typed_is_kept_and_the_parts_of_the_page_follow(stage: Stage, secretary, session):
    item = session.items.first()
    answer = secretary.post(
        at(session, "write"),
        sheet(session, absent={"Chu Thị Lan": "ốm"}, agree="9", against="3", other="2"),
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "14 trên 15 thành viên tham dự, đủ 2/3" in answer.text
    assert f'id="ket-qua-{item.pk}"' in answer.text
    assert "9 trên 15 phiếu (60,00%)" in answer.text
    assert "Chưa ghi số phiếu của Má A Chứ." in answer.text, "what still stands in the way of closing"
    assert "Đã lưu" in answer.text
    item.refresh_from_db()
    assert (item.votes_for, item.votes_against, item.votes_other) == (9, 3, 2)


def test_below_the_quorum_the_page_says_so_with_both_numbers(stage: Stage, secretary, session):
    absent = {row.member.full_name: "bận" for row in session.attendance.all()[5:11]}
    answer = secretary.post(at(session, "write"), sheet(session, absent=absent), headers={"HX-Request": "true"})
    assert "9 trên 15 thành viên tham dự, chưa đủ 2/3 (cần ít nhất 10)" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"agree": "mười", "against": "3", "other": "2"}, "Cột Đồng ý: “mười” không phải là số"),
        ({"agree": "-5", "against": "3", "other": "2"}, "Cột Đồng ý: “-5” là số âm"),
        ({"agree": "4,5", "against": "3", "other": "2"}, "có phần lẻ"),
        (
            {"agree": "9", "against": "", "other": ""},
            "Chưa ghi cột Không đồng ý, Ý kiến khác; không có phiếu nào thì ghi 0.",
        ),
        ({"agree": "99", "against": "0", "other": "0"}, "được 99 phiếu, phải là 15 (15 người tham dự): thừa 84 phiếu"),
        ({"agree": "5", "against": "0", "other": "0"}, "thiếu 10 phiếu"),
        ({"agree": "<b>1</b>", "against": "0", "other": "0"}, "“&lt;b&gt;1&lt;/b&gt;” không phải là số"),
    ],
)
def test_what_can_be_no_fact_yet_is_kept_as_it_was_typed(stage: Stage, secretary, session, typed, said):
    item = session.items.first()
    secretary.post(at(session, "write"), sheet(session, **typed))
    item.refresh_from_db()
    assert item.votes_for is None
    page = secretary.get(at(session)).text
    assert said in page
    from django.utils.html import escape

    assert f'name="agree-{item.pk}" value="{escape(typed["agree"])}"' in page
    assert Draft.objects.count() == 1


def test_a_row_typed_wrong_afterwards_has_no_votes_any_more(stage: Stage, secretary, session):
    """Else another person would close the session with the figures from before."""
    secretary.post(at(session, "write"), sheet(session, agree="15"))
    parts = secretary.post(at(session, "write"), sheet(session, agree="55"), headers={"HX-Request": "true"}).text
    assert session.items.first().votes_for is None
    assert "1 dòng ghi chưa đúng" in parts
    assert "Chưa ghi số phiếu của Giàng A Páo" in parts
    assert 'value="55"' in secretary.get(at(session)).text


def test_a_mended_row_leaves_no_draft(stage: Stage, secretary, session):
    secretary.post(at(session, "write"), sheet(session, agree="99"))
    secretary.post(at(session, "write"), sheet(session, agree="15"))
    assert not Draft.objects.exists()
    assert session.items.first().votes_for == 15


def test_one_press_notes_everybody_who_is_not_noted(stage: Stage, secretary, session):
    data = {key: value for key, value in sheet(session, absent={"Chu Thị Lan": "ốm"}).items() if "note" in key}
    lan = stage.member("Chu Thị Lan")
    secretary.post(at(session, "all_present"), data | {f"way-{lan.pk}": ABSENT, f"note-{lan.pk}": "ốm"})
    ways = list(session.attendance.values_list("way", flat=True))
    assert (ways.count(PRESENT), ways.count(ABSENT)) == (14, 1)


def test_a_member_leaves_a_vote_and_comes_back(stage: Stage, secretary, session):
    item, mai = session.items.first(), stage.member("Lò Thị Mai")
    address = at(session, "leave", item.pk)
    assert "chọn thành viên" in secretary.post(address, {}, follow=True).text
    data = {f"leave-{item.pk}": mai.pk, f"leave-reason-{item.pk}": "em chủ hộ"}
    page = secretary.post(address, sheet(session) | data, follow=True).text
    assert "Lò Thị Mai không biểu quyết: em chủ hộ." in page
    recusal = item.recusals.get()
    back = at(session, "return_to_vote", recusal.pk)
    assert "Xin ghi vì sao thành viên vẫn biểu quyết" in secretary.post(back, {}, follow=True).text
    secretary.post(back, {f"return-{recusal.pk}": "nhầm người"})
    assert not item.recusals.exists()


def test_closing_keeps_what_was_typed_and_says_everything_that_is_missing(stage: Stage, secretary, session):
    answer = secretary.post(at(session, "close"), sheet(session, agree="mười") | {"ends_at": "trưa"}, follow=True)
    assert "Giàng A Páo: Cột Đồng ý: “mười” không phải là số" in answer.text
    assert "Kết thúc lúc: giờ ghi chưa đúng. Ví dụ đúng: 11:30" in answer.text
    assert 'value="trưa"' in answer.text
    assert 'value="mười"' in answer.text
    session.refresh_from_db()
    assert session.state == "planned"


def test_closing_from_the_page_makes_the_minutes(stage: Stage, secretary, session):
    second = session.items.last()
    data = sheet(session, agree="15")
    data |= {f"agree-{second.pk}": "7", f"against-{second.pk}": "7", f"other-{second.pk}": "0", "ends_at": "11.30"}
    page = secretary.post(at(session, "close"), data, follow=True).text
    assert "Phiên họp đã kết thúc. Biên bản đang được lập." in page
    assert "Hai hồ sơ, 1 được thông qua." in page
    assert "7 trên 15 phiếu (46,67%), cần ít nhất 8" in page
    assert "Đang chờ đến lượt" in page, "the minutes are on their way"
    run_queued_jobs()
    page = secretary.get(at(session)).text
    assert "Xem biên bản" in page
    session.refresh_from_db()
    file = secretary.get(reverse("file", args=[session.minutes_id]))
    assert file["Content-Type"] == "application/pdf"
    b"".join(file.streaming_content)


def test_a_second_press_of_close_is_told_so(stage: Stage, secretary, session):
    data = sheet(session, agree="15") | {"ends_at": "11:30"}
    item = session.items.last()
    data |= {f"agree-{item.pk}": "14", f"against-{item.pk}": "0", f"other-{item.pk}": "0"}
    secretary.post(at(session, "close"), data)
    page = secretary.post(at(session, "close"), data, follow=True)
    assert page.status_code == 200
    assert "đã kết thúc, không ghi thêm được" in page.text
    assert Job.objects.filter(kind="councils.render_minutes").count() == 1


def test_writing_into_a_closed_session_is_said_to_the_typing_page(stage: Stage, secretary):
    session = stage.closed([stage.household("Giàng A Páo")])
    answer = secretary.post(at(session, "write"), sheet(session), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "đã kết thúc" in answer.text


def test_where_the_clerk_keeps_the_books_number_is_asked_for(stage: Stage, secretary, session):
    from campaign_portal.foundation import files
    from campaign_portal.foundation.models import NumberSeries

    NumberSeries.objects.create(
        authority_key=files.owner_key(stage.council.office), series="BB", year=2020, keeper="clerk", last_number=41
    )
    assert "Số biên bản theo sổ" in secretary.get(at(session)).text
    stage.attend(session)
    stage.vote(session, 15, 14)
    assert "Xin nhập số văn bản theo sổ" in secretary.post(at(session, "close"), {"ends_at": "11:30"}, follow=True).text
    secretary.post(at(session, "close"), {"ends_at": "11:30", "minutes_number": "42"})
    session.refresh_from_db()
    assert session.shown_minutes_number == "42/BB-HĐTĐKT"


# --- Who sees what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["thanh", "hang", "khanh", "long", "bich", "hanh", "tuan"])
def test_the_towns_offices_read_a_session(stage: Stage, client, session, username):
    client.force_login(stage.sa_pa.person(username))
    page = client.get(at(session))
    assert page.status_code == 200
    assert ("Kết thúc phiên họp" in page.text) is (username == "tuan")
    assert client.get(INDEX).status_code == 200


@pytest.mark.parametrize("username", ["mai", "vang", "lien", "din", "justice.office"])
def test_communes_and_agencies_do_not_open_the_councils_pages(stage: Stage, client, session, username):
    client.force_login(stage.sa_pa.person(username))
    for address in (INDEX, PLAN, at(session), at(session, "replan"), at(session, "call_off")):
        assert client.get(address).status_code == 403
    assert client.post(at(session, "close"), {"ends_at": "11:30"}).status_code == 403


def test_readers_write_nothing(stage: Stage, client, session):
    client.force_login(stage.sa_pa.person("long"))
    for name in ("write", "all_present", "close"):
        assert client.post(at(session, name), sheet(session)).status_code == 403
    session.refresh_from_db()
    assert not session.attendance.exclude(way="").exists()


def test_another_towns_session_does_not_exist(stage: Stage, secretary, session):
    """The council of a commune of another district, say: nobody of Sa Pa sees or writes it."""
    from emulation.territory.models import Unit

    elsewhere = Unit.objects.filter(level="district").exclude(pk=stage.sa_pa.town.pk).first()
    CouncilSession.objects.filter(pk=session.pk).update(unit=elsewhere, district=elsewhere)
    item = session.items.first()
    recusal = Recusal.objects.get()
    addresses = [at(session), at(session, "replan"), at(session, "call_off")]
    assert {secretary.get(address).status_code for address in addresses} == {404}
    posts = [
        at(session, "write"),
        at(session, "all_present"),
        at(session, "close"),
        at(session, "leave", item.pk),
        at(session, "return_to_vote", recusal.pk),
    ]
    assert {secretary.post(address, {"ends_at": "11:30"}).status_code for address in posts} == {404}


def test_a_foreign_item_in_the_address_does_not_exist(stage: Stage, secretary, session):
    other = stage.plan([stage.person("Hạng A Dê")])
    foreign, recusal = other.items.get(), other.items.get().recusals.get()
    assert secretary.post(at(session, "leave", foreign.pk), {}).status_code == 404
    assert secretary.post(at(session, "return_to_vote", recusal.pk), {}).status_code == 404
    data = {f"agree-{foreign.pk}": "15", f"against-{foreign.pk}": "0", f"other-{foreign.pk}": "0"}
    secretary.post(at(session, "write"), sheet(session) | data)
    foreign.refresh_from_db()
    assert foreign.votes_for is None


def test_the_minutes_are_seen_by_whoever_sees_the_session(stage: Stage, client):
    session = stage.closed([stage.household("Giàng A Páo")])
    run_queued_jobs()
    session.refresh_from_db()
    address = reverse("file", args=[session.minutes_id])
    for username, status in (("hanh", 200), ("mai", 404), ("justice.office", 404)):
        client.force_login(stage.sa_pa.person(username))
        answer = client.get(address)
        assert answer.status_code == status, username
        if status == 200:
            b"".join(answer.streaming_content)


# --- Costs --------------------------------------------------------------------------------------------------------


def queries(client, address, capture) -> int:
    with capture() as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_cost_the_same_for_one_three_and_many(stage: Stage, secretary):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def capture():
        return CaptureQueriesContext(connection)

    costs: dict[str, list[int]] = {"index": [], "session": [], "plan": []}
    names = iter(f"Giàng A {number}" for number in range(100))
    for count in (1, 2, 9):
        for _ in range(count):
            stage.household(next(names))
            session = stage.plan([stage.household(next(names)) for _ in range(count)])
        costs["index"].append(queries(secretary, INDEX, capture))
        costs["session"].append(queries(secretary, at(session), capture))
        costs["plan"].append(queries(secretary, PLAN, capture))
    assert {name: len(set(found)) for name, found in costs.items()} == {"index": 1, "session": 1, "plan": 1}, costs


def test_the_province_reads_the_towns_session_and_writes_nothing_in_it(stage: Stage, client, session):
    province = Office.objects.create(
        unit=stage.sa_pa.town.parent,
        name="Sở Nội vụ tỉnh Lào Cai",
        short_name="Sở Nội vụ",
        function="emulation_standing_body",
        valid_from="2020-01-01",
    )
    user = User.objects.create(username="so", full_name="Người của Sở")
    Appointment.objects.create(
        user=user, office=province, role="interior_head", title="Trưởng phòng", valid_from="2020-01-01"
    )
    client.force_login(user)
    page = client.get(at(session))
    assert page.status_code == 200
    assert "Kết thúc phiên họp" not in page.text
    assert client.get(at(session, "replan")).status_code == 404
    assert client.post(at(session, "write"), sheet(session)).status_code == 404
    answer = client.post(at(session, "close"), sheet(session) | {"ends_at": "11:30"}, follow=True)
    assert "thư ký hội đồng" in answer.text
    assert not session.attendance.exclude(way="").exists()
