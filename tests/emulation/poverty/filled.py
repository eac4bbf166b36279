"""Reviews that were entered and approved, made at once: a table cares for figures, not for their course."""

from collections.abc import Callable

from campaign_portal.foundation import clock
from emulation.poverty.models import PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.territory.models import Unit
from emulation.territory.selectors import hamlets_of

Numbers = dict[str, int | None]


def counts(households: int = 100, persons: int | None = None, **keys: int) -> Numbers:
    """Household counts by key, 0 elsewhere; persons alike, so many times as many, or none."""
    found: Numbers = {columns.field_name("households", c.key): keys.get(c.key, 0) for c in columns.ALL}
    found["households_total"] = households
    if persons is not None:
        found |= {f"persons_{key[11:]}": value and value * persons for key, value in found.items()}
    return found


def review(
    commune: Unit,
    period: str,
    standard: PovertyStandard,
    numbers: Callable[[int], Numbers] | Numbers,
    *,
    state: str = ReviewSet.State.APPROVED,
) -> ReviewSet:
    """One of a commune, with the same numbers in every hamlet or by the hamlet's place in its list."""
    sent = {"submitted_at": clock.business_now()} if state in ReviewSet.SENT else {}
    approved = {"approved_at": clock.business_now()} if state == ReviewSet.State.APPROVED else {}
    made = ReviewSet.objects.create(
        unit=commune, year=int(period[:4]), period=period, standard=standard, state=state, **sent, **approved
    )
    for place, hamlet in enumerate(hamlets_of(commune)):
        own = numbers(place) if callable(numbers) else numbers
        ReviewRow.objects.create(review=made, unit=hamlet, **own)
    return made
