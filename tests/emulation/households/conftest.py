"""Two years' lists of Tả Van: who stayed, left, fell and came."""

import datetime as dt

import pytest

from emulation.households import services
from emulation.households.models import Household
from emulation.households.services import Found
from emulation.poverty.models import PovertyCause

NOVEMBER = dt.date(2020, 11, 30)


class Register:
    """`write("Vàng A Lử", born=1985, y2019="poor", y2020="escaped")` writes a household with its years."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.mai = sa_pa.person("mai")
        self.commune = sa_pa.ta_van

    def write(self, head: str, *, born: int = 1980, hamlet: str = "Tả Van Mông", id_number="", **years) -> Household:
        from emulation.households.rules import ids

        household = services.register_household(
            self.sa_pa.hamlet(hamlet),
            head_name=head,
            member_count=4,
            birth_year=born,
            ethnicity="Mông",
            kept_id=ids.kept(id_number),
            by=self.mai,
        )
        for year, poverty_class in years.items():
            cause = PovertyCause.objects.filter(code="no_capital")
            services.write_year(
                household, int(year[1:]), Found(poverty_class, member_count=4, causes=tuple(cause)), by=self.mai
            )
        return household


@pytest.fixture
def register(sa_pa, clock) -> Register:
    clock(NOVEMBER)
    return Register(sa_pa)
