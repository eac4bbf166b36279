"""Gifts of the year: one of 60 million whose paper is missing, one of 50 exactly, one of 49,9, and smaller help."""

import datetime as dt
import random
from decimal import Decimal
from functools import partial

from campaign_portal.foundation import clock
from demo import opening, places
from demo.places import TA_VAN, DemoCommune
from demo.story import people
from demo.story.playing import Act, on
from emulation.contributions.models import Contribution
from emulation.contributions.services import confirm, record_contribution
from emulation.people.models import Party
from emulation.people.services import register_organisation

Kind = Contribution.Kind

COOPERATIVE = "Hợp tác xã Mường Hoa"
TOURISM = "Công ty TNHH Du lịch Mây Sa Pa"
HERBS = "Hợp tác xã Dược liệu Tả Phìn"
HYDROPOWER = "Công ty Cổ phần Thủy điện Suối Nậm"
GIFT_DAY = dt.date(2020, 6, 12)


def acts() -> list[Act]:
    return [
        Act(
            on(4, 15, 9),
            "50 triệu đồng chẵn",
            partial(give, "03010", TOURISM, 50_000_000, "Chăn bông, gạo và lợn giống"),
        ),
        Act(on(4, 22, 9), "49,9 triệu đồng", partial(give, "03013", HERBS, 49_900_000, "Cây giống atiso, đương quy")),
        Act(
            on(5, 20, 9),
            "120 triệu đồng",
            partial(give, "03046", HYDROPOWER, 120_000_000, "Tấm lợp và xi măng làm nhà"),
        ),
        Act(on(6, 12, 15), "60 triệu đồng, chưa có giấy", give_without_paper),
        *(
            Act(on(5, 8 + place, 9), f"ngày công, nhà ({c.code})", partial(small_help, c))
            for place, c in enumerate(places.COMMUNES)
        ),
        Act(on(7, 9, 9), "giấy xác nhận đến", confirm_the_late),
    ]


def organisation(code: str, name: str) -> Party:
    unit = people.unit_of(people.commune(code))
    return register_organisation(unit, name=name, by=people.officer(unit))


def give(code: str, donor: str, value_vnd: int, purpose: str) -> None:
    unit = people.unit_of(people.commune(code))
    record_contribution(
        people.campaign(),
        unit,
        organisation(code, donor),
        kind=Kind.GOODS,
        value_vnd=value_vnd,
        given_on=clock.today(),
        purpose=purpose,
        confirmation=f"{clock.today().day:02d}/GXN-UBND",
        confirmed_on=clock.today(),
        scan=people.scan(),
        by=people.officer(unit),
    )


def give_without_paper() -> None:
    unit = people.unit_of(people.commune(TA_VAN))
    record_contribution(
        people.campaign(),
        unit,
        organisation(TA_VAN, COOPERATIVE),
        kind=Kind.GOODS,
        value_vnd=60_000_000,
        given_on=GIFT_DAY,
        purpose="Máy thái cỏ và trâu giống cho hộ nghèo thôn Dền Thàng",
        by=people.officer(unit),
    )


def confirm_the_late() -> None:
    """The paper came on the last day but one. A person may have confirmed it by hand."""
    gift = Contribution.objects.filter(donor__name=COOPERATIVE, confirmed_on=None).select_related("unit").first()
    if gift is not None:
        confirm(gift, number="21/GXN-UBND", date=clock.today(), scan=people.scan(), by=people.officer(gift.unit))


def small_help(commune: DemoCommune) -> None:
    """Working days and a house or two, of the commune's own organisations."""
    unit = people.unit_of(commune)
    rng = random.Random(f"{opening.SEED}-{commune.code}-giup")
    officer = people.officer(unit)
    donor = organisation(commune.code, f"Hội Nông dân {unit.title}")
    for kind, amount, purpose in (
        (Kind.LABOUR, Decimal(rng.randint(20, 120)), "Ngày công sửa nhà, đào mương cho hộ nghèo"),
        (Kind.HOUSE_REPAIRED, Decimal(rng.randint(1, 3)), "Sửa nhà cho hộ nghèo trước mùa mưa"),
    ):
        record_contribution(
            people.campaign(),
            unit,
            donor,
            kind=kind,
            quantity=amount,
            given_on=clock.today(),
            purpose=purpose,
            confirmation=f"{rng.randint(10, 40)}/GXN-UBND",
            confirmed_on=clock.today(),
            by=officer,
        )
