"""The pages of a workbook: up, looked through, its columns, its faults, taken; long ones in the background."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_portal.foundation.models import AuditEntry, Job
from emulation.poverty.importers import taking, waiting
from emulation.poverty.importers.ground import About
from tests.emulation.poverty.importers.sheets import cells_of, upload, workbook
from tests.support.jobs import run_queued_jobs

HEADINGS = ("Thôn, tổ dân phố", "Tổng số hộ", "Hộ nghèo")


@pytest.fixture
def mai(story, client):
    client.force_login(story.mai)
    return client


@pytest.fixture
def address(story) -> str:
    return f"/ra-soat/excel/{story.review.unit_id}/2020-M06/"


def text(answer) -> str:
    return answer.content.decode()


def bring(client, address, *rows) -> str:
    return text(client.post(address, {"file": workbook(*rows)}, follow=True))


def test_up_looked_through_and_taken(mai, address, story):
    page = bring(mai, address, HEADINGS, ("Tả Van Mông", 131, 20), ("Dền Thàng", 76, 128))
    assert "1 dòng sẽ ghi, 1 dòng sai" in page
    assert "128 hộ, nhưng cả thôn có 76 hộ" in page
    assert "tổng số (hộ) trống → 131" in page
    assert story.row("Tả Van Mông").households_total is None, "nothing is written before the button"
    answer = mai.post(f"{address}ghi/", follow=True)
    assert "Đã ghi 2 ô của 1 thôn, tổ. 1 dòng chờ sửa." in text(answer)
    assert story.row("Tả Van Mông").households_total == 131
    assert AuditEntry.objects.filter(action="nhập số liệu rà soát").get().actor == story.mai
    back = mai.get(f"{address}loi/")
    assert cells_of(back.content)["Bảng"][2][-1].startswith("C3: 128 hộ")
    assert "Tải tệp đã điền" in text(mai.post(f"{address}bo/", follow=True))


def test_the_same_file_again_says_that_nothing_changes(mai, address, story):
    rows = (HEADINGS, ("Tả Van Mông", 131, 20))
    bring(mai, address, *rows)
    page = text(mai.post(f"{address}ghi/", follow=True))
    assert f'data-grid="{story.review.pk}"' in page, "all of it is written: back to the grid"
    assert "không có gì thay đổi" in bring(mai, address, *rows)


def test_the_blank_workbook_leads_back_to_itself(mai, address):
    answer = mai.get(f"{address}mau/")
    assert "filename*=UTF-8''M%E1%BA%ABu" in answer["Content-Disposition"]
    page = text(mai.post(address, {"file": upload(answer.content)}, follow=True))
    assert "không có gì thay đổi" in page


def test_the_dots_are_asked_once(mai, address, story):
    assert "Dấu chấm trong tệp là gì?" in bring(mai, address, HEADINGS, ("Tả Van Mông", "1.234", 20))
    assert "1 dòng sẽ ghi" in text(mai.post(f"{address}dau-cham/", {"la": "nghin"}, follow=True))
    mai.post(f"{address}ghi/")
    assert story.row("Tả Van Mông").households_total == 1234
    bring(mai, address, HEADINGS, ("Tả Van Mông", "1.234", 20))
    assert "Xin chọn dấu chấm" in text(mai.post(f"{address}dau-cham/", {"la": "?"}, follow=True))


def test_unknown_headings_get_a_page_to_say_what_they_are(mai, address, story):
    page = bring(mai, address, ("Nơi", "A1"), ("Tả Van Mông", 131))
    assert f"{address}cot/0/" in page
    assert "cột tên thôn" in text(mai.post(f"{address}cot/0/", {"c1": "households_total"}))
    page = text(mai.post(f"{address}cot/0/", {"c0": "hamlet", "c1": "households_total"}, follow=True))
    assert "1 dòng sẽ ghi" in page
    assert mai.get(f"{address}cot/7/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.4", b"<html>"])
def test_what_is_no_workbook_is_told_and_the_one_before_stays(mai, address, content):
    bring(mai, address, HEADINGS, ("Tả Van Mông", 131, 20))
    page = text(mai.post(address, {"file": upload(content)}))
    assert "Tệp “ra soat.xlsx”" in page
    assert "1 dòng sẽ ghi" in page


def test_nothing_waits_and_nothing_breaks(mai, address):
    assert "Không còn tệp nào chờ ghi" in text(mai.post(f"{address}ghi/", follow=True))
    assert mai.get(f"{address}loi/").status_code == 404
    assert mai.get(f"{address.replace('M06', 'Q2')}").status_code == 404


def test_a_long_workbook_is_looked_through_and_taken_in_the_background(mai, address, story, monkeypatch):
    monkeypatch.setattr(waiting, "AT_ONCE", 1)
    page = bring(mai, address, HEADINGS, ("Tả Van Mông", 131, 20), ("Dền Thàng", 103, 30))
    assert "đang làm ở việc nền" in page
    (job,) = run_queued_jobs()
    assert (job.state, job.steps_total) == (Job.State.DONE, 3)
    assert "2 dòng sẽ ghi" in text(mai.get(address))
    assert "Đang ghi ở việc nền" in text(mai.post(f"{address}ghi/", follow=True))
    (job,) = run_queued_jobs()
    assert job.result == {"act": "take", "rows": 2, "cells": 4, "left": 0}
    assert story.row("Dền Thàng").households_total == 103
    assert "4 ô của 2 thôn, tổ" in text(mai.get(address))


def test_as_many_statements_for_one_hamlet_as_for_all(story):
    about = About(story.review.unit, story.review.period, story.review.standard)
    names = [row.unit.name for row in story.review.rows.select_related("unit")]

    def statements(total: int, hamlets: list[str]) -> int:
        waiting.keep_file(workbook(HEADINGS, *((name, total, 20) for name in hamlets)), about, by=story.mai)
        with CaptureQueriesContext(connection) as noted:
            taking.take(waiting.waiting(about, story.mai))
        return len(noted)

    assert len(names) == 7
    assert statements(131, names[:1]) == statements(132, names)
    assert story.review.rows.filter(households_total=132).count() == 7


def test_a_workbook_of_another_s_commune_has_no_page(address, client, story):
    client.force_login(story.sa_pa.person("lien"))
    assert client.get(address).status_code == 404
    client.force_login(story.vang)
    assert client.get(address).status_code == 403
