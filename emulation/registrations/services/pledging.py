"""Giao ước: several parties make one promise, sign it together, keep the signed scan."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, not_longer
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.registrations import permissions
from emulation.registrations.models import Pledge, PledgeLine, PledgeParty, Registration
from emulation.registrations.selectors.completeness import line_of
from emulation.registrations.selectors.offers import FIRST, SECOND
from emulation.registrations.selectors.versions import standing_items
from emulation.registrations.workflow import PLEDGE_FLOW
from emulation.targets.selectors import working_year
from emulation.territory.models import Unit

MOST_LINES = 60


@dataclass(frozen=True)
class PledgeSide:
    """One party, and in what capacity it promises ("Cụm trưởng", "Bên thứ nhất")."""

    party: Party
    capacity: str = ""


@dataclass(frozen=True)
class Promise:
    """One thing promised; without a party (id of a PledgeParty) all of them promise it."""

    text: str
    quantity: str = ""
    party: int | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs for one party."""

    name: str
    title: str = ""


def make_pledge(
    campaign: Campaign, year: int, *, unit: Unit, title: str, sides: Sequence[PledgeSide], by: User
) -> Pledge:
    """Begin a pledge of at least two parties; what they promise is written afterwards."""
    if len({side.party.pk for side in sides}) < 2:
        raise Refused("Giao ước cần từ hai bên khác nhau trở lên.")
    with transaction.atomic():
        pledge = Pledge.objects.create(unit=unit, campaign=campaign, year=year, title=title[:200], place=unit.name)
        PledgeParty.objects.bulk_create(
            PledgeParty(pledge=pledge, party=side.party, position=position, capacity=side.capacity)
            for position, side in enumerate(sides, 1)
        )
        audit.record("lập giao ước", pledge, by=by, after={"parties": "; ".join(side.party.name for side in sides)})
    return pledge


def make_with_units(
    campaign: Campaign, *, first: Party, seconds: Sequence[Party], unit: Unit, together: bool, title: str, by: User
) -> list[Pledge]:
    """Pledges of a superior with its units (S3 III.1): one that all sign, or one with each. What a unit has registered
    stands in it already, to be mended. Refuses whoever has such a pledge of the year."""
    if not seconds:
        raise Refused(Problem("Xin chọn ít nhất một đơn vị cùng ký.", field="ben"))
    taken = PledgeParty.objects.filter(
        pledge__campaign=campaign,
        pledge__year=working_year(campaign),
        pledge__unit=unit,
        capacity=SECOND,
        party__in=seconds,
    ).select_related("party")
    if names := sorted({row.party.name for row in taken}):
        raise Refused(Problem(f"Đã có giao ước năm {working_year(campaign)} với: {', '.join(names)}.", field="ben"))
    groups = [list(seconds)] if together else [[party] for party in seconds]
    made = []
    with transaction.atomic():
        for group in groups:
            called = title if together else f"{first.name} với {group[0].name}"
            sides = [PledgeSide(first, FIRST), *(PledgeSide(party, SECOND) for party in group)]
            pledge = make_pledge(campaign, working_year(campaign), unit=unit, title=called, sides=sides, by=by)
            if not permissions.keeps_pledge(by, pledge):
                raise Refused("Giao ước do cơ quan đứng bên thứ nhất lập.")
            rows = {row.party_id: row.pk for row in pledge.parties.all()}
            promises = [
                Promise(text, quantity, rows[party.pk])
                for party in group
                for text, quantity in _registered(campaign, party)
            ]
            save_pledge(pledge, text="", place=pledge.place, promises=promises[:MOST_LINES], signatures={}, by=by)
            made.append(pledge)
    return made


def _registered(campaign: Campaign, party: Party) -> list[tuple[str, str]]:
    found = Registration.objects.filter(campaign=campaign, party=party, year=working_year(campaign))
    registration = found.prefetch_related("items__indicator", "versions").first()
    if registration is None or not registration.is_in:
        return []
    lines = [line_of(item) for item in standing_items(registration)]
    return [(line.text, line.with_unit(line.pledged)) for line in lines if line.pledged is not None]


def follow_sides(pledge: Pledge, sides: Sequence[PledgeSide], *, by: User) -> None:
    """Bring the parties of an unsigned pledge in line with who is together now; who signs for those that stay stays."""
    with transaction.atomic():
        pledge = _drafted(pledge, by)
        before = _told(pledge)
        kept = {row.party_id: row for row in pledge.parties.all()}
        wanted = [side.party.pk for side in sides]
        pledge.parties.exclude(party__in=wanted).delete()
        for place, row in enumerate(pledge.parties.all(), 1):
            PledgeParty.objects.filter(pk=row.pk).update(position=1000 + place)
        for position, side in enumerate(sides, 1):
            row = kept.get(side.party.pk) or PledgeParty(pledge=pledge, party=side.party)
            row.position, row.capacity = position, side.capacity
            row.save()
        was, now = audit.changes(before, _told(pledge))
        if now:
            audit.record("ghi giao ước", pledge, by=by, before=was, after=now)


