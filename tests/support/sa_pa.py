"""The ground most tests stand on: Sa Pa on 20/02/2020 as the demo lays it, once per database.

`sa_pa` gives its people and places. A test that changes it is undone by its own transaction; transactional tests run
last and lay the ground again for themselves.
"""

import datetime as dt
import sqlite3
from functools import cached_property

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction

from campaign_portal.foundation.models import User
from demo import ground
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import office_in_role
from emulation.people.models import Office, Party
from emulation.people.services import leadership_office, party_of_office, party_of_unit
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Unit

LAUNCHED = dt.date(2020, 3, 2)


class SaPa:
    """People and places of the story by short names."""

    @cached_property
    def campaign(self) -> Campaign:
        return Campaign.objects.select_related("unit", "standard").get(key="sa_pa_2020")

    @cached_property
    def town(self) -> Unit:
        return self.campaign.unit

    @property
    def standard(self) -> PovertyStandard:
        return self.campaign.standard

    def commune(self, name: str) -> Unit:
        return Unit.objects.get(level="commune", district=self.town, name=name)

    @cached_property
    def ta_van(self) -> Unit:
        return self.commune("Tả Van")

    @cached_property
    def muong_hoa(self) -> Unit:
        return self.commune("Mường Hoa")

    def hamlet(self, name: str, commune: Unit | None = None) -> Unit:
        return Unit.objects.get(level="hamlet", commune=commune or self.ta_van, name=name)

    def office(self, role: str) -> Office:
        """By its key in the definition: "standing_office", "interior_office", "authority" …"""
        return office_in_role(self.campaign, role)

    def committee_of(self, unit: Unit) -> Office:
        return leadership_office(unit, LAUNCHED)

    def party(self, of: Unit | Office) -> Party:
        return party_of_unit(of) if isinstance(of, Unit) else party_of_office(of)

    def person(self, username: str) -> User:
        """mai, vang (Tả Van) · lien (Mường Hoa) · din (hamlet head) · thanh, hang (LĐ-TB&XH) · huy, tuan (Nội vụ) ·
        khanh (Điều phối NTM) · ngoc (secretary) · long (signs) · bich (clerk) · nam (administrator) · hanh (auditor);
        "03010.canbo", "03010.lanhdao" of the other communes; "justice.office" … of the agencies."""
        return User.objects.get(username=username)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Lay the ground once in each test database, after pytest-django has made it (one kept by --reuse-db has it)."""
    with django_db_blocker.unblock():
        if not Campaign.objects.exists():
            ground.lay(all_units=False)
        _copy()


@pytest.fixture
def sa_pa(db, clock) -> SaPa:
    """Sa Pa on 02/3/2020, the day the story begins; move on with `clock`."""
    return _standing(clock)


@pytest.fixture
def sa_pa_live(transactional_db, clock) -> SaPa:
    """The same for tests whose other processes or threads must see the rows."""
    return _standing(clock)


def _standing(clock) -> SaPa:
    if not Campaign.objects.exists():  # a transactional test before this one left an empty database
        _bring_back()
    clock(LAUNCHED)
    return SaPa()


# --- The copy: bringing the ground back takes a tenth of laying it ----------------------------------------------------

_copies: list[sqlite3.Connection] = []  # of this process


def _copy() -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _copies.append(sqlite3.connect(":memory:"))
        connection.connection.backup(_copies[0])
        return
    with connection.cursor() as cursor, transaction.atomic():  # a schema of its own, which emptying leaves alone
        cursor.execute("DROP SCHEMA IF EXISTS ground CASCADE")
        cursor.execute("CREATE SCHEMA ground")
        for table in connection.introspection.table_names():
            cursor.execute(f'CREATE TABLE ground."{table}" AS TABLE public."{table}"')


def _bring_back() -> None:
    if connection.vendor == "sqlite":
        _copies[0].backup(connection.connection)
    else:
        _bring_back_on_postgresql()
    ContentType.objects.clear_cache()


def _bring_back_on_postgresql() -> None:
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: the rows were checked once
        for table in connection.introspection.table_names():
            # Emptying has put permissions and content types back: they go first.
            cursor.execute(f'DELETE FROM public."{table}"')  # noqa: S608  Django's own names
            cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM ground."{table}"')  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)
