"""What a party was awarded before, and whether it may be proposed now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from awards.dossiers.models import Dossier, Hold, PriorAward
from campaign_portal.foundation import vietnamese
from emulation.people.models import Party
from emulation.territory.models import Level


@dataclass(frozen=True)
class EarlierAward:
    """An award a party holds: declared with its decision, or decided in this product (then `campaign_key` is known)."""

    year: int
    award_name: str
    achievement: str = ""
    decision: str = ""
    campaign_key: str = ""
    issued_on: dt.date | None = None
    url: str = ""
    dossier_id: int | None = None  # whose outcome it is: no earlier award to that one


Provider = Callable[[Collection[int]], Mapping[int, Iterable[EarlierAward]]]
_providers: list[Provider] = []


def register_award_history(provider: Provider) -> None:
    """The room of decisions says here what it decided: party ids → party id → awards. A fixed number of statements."""
    if provider not in _providers:
        _providers.append(provider)


def earlier_awards(party_ids: Collection[int]) -> dict[int, list[EarlierAward]]:
    """Party id → awards, the newest first: those declared, and those decided here. An award told twice shows once."""
    found: dict[int, list[EarlierAward]] = defaultdict(list)
    for provider in _providers:
        for party_id, awards in provider(party_ids).items():
            found[party_id] += awards
    for row in PriorAward.objects.filter(party__in=party_ids):
        if all((row.year, row.award_name) != (known.year, known.award_name) for known in found[row.party_id]):
            found[row.party_id].append(EarlierAward(row.year, row.award_name, row.achievement, row.decision))
    return {
        party_id: sorted(awards, key=lambda award: (award.year, award.issued_on or dt.date.min), reverse=True)
        for party_id, awards in found.items()
    }


def before(dossier: Dossier, awards: Iterable[EarlierAward]) -> list[EarlierAward]:
    """Those that did not come out of this very dossier."""
    return [award for award in awards if award.dossier_id is None or award.dossier_id != dossier.pk]


@dataclass(frozen=True)
class Duplicate:
    """A sign that the achievement was rewarded already: one achievement, one award (Luật 06/2022 Đ5.2.c)."""

    text: str
    is_certain: bool  # decided in this very campaign; a declared one of the same year may be for another achievement


def duplicates(dossier: Dossier, awards: Iterable[EarlierAward]) -> list[Duplicate]:
    """What of the earlier awards lies in the dossier's own campaign or year."""
    campaign = dossier.submission.campaign
    awards = before(dossier, awards)
    years = range(campaign.starts_on.year, campaign.ends_on.year + 1)
    found = []
    for award in awards:
        by = f", {award.decision}" if award.decision else ""
        if award.campaign_key == campaign.key:
            found.append(Duplicate(f"Đã được khen trong chính phong trào này: {award.award_name}{by}.", True))
        elif not award.campaign_key and award.year in years:
            said = f"Năm {award.year} đã được {award.award_name}{by}"
            deed = f" về “{award.achievement}”" if award.achievement else ""
            found.append(Duplicate(f"{said}{deed}: xem có trùng thành tích không.", False))
    return found


def holds_of(party_ids: Collection[int]) -> dict[int, list[Hold]]:
    """Party id → what stops a proposal now."""
    found: dict[int, list[Hold]] = defaultdict(list)
    for hold in Hold.objects.filter(party__in=party_ids, lifted_on__isnull=True):
        found[hold.party_id].append(hold)
    return found


def hold_sentence(hold: Hold) -> str:
    return (
        f"Đang tạm dừng đề nghị: {hold.get_ground_display()} từ ngày {vietnamese.day(hold.since)}, {hold.paper}. "
        "Chỉ trình khi đã có kết luận."
    )


def nominee_title(party: Party) -> str:
    """A nominee in running text: "xã Tả Van", "thôn Tả Van Mông, xã Tả Van", "hộ Giàng A Páo", "ông Lù A Sì"."""
    if party.kind == Party.Kind.UNIT:
        unit = party.unit
        commune = unit.parent if unit.level == Level.HAMLET else None
        return f"{unit.title}, {commune.title}" if commune else unit.title
    if party.kind == Party.Kind.HOUSEHOLD:
        name = party.name.removeprefix("Hộ ").removeprefix("hộ ")
        return f"hộ {name}"
    if party.kind == Party.Kind.PERSON and party.gender:
        return f"{'bà' if party.gender == Party.Gender.FEMALE else 'ông'} {party.name}"
    return party.name


def opening_title(party: Party) -> str:
    """The same at the start of a line: "Thôn Tả Van Mông, xã Tả Van"."""
    title = nominee_title(party)
    return title[:1].upper() + title[1:]


def nominee_detail(party: Party) -> str:
    """Who a nominee is besides the name: "Bí thư Chi bộ, thôn Phìn Hồ, xã Ngũ Chỉ Sơn". "" of a unit or an office."""
    if party.kind in {Party.Kind.UNIT, Party.Kind.OFFICE}:
        return ""
    unit = party.unit
    home = f"{unit.title}, {unit.parent.title}" if unit.level == Level.HAMLET and unit.parent else unit.title
    said = ", ".join(part for part in (party.position, party.address or home) if part)
    return said[:1].upper() + said[1:]


def direct_superior(party: Party) -> str:
    """Who confirms a nominee's report: "cấp trên quản lý trực tiếp" (S3 IV.3)."""
    unit = party.unit
    above = unit.parent if party.kind == Party.Kind.UNIT or unit.level == Level.HAMLET else None
    return f"UBND {(above or unit).title}"
