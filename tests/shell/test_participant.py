"""One participant's page: pledge, result, gifts, reports, help and awards in one place, each by its own rights."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.shell.participant.lines import Part
from emulation.contributions.models import Contribution
from emulation.households import services as households
from emulation.people.services import register_person
from emulation.registrations import services as registrations
from tests.emulation.households.conftest import Register


@pytest.fixture
def as_(sa_pa, client, clock):
    clock(dt.date(2020, 11, 30))

    def sign_in(login: str):
        client.force_login(sa_pa.person(login))
        return client

    return sign_in


def page_of(party) -> str:
    return reverse("participants:page", args=[party.pk])


def gave(sa_pa, donor, vnd: int = 60_000_000) -> None:
    Contribution.objects.create(
        unit=sa_pa.ta_van, campaign=sa_pa.campaign, donor=donor, kind="money", value_vnd=vnd, purpose="ủng hộ hộ nghèo",
        given_on=dt.date(2020, 6, 1), confirmation="12/GXN-UBND", confirmed_on=dt.date(2020, 6, 5),
    )  # fmt: skip


def test_a_commune_sees_its_pledge_its_reports_and_its_targets(sa_pa, as_):
    party = sa_pa.party(sa_pa.ta_van)
    client = as_("mai")
    registration = registrations.start_registration(sa_pa.campaign, party, by=sa_pa.person("mai"))
    page = client.get(page_of(party)).text
    assert reverse("registrations:page", args=[registration.pk]) in page
    assert "Đăng ký năm 2020" in page
    assert "0 trên 3 báo cáo đúng hạn" in page.replace("  ", " ")
    assert reverse("targets:unit", args=[sa_pa.ta_van.pk]) in page
    # What is being written is its writers' business.
    assert "Chưa có bản đăng ký nào" in as_("thanh").get(page_of(party)).text


def test_a_helper_who_gives_is_told_with_both_and_costs_the_same_at_three(sa_pa, as_):
    register, client, counts = Register(sa_pa), as_("mai"), []
    helper = register_person(sa_pa.ta_van, name="Má A Tráng", by=register.mai)
    for number in range(3):
        household = register.write(f"Vàng A {number}", y2020="escaped")
        households.record_support(
            household, helper, 2020, deed="Dạy nghề", outcome="escaped_stable_work", confirmed_by="1/GXN",
            by=register.mai,
        )  # fmt: skip
        gave(sa_pa, helper, 20_000_000)
        client.get(page_of(helper))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(page_of(helper)).text
        counts.append(len(captured))
    assert "60.000.000 đồng" in page
    assert "Giúp 3 hộ, 3 hộ thoát nghèo có giấy" in page
    assert "Chưa được khen" in page
    assert counts[0] == counts[-1]
    # Who follows the commune but not its households reads of the gifts, of no household.
    office = as_("huy").get(page_of(helper)).text
    assert "60.000.000 đồng" in office
    assert "Vàng A" not in office


def test_of_a_household_only_who_may_read_its_name(sa_pa, as_):
    party = Register(sa_pa).write("Vàng A Lử", y2019="poor", y2020="escaped").party
    page = as_("mai").get(page_of(party)).text
    assert "Đã thoát nghèo năm 2020" in page
    assert as_("huy").get(page_of(party)).status_code == 404
    assert as_("lien").get(page_of(party)).status_code == 404
    assert as_("nam").get(page_of(party)).status_code == 403
    assert as_("mai").get("/doi-tuong/" + "1" + "0" * 30 + "/").status_code == 404


def test_the_page_of_a_unit_and_of_a_donor_lead_to_it(sa_pa, as_):
    party = sa_pa.party(sa_pa.ta_van)
    gave(sa_pa, party)
    client = as_("mai")
    for address in (reverse("territory:page", args=[sa_pa.ta_van.pk]), reverse("contributions:donor", args=[party.pk])):
        assert page_of(party) in client.get(address).text


@pytest.mark.parametrize(("sign", "step"), [("ok", "done"), ("bad", "late"), ("wait", "next"), ("", "")])
def test_the_chain_draws_each_part_as_it_stands(sign, step):
    assert Part("k", "t", "s", "n", (), sign).step == step
