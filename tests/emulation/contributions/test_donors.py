"""Who gives: somebody known, somebody of the same name, somebody from abroad."""

import pytest
from django.urls import reverse

from emulation.contributions.models import Contribution, Donor
from emulation.people.models import Party
from emulation.people.services import register_person
from tests.emulation.contributions.test_views import typed

RECORD = reverse("contributions:record")


@pytest.fixture
def trang(gifts, sa_pa) -> Party:
    return register_person(sa_pa.ta_van, name="Má A Tráng", birth_year=1974, address="thôn Tả Van Mông", by=gifts.mai)


def test_a_participant_of_that_name_is_asked_for_and_chosen(as_, trang):
    client = as_("mai")
    given = typed(donor_kind="person", donor_name="Má A Tráng")
    page = client.post(RECORD, given)
    assert "xin chọn là ai" in page.text
    assert "Má A Tráng, sinh 1974, thôn Tả Van Mông" in page.text
    assert "Ủng hộ làm nhà" in page.text
    client.post(RECORD, given | {"which": str(trang.pk)})
    assert Contribution.objects.get().donor == trang


def test_another_of_that_name_says_where_he_lives(as_, trang):
    client = as_("mai")
    given = typed(donor_kind="person", donor_name="Má A Tráng", which="moi")
    assert "xin ghi địa chỉ để phân biệt" in client.post(RECORD, given).text
    client.post(RECORD, given | {"donor_address": "Hà Nội"})
    assert Contribution.objects.get().donor != trang


def test_who_gives_again_is_not_asked_again(as_, gifts):
    client = as_("mai")
    for purpose in ("Làm nhà", "Mua bò"):
        client.post(RECORD, typed(donor_kind="person", donor_name="Lê Văn An", purpose=purpose))
    assert Contribution.objects.values("donor").distinct().count() == 1


def test_a_donor_from_abroad_keeps_country_and_sort(as_, gifts):
    given = typed(donor_name="Good Neighbors", donor_sort="international")
    client = as_("mai")
    assert "xin ghi nước, ví dụ Hàn Quốc" in client.post(RECORD, given).text
    client.post(RECORD, given | {"donor_country": "Hàn Quốc", "donor_address": "Seoul"})
    donor = Donor.objects.select_related("party").get()
    assert (donor.sort, donor.country, donor.party.address) == ("international", "Hàn Quốc", "Seoul, Hàn Quốc")
    page = client.get(reverse("contributions:donor", args=[donor.party_id])).text
    assert "Nước: Hàn Quốc" in page
    page = client.post(RECORD, given | {"donor_country": "Nhật Bản", "purpose": "khác"}).text
    assert "Good Neighbors đã ghi ở Hàn Quốc" in page


def test_viet_nam_is_no_country_abroad(as_, gifts):
    as_("mai").post(RECORD, typed(donor_sort="enterprise", donor_country="Việt Nam"))
    assert Donor.objects.get().country == ""
