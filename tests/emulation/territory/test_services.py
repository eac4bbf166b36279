"""Hamlets and marks written down."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation.audit import history
from campaign_portal.foundation.errors import Refused
from emulation.territory import services
from emulation.territory.models import Unit, UnitSuccession
from emulation.territory.selectors import communes_below, hamlets_of, marked

NEW_YEAR = dt.date(2020, 1, 1)


def test_a_new_hamlet_stands_below_its_commune_its_town_and_its_province(sa_pa):
    hamlet = services.add_hamlet(sa_pa.ta_van, "Bản Mới", valid_from=NEW_YEAR, by=sa_pa.person("mai"))
    hamlet.refresh_from_db()
    assert (hamlet.commune, hamlet.district, hamlet.province.name) == (sa_pa.ta_van, sa_pa.town, "Lào Cai")
    assert hamlet in hamlets_of(sa_pa.ta_van)
    assert history(hamlet).get().action == "thêm thôn"


def test_the_same_name_however_it_is_accented_is_refused(sa_pa):
    with pytest.raises(Refused, match="đã có thôn Dền Thàng"):
        services.add_hamlet(sa_pa.ta_van, "den thang", valid_from=NEW_YEAR, by=None)


def test_a_hamlet_belongs_to_a_commune(sa_pa):
    with pytest.raises(Refused, match="không phải cấp xã"):
        services.add_hamlet(sa_pa.town, "Bản Mới", valid_from=NEW_YEAR, by=None)


def test_the_database_too_knows_one_hamlet_of_a_name(sa_pa):
    hamlet = sa_pa.hamlet("Dền Thàng")
    twin = Unit(level="hamlet", kind="Thôn", name="dền thàng", parent=sa_pa.ta_van, valid_from=hamlet.valid_from)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "commune", "code": "99999", "parent": None},  # a commune hangs below something
        {"level": "hamlet", "code": "99999"},  # a hamlet has no code
        {"level": "commune", "code": "99999", "valid_from": NEW_YEAR, "valid_to": dt.date(2019, 1, 1)},
        {"level": "commune", "code": "03040"},  # a code once a day
    ],
)
def test_the_database_refuses_impossible_units(sa_pa, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**{"kind": "Xã", "name": "Lạ", "parent": sa_pa.town, **wrong})


def test_nothing_succeeds_itself(sa_pa):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitSuccession.objects.create(predecessor=sa_pa.ta_van, successor=sa_pa.ta_van, on=NEW_YEAR, extent="whole")


def test_sa_pa_has_its_sixteen_communes_in_official_order(sa_pa):
    communes = communes_below(sa_pa.town)
    assert (len(communes), communes[0].name, communes[-1].name) == (16, "Sa Pa", "Liên Minh")


def test_a_mark_is_dated(sa_pa):
    communes = communes_below(sa_pa.town)
    assert len(marked(["building_new_rural"], communes)) == 8
    assert marked(["building_new_rural"], communes, dt.date(2019, 12, 31)) == set()


def test_a_number_in_a_name_gives_its_kind_a_capital(sa_pa):
    assert sa_pa.ta_van.title == "xã Tả Van"
    assert Unit(kind="Phường", name="1").title == "Phường 1"
