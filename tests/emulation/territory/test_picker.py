"""The unit picker: found by what people type, chosen only out of what may be chosen."""

import datetime as dt

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from campaign_portal.foundation import access
from emulation.territory.forms import UnitField
from emulation.territory.models import UnitName
from emulation.territory.selectors import picks
from tests.support.sa_pa import SaPa


@pytest.fixture
def mai(sa_pa: SaPa):
    return sa_pa.person("mai")


def titles(typed: str, user, pick=picks.UNITS_TODAY) -> list[str]:
    return [unit.full_title for unit in picks.find(pick.rows(user), typed, user=user).units]


# --- What is found ---------------------------------------------------------------------------------------------------

TA_VAN = "xã Tả Van, thị xã Sa Pa, Lào Cai"


@pytest.mark.parametrize(
    "typed",
    [
        "Tả Van",
        "Ta\u0309 Van",  # written with a separate tone mark
        "ta van",
        "tavan",
        "TA  VAN",
        "xã tả van",
        "xa ta van",
        "03040",
        "3040",
        "ta van, sa pa",
        "ta van lao cai",
    ],
)
def test_a_commune_is_found_however_its_name_is_typed(mai, typed):
    assert titles(typed, mai)[0] == TA_VAN


def test_what_begins_so_comes_before_what_holds_it(mai):
    found = picks.find(picks.UNITS_TODAY.rows(mai), "van", user=mai).units
    begins = [unit.folded_name.startswith("van") for unit in found]
    assert True in begins
    assert begins == sorted(begins, reverse=True)


def test_the_users_own_town_comes_first(mai):
    found = picks.find(picks.UNITS_TODAY.rows(mai), "xa", user=mai).units
    assert {unit.district.name for unit in found[:10]} == {"Sa Pa"}


def test_a_hamlet_says_what_it_lies_in(mai):
    assert "thôn Giàng Tra 2, xã Mường Hoa, thị xã Sa Pa, Lào Cai" in titles("giang tra", mai)


def test_a_former_name_leads_to_the_unit_that_bore_it(sa_pa, mai):
    UnitName.objects.create(unit=sa_pa.ta_van, kind="Xã", name="Tên Xưa Lắm", valid_to=dt.date(1999, 12, 31))
    sa_pa.ta_van.save()
    assert titles("ten xua lam", mai) == [TA_VAN]


@pytest.mark.parametrize("typed", ["", "   ", "|", ",", "%", "_", "không hề có nơi này", "x" * 300])
def test_nothing_is_found_where_nothing_fits(mai, typed):
    assert titles(typed, mai) == []


def test_many_matches_are_cut_and_say_so(mai):
    found = picks.find(picks.EVERY_UNIT.rows(mai), "a", user=mai)
    assert (len(found.units), found.more) == (picks.SHOWN, True)


def test_an_ended_unit_carries_its_dates(sa_pa, mai, clock):
    sa_pa.muong_hoa.valid_to = dt.date(2020, 5, 31)
    sa_pa.muong_hoa.save()
    clock(dt.date(2020, 6, 1))
    (found,) = picks.find(picks.EVERY_UNIT.rows(mai), "xa muong hoa sa pa", user=mai).units
    assert found.dates == "đến hết 31/5/2020"
    assert titles("xa muong hoa sa pa", mai) == []


# --- The address -----------------------------------------------------------------------------------------------------


def ask(user, **query: str):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("territory:pick"), query)


def test_the_list_shows_kind_name_parents_and_code(mai):
    page = ask(mai, chon="today", tim="ta van").content.decode()
    assert "<b>Xã Tả Van</b><span>thị xã Sa Pa, Lào Cai</span>" in page
    assert "mã 03040" in page


def test_the_list_keeps_to_a_level(mai):
    assert "Thị xã Sa Pa" in (page := ask(mai, chon="today", cap="district", tim="sa pa").content.decode())
    assert "Phường" not in page


