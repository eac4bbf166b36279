"""The pages: a merger built on screen, previewed, applied, undone; what is wrong stands at its place."""

import pytest
from django.test import Client
from django.urls import reverse

from campaign_portal.shell.reorganization import services
from emulation.territory.models import Reorganization, Unit
from tests.shell.reorganization.conftest import NEW, dump, merger

PAPER = {"title": "Nhập xã", "effective_on": "1/7/2020", "legal_basis": "896/NQ-UBTVQH14", "basis_date": "12/6/2020"}


@pytest.fixture
def page(client, nam) -> Client:
    client.force_login(nam)
    return client


def at(name: str, found: Reorganization) -> str:
    return reverse(f"reorganization:{name}", args=[found.pk])


def test_the_whole_way_on_screen(page, sa_pa):
    before = dump()
    answer = page.post(reverse("reorganization:new"), {**PAPER, "within": sa_pa.town.pk})
    found = Reorganization.objects.get()
    assert answer.url == at("one", found)
    page.post(
        at("merge", found),
        {"old_1": sa_pa.ta_van.pk, "old_2": sa_pa.muong_hoa.pk, "code": NEW, "kind": "Xã", "name": "Thung Lũng"},
    )
    shown = page.get(at("one", found)).content.decode()
    assert "Xã Thung Lũng" in shown
    assert "Tổng số trước bằng tổng số sau" in shown
    people = page.get(at("people", found)).content.decode()
    assert "Nguyễn Thị Mai" in people
    assert "Vàng Thị Dín" in people
    page.post(at("people", found), {"post": [post.pk for post in _posts("mai")]})
    assert "Chưa có gì thay đổi" in page.get(at("one", found)).content.decode()
    page.post(at("apply", found))
    assert Unit.objects.filter(code=NEW).exists()
    applied = page.get(at("one", found)).content.decode()
    assert "Hoàn tác trả mọi thứ về như trước khi áp dụng" in applied
    page.post(at("undo", found), {"reason": "nhầm"})
    found.refresh_from_db()
    assert found.state == "undone"
    drafts = {label for label, digest in dump().items() if before[label] != digest}
    assert drafts <= {"foundation.Draft", "sessions.Session"}


def _posts(username: str):
    from emulation.people.models import Appointment

    return Appointment.objects.filter(user__username=username)


def test_what_was_typed_is_kept_and_what_is_wrong_is_said_beside_it(page, sa_pa, draft):
    found = draft()
    answer = page.post(at("merge", found), {"old_1": sa_pa.ta_van.pk, "code": "99002", "kind": "Xã", "name": "Khác"})
    assert "Xã Tả Van đã có trong lần sắp xếp này; xin bỏ dòng cũ trước." in answer.content.decode()
    again = page.get(at("merge", found)).content.decode()
    assert 'value="Khác"' in again
    assert "xã Tả Van" in again


def test_a_file_that_is_refused_names_every_line_and_keeps_the_paper(page, sa_pa):
    from django.core.files.uploadedfile import SimpleUploadedFile

    went = SimpleUploadedFile("ke-thua.csv", b"old_code,new_code,extent\n11111,99001,whole\n03040,03040,whole\n")
    answer = page.post(reverse("reorganization:new"), {**PAPER, "within": sa_pa.town.pk, "successions": went})
    shown = answer.content.decode()
    assert "dòng 2, old: không có đơn vị mang mã “11111”" in shown
    assert "dòng 3, new" in shown
    assert 'value="896/NQ-UBTVQH14"' in shown
    assert not Reorganization.objects.exists()


def test_a_split_asks_where_every_hamlet_goes(page, sa_pa, draft):
    from emulation.territory.rules.changes import ChangeSet

    found = draft(ChangeSet())
    hamlets = list(Unit.objects.filter(level="hamlet", commune=sa_pa.ta_van))
    typed = {"code1": "99001", "kind1": "Xã", "name1": "Trên", "code2": "99002", "kind2": "Xã", "name2": "Dưới"}
    url = f"{at('split', found)}?don_vi={sa_pa.ta_van.pk}"
    refused = page.post(url, typed).content.decode()
    assert f"Xin chọn nơi đến của {hamlets[0].title}." in refused
    typed |= {f"hamlet{hamlet.pk}": str(1 + place % 2) for place, hamlet in enumerate(hamlets)}
    assert page.post(url, typed).status_code == 302
    shown = page.get(at("one", found)).content.decode()
    assert "không so sánh được" in shown
    page.post(at("apply", found))
    assert Unit.objects.filter(level="hamlet", commune__code="99001").count() == (len(hamlets) + 1) // 2


def test_moving_abolishing_and_taking_out_a_line(page, sa_pa, draft):
    from emulation.territory.rules.changes import ChangeSet

    found = draft(ChangeSet())
    answer = page.post(at("move", found), {"old_1": sa_pa.ta_van.pk, "parent": sa_pa.town.pk, "code": "99001"})
    assert "Xã Tả Van đang thuộc thị xã Sa Pa." in answer.content.decode()
    page.post(at("abolish", found), {"old_1": sa_pa.ta_van.pk})
    assert "kết thúc mà chưa ghi về đâu" in page.get(at("one", found)).content.decode()
    page.post(at("remove", found), {"ref": str(sa_pa.ta_van.pk)})
    assert "Chưa có đơn vị nào" in page.get(at("one", found)).content.decode()


def test_only_the_administrator_changes_it_and_others_find_no_such_page(client, sa_pa, draft):
    found = draft()
    for username, seen in (("mai", 403), ("hanh", 200), ("nam", 200)):
        client.force_login(sa_pa.person(username))
        assert client.get(at("one", found)).status_code == seen, username
    client.force_login(sa_pa.person("hanh"))
    assert client.post(at("apply", found)).status_code == 403
    national = services.draft(
        title="Cả nước", effective_on=found.effective_on, legal_basis="1", within=None, by=None,
        change=merger(sa_pa.ta_van, parent=sa_pa.town),
    )  # fmt: skip
    client.force_login(sa_pa.person("nam"))
    assert "bằng lệnh" in client.get(at("one", national)).content.decode()
    assert client.post(at("apply", national)).status_code == 404


def test_the_list_costs_the_same_however_long(page, draft, django_assert_max_num_queries):
    draft()
    counts = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for more in (0, 2, 20):
        for _ in range(more):
            draft()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page.get(reverse("reorganization:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_a_large_one_is_previewed_and_applied_in_the_background(page, sa_pa, draft, monkeypatch):
    from campaign_portal.shell.reorganization import preview
    from tests.support.jobs import run_queued_jobs

    monkeypatch.setattr(preview, "SMALL", 1)
    found = draft()
    assert "Xem trước</button>" in page.get(at("one", found)).content.decode()
    page.post(at("preview", found))
    assert "Đang xem trước" in page.get(at("one", found)).content.decode()
    run_queued_jobs()
    assert "Tổng số trước bằng tổng số sau" in page.get(at("one", found)).content.decode()
    page.post(at("apply", found))
    run_queued_jobs()
    found.refresh_from_db()
    assert found.state == "applied"


def test_the_file_of_a_draft_loads_again(page, sa_pa, draft):
    from campaign_portal.shell.reorganization import reading

    found = draft()
    text = page.get(at("file", found)).content.decode()
    assert reading.read_yaml(text).change.to_json()["goings"] == found.content["goings"]
