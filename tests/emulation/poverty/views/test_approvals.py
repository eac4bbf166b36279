"""Compilations on the screen: the panel, the province by districts, the page with its buttons, what is published."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_portal.foundation import files
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.poverty.services import approvals
from tests.emulation.poverty.country import Country, scan

State = ReviewApproval.State
YEAR, JUNE = "2020-M12", "2020-M06"
NAMES = ("Suối Một", "Suối Hai", "Suối Ba")


@pytest.fixture
def here(db, clock) -> Country:
    clock(dt.date(2020, 12, 15))
    return Country({"Thượng": NAMES, "Hạ": ("Bãi Một",)})


@pytest.fixture
def as_(here, client):
    def sign_in(who: str):
        client.force_login(here.person(who))
        return client

    return sign_in


def text(response) -> str:
    found = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", found)


def page_of(approval) -> str:
    return f"/ra-soat/phe-duyet/{approval.pk}/"


@pytest.fixture
def sent(here) -> ReviewApproval:
    for name in NAMES:
        here.approved(name, YEAR)
    return here.send(here.compile("Thượng", YEAR))


def test_the_district_reads_who_is_in_and_begins(here, as_):
    here.approved("Suối Một", YEAR)
    here.enter("Suối Hai", YEAR)
    client = as_("Thượng.chuyenvien")
    shown = text(client.get("/ra-soat/"))
    assert "1 trên 3 xã, phường đã duyệt xong. Còn thiếu Suối Hai (đã nộp, chờ duyệt) và Suối Ba (chưa nhập)." in shown
    assert "Trình cấp trên đến hết 31/12 (TT 17/2016/TT-BLĐTBXH)" in shown
    begun = client.post(f"/ra-soat/tong-hop/{here.units['Thượng'].pk}/{YEAR}/", follow=True)
    assert begun.redirect_chain[-1][0] == page_of(ReviewApproval.objects.get())
    assert "Trưởng cơ quan thường trực hoặc lãnh đạo huyện Thượng trình." in text(begun)


def test_nothing_to_compile_says_why(here, as_):
    here.enter("Suối Hai", YEAR)
    assert "Chưa xã, phường nào được duyệt." in text(as_("Thượng.truong").get("/ra-soat/"))


def test_the_head_sends_with_a_note_when_somebody_is_missing(here, as_):
    here.approved("Suối Một", YEAR)
    approval = here.compile("Thượng", YEAR)
    client = as_("Thượng.truong")
    assert "Trình khi còn thiếu 2 xã, phường" in text(client.get(page_of(approval)))
    refused = client.post(page_of(approval) + "trinh/", {"missing_note": ""})
    assert refused.status_code == 422
    assert "Còn thiếu Suối Hai (chưa nhập) và Suối Ba (chưa nhập). Đợi đủ" in text(refused)
    done = client.post(page_of(approval) + "trinh/", {"missing_note": "Lũ chia cắt"}, follow=True)
    assert "Đã trình tỉnh Ba Sông." in text(done)
    above = text(as_("tinh.truong").get(page_of(approval)))
    assert "Giải trình phần còn thiếu khi trình: Lũ chia cắt" in above
    assert "Chưa phê duyệt được: còn thiếu Suối Hai (chưa nhập) và Suối Ba (chưa nhập)." in above


def test_the_province_reads_by_districts_and_goes_down(here, as_, sent):
    client = as_("tinh.truong")
    shown = client.get("/ra-soat/")
    assert [child.unit.name for child in shown.context["compiled"].children] == ["Thượng", "Hạ"]
    assert "3/3 xã, phường đã duyệt" in text(shown)
    assert f'href="{page_of(sent)}"' in shown.content.decode()
    below = client.get(f"/ra-soat/don-vi/{here.units['Thượng'].pk}/?ky={YEAR}")
    assert [line.unit.name for line in below.context["lines"]] == list(NAMES)
    review = ReviewSet.objects.get(unit=here.units["Suối Một"], period=YEAR)
    assert f"/ra-soat/{review.pk}/" in below.content.decode()
    assert "Chính thức" in text(client.get(f"/ra-soat/{review.pk}/"))


def test_a_district_beside_does_not_exist(here, as_, sent):
    client = as_("Hạ.truong")
    for url in (page_of(sent), f"/ra-soat/don-vi/{here.units['Thượng'].pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(page_of(sent) + "duyet/").status_code == 404


def test_the_province_approves_with_its_decision(here, as_, sent):
    client = as_("tinh.chutich")
    refused = client.post(page_of(sent) + "duyet/", {"decision_number": "12/QĐ-UBND"})
    assert refused.status_code == 422
    for sentence in ("Xin ghi ngày của quyết định.", "Xin ghi họ tên, chức vụ người ký", "Xin kèm bản chụp"):
        assert sentence in text(refused)
    assert "12/QĐ-UBND" in refused.content.decode()
    typed = {"decision_number": "12/QĐ-UBND", "decision_date": "10/12/2020", "signer": "Chủ tịch Lò Văn Hùng"}
    done = client.post(page_of(sent) + "duyet/", typed | {"paper": scan()}, follow=True)
    assert "12/QĐ-UBND ngày 10/12/2020, Chủ tịch Lò Văn Hùng · bản chụp" in text(done)
    assert "Đã phê duyệt, 12/QĐ-UBND" in text(done)


def test_the_province_returns_one_commune_and_the_change_is_shown(here, as_, sent):
    client = as_("tinh.truong")
    typed = {"reason": "Suối Hai quá thấp", "due_on": "20/12/2020", "communes": [here.units["Suối Hai"].pk]}
    assert "Đã trả lại huyện Thượng." in text(client.post(page_of(sent) + "tra-lai/", typed, follow=True))
    own = text(as_("Thượng.truong").get(page_of(sent)))
    assert "Tỉnh Ba Sông trả lại: Suối Hai quá thấp" in own
    assert "Còn thiếu Suối Hai (đang đính chính lần 2)." in own
    here.decide(here.hand_in(ReviewSet.objects.in_hand().get(), poor_end=9, poor_new=1))
    sent.refresh_from_db()
    here.send(sent)
    shown = text(as_("tinh.truong").get(page_of(sent)))
    assert "1 xã, phường có số khác lần trình 1" in shown
    assert "Xã Suối Hai 100 8 → 9 7" in shown


def test_a_return_with_a_foreign_commune_is_refused_in_words(here, as_, sent):
    typed = {"reason": "x", "due_on": "20/12/2020", "communes": [here.units["Bãi Một"].pk]}
    refused = as_("tinh.truong").post(page_of(sent) + "tra-lai/", typed)
    assert refused.status_code == 422
    assert "Có xã, phường không nằm trong bản này" in text(refused)


def test_a_second_press_says_what_the_state_is(here, as_, sent):
    here.returned(sent)
    refused = as_("tinh.truong").post(page_of(sent) + "duyet/", {})
    assert refused.status_code == 422
    sent.refresh_from_db()
    assert sent.state == State.RETURNED


def test_reopened_the_old_one_keeps_its_figures_and_the_new_one_tells_of_corrections(here, as_, sent):
    first = here.sanction(sent)
    client = as_("tinh.truong")
    typed = {"reason": "Đơn thư ở Suối Ba", "communes": [here.units["Suối Ba"].pk], "due_on": "20/12/2020"}
    assert "Lần 1 giữ nguyên" in text(client.post(page_of(first) + "mo-lai/", typed, follow=True))
    here.decide(here.hand_in(ReviewSet.objects.in_hand().get(), poor_end=9, poor_new=1))
    second = ReviewApproval.objects.get(is_current=True)
    old, new = (text(as_("Thượng.truong").get(page_of(one))) for one in (first, second))
    assert "Bản cũ, đã mở lại để đính chính." in old
    assert "Xã Suối Ba Lần 1 đã đính chính sau đó 100 8 7" in old
    assert "Lần 2, mở lại sau khi đã phê duyệt theo 12/QĐ-UBND: Đơn thư ở Suối Ba" in new
    assert "Có bản đính chính sau khi phê duyệt: xã Suối Ba" in new
    assert "1 xã, phường có số khác bản đã phê duyệt (lần 1)" in new


def test_what_is_published_everybody_reads(here, as_, sent):
    done = here.sanction(sent)
    assert "Chưa có kết quả nào được công bố." in text(as_("Bãi Một.canbo").get("/ra-soat/cong-bo/"))
    assert not files.visible_to(here.person("Bãi Một.canbo"), done.paper)
    published = {"published_on": "14/12/2020", "publication_number": "9/TB-UBND", "paper": scan("thong-bao.pdf")}
    assert "Đã công bố." in text(as_("Thượng.chutich").post(page_of(done) + "cong-bo/", published, follow=True))
    client = as_("Bãi Một.canbo")
    assert "Huyện Thượng" in text(client.get("/ra-soat/cong-bo/"))
    shown = client.get(f"/ra-soat/cong-bo/{YEAR}/{here.units['Thượng'].pk}/")
    assert "24 hộ nghèo trên 300 hộ (8,00%)" in text(shown)
    done.refresh_from_db()
    assert files.visible_to(here.person("Bãi Một.canbo"), done.publication_paper)
    here.reopened(done)
    assert "Kết quả này đang được đính chính." in text(
        client.get(f"/ra-soat/cong-bo/{YEAR}/{here.units['Thượng'].pk}/")
    )


def test_the_first_pages_say_what_is_to_do(here, sent):
    from emulation.duties import selectors as duties
    from emulation.duties.models import Duty

    def told(who: str) -> dict[str, duties.Presentation]:
        user = here.person(who)
        found = list(Duty.objects.of(user).open().filter(kind__in=["review", "amendment"]))
        shown = duties.presentations(user, found)
        return {duty.title: shown[duty.pk] for duty in found if duty.pk in shown}

    waiting = told("tinh.truong")["Phê duyệt tổng hợp rà soát hộ nghèo năm 2020"]
    assert (waiting.text, waiting.url) == ("Đã trình, chờ phê duyệt: Thượng.", page_of(sent))
    here.returned(sent, reason="Soát lại.")
    back = told("Thượng.truong")["Bổ sung tổng hợp rà soát hộ nghèo năm 2020"]
    assert back.text == "CQ giảm nghèo Ba Sông trả lại: Soát lại."
    here.sanction(here.send(ReviewApproval.objects.get()))
    owed = told("tinh.chuyenvien")["Tổng hợp rà soát hộ nghèo năm 2020"]
    assert (owed.text, owed.action, owed.my_turn) == ("3 trên 4 xã, phường đã duyệt.", "Lập tổng hợp", True)
    province = here.compile("tinh", YEAR)
    owed = told("tinh.chuyenvien")["Tổng hợp rà soát hộ nghèo năm 2020"]
    assert (owed.my_turn, owed.url) == (False, page_of(province))
    assert told("tinh.truong")["Tổng hợp rà soát hộ nghèo năm 2020"].action == "Xem và trình"


@pytest.mark.parametrize("path", ["/ra-soat/", "page"])
def test_the_province_asks_the_same_number_of_things_however_many_communes(db, client, clock, path):
    clock(dt.date(2020, 12, 15))
    counted = []
    for number in (1, 3, 12):
        name = f"P{number}"
        here = Country(
            {f"{name} huyện {d}": tuple(f"{name}.{d}.{c}" for c in range(number)) for d in range(2)}, name=name
        )
        for unit in [unit for unit in here.units.values() if unit.level == "commune"]:
            here.approved(unit.name, JUNE)
        for d in range(2):
            here.sanction(here.send(here.compile(f"{name} huyện {d}", JUNE)))
        approval = here.send(here.compile(name, JUNE))
        client.force_login(here.person(f"{name}.truong"))
        url = path if path != "page" else page_of(approval)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counted.append(len(asked))
    assert len(set(counted)) == 1, counted


def test_recalled_it_may_be_sent_again(here, as_, sent):
    client = as_("Thượng.truong")
    assert "Đã rút về." in text(client.post(page_of(sent) + "rut-ve/", follow=True))
    sent.refresh_from_db()
    assert sent.state == State.COMPILING
    assert approvals.submit(sent, by=here.person("Thượng.truong")).sending == 2
