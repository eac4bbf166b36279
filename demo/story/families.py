"""Households of three communes by name: poor and near-poor of the list of 2019, what became of them, who helped."""

import datetime as dt
import random
from functools import partial

from demo import ground, opening
from demo.places import MUONG_HOA, TA_VAN
from demo.story import people
from demo.story.playing import Act, on
from emulation.households.models import Household, HouseholdYear, Support, SupportNote
from emulation.households.services import add_note, record_support, register_household, set_year
from emulation.people.models import Party
from emulation.people.services import register_person
from emulation.territory.models import Unit

LIEN_MINH = "03052"
IN_FULL = (TA_VAN, MUONG_HOA, LIEN_MINH)
Class = HouseholdYear.PovertyClass
MARCH_20 = dt.date(2020, 3, 20)

FAMILY = {
    "Mông": ("Vàng", "Giàng", "Thào", "Hạng", "Sùng", "Lồ", "Má", "Cứ"),
    "Dao": ("Tẩn", "Chảo", "Lý", "Phàn", "Chẻo"),
    "Giáy": ("Vàng", "Hoàng", "Nông", "Sần", "Lù"),
}
GIVEN = {
    "male": ("A Sử", "A Páo", "A Lử", "A Dơ", "A Chỉnh", "Văn Tình", "A Chu", "A Tủa", "Láo Sử", "Văn Quang"),
    "female": ("Thị Mẩy", "Thị Dở", "Thị Sung", "Thị Ca", "Mẩy Khé", "Thị Lan", "Thị Sáo", "Thị Chư"),
}
MORE_GIVEN = {  # for whom the first ones are taken in the hamlet
    "male": ("A Dế", "A Thào", "A Khoa", "A Pàng", "A Vảng", "A Sình", "A Tếnh", "A Lầu", "Văn Thắng", "Văn Minh"),
    "female": ("Thị Xua", "Thị Chở", "Thị Giống", "Thị Máy", "Thị Sua", "Thị Pàng", "Thị Vàng", "Thị Dua"),
}
HELPER = "Má A Tráng"  # of Tả Van: helped exactly five households


def acts() -> list[Act]:
    return [
        *(
            Act(on(2, 25, 9 + place), f"sổ hộ ({code})", partial(enter_list, code))
            for place, code in enumerate(IN_FULL)
        ),
        Act(on(3, 20, 15), "phân công người giúp hộ", assign_helpers),
        Act(on(6, 8, 10), "việc đã giúp hộ", tell_of_help),
        *(
            Act(on(10, 5, 9 + place), f"hộ 9 tháng ({code})", partial(note_the_year, code))
            for place, code in enumerate(IN_FULL)
        ),
    ]


def enter_list(code: str) -> None:
    """Every poor and near-poor household of the list approved in December 2019."""
    commune = people.commune(code)
    unit = people.unit_of(commune)
    officer = people.officer(unit)
    decision = f"{int(code) % 90 + 10}/QĐ-UBND"
    hamlets = ground.hamlets_by_name(unit)
    for name, place in opening.hamlets_at_start(commune).items():
        rng = random.Random(f"{opening.SEED}-{code}-{name}-ho")
        drawn: set[tuple[str, int]] = set()
        for poverty_class, count in ((Class.POOR, place.poor), (Class.NEAR_POOR, place.near)):
            for _ in range(count):
                household = _household(hamlets[name], rng, drawn, officer)
                set_year(
                    household,
                    2019,
                    poverty_class=poverty_class,
                    income_vnd=_income(poverty_class, rng),
                    list_number=decision,
                    list_date=dt.date(2019, 12, 16),
                    by=officer,
                )


def _household(hamlet: Unit, rng: random.Random, drawn: set[tuple[str, int]], officer) -> Household:
    people_of = "Giáy" if "Giáy" in hamlet.name else "Dao" if "Dao" in hamlet.name else "Mông"
    gender = rng.choice(["male", "male", "male", "female"])
    while True:
        name = f"{rng.choice(FAMILY[people_of])} {rng.choice(GIVEN[gender])}"
        born = rng.randint(1948, 1996)
        if (name, born) not in drawn:
            break
    drawn.add((name, born))
    name = _not_taken(hamlet, name, people_of, gender)
    return register_household(
        hamlet,
        head_name=name,
        member_count=rng.randint(2, 8),
        birth_year=born,
        gender=gender,
        ethnicity=people_of,
        by=officer,
    )


