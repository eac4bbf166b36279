"""People and organisations get one identity each, in the place that deals with them."""

import pytest

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.people.models import Party
from emulation.people.services import register_organisation, register_person


@pytest.fixture
def mai(sa_pa):
    return sa_pa.person("mai")


def person(sa_pa, mai, **changes) -> Party:
    values = {"name": "Giàng A Páo", "birth_year": 1980, "address": "thôn Tả Van Mông"} | changes
    return register_person(sa_pa.ta_van, by=mai, **values)


def test_a_person_is_registered_with_a_trail(sa_pa, mai):
    made = person(sa_pa, mai, name="  giàng  A Páo ", gender="male", ethnicity="Mông", position="Trưởng thôn")
    assert (made.kind, made.name, made.folded_name) == ("person", "giàng A Páo", "giang a pao")
    assert audit.history(made).get().action == "ghi danh cá nhân"


def test_the_same_person_is_not_made_twice(sa_pa, mai):
    assert person(sa_pa, mai) == person(sa_pa, mai, address="Thôn Tả Van Mông")


@pytest.mark.parametrize("changes", [{"birth_year": 1981}, {"address": "thôn Dền Thàng"}, {"name": "Giàng A Pao"}])
def test_another_year_place_or_spelling_is_another_person(sa_pa, mai, changes):
    assert person(sa_pa, mai) != person(sa_pa, mai, **changes)


def test_the_same_name_in_another_commune_is_another_person(sa_pa, mai):
    elsewhere = register_person(sa_pa.muong_hoa, name="Giàng A Páo", birth_year=1980, by=mai)
    assert person(sa_pa, mai) != elsewhere


def test_everything_wrong_is_told_at_once(sa_pa, mai):
    with pytest.raises(Refused) as refused:
        person(sa_pa, mai, name="Páo", birth_year=1880, gender="x")
    assert [problem.field for problem in refused.value.problems] == ["name", "birth_year", "gender"]


def test_an_organisation_is_one_by_its_name_in_a_place(sa_pa, mai):
    first = register_organisation(sa_pa.ta_van, name="HTX Mường Hoa", address="Sa Pa", by=mai)
    assert register_organisation(sa_pa.ta_van, name=" HTX  Mường Hoa", by=mai) == first
    assert register_organisation(sa_pa.muong_hoa, name="HTX Mường Hoa", by=mai) != first


def test_an_organisation_has_a_name(sa_pa, mai):
    with pytest.raises(Refused, match="Xin ghi tên tổ chức"):
        register_organisation(sa_pa.ta_van, name="  ", by=mai)


def test_in_running_text_a_unit_has_a_small_letter(sa_pa):
    assert sa_pa.party(sa_pa.ta_van).title == "xã Tả Van"
    assert sa_pa.party(sa_pa.office("ethnic_office")).title == "Phòng Dân tộc thị xã Sa Pa"
