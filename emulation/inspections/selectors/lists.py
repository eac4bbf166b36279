"""The inspections a person may see, searched and narrowed."""

from typing import Any

from django.db.models import Count, Min, Q

from campaign_portal.foundation import clock, vietnamese
from emulation.campaigns.models import Campaign
from emulation.inspections.models import Inspection, InspectionFinding, InspectionQuerySet
from emulation.people.models import Party, PartyQuerySet
from emulation.territory.models import Unit, UnitQuerySet

LATE = "qua-han"


def shown_to(user: Any, campaign: Campaign, *, search: str = "", state: str = "") -> InspectionQuerySet:
    """Newest first, each with `open_count`, `late_count` and `next_due`; `state` may be "overdue", too."""
    found = Inspection.objects.visible_to(user).filter(campaign=campaign)
    for word in vietnamese.fold(search).split(" "):
        if word:
            found = found.filter(folded__contains=word)
    owed = Q(findings__state=InspectionFinding.State.OPEN, findings__due_on__isnull=False, state="recorded")
    late = owed & Q(findings__due_on__lt=clock.today())
    found = found.annotate(
        finding_count=Count("findings"),
        open_count=Count("findings", filter=owed),
        late_count=Count("findings", filter=late),
        next_due=Min("findings__due_on", filter=owed),
    )
    if state == LATE:
        found = found.filter(late_count__gt=0)
    elif state in Inspection.State.values:
        found = found.filter(state=state)
    return found.select_related("unit", "party__unit", "office").order_by("-planned_on", "-pk")


def inspectable(user: Any, campaign: Campaign) -> PartyQuerySet:
    """Units and agencies that take part and that a person may see."""
    kinds = [Party.Kind.UNIT, Party.Kind.OFFICE]
    taking_part = Party.objects.visible_to(user).filter(pk__in=campaign.participants.values("party"), kind__in=kinds)
    return taking_part.select_related("unit").order_by("kind", "folded_name", "pk")


def concerned(inspection: Inspection) -> UnitQuerySet:
    """The unit that is inspected, and those right below it."""
    if inspection.party.office_id is not None:
        return Unit.objects.filter(pk=inspection.unit_id)
    same = Q(pk=inspection.unit_id) | Q(parent_id=inspection.unit_id)
    return Unit.objects.filter(same).valid_on().order_by("level", "sort_key", "pk")