def _not_taken(hamlet: Unit, name: str, people_of: str, gender: str) -> str:
    """Nobody in a list of a hamlet's households can tell three of one name apart: the later ones get another."""
    taken = set(Household.objects.filter(unit=hamlet).values_list("head_name", flat=True))
    if name not in taken:
        return name
    rng = random.Random(f"{opening.SEED}-{hamlet.name}-{name}-{len(taken)}")
    others = [f"{family} {given}" for family in FAMILY[people_of] for given in MORE_GIVEN[gender]]
    return rng.choice([other for other in others if other not in taken])


def _income(poverty_class: str, rng: random.Random) -> int:
    low, high = (280, 690) if poverty_class == Class.POOR else (710, 990)
    return rng.randint(low, high) * 1000


def assign_helpers() -> None:
    """Officials and party members go to households (S3 V.5); one of them to five."""
    unit = people.unit_of(people.commune(TA_VAN))
    officer = people.officer(unit)
    helper = register_person(
        unit,
        name=HELPER,
        birth_year=1974,
        gender=Party.Gender.MALE,
        ethnicity="Mông",
        position="Phó Chủ tịch Hội Nông dân xã",
        address="thôn Tả Van Mông, xã Tả Van",
        by=officer,
    )
    for household in poor_of("Tả Van Mông", TA_VAN)[:5]:
        record_support(
            household, helper, 2020, deed="Hướng dẫn nuôi trâu nhốt chuồng, trồng cỏ", starts_on=MARCH_20, by=officer
        )


def tell_of_help() -> None:
    """What the helper of Tả Van did in spring and summer, as the commune writes it down."""
    officer = people.officer(people.unit_of(people.commune(TA_VAN)))
    supports = Support.objects.filter(helper__name=HELPER).order_by("pk")
    for place, support in enumerate(supports):
        add_note(
            support, on=dt.date(2020, 4, 7 + place), kind=SupportNote.Kind.GUIDANCE,
            what="Hướng dẫn làm chuồng, ủ rơm làm thức ăn", by=officer,
        )  # fmt: skip
        if place < 3:
            add_note(
                support, on=dt.date(2020, 5, 12), kind=SupportNote.Kind.SEED, what="Hom cỏ voi, 200 kg",
                value_vnd=400_000, by=officer,
            )  # fmt: skip


def poor_of(hamlet: str, code: str) -> list[Household]:
    """The poor households of a hamlet on the list of 2019, in the order they were entered."""
    found = Household.objects.filter(
        unit__name=hamlet,
        commune=people.unit_of(people.commune(code)),
        years__year=2019,
        years__poverty_class=Class.POOR,
    )
    return list(found.select_related("party", "unit").order_by("pk"))


def note_the_year(code: str) -> None:
    """After nine months: who has left poverty, and what they earn now. Provisional until the year's review."""
    commune = people.commune(code)
    officer = people.officer(people.unit_of(commune))
    for name, place in opening.hamlets_at_start(commune).items():
        plan = opening.year_of(commune, name, place)
        leaving = int((plan.poor_to_near + plan.poor_above_near) * 0.75 + 0.5)
        for position, household in enumerate(poor_of(name, code)[:leaving]):
            base = household.years.get(year=2019).income_per_head_vnd or 0
            set_year(
                household,
                2020,
                poverty_class=Class.ESCAPED,
                # The first of a hamlet did best: three times and a little more; the second just missed it.
                income_vnd=int(base * {0: 3.1, 1: 2.9}.get(position, 1.8)),
                is_provisional=True,
                by=officer,
            )
    if code == TA_VAN:
        for support in Support.objects.filter(helper__name=HELPER).select_related("household__unit", "helper"):
            assert support.household is not None  # noqa: S101  he helps households
            record_support(
                support.household,
                support.helper,
                2020,
                deed=support.deed,
                outcome=Support.Outcome.ESCAPED_STABLE_WORK,
                confirmed_by="Xác nhận 34/XN-UBND ngày 02/10/2020",
                by=officer,
            )