def save_pledge(
    pledge: Pledge,
    *,
    text: str,
    place: str,
    promises: Sequence[Promise],
    signatures: dict[int, Signature],
    by: User,
) -> Pledge:
    """Write what is promised and who signs (party row id →). The whole list of promises is replaced."""
    if len(promises) > MOST_LINES:
        raise Refused(Problem(f"Giao ước nhận nhiều nhất {MOST_LINES} dòng nội dung; xin gộp lại.", field="text"))
    with transaction.atomic():
        pledge = _drafted(pledge, by)
        before = _told(pledge)
        rows = {row.pk: row for row in pledge.parties.all()}
        wanted = [promise for promise in promises if vietnamese.nfc(promise.text)]
        if any(promise.party not in (None, *rows) for promise in wanted) or signatures.keys() - rows.keys():
            raise Refused("Có bên không thuộc giao ước này. Xin tải lại trang.")
        pledge.text = not_longer(vietnamese.nfc(text), 5000, "Lời giao ước", field="text")
        pledge.place = fitting(place, 120, "Nơi ký", field="place")
        pledge.save(update_fields=["text", "place"])
        pledge.lines.all().delete()
        PledgeLine.objects.bulk_create(
            PledgeLine(
                pledge=pledge,
                position=position,
                text=fitting(promise.text, 500, "Nội dung giao ước", field="text"),
                quantity=fitting(promise.quantity, 80, "Chỉ tiêu, số lượng", field="text"),
                party=rows[promise.party] if promise.party else None,
            )
            for position, promise in enumerate(wanted, 1)
        )
        for pk, signature in signatures.items():
            rows[pk].signer_name = fitting(signature.name, 120, "Người ký", field=f"signer_{pk}")
            rows[pk].signer_title = fitting(signature.title, 120, "Chức vụ người ký", field=f"title_{pk}")
            rows[pk].save(update_fields=["signer_name", "signer_title"])
        was, now = audit.changes(before, _told(pledge))
        if now:
            audit.record("ghi giao ước", pledge, by=by, before=was, after=now)
    return pledge


def sign_pledge(pledge: Pledge, *, on: dt.date, scan: File | None = None, by: User) -> Pledge:
    """All have signed on a day: nothing changes any more. Refuses a day to come and a party nobody signs for."""
    if on > clock.today():
        raise Refused(
            Problem(f"Ngày ký {vietnamese.day(on)} sau hôm nay {vietnamese.day(clock.today())}; xin sửa ngày.", "on")
        )
    with transaction.atomic():
        changes: dict[str, Any] = {"signed_on": on}
        if scan is not None:
            changes["scan"] = files.store_scan(
                scan, owner=pledge, by=by, title=f"Giao ước thi đua {pledge.year}, {pledge.title}"[:150], field="scan"
            )
        return workflow.perform(PLEDGE_FLOW, pledge, "sign", by=by, changes=changes)


def unsign_pledge(pledge: Pledge, *, by: User, reason: str) -> Pledge:
    """A slip in a signed pledge is mended for a reason, and the pledge signed again."""
    return workflow.perform(PLEDGE_FLOW, pledge, "unsign", by=by, reason=reason, changes={"signed_on": None})


def _drafted(pledge: Pledge, by: User) -> Pledge:
    locked = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
    if not permissions.keeps_pledge(by, locked):
        raise Refused("Giao ước này do cơ quan thường trực của nơi ký lập.")
    if locked.state != Pledge.State.DRAFT:
        raise Refused("Giao ước đã ký, không sửa được. Cần sửa thì mở lại giao ước trước, có lý do.")
    return locked


def _told(pledge: Pledge) -> dict[str, Any]:
    sides = list(pledge.parties.select_related("party"))
    names = {row.pk: row.party.name for row in sides}
    return {
        "text": pledge.text,
        "place": pledge.place,
        "parties": "; ".join(row.party.name for row in sides),
        "lines": "; ".join(
            " – ".join(part for part in (names.get(line.party_id or 0, ""), line.text, line.quantity) if part)
            for line in pledge.lines.all()
        ),
        "signers": "; ".join(f"{row.party.name}: {row.signer_name}" for row in sides if row.signer_name),
    }
