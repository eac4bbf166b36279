"""What stands before the story begins: units, law, campaign, offices and people, the list of 2019, plans."""

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import Installation, User
from campaign_portal.shell.definition import loading
from demo import cast, opening, places
from demo.figures import opening_row
from demo.places import DemoCommune
from emulation.campaigns import services as campaigns
from emulation.campaigns.models import Campaign
from emulation.people.models import Appointment, Office, Role
from emulation.people.services import leadership_office
from emulation.poverty import importers as poverty_importers
from emulation.poverty.services.openings import record_opening
from emulation.regimes import importers as law
from emulation.targets import rules as indicators
from emulation.targets import services as targets
from emulation.targets.models import Indicator
from emulation.territory import importers as units
from emulation.territory.models import Level, Unit
from emulation.territory.services import add_hamlet, mark

PASSWORD = "chung-tay-sa-pa-2020"  # noqa: S105  (printed at the start of every demo)
GROUND_DAY = dt.date(2020, 2, 20)
HAMLETS_SINCE = dt.date(2020, 1, 1)
CAMPAIGN_FILE = Path(loading.__file__).parent / "campaigns" / "sa_pa_2020.yaml"

# Why two plans were given that do not come to the unit's own figure.
LEFT_FOR_LATER = "phần còn lại thị xã giao bổ sung sau rà soát 6 tháng, cho những nơi còn dư địa"
FEW_LEFT = "hai thôn Tả Van Giáy còn ít hộ nghèo; xã giao bổ sung theo số hộ đăng ký thoát nghèo"
BY_SHEET = {places.TA_VAN, places.MUONG_HOA}

FAMILY_NAMES = ("Vàng", "Giàng", "Lý", "Hạng", "Thào", "Má", "Tẩn", "Chảo", "Lò", "Hoàng", "Nguyễn", "Trần")
GIVEN_NAMES = ("A Sử", "A Páo", "Thị Mẩy", "Thị Dở", "Văn Quang", "Thị Hồng", "Văn Chiến", "Thị Sa", "A Lử", "Thị Nga")


def lay(*, all_units: bool = True) -> Campaign:
    """Fill an empty database up to the day before the story. `all_units=False` loads Lào Cai alone (for tests)."""
    with clock.at(GROUND_DAY), transaction.atomic():
        seed = units.read()
        units.load(seed if all_units else units.only_province(seed, "10"))
        law.load(law.read())
        poverty_importers.load_standards()
        town = Unit.objects.valid_on().get(level="district", code="088")
        for commune in places.COMMUNES:
            _add_hamlets(commune)
        campaign = campaigns.launch(loading.load(CAMPAIGN_FILE.read_text(encoding="utf-8")), by=None)
        _appoint_everybody(campaign)
        for commune in places.COMMUNES:
            _enter_opening(campaign, commune)
        _assign_plans(campaign, town)
    return campaign


def mark_as_demo() -> None:
    """Once and for good: this database holds a story, not an office's work."""
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True})


def commune_unit(commune: DemoCommune) -> Unit:
    return Unit.objects.valid_on(GROUND_DAY).get(level="commune", code=commune.code)


def hamlets_by_name(commune: Unit) -> dict[str, Unit]:
    return {unit.name: unit for unit in Unit.objects.valid_on(GROUND_DAY).filter(level="hamlet", commune=commune)}


def _add_hamlets(commune: DemoCommune) -> None:
    unit = commune_unit(commune)
    for name in commune.hamlets:
        add_hamlet(unit, name, commune.hamlet_kind, valid_from=HAMLETS_SINCE, by=None, is_demo=True)
    if commune.building_new_rural:
        mark(
            unit,
            "building_new_rural",
            valid_from=HAMLETS_SINCE,
            legal_basis="Kế hoạch xây dựng NTM thị xã Sa Pa năm 2020 (trình diễn)",
            by=None,
        )


def _appoint_everybody(campaign: Campaign) -> None:
    password = make_password(PASSWORD)
    roles = {role.key: role.office for role in campaign.roles.select_related("office")}
    for person in cast.CAST:
        _appoint(password, person.username, person.full_name, person.role, _desk(person.desk, roles), person.title)
    rng = random.Random(opening.SEED)
    for commune in places.COMMUNES:
        office = leadership_office(commune_unit(commune), GROUND_DAY)
        for suffix, role, title in (
            ("canbo", Role.COMMUNE_OFFICER, "Cán bộ LĐ-TB&XH"),
            ("lanhdao", Role.COMMUNE_LEADER, "Phó Chủ tịch UBND"),
        ):
            if not Appointment.objects.filter(office=office, role=role).exists():
                _appoint(password, f"{commune.code}.{suffix}", _name(rng), role, office, title)
    named_offices = campaign.roles.exclude(participant_class=None).order_by("pk")
    for named in sorted(named_offices, key=lambda role: bool(role.tasks)):  # the twelve of V.3 first, as in the story
        _appoint(password, named.key.replace("_", "."), _name(rng), Role.OFFICER, named.office, "Chuyên viên")


