"""The figures of 31/12/2019, hamlet by hamlet: Tả Van's as the story tells them, the others from a fixed seed."""

import random

from demo.figures import Hamlet, YearPlan, plan_year
from demo.places import TA_VAN, DemoCommune

SEED = 2020

# total households, of ethnic minorities, poor, near-poor
TA_VAN_HAMLETS = {
    "Tả Van Giáy 1": Hamlet(114, 96, 21, 16),
    "Tả Van Giáy 2": Hamlet(98, 90, 19, 13),
    "Tả Van Mông": Hamlet(129, 129, 61, 25),
    "Tả Chải Mông": Hamlet(86, 86, 47, 20),
    "Tả Chải Dao": Hamlet(76, 76, 33, 14),
    "Séo Mý Tỷ": Hamlet(84, 84, 47, 22),
    "Dền Thàng": Hamlet(103, 103, 66, 30),
}
# Tả Van Mông and two others do well this year; the falls the commune assigns, in percentage points.
TA_VAN_PLANS = {
    "Tả Van Giáy 1": "4.0",
    "Tả Van Giáy 2": "4.0",
    "Tả Van Mông": "7.0",
    "Tả Chải Mông": "7.0",
    "Tả Chải Dao": "6.5",
    "Séo Mý Tỷ": "8.5",
    "Dền Thàng": "8.0",
}


def hamlets_at_start(commune: DemoCommune) -> dict[str, Hamlet]:
    """Hamlet name → its households on 31/12/2019; the same at every run."""
    if commune.code == TA_VAN:
        return dict(TA_VAN_HAMLETS)
    rng = random.Random(f"{SEED}-{commune.code}")
    places = {}
    for name in commune.hamlets:
        total = rng.randint(*commune.households)
        share = min(max(rng.gauss(commune.poor_share, commune.poor_share * 0.25), 0.01), 0.75)
        poor = max(round(total * share), 1)
        near = min(round(total * share * rng.uniform(0.4, 0.7)), total - poor)
        minority = min(max(round(total * min(rng.gauss(commune.minority_share, 0.05), 1)), 0), total)
        places[name] = Hamlet(total, minority, poor, near)
    return places


def year_of(commune: DemoCommune, hamlet_name: str, place: Hamlet) -> YearPlan:
    """What the year brings to a hamlet: its commune's pace, a little luck; the same at every run."""
    rng = random.Random(f"{SEED}-{commune.code}-{hamlet_name}-2020")
    plan = float(TA_VAN_PLANS[hamlet_name]) if commune.code == TA_VAN else float(commune.plan_points)
    # Ahead already after nine months, when dossiers are due: 61 poor households became 47.
    factor = {"Tả Van Mông": 2.2}.get(hamlet_name, commune.fall_factor * rng.uniform(0.92, 1.08))
    # A place can't lose more poverty than it has.
    return plan_year(place, min(plan * factor, place.poor / place.total * 70), rng)


def hamlet_plan(commune: DemoCommune, hamlet_name: str) -> str:
    """The fall assigned to a hamlet; outside Tả Van each hamlet gets its commune's."""
    return TA_VAN_PLANS[hamlet_name] if commune.code == TA_VAN else commune.plan_points