def test_an_unknown_pick_is_not_there(mai):
    assert ask(mai, chon="khac", tim="ta van").status_code == 404


def test_a_person_without_a_post_finds_nothing(sa_pa, mai):
    from campaign_portal.foundation.models import User

    stranger = User.objects.create_user("la", "Người Lạ")
    assert "Không có đơn vị nào khớp" in ask(stranger, chon="every", tim="ta van").content.decode()


@pytest.mark.parametrize("typed", ["ta", "ta van", "khong co noi nay dau"])
def test_finding_asks_few_questions(mai, django_assert_max_num_queries, typed):
    access.scope(mai)  # asked once a request, by whoever comes first
    with django_assert_max_num_queries(5):
        picks.find(picks.EVERY_UNIT.rows(mai), typed, user=mai)


# --- The field -------------------------------------------------------------------------------------------------------


class Wish(forms.Form):
    unit = UnitField(pick=picks.UNITS_TODAY, level="commune")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].for_user(user)


def wish(user, **data: str) -> Wish:
    return Wish(data, user=user)


def test_a_chosen_number_is_the_unit(sa_pa, mai):
    form = wish(mai, unit=str(sa_pa.ta_van.pk), unit_tim=TA_VAN)
    assert form.is_valid()
    assert form.cleaned_data["unit"] == sa_pa.ta_van


@pytest.mark.parametrize("typed", ["ta van", "03040", "Xã Tả Van, thị xã Sa Pa, Lào Cai", "xã tả van, sa pa"])
def test_typed_text_alone_is_enough(sa_pa, mai, typed):
    """Without JavaScript."""
    form = wish(mai, unit="", unit_tim=typed)
    assert form.is_valid()
    assert form.cleaned_data["unit"] == sa_pa.ta_van


def test_text_typed_over_a_chosen_unit_counts(sa_pa, mai):
    form = wish(mai, unit=str(sa_pa.ta_van.pk), unit_tim="03037")
    assert form.is_valid()
    assert form.cleaned_data["unit"] == sa_pa.muong_hoa


def test_emptying_the_box_takes_the_choice_back(sa_pa, mai):
    form = wish(mai, unit=str(sa_pa.ta_van.pk), unit_tim=" ")
    assert form.errors["unit"] == ["Xin chọn đơn vị: gõ tên (không cần dấu) hoặc mã rồi chọn."]


def test_several_matches_come_back_to_choose_from(sa_pa, mai):
    form = wish(mai, unit="", unit_tim="muong")
    assert "khớp với “muong”" in form.errors["unit"][0]
    html = str(form["unit"])
    assert f'name="unit_chon" value="{sa_pa.muong_hoa.pk}"' in html
    assert 'value="muong"' in html
    chosen = wish(mai, unit="", unit_tim="muong", unit_chon=str(sa_pa.muong_hoa.pk))
    assert chosen.is_valid()
    assert chosen.cleaned_data["unit"] == sa_pa.muong_hoa


@pytest.mark.parametrize("number", ["999999", "-1", "²", "x", "9" * 40, "0"])
def test_a_number_that_is_nobodys_is_unknown(mai, number):
    form = wish(mai, unit=number)
    assert form.errors["unit"] == ["Đơn vị đã chọn không có trong danh sách được chọn. Xin tìm và chọn lại."]


def test_what_may_not_be_chosen_is_unknown_too(sa_pa, mai):
    """The town is there and visible, but the field asks for a commune."""
    assert wish(mai, unit=str(sa_pa.town.pk)).errors["unit"] == wish(mai, unit="999999").errors["unit"]


def test_nothing_fitting_is_said_with_what_was_typed(mai):
    assert "“nơi lạ”" in wish(mai, unit="", unit_tim="nơi lạ").errors["unit"][0]


def test_a_form_begins_with_a_unit(sa_pa, mai):
    form = Wish(user=mai, initial={"unit": sa_pa.ta_van.pk})
    assert TA_VAN in str(form["unit"])
