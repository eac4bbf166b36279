"""Giao ước between a superior and its units: by the plan's rules, with what was registered, signed with its scan."""

import datetime as dt

import pytest
from django.urls import reverse

from emulation.registrations import services
from emulation.registrations.models import Pledge
from emulation.registrations.selectors import offers
from emulation.registrations.services import Signature
from tests.emulation.registrations.test_writing import scan

INDEX = reverse("registrations:pledges")


def begin(client, person, theo: str, *ben: str, cach: str = "rieng"):
    client.force_login(person)
    return client.post(reverse("registrations:pledge_begin"), {"theo": theo, "ben": ben, "cach": cach}, follow=True)


def of(sa_pa, who: str):
    (offer,) = offers.offers(sa_pa.person(who), sa_pa.campaign)
    return offer, f"{offer.rule.key}.{offer.first.key}"


class TestOffers:
    def test_s3_08_the_standing_office_signs_with_agencies_communes_organisations(self, sa_pa):
        offer, _ = of(sa_pa, "thanh")
        names = {side.name for side in offer.seconds}
        assert {"Xã Tả Van", "Phòng Tư pháp thị xã Sa Pa"} <= names

    def test_s3_09_a_commune_signs_with_each_of_its_hamlets(self, sa_pa):
        offer, _ = of(sa_pa, "mai")
        assert (offer.first.name, offer.rule.with_each, len(offer.seconds)) == ("Xã Tả Van", True, 7)

    @pytest.mark.parametrize("who", ["huy", "din", "long"])
    def test_whom_the_plan_does_not_name_signs_with_nobody(self, sa_pa, who):
        assert offers.offers(sa_pa.person(who), sa_pa.campaign) == []


class TestPages:
    def test_s3_09_one_pledge_with_each_hamlet(self, sa_pa, client):
        offer, theo = of(sa_pa, "mai")
        page = begin(client, sa_pa.person("mai"), theo, *(side.key for side in offer.seconds[:2]))
        assert "Đã lập 2 giao ước" in page.content.decode()
        assert [pledge.parties.count() for pledge in Pledge.objects.all()] == [2, 2]
        again = begin(client, sa_pa.person("mai"), theo, offer.seconds[0].key).content.decode()
        assert "Đã có giao ước năm 2020 với: Thôn" in again

    def test_s3_08_what_was_registered_stands_in_it(self, submitted, sa_pa, client):
        offer, theo = of(sa_pa, "thanh")
        key = next(side.key for side in offer.seconds if side.name == "Xã Tả Van")
        page = begin(client, sa_pa.person("thanh"), theo, key).content.decode()
        assert 'value="45 hộ"' in page
        assert 'value="Số hộ thoát nghèo"' in page

    def test_all_sign_one_sheet_and_the_scan_goes_with_it(self, sa_pa, client):
        offer, theo = of(sa_pa, "thanh")
        begin(client, sa_pa.person("thanh"), theo, *(side.key for side in offer.seconds[:3]), cach="chung")
        pledge = Pledge.objects.get()
        assert pledge.parties.count() == 4
        signatures = {row.pk: Signature("Người ký", "Chủ tịch") for row in pledge.parties.all()}
        services.save_pledge(
            pledge,
            text="Cùng giúp hộ nghèo.",
            place="Sa Pa",
            promises=[],
            signatures=signatures,
            by=sa_pa.person("thanh"),
        )
        client.post(reverse("registrations:pledge_sign", args=[pledge.pk]), {"on": "02/3/2020", "scan": scan()})
        pledge.refresh_from_db()
        assert (pledge.state, pledge.signed_on, bool(pledge.scan)) == (Pledge.State.SIGNED, dt.date(2020, 3, 2), True)
        assert "1 giao ước, 1 đã ký" in client.get(INDEX).content.decode()

    def test_another_commune_finds_nothing_and_a_party_reads_without_a_form(self, sa_pa, client):
        offer, theo = of(sa_pa, "mai")
        key = next(side.key for side in offer.seconds if side.name == "Thôn Tả Van Mông")
        begin(client, sa_pa.person("mai"), theo, key)
        url = reverse("registrations:pledge", args=[Pledge.objects.get().pk])
        client.force_login(sa_pa.person("lien"))
        assert client.get(url).status_code == 404
        client.force_login(sa_pa.person("din"))
        page = client.get(url).content.decode()
        assert "Thôn Tả Van Mông" in page
        assert "Lưu giao ước" not in page

    def test_nobody_ticked_is_told(self, sa_pa, client):
        _, theo = of(sa_pa, "mai")
        assert "Xin chọn ít nhất một đơn vị" in begin(client, sa_pa.person("mai"), theo).content.decode()
