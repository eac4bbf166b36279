"""The exemplars a person may see, searched and narrowed; what the public reads."""

from typing import Any

from django.db.models import Count

from campaign_portal.foundation import quantities, vietnamese
from emulation.campaigns.models import Campaign
from emulation.exemplars.models import Exemplar, ExemplarQuerySet
from emulation.territory.models import Level, Unit


def narrowed(
    found: ExemplarQuerySet, *, search: str = "", kind: str = "", unit: str = "", state: str = ""
) -> ExemplarQuerySet:
    """Newest first. Words are looked for without accents; a unit (an id) stands for all below it; what is nobody's id
    finds nothing."""
    for word in vietnamese.fold(search).split(" "):
        if word:
            found = found.filter(folded__contains=word)
    if kind in Exemplar.Kind.values:
        found = found.filter(kind=kind)
    if state in Exemplar.State.values:
        found = found.filter(state=state)
    if unit.isdecimal():
        place = Unit.objects.filter(pk=quantities.row_id(unit) or 0).first()
        found = found.below(place) if place is not None else found.none()
    return found.order_by("-published_on", "-pk")


def shown_to(user: Any, campaign: Campaign, **asked: str) -> ExemplarQuerySet:
    found = Exemplar.objects.visible_to(user).filter(campaign=campaign)
    return with_counts(narrowed(found, **asked)).select_related("unit", "office")


def with_counts(found: ExemplarQuerySet) -> ExemplarQuerySet:
    """Each with `photo_count` and `adoption_count`."""
    return found.annotate(photo_count=Count("photos", distinct=True), adoption_count=Count("adoptions", distinct=True))


def public(campaign: str = "", **asked: str) -> ExemplarQuerySet:
    """What anybody reads; of one campaign (by its key) or of all."""
    found = narrowed(Exemplar.objects.published(), **asked)
    if campaign:
        found = found.filter(campaign__key=campaign)
    return with_counts(found).select_related("unit__district", "unit__commune", "unit__province", "campaign")


def places_told_of(found: ExemplarQuerySet) -> list[Unit]:
    """The communes of which something is told, for the box that narrows a list."""
    communes = found.order_by().values("commune_id").distinct()
    return list(Unit.objects.filter(pk__in=communes, level=Level.COMMUNE).order_by("sort_key", "pk"))


def campaigns_told_of() -> list[Campaign]:
    told = Exemplar.objects.published().order_by().values("campaign_id").distinct()
    return list(Campaign.objects.filter(pk__in=told).order_by("-starts_on", "pk"))


def counts(user: Any, campaign: Campaign) -> dict[str, int]:
    """How many of each kind are published, and how many wait; of those a person may see. One statement."""
    rows = Exemplar.objects.visible_to(user).filter(campaign=campaign).order_by().values("kind", "state")
    found: dict[str, int] = {}
    for row in rows.annotate(number=Count("pk")):
        name = row["kind"] if row["state"] == Exemplar.State.PUBLISHED else row["state"]
        found[name] = found.get(name, 0) + row["number"]
    return found


def with_first_photo(found: ExemplarQuerySet) -> ExemplarQuerySet:
    """With the photographs that stand beside the titles."""
    return found.prefetch_related("photos")
