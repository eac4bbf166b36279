"""The other real plans, each launched on the units of its own place: laid once a module and taken away with it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import reverse

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.shell.definition import drafting, enacting, loading
from campaign_portal.shell.definition.dumping import dump, normalized
from campaign_portal.shell.definition.writing import values_of, written
from emulation.campaigns import services
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.campaigns.selectors import office_in_role
from emulation.duties.models import Duty
from emulation.people.models import Appointment, Office, Role
from emulation.people.services import leadership_office
from emulation.territory import importers as units
from emulation.territory.models import Unit
from tests.acceptance.page import Page

FOLDER = Path(loading.__file__).parent / "campaigns"


class Plan:
    """A launched campaign: its duties, and its pages as an officer of the standing office reads them."""

    def __init__(self, name: str, province: str) -> None:
        self.name, self.province = name, province
        self.text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")

    @cached_property
    def file(self) -> dict:
        return yaml.safe_load(self.text)

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.select_related("unit", "standard").get(key=self.name)

    def office(self, role: str) -> Office:
        return office_in_role(self.campaign, role)

    def duties(self, deadline: str):
        return Duty.objects.filter(campaign_key=self.name, deadline_key=deadline).order_by("due_on", "pk")

    def due(self, deadline: str) -> list[tuple[str, dt.date, str, int]]:
        """(period, last day on time, the plan's words, how many owe it), a row for each falling due."""
        found: dict[tuple[str, dt.date, str], int] = {}
        for duty in self.duties(deadline):
            place = (duty.period, duty.due_on, duty.due_text)
            found[place] = found.get(place, 0) + 1
        return [(*place, count) for place, count in found.items()]

    def owers(self, deadline: str) -> set[str]:
        return {duty.office.short_name if duty.office else duty.unit.kind for duty in self.duties(deadline)}

    def client(self) -> Client:
        """Signed in as an officer of the standing office."""
        client = Client()
        client.force_login(self.officer(), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def read(self, address: str) -> Page:
        """As an officer of the standing office reads it."""
        answer = self.client().get(address if address.startswith("/") else reverse(address), follow=True)
        assert answer.status_code == 200
        return Page(answer.content.decode())

    def officer(self) -> User:
        return self._person("canbo", "standing_office", Role.STANDING_OFFICER)

    def leader(self) -> User:
        return self._person("chutich", "authority", Role.LEADER)

    def leader_of(self, commune: Unit) -> User:
        """Who leads a commune."""
        user, is_new = User.objects.get_or_create(username=f"{self.name}.{commune.code}")
        if is_new:
            office = leadership_office(commune, self.campaign.starts_on)
            Appointment.objects.create(
                user=user, office=office, role=Role.COMMUNE_LEADER, title="Chủ tịch", valid_from=office.valid_from
            )
        return user

    def officer_of(self, office: str) -> User:
        """Somebody who works at the office of a role."""
        return self._person(office, office, Role.OFFICER)

    def _person(self, name: str, office: str, role: Role) -> User:
        user, is_new = User.objects.get_or_create(username=f"{self.name}.{name}")
        if is_new:
            Appointment.objects.create(
                user=user, office=self.office(office), role=role, title="Chức vụ", valid_from=self.campaign.starts_on
            )
        return user

    def amended(self, clock, day: dt.date) -> tuple[CampaignVersion, CampaignVersion]:
        """A slogan put in by a paper of that day: (the old version, the new one).

        The standing office writes the draft, whoever leads the unit that launched decides.
        """
        clock(day)
        draft = drafting.begin_amendment(self.campaign, by=self.officer())
        values = values_of(draft.text)
        values["campaign"]["slogan"] = "Không để ai bị bỏ lại phía sau"
        draft = drafting.save_text(draft, written(values), seen=draft.revision, by=self.officer())
        draft = services.save_document(
            draft,
            kind="Quyết định",
            number="77/QĐ-UBND",
            date=day,
            title="bổ sung khẩu hiệu",
            signer="Chủ tịch",
            by=self.officer(),
        )
        with pytest.raises(Refused, match="do lãnh đạo của đơn vị phát động"):
            enacting.enact(draft, seen=draft.revision, by=self.officer())
        enacting.enact(draft, seen=draft.revision, by=self.leader())
        old, new = CampaignVersion.objects.filter(campaign_key=self.name).order_by("number")
        return old, new

    def comes_back_whole(self) -> None:
        """Dump and file say the same, and the dump loads to the same rows."""
        whole = dump(self.campaign)
        assert whole == normalized(self.text)
        loading.load(whole)
        assert dump(self.campaign) == whole

    def lay(self) -> None:
        if not Unit.objects.filter(level="province", code=self.province).exists():
            units.load(units.only_province(units.read(), self.province))
        services.launch(loading.load(self.text), by=None)


PLANS = {
    "S0": ("chau_thanh_2021", "94"),
    "S1": ("ninh_binh_2021", "37"),
    "S2": ("dong_nai_2016", "75"),
    "S4": ("bac_giang_2017", "24"),
}


@contextmanager
def laid(fact: str, blocker) -> Iterator[Plan]:
    """Within: the plan is in force. After: nothing of it is left; the tests inside run in savepoints."""
    plan = Plan(*PLANS[fact])
    with blocker.unblock(), transaction.atomic():
        plan.lay()
        yield plan
        transaction.set_rollback(True)
