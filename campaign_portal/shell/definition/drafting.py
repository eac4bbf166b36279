"""Begin a draft in one of four ways, and change it part by part or as a whole text."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.shell.definition import comparing, copying
from campaign_portal.shell.definition.dumping import dump
from campaign_portal.shell.definition.outline import Kind, sections
from campaign_portal.shell.definition.syntax import BadSyntax
from campaign_portal.shell.definition.writing import Values, values_of, written
from emulation.campaigns import services
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.people.models import Function, Office
from emulation.territory.models import Unit

FIRST_KEYS = {Function.LEADERSHIP: "authority", Function.POVERTY_STANDING_OFFICE: "standing_office"}
FIRST_KEYS |= {Function.EMULATION_STANDING_BODY: "interior_office", Function.COUNCIL: "council"}
FIRST_KEYS |= {Function.COORDINATION_OFFICE: "coordination_office"}


def suggested_key(unit: Unit, year: int) -> str:
    """ "sa_pa_2021", or the next that is free."""
    name = "".join(c if c.isalnum() else "_" for c in vietnamese.fold(unit.name))
    base = f"{name.strip('_') or 'phong_trao'}_{year}"[:40]
    if not base[0].isalpha():
        base = f"pt_{base}"[:40]
    taken = set(Campaign.objects.filter(key__startswith=base).values_list("key", flat=True))
    taken |= set(CampaignVersion.objects.filter(campaign_key__startswith=base).values_list("campaign_key", flat=True))
    return next(key for number in range(1, 1000) if (key := base if number == 1 else f"{base}_{number}") not in taken)


def begin_empty(unit: Unit, key: str, *, first_year: int, by: User) -> CampaignVersion:
    """What is known already: the unit and its offices. The rest is for the officer to write."""
    values: Values = {
        "key": key,
        "campaign": {
            "unit": _place(unit),
            "starts_on": dt.date(first_year, 1, 1),
            "ends_on": dt.date(first_year, 12, 31),
            "document": {"kind": "Kế hoạch", "symbol": "KH-UBND"},
        },
    }
    offices = _offices(unit)
    if offices:
        values["offices"] = offices
    return services.begin_draft(key=key, unit=unit, name=f"Phong trào mới {first_year}", text=written(values), by=by)


def _place(unit: Unit) -> dict[str, Any]:
    return {"level": unit.level, "code": unit.code, "on": clock.today()}


def _offices(unit: Unit) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for office in Office.objects.working_on().filter(unit=unit).order_by("pk"):
        key = FIRST_KEYS.get(Function(office.function))
        if key and key not in {row["key"] for row in found}:
            fields = {"key": key, "function": office.function, "name": office.name, "short_name": office.short_name}
            found.append(fields | ({"symbol": office.symbol} if office.symbol else {}))
    return found


def begin_copy(source: CampaignVersion, unit: Unit, key: str, *, first_year: int, by: User) -> CampaignVersion:
    """Last period's campaign for the period that begins in `first_year`."""
    values = copying.moved(values_of(source.text), key=key, first_year=first_year)
    head = values.get("campaign")
    if isinstance(head, dict) and Unit.objects.valid_on(dt.date(first_year, 1, 1)).filter(pk=unit.pk).exists():
        head["unit"] = {"level": unit.level, "code": unit.code, "on": max(dt.date(first_year, 1, 1), _slice(head))}
    return services.begin_draft(
        key=key, unit=unit, name=name_in(values), text=written(values), by=by, copied_from=source
    )


def _slice(head: dict[str, Any]) -> dt.date:
    """The slice of units the source used: before the oldest known one there is none."""
    day = head.get("unit", {}).get("on") if isinstance(head.get("unit"), dict) else None
    return day if isinstance(day, dt.date) else dt.date.min