def _desk(desk: str, roles: dict[str, Office]) -> Office:
    if desk in roles:
        return roles[desk]
    code, _, hamlet = desk.partition("/")
    unit = Unit.objects.valid_on(GROUND_DAY).get(level="commune", code=code)
    return leadership_office(hamlets_by_name(unit)[hamlet] if hamlet else unit, GROUND_DAY)


def _appoint(password: str, username: str, full_name: str, role: str, office: Office, title: str) -> None:
    user = User.objects.create(
        username=username, full_name=full_name, password=password, is_staff=role == Role.ADMINISTRATOR
    )
    Appointment.objects.create(
        user=user, office=office, role=role, title=title, valid_from=dt.date.fromisoformat(cast.SINCE)
    )


def _name(rng: random.Random) -> str:
    return f"{rng.choice(FAMILY_NAMES)} {rng.choice(GIVEN_NAMES)}"


def _enter_opening(campaign: Campaign, commune: DemoCommune) -> None:
    unit = commune_unit(commune)
    hamlets = hamlets_by_name(unit)
    record_opening(
        unit,
        campaign.year,
        campaign.standard,
        {hamlets[name]: opening_row(place) for name, place in opening.hamlets_at_start(commune).items()},
        decision_number=f"{int(commune.code) % 90 + 10}/QĐ-UBND",
        decision_date=dt.date(2019, 12, 16),
        by=None,
        remark="Địa giới thay đổi: danh sách của huyện Sa Pa cũ (18 xã, thị trấn) xếp theo 16 xã, phường.",
    )


def _assign_plans(campaign: Campaign, town: Unit) -> None:
    """Falls for the year, in points and in households: town → commune → hamlet, each by a decision (S3 V.5).

    The town and the communes that people of the cast look at write their sheets here; the others' decisions were on
    paper and their figures are entered from it.
    """
    points = Indicator.objects.get(key=indicators.POVERTY_RATE_FALL)
    escaped = Indicator.objects.get(key=indicators.ESCAPED)
    falls: dict[Unit, dict[Unit, Decimal]] = {}
    leaving: dict[Unit, dict[Unit, Decimal]] = {}
    for commune in places.COMMUNES:
        unit, start = commune_unit(commune), opening.hamlets_at_start(commune)
        hamlets = hamlets_by_name(unit)
        falls[unit] = {hamlets[name]: Decimal(opening.hamlet_plan(commune, name)) for name in start}
        leaving[unit] = {hamlet: _households(start[hamlet.name].total, fall) for hamlet, fall in falls[unit].items()}
    by_commune = {commune_unit(commune): Decimal(commune.plan_points) for commune in places.COMMUNES}
    households = {unit: sum(values.values(), Decimal(0)) for unit, values in leaving.items()}
    total = sum(households.values(), Decimal(0))
    paper = targets.Decision("312/QĐ-UBND", dt.date(2020, 2, 14), "deputy", "Phạm Đức Long")
    told = "Quyết định 312/QĐ-UBND của UBND thị xã Sa Pa"
    targets.assign(campaign, points, campaign.year, {town: Decimal(5)}, by=None, decision=told, on=paper.on)
    _give(campaign, points, town, by_commune, paper, reason=LEFT_FOR_LATER)
    _give(campaign, escaped, town, households, paper, whole=total)
    for commune in places.COMMUNES:
        unit = commune_unit(commune)
        leader = _holder(unit, Role.COMMUNE_LEADER)
        number = f"{int(commune.code) % 30 + 3}/QĐ-UBND"
        if commune.code in BY_SHEET:
            paper = targets.Decision(number, GROUND_DAY, "deputy", leader.full_name)
            _give(campaign, points, unit, falls[unit], paper, reason=FEW_LEFT if commune.code == places.TA_VAN else "")
            _give(campaign, escaped, unit, leaving[unit], paper)
        else:
            for indicator, values in ((points, falls[unit]), (escaped, leaving[unit])):
                told = f"Quyết định {number} của UBND {unit.title}"
                targets.assign(campaign, indicator, campaign.year, values, by=None, decision=told, on=GROUND_DAY)


def _give(
    campaign: Campaign,
    indicator: Indicator,
    unit: Unit,
    values: Mapping[Unit, Decimal],
    paper: targets.Decision,
    *,
    whole: Decimal | None = None,
    reason: str = "",
) -> None:
    """An officer writes the sheet, the leader issues it."""
    in_town = unit.level == Level.DISTRICT
    officer = _holder(unit, Role.STANDING_OFFICER if in_town else Role.COMMUNE_OFFICER)
    leader = _holder(unit, Role.LEADER if in_town else Role.COMMUNE_LEADER)
    sheet = targets.start_sheet(campaign, indicator, campaign.year, unit, by=officer)
    typed = {child.pk: value for child, value in values.items()}
    targets.save_sheet(sheet, typed, whole=whole, mismatch_reason=reason, by=officer)
    targets.issue_sheet(sheet, paper, by=leader)


def _holder(unit: Unit, role: str) -> User:
    post = Appointment.objects.filter(office__unit=unit, role=role).select_related("user").order_by("pk").first()
    if post is None:
        raise LookupError(f"{role} of {unit}")
    return post.user


def _households(total: int, points: Decimal) -> Decimal:
    return Decimal(round(total * points / 100))
