"""Ground for the goals of the other plans: a few places with figures of every year, and the campaign's own file."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from campaign_portal.settings import BASE_DIR
from campaign_portal.shell.definition import loading
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import standing_office
from emulation.people.models import Appointment, Role
from emulation.poverty.models import PovertyStandard, ReviewRow, ReviewSet
from emulation.targets import services
from emulation.targets.models import Indicator, Target
from emulation.targets.rules.verdicts import Evaluation
from emulation.targets.selectors import Progress, progress
from emulation.territory.models import Unit

FILES = BASE_DIR / "campaign_portal/shell/definition/campaigns"


def place(level: str, code: str, kind: str, name: str, parent: Unit | None = None) -> Unit:
    """A unit with its ancestors, itself among them; the one there is, if it is there."""
    known = Unit.objects.filter(level=level, code=code, parent=parent).filter(name=name).first()
    if known:
        return known
    made = Unit.objects.create(level=level, code=code, kind=kind, name=name, parent=parent)
    for above in ("province", "district", "commune"):
        setattr(made, above, getattr(parent, above) if parent else None)
    if level != "hamlet":
        setattr(made, level, made)
    made.save()
    return made


def loaded(name: str) -> Campaign:
    """The campaign as its file says; its unit must be there."""
    campaign = loading.load((FILES / f"{name}.yaml").read_text(encoding="utf-8"))
    return Campaign.objects.select_related("unit", "standard").get(pk=campaign.pk)


def officer(campaign: Campaign) -> User:
    """Somebody of the standing office."""
    user = User.objects.create(username=f"{campaign.key}.tt", full_name="Trần Thị Sáu")
    Appointment.objects.create(
        user=user, office=standing_office(campaign), role=Role.STANDING_OFFICER, valid_from=campaign.starts_on
    )
    return user


def review(hamlet: Unit, year: int, standard: PovertyStandard | str, months: int = 12, **counts: int) -> None:
    """A year's approved review of a commune with one hamlet."""
    if isinstance(standard, str):
        standard = PovertyStandard.objects.get(code=standard)
    moment = clock.business_now()
    made, _ = ReviewSet.objects.get_or_create(
        unit=hamlet.commune,
        year=year,
        period=f"{year}-M{months:02d}",
        standard=standard,
        defaults={"state": "approved", "submitted_at": moment, "approved_at": moment},
    )
    rows = {f"households_{key}": number for key, number in counts.items()}
    ReviewRow.objects.create(review=made, **ReviewRow.ancestors_of(hamlet), **rows)


def state(target: Target, unit: Unit, year: int, part: int, whole: int | None = None, *, by: User, group: str = ""):
    return services.state_figure(
        target,
        unit,
        group=group,
        year=year,
        part=Decimal(part),
        whole=None if whole is None else Decimal(whole),
        source="Quyết định 1095/QĐ-UBND",
        source_on=dt.date(year, 12, 20),
        by=by,
    )


def give(campaign: Campaign, key: str, year: int, values: Mapping[Unit, str]) -> None:
    services.assign(
        campaign,
        Indicator.objects.get(campaign=None, key=key),
        year,
        {unit: Decimal(value) for unit, value in values.items()},
        by=None,
        decision="Quyết định 12/QĐ-UBND",
        on=dt.date(year, 1, 15),
    )


def target(campaign: Campaign, key: str) -> Target:
    return campaign.targets.select_related("indicator__campaign", "standard", "campaign__standard").get(key=key)


def found(campaign: Campaign, key: str, unit: Unit | None = None) -> Progress:
    return progress(campaign, unit or campaign.unit, [target(campaign, key)])[0]


def own(campaign: Campaign, key: str, group: str = "", year: int | None = None) -> Evaluation:
    """The launching unit's standing, in a year (or the target's last)."""
    case = next(case for case in found(campaign, key).own if case.group == group)
    return case.in_year(year or case.evaluations[-1].year)


def of(campaign: Campaign, key: str, unit: Unit, year: int | None = None, group: str = "") -> Evaluation:
    """One unit's standing to a target that is asked of each."""
    cases = (case for cases in found(campaign, key, unit).each.values() for case in cases)
    case = next(case for case in cases if case.unit == unit and case.group == group)
    return case.in_year(year or case.evaluations[-1].year)
