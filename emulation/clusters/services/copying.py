"""The clusters of the year before, taken over in one press."""

import datetime as dt
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.clusters import permissions, rules
from emulation.clusters.models import ClusterCriterion, ClusterMember, ClusterYear
from emulation.clusters.selectors import years
from emulation.clusters.services.forming import told
from emulation.people.models import Party
from emulation.territory.models import Unit


def copy_years(campaign: Campaign, year: int, *, by: User) -> list[ClusterYear]:
    """The clusters of the year before, with members, posts and points; what is there by its name is left.

    Members whose unit or office has ended are left out, days are the calendar's. Refuses where nothing is to be copied.
    """
    if not permissions.keeps_at(by, campaign.unit_id):
        raise Refused("Cụm, khối do cơ quan thường trực Hội đồng Thi đua - Khen thưởng (Nội vụ) lập.")
    if year not in campaign.years:
        raise Refused(f"Năm {year} ngoài thời gian của phong trào ({campaign.years[0]}–{campaign.years[-1]}).")
    there = set(ClusterYear.objects.filter(campaign=campaign, year=year).values_list("name", flat=True))
    last = [
        one
        for one in ClusterYear.objects.filter(campaign=campaign, year=year - 1).select_related(
            "campaign__unit", "cluster"
        )
        if one.name not in there
    ]
    if not last:
        raise Refused(f"Năm {year - 1} không có cụm, khối nào để chép sang năm {year}.")
    with transaction.atomic():
        return [_copied(old, year, by) for old in last]


def _copied(old: ClusterYear, year: int, by: User) -> ClusterYear:
    new = ClusterYear.objects.create(
        unit=old.unit,
        campaign=old.campaign,
        year=year,
        name=old.name,
        kind=old.kind,
        cluster=old.cluster,
        council_member=old.council_member,
        table_name=old.table_name,
        points_basis=old.points_basis,
        **years.calendar_days(old.campaign, year),
    )
    taken = set(ClusterMember.objects.filter(campaign=old.campaign, year=year).values_list("party", flat=True))
    begins = dt.date(year, 1, 1)
    mapping: dict[int, ClusterMember] = {}
    for member in old.members.select_related("party__unit", "party__office").order_by("position"):
        if member.party_id in taken or not _goes_on(member.party, begins):
            continue
        mapping[member.pk] = ClusterMember.objects.create(
            cluster_year=new, party=member.party, post=member.post, position=len(mapping) + 1
        )
    fallback = rules.ring(list(mapping))
    scorers = dict(old.members.values_list("pk", "cross_scorer"))
    for pk, member in mapping.items():
        scorer = mapping.get(scorers.get(pk) or 0) or mapping.get(fallback.get(pk, 0))
        if scorer is not None:
            member.cross_scorer = scorer
            member.save(update_fields=["cross_scorer"])
    ClusterCriterion.objects.bulk_create(
        ClusterCriterion(
            cluster_year=new,
            position=row.position,
            text=row.text,
            max_points=row.max_points,
            is_bonus=row.is_bonus,
            plan_key=row.plan_key,
            clause=row.clause,
        )
        for row in old.criteria.all()
    )
    audit.record("lập cụm, khối", new, by=by, after={"name": new.name, "copied_from": old.year, **told(new)})
    return new


def _goes_on(party: Party, day: dt.date) -> bool:
    ends: list[Unit | Any] = [party.unit, party.office] if party.office else [party.unit]
    return all(of.valid_to is None or of.valid_to >= day for of in ends)