def begin_from_file(unit: Unit, text: str, key: str, *, by: User) -> CampaignVersion:
    """A file as it is, right or wrong; `key` takes the place of the file's own when both are given."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        values = values_of(text)
    except BadSyntax:
        values = {}
    own = values.get("key")
    if not key and isinstance(own, str):
        key = own
    if not key:
        raise Refused(Problem("Không đọc được mã phong trào trong tệp; xin ghi mã ở đây.", field="key"))
    if values and own != key:
        text = written(values | {"key": key})
    return services.begin_draft(key=key, unit=unit, name=name_in(values) or key, text=text, by=by)


def begin_amendment(campaign: Campaign, *, by: User) -> CampaignVersion:
    """The definition as it stands in the database, to be changed by an amending paper."""
    current = CampaignVersion.objects.filter(campaign=campaign, state=CampaignVersion.State.LAUNCHED).first()
    try:
        text = dump(campaign)
    except ValidationError as error:  # rows that no file made
        raise Refused("Phong trào này lập không từ tệp định nghĩa; xin nạp tệp của kế hoạch trước.") from error
    return services.begin_draft(
        key=campaign.key,
        unit=campaign.unit,
        name=campaign.short_name,
        text=text,
        by=by,
        campaign=campaign,
        copied_from=current,
    )


def name_in(values: Values) -> str:
    head = values.get("campaign")
    found = head.get("short_name") or head.get("name") if isinstance(head, dict) else None
    return str(found or values.get("key") or "")


# --- Changes ----------------------------------------------------------------------------------------------------------


def save_text(draft: CampaignVersion, text: str, *, seen: int, by: User) -> CampaignVersion:
    """The whole text as typed, also one that is no YAML."""
    text = text.replace("\r\n", "\n")
    try:
        new = values_of(text)
    except BadSyntax:
        return services.save_draft(draft, text, name=draft.name, seen=seen, by=by, changed="toàn văn, còn lỗi cú pháp")
    return services.save_draft(
        draft, text, name=name_in(new) or draft.name, seen=seen, by=by, changed=_changed(draft, new)
    )


def save_part(
    draft: CampaignVersion, section: str, place: int | None, value: Any, *, seen: int, by: User
) -> CampaignVersion:
    """One section (`place` None) or one of its entries; the place after the last adds one."""

    def write(values: Values) -> None:
        if place is None:
            values[section] = value
        elif place < len(_rows(values, section)):
            values[section][place] = value
        else:
            values[section] = [*_rows(values, section), value]
        if not values[section]:
            del values[section]

    return _rewrite(draft, write, seen=seen, by=by)


def drop_item(draft: CampaignVersion, section: str, place: int, *, seen: int, by: User) -> CampaignVersion:
    def write(values: Values) -> None:
        if place < len(_rows(values, section)):
            del values[section][place]
        if not values.get(section):
            values.pop(section, None)

    return _rewrite(draft, write, seen=seen, by=by)


def move_item(draft: CampaignVersion, section: str, place: int, *, up: bool, seen: int, by: User) -> CampaignVersion:
    def write(values: Values) -> None:
        rows, other = _rows(values, section), place - 1 if up else place + 1
        if 0 <= other < len(rows) and place < len(rows):
            rows[place], rows[other] = rows[other], rows[place]

    return _rewrite(draft, write, seen=seen, by=by)


def _rows(values: Values, section: str) -> list[Any]:
    found = values.get(section)
    return found if isinstance(found, list) else []


def _rewrite(draft: CampaignVersion, write: Callable[[Values], None], *, seen: int, by: User) -> CampaignVersion:
    fresh = CampaignVersion.objects.in_hand().filter(pk=draft.pk).first() or draft
    try:
        values = values_of(fresh.text)
    except BadSyntax as error:
        raise Refused(f"Toàn văn còn lỗi cú pháp ở dòng {error.line}; xin sửa ở “Toàn văn” trước.") from error
    write(values)
    return services.save_draft(
        fresh, written(values), name=name_in(values) or fresh.name, seen=seen, by=by, changed=_changed(fresh, values)
    )


def _changed(draft: CampaignVersion, new: Values) -> str:
    """What the trail says was changed: parts and counts, never whole texts."""
    try:
        return comparing.in_one_line(comparing.compare(values_of(draft.text), new))[:2000]
    except BadSyntax:
        return "toàn văn, hết lỗi cú pháp"


def is_list(section: str) -> bool:
    return sections()[section].kind == Kind.ROWS
