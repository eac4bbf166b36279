"""What a helper did day by day, correcting and withdrawing it, and who helps a place."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry
from emulation.households import services
from emulation.households.models import Support, SupportNote
from emulation.households.selectors import facts
from emulation.people.services import register_person
from emulation.territory.models import Unit

WORK = {"on": "12/10/2020", "kind": "seed", "what": "Hai con lợn giống", "value_vnd": "1.500.000"}


@pytest.fixture
def as_(sa_pa, client):
    def sign_in(login: str):
        client.force_login(sa_pa.person(login))
        return client

    return sign_in


@pytest.fixture
def helper(register, sa_pa):
    return register_person(sa_pa.ta_van, name="Má A Tráng", position="Bí thư chi bộ", by=register.mai)


@pytest.fixture
def support(register, helper) -> Support:
    household = register.write("Vàng A Lử", y2020="poor")
    start = dt.date(2020, 3, 20)
    return services.record_support(household, helper, 2020, deed="Dạy nuôi lợn", starts_on=start, by=register.mai)


def page_of(support: Support) -> str:
    return reverse("households:support", args=[support.pk])


def test_what_was_done_is_noted_with_its_worth(support, as_):
    page = as_("mai").post(page_of(support), WORK, follow=True)
    assert "Đã ghi 1 việc, trị giá 1.500.000 đồng; gần nhất ngày 12/10/2020" in page.text
    assert "cây giống, con giống, vật tư" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "12/10/2021"}, "Ngày 12/10/2021 chưa tới"),
        ({"on": "19/3/2020"}, "trước ngày được phân công, 20/3/2020"),
        ({"kind": ""}, "Xin chọn loại việc"),
        ({"what": " "}, "Xin ghi đã làm gì"),
        ({"value_vnd": "90000000000"}, "90.000.000.000 đồng cho một việc? Xin kiểm tra lại"),
    ],
)
def test_a_slip_in_a_note_gets_a_sentence_and_nothing_typed_is_lost(support, as_, changes, said):
    page = as_("mai").post(page_of(support), WORK | changes)
    assert said in page.text
    assert ("1.500.000" if "value_vnd" not in changes else "Hai con lợn giống") in page.text
    assert not SupportNote.objects.exists()


def test_a_note_is_corrected_by_another_and_the_old_one_stays(support, register, as_):
    note = services.add_note(support, on=dt.date(2020, 10, 12), kind="seed", what="Lợn", value_vnd=9, by=register.mai)
    address, client = reverse("households:note_correct", args=[note.pk]), as_("mai")
    assert "Xin ghi lý do" in client.post(address, WORK).text
    page = client.post(address, WORK | {"reason": "ghi nhầm số tiền"}, follow=True)
    assert "<s>Lợn</s>" in page.text
    assert "ghi nhầm số tiền" in page.text
    assert "Đã ghi 1 việc, trị giá 1.500.000 đồng" in page.text
    again = client.post(address, WORK | {"reason": "lần nữa"})
    assert "Dòng này đã sửa hoặc rút" in again.text
    new = SupportNote.objects.get(replaces=note)
    client.post(reverse("households:note_withdraw", args=[new.pk]), {"reason": "không có thật"})
    assert "Chưa ghi việc nào đã làm" in client.get(page_of(support)).text
    assert SupportNote.objects.count() == 2


def test_another_deed_or_first_day_needs_a_reason_and_the_old_words_stay(support, register, as_):
    address = reverse("households:help", args=[support.household_id])
    body = {"helper": support.helper_id, "year": "2020", "deed": "Dạy nghề mộc", "starts_on": "20/3/2020"}
    page = as_("mai").post(address, body)
    assert "“Dạy nuôi lợn”. Sửa thì xin ghi lý do" in page.text
    as_("mai").post(address, body | {"reason": "ghi nhầm việc"})
    entry = AuditEntry.objects.filter(object_type="emulation.Support", action="sửa phân công giúp").get()
    assert (entry.before["deed"], entry.after["deed"]) == ("Dạy nuôi lợn", "Dạy nghề mộc")
    assert entry.is_private


def test_a_withdrawn_assignment_counts_nowhere_and_may_be_made_again(support, register, helper, as_):
    services.record_support(
        support.household, helper, 2020, deed="Dạy nuôi lợn", outcome="escaped_stable_work", confirmed_by="12/GXN",
        by=register.mai,
    )  # fmt: skip
    assert facts.helped_by(helper, 2020) == (1, 0)
    page = as_("mai").post(reverse("households:support_withdraw", args=[support.pk]), {"reason": "sai hộ"}, follow=True)
    assert "Đã rút ngày 30/11/2020: sai hộ" in page.text
    assert facts.helped_by(helper, 2020) == (0, 0)
    assert "đã rút: sai hộ" in as_("mai").post(page_of(support), WORK).text
    services.record_support(support.household, helper, 2020, deed="Dạy nuôi lợn", by=register.mai)
    assert Support.objects.standing().count() == 1


def test_the_register_is_shown_beside_the_claim_and_a_difference_is_said(support, register, helper, as_):
    services.record_support(
        support.household, helper, 2020, deed="Dạy nuôi lợn", outcome="escaped_stable_work", confirmed_by="12/GXN",
        by=register.mai,
    )  # fmt: skip
    page = as_("mai").get(reverse("households:helper", args=[helper.pk]), {"nam": "2020"})
    assert "1 hộ có việc làm ổn định, thoát nghèo, có giấy xác nhận; sổ hộ ghi 0 hộ đã thoát nghèo" in page.text
    assert "khác kết quả đã ghi" in page.text


def test_days_that_do_not_fit_are_refused_by_the_database_too(support):
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.filter(pk=support.pk).update(ends_on=dt.date(2020, 3, 1))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (dt.date(2020, 5, 1), dt.date(2020, 4, 1), "trước ngày bắt đầu, 01/5/2020"),
        (dt.date(2021, 1, 1), None, "sau năm 2020"),
        (None, dt.date(2019, 12, 31), "trước năm 2020"),
    ],
)
def test_days_outside_the_year_are_refused(register, helper, sa_pa, start, end, said):
    with pytest.raises(Refused, match=said):
        services.help_place(sa_pa.ta_van, helper, 2020, deed="Giúp xã", starts_on=start, ends_on=end, by=register.mai)


def test_lists_of_helpers_cost_the_same_for_one_and_three_and_their_workbook_holds_both(register, helper, as_):
    client, counts = as_("mai"), []
    for number in range(3):
        household = register.write(f"Vàng A {number}", y2020="poor")
        support = services.record_support(household, helper, 2020, deed="Dạy nuôi lợn", by=register.mai)
        for day in range(1, number + 2):
            services.add_note(support, on=dt.date(2020, 10, day), kind="seed", what="Giống", by=register.mai)
        services.help_place(household.unit, helper, 2020 + number, deed="Giúp thôn", by=register.mai)
        for address in (reverse("households:helpers"), reverse("households:helper", args=[helper.pk])):
            client.get(address, {"nam": "2020"})
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address, {"nam": "2020"}).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[4:]
    export = client.get(reverse("households:helpers_export"), {"nam": "2020"})
    book = load_workbook(io.BytesIO(export.content))
    assert [row[2] for row in book["Việc đã giúp"].values].count("Má A Tráng") == 6
    assert [row[3] for row in book["Người giúp"].values].count("Hộ Vàng A 2") == 1
    taken = AuditEntry.objects.get(action="xuất người giúp hộ năm 2020")
    assert taken.is_private
    assert taken.after == {"number": 3}


# --- Places (S1 II.1.đ) ---------------------------------------------------------------------------------------------


def place_help(place: Unit) -> str:
    return reverse("households:place_help", args=[place.pk])


def test_s1_06_an_office_helps_a_commune_and_a_party_member_a_hamlet(register, sa_pa, as_):
    hamlet = sa_pa.hamlet("Tả Van Mông")
    office = next(iter(sa_pa.town.offices.order_by("pk")))
    body = {"year": "2020", "deed": "Giúp giảm nghèo", "starts_on": "1/3/2020"}
    page = as_("thanh").post(place_help(sa_pa.ta_van), body | {"office": office.pk}, follow=True)
    assert f"{office.name} giúp xã Tả Van" in page.text
    page = as_("mai").post(
        place_help(hamlet), body | {"helper_kind": "person", "helper_name": "Lù Thị Sa"}, follow=True
    )
    assert page.status_code == 200
    listed = as_("thanh").get(reverse("households:places"), {"nam": "2020"}).text
    assert "2 địa bàn có người giúp, 2 phân công" in listed
    assert listed.index(office.name) < listed.index("Lù Thị Sa")
    assert "Lù Thị Sa" in as_("mai").get(reverse("households:helpers"), {"nam": "2020"}).text
    on_page = as_("din").get(reverse("territory:page", args=[hamlet.pk])).text
    assert "Ai giúp địa bàn này" in on_page
    assert "Giúp giảm nghèo, từ 01/3/2020" in on_page


def test_one_helper_is_named_not_two(sa_pa, register, helper, as_):
    office = sa_pa.committee_of(sa_pa.ta_van)
    body = {"year": "2020", "deed": "Giúp xã", "office": office.pk, "helper": helper.pk}
    assert "một trong hai" in as_("mai").post(place_help(sa_pa.ta_van), body).text
    above = body | {"office": sa_pa.town.offices.order_by("pk")[0].pk, "helper": ""}
    assert "Cơ quan này không thuộc địa bàn" in as_("mai").post(place_help(sa_pa.ta_van), above).text
    assert not Support.objects.exists()


def test_a_commune_does_not_assign_to_its_town(sa_pa, register, as_):
    assert as_("mai").get(place_help(sa_pa.town)).status_code == 404
    assert as_("vang").get(place_help(sa_pa.ta_van)).status_code == 403
