"""Giao chỉ tiêu on the seed's own units: S0's fall from the district to an ấp, S1's as the province assigns it."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Role
from emulation.people.services import leadership_office
from emulation.targets import rules, services
from emulation.targets.models import Indicator
from emulation.targets.rules.verdicts import Verdict
from emulation.targets.selectors import assigning, progress_of
from emulation.targets.services import Decision, proposing
from emulation.territory.models import Unit
from tests.acceptance import goals
from tests.support.plans import Plan, laid

STANDARD = "2022-2025"
FALL = rules.POVERTY_RATE_FALL


@pytest.fixture(scope="module")
def s0(django_db_setup, django_db_blocker):
    with laid("S0", django_db_blocker) as plan:
        yield plan


@pytest.fixture(scope="module")
def s1(django_db_setup, django_db_blocker):
    with laid("S1", django_db_blocker) as plan:
        yield plan


def leader_of(unit: Unit) -> User:
    role = Role.COMMUNE_LEADER if unit.level == "commune" else Role.LEADER
    user = User.objects.create(username=f"lanhdao.{unit.pk}", full_name=f"Lãnh đạo {unit.name}")
    office = leadership_office(unit, dt.date(2022, 2, 1))
    Appointment.objects.create(user=user, office=office, role=role, title="Chủ tịch", valid_from=dt.date(2022, 1, 1))
    return user


def villages(communes, standard=STANDARD, year=2021, poor=(120, 90, 60, 45, 30, 15)) -> dict[int, Unit]:
    """One hamlet of 1.000 households in each commune, with the approved review the year begins with."""
    found = {}
    for place, commune in enumerate(communes):
        found[commune.pk] = goals.place("hamlet", "", "Ấp", "Một", commune)
        goals.review(found[commune.pk], year, standard, total=1000, poor_end=poor[place % len(poor)])
    return found


def begin(plan: Plan, unit: Unit, by: User, year: int = 2022):
    return services.start_sheet(plan.campaign, Indicator.objects.get(key=FALL), year, unit, by=by)


def fill(sheet, by: User, *, kind: str = "", whole: Decimal | None = None, **figures):
    grid = assigning.grid_of(sheet)
    own = grid.whole.value if grid.whole.is_given else whole
    if kind:
        values = dict(proposing.propose(grid, kind, own))
    else:
        values = {share.unit.pk: Decimal(figures["each"]) for share in grid.shares}
    return services.save_sheet(sheet, values, whole=whole, by=by)


def issue(sheet, number: str, by: User, on: dt.date):
    return services.issue_sheet(sheet, Decision(f"{number}/QĐ-UBND", on, "head", "Nguyễn Văn Mỹ"), by=by)


def test_s0_04_the_district_gives_its_two_to_three_points_down_to_the_hamlet(s0, db, clock):
    clock(dt.date(2022, 2, 15))
    district, on = s0.campaign.unit, dt.date(2022, 2, 15)
    communes = assigning.children_of(district, 2022)
    assert [unit.level for unit in communes] == ["commune"] * 8, "Châu Thành's own communes"
    hamlets = villages(communes)
    head = leader_of(district)
    sheet = begin(s0, district, head)
    whole = assigning.grid_of(sheet).whole
    assert (whole.value, whole.high, whole.is_given) == (2, 3, True)
    assert whole.source.startswith("mục I.1")
    fill(sheet, head, each="3.5")
    with pytest.raises(Refused, match="các nơi cùng giảm 3,50 điểm %, cao hơn mức của huyện Châu Thành 3,00"):
        issue(sheet, "10", head, on)
    fill(sheet, head, kind=proposing.BY_POOR)
    issued = issue(sheet, "10", head, on)
    shares = {share.unit.pk: share for share in assigning.grid_of(issued).shares}
    poorest, least = communes[0], communes[5]
    assert shares[poorest.pk].value > 2 > shares[least.pk].value, "more is asked where more are poor"
    chief = leader_of(poorest)
    below = begin(s0, poorest, chief)
    given = assigning.grid_of(below).whole
    assert (given.value, given.source) == (
        shares[poorest.pk].value,
        "Quyết định 10/QĐ-UBND của UBND huyện Châu Thành ngày 15/02/2022",
    )
    fill(below, chief, kind=proposing.EVEN)
    issue(below, "4", chief, on)
    steps = assigning.chain_down(s0.campaign, issued.indicator, hamlets[poorest.pk], 2022)
    assert [step.unit.level for step in steps] == ["district", "commune", "hamlet"]
    assert [step.value for step in steps][1:] == [given.value, given.value]


def test_s0_a_commune_is_judged_on_what_it_was_given(s0, db, clock):
    clock(dt.date(2022, 2, 15))
    district = s0.campaign.unit
    communes = assigning.children_of(district, 2022)
    hamlets = villages(communes)
    head = leader_of(district)
    issue(fill(begin(s0, district, head), head, each="2.5"), "10", head, dt.date(2022, 2, 15))
    clock(dt.date(2023, 1, 10))
    for commune, left in ((communes[0], 95), (communes[1], 60)):
        goals.review(hamlets[commune.pk], 2022, STANDARD, total=1000, poor_end=left)
    met, beaten = (progress_of(s0.campaign, commune, period="2022-M12")[0].evaluation for commune in communes[:2])
    assert (met.asked, met.result, met.verdict) == (Fraction("2.5"), Fraction("2.5"), Verdict.MET)
    assert (beaten.result, beaten.verdict) == (3, Verdict.MET)


def test_s1_11_the_province_sets_its_figure_and_gives_it_to_districts_communes_hamlets(s1, db, clock):
    clock(dt.date(2022, 2, 15))
    province, on = s1.campaign.unit, dt.date(2022, 2, 15)
    districts = assigning.children_of(province, 2022)
    assert {unit.level for unit in districts} == {"district"}
    nho_quan = next(unit for unit in districts if unit.name == "Nho Quan")
    communes = assigning.children_of(nho_quan, 2022)
    others = [assigning.children_of(district, 2022)[0] for district in districts if district != nho_quan]
    hamlets = villages([*communes, *others])
    head = leader_of(province)
    sheet = begin(s1, province, head)
    assert assigning.grid_of(sheet).whole.value is None, "the plan asks two thirds by 2025, no figure of one year"
    fill(sheet, head, kind=proposing.EVEN, whole=Decimal("1.5"))
    issued = issue(sheet, "21", head, on)
    assert (issued.whole, assigning.grid_of(issued).balance.adds) == (Decimal("1.5"), "up")
    for unit, number in ((nho_quan, "22"), (communes[0], "23")):
        leader = leader_of(unit)
        issue(fill(begin(s1, unit, leader), leader, kind=proposing.EVEN), number, leader, on)
    hamlet = hamlets[communes[0].pk]
    steps = assigning.chain_down(s1.campaign, issued.indicator, hamlet, 2022)
    assert [(step.unit.level, step.value) for step in steps] == [
        (level, Decimal("1.5")) for level in ("province", "district", "commune", "hamlet")
    ]
    clock(dt.date(2023, 1, 10))
    goals.review(hamlet, 2022, STANDARD, total=1000, poor_end=100)  # 12 % → 10 %
    goals.review(hamlets[communes[1].pk], 2022, STANDARD, total=1000, poor_end=75)  # 9 % → 7,5 %
    beaten = goals.of(s1.campaign, "hamlet_poor_each_year", hamlet, 2022)
    met = goals.of(s1.campaign, "commune_poor_each_year", communes[1], 2022)
    assert (beaten.result, beaten.verdict, beaten.plan_of) == (2, Verdict.EXCEEDED, "")
    assert (met.result, met.verdict) == (Fraction("1.5"), Verdict.MET)


def test_since_july_2025_a_province_gives_to_its_communes_directly(s1, db, clock):
    clock(dt.date(2025, 9, 1))
    province = Unit.objects.valid_on().get(level="province", name="Ninh Bình")
    children = assigning.children_of(province, 2025)
    assert {unit.level for unit in children} == {"commune"}
    assert len(children) > 30
