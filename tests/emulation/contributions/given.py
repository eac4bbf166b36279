"""Gifts as Mai of Tả Van records them."""

import datetime as dt

from campaign_portal.foundation import files
from emulation.contributions import services
from emulation.contributions.models import Contribution
from emulation.duties.models import Duty
from emulation.people.services import register_organisation

JUNE_14 = dt.date(2020, 6, 14)


class Gifts:
    """What Mai records for Tả Van."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.mai = sa_pa.person("mai")
        self.donor = register_organisation(sa_pa.ta_van, name="HTX Mường Hoa", by=self.mai)

    def record(self, **changes) -> Contribution:
        values = {
            "kind": "goods",
            "given_on": dt.date(2020, 6, 12),
            "purpose": "Giống lợn",
            "value_vnd": 60_000_000,
            "by": self.mai,
        } | changes
        unit = values.pop("unit", self.sa_pa.ta_van)
        return services.record_contribution(self.sa_pa.campaign, unit, values.pop("donor", self.donor), **values)

    def confirmed(self, **changes) -> Contribution:
        return self.record(**{"confirmation": "05/GXN-UBND", "confirmed_on": dt.date(2020, 6, 13)} | changes)


def duty_of(gift: Contribution) -> Duty:
    return Duty.objects.get(kind="confirmation", object_key=files.owner_key(gift))
