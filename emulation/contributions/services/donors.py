"""Who gives: somebody who takes part already, or somebody new, also from abroad (S3 IV.2.2: in and outside)."""

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.contributions.models import Donor
from emulation.people.models import Party
from emulation.people.services import register_organisation, register_person
from emulation.territory.models import Unit


def donor_of(
    unit: Unit,
    *,
    name: str,
    is_person: bool,
    address: str = "",
    sort: str = "",
    country: str = "",
    known: Party | None = None,
    by: User,
) -> Party:
    """The party that gives: `known`, when one was chosen; else the one of that name here, else a new one.

    From abroad the country belongs to the address, so that two of one name in two countries are two.
    """
    country = _country(country)
    if sort == Donor.Sort.INTERNATIONAL and not country and known is None:
        raise Refused(Problem("Tổ chức nước ngoài, quốc tế: xin ghi nước, ví dụ Hàn Quốc.", field="donor_country"))
    place = vietnamese.nfc(address)
    if country and vietnamese.fold(country) not in vietnamese.fold(place):
        place = f"{place}, {country}" if place else country
    with transaction.atomic():
        if known is not None:
            party = known
        elif is_person:
            party = register_person(unit, name=name, address=place, by=by)
        else:
            party = register_organisation(unit, name=name, address=place, by=by)
        describe(party, sort=sort, country=country, by=by)
    return party


def describe(party: Party, *, sort: str, country: str, by: User) -> None:
    """Keep what sort of donor a party is. What is empty says nothing new; another country is another donor."""
    if not sort and not country:
        return
    country = _country(country)
    known = Donor.objects.select_for_update().filter(party=party).first()
    if known is None:
        row = Donor.objects.create(party=party, sort=sort, country=country)
        audit.record(
            "ghi loại người đóng góp", party, by=by, after={"sort": row.get_sort_display(), "country": country}
        )
        return
    refuse_if_any(_other_country(party, known, country))
    if sort and sort != known.sort:
        was, known.sort = known.get_sort_display(), sort
        known.save(update_fields=["sort"])
        audit.record(
            "sửa loại người đóng góp", party, by=by, before={"sort": was}, after={"sort": known.get_sort_display()}
        )


def _other_country(party: Party, known: Donor, country: str) -> list[Problem]:
    if vietnamese.fold(known.country) == vietnamese.fold(country) or not country:
        return []
    there = known.country or "Việt Nam"
    return [
        Problem(
            f"{party} đã ghi ở {there}. Nếu là người khác cùng tên, xin ghi thêm nơi vào tên để phân biệt.",
            field="donor_country",
        )
    ]


def _country(typed: str) -> str:
    """ "" is this country, however it was typed."""
    country = vietnamese.nfc(typed)
    return "" if vietnamese.fold(country) in {"viet nam", "vietnam", "vn"} else country
