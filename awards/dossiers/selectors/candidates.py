"""Whom a proposer may add to a submission, and how each would stand today."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from awards.criteria import selectors as measures
from awards.criteria.models import Criterion
from awards.dossiers.models import Dossier, Submission
from awards.dossiers.selectors import history, judging, route
from awards.dossiers.selectors.judging import Assessment
from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.models import User
from emulation.campaigns.models import ParticipantClass
from emulation.households.models import Household
from emulation.people.models import Party
from emulation.territory.models import Level, Unit

Kind = Party.Kind


@dataclass(frozen=True)
class Candidate:
    """One that can be chosen. `key` is what the form sends."""

    key: str
    title: str
    detail: str
    assessment: Assessment
    taken: str = ""  # why it can't be added


def classes_for(submission: Submission) -> list[ParticipantClass]:
    """The classes that the route's award serves and that this proposer can have somebody in."""
    at_commune = submission.proposer.unit.level == Level.COMMUNE
    kinds = {Kind.UNIT, Kind.ORGANISATION, Kind.PERSON, Kind.HOUSEHOLD} if at_commune else {Kind.OFFICE, Kind.PERSON}
    return [
        part
        for part in submission.campaign.classes.all()
        if part.party_kind in kinds and route.serves(submission.route, part)
    ]


@dataclass(frozen=True)
class ClassLine:
    """What a class asks of its nominees, told before anybody is chosen."""

    part: ParticipantClass
    asked: int
    measured: int
    papers: list[str]


def class_lines(submission: Submission, classes: Iterable[ParticipantClass]) -> list[ClassLine]:
    """The classes with their criteria and papers; a fixed number of statements."""
    listed = list(classes)
    groups = measures.groups_of(listed)
    lines = []
    for part in listed:
        criteria = [criterion for group in groups.get(part.pk, []) for criterion in group.criteria.all()]
        papers = [rule.name for rule in submission.route.papers.all() if part.key in rule.class_keys]
        measured = sum(criterion.nature == Criterion.Nature.MEASURED for criterion in criteria)
        lines.append(ClassLine(part, len(criteria), measured, papers))
    return lines


def hamlets(submission: Submission) -> QuerySet[Unit]:
    return Unit.objects.valid_on().filter(level=Level.HAMLET, commune=submission.unit).order_by("pk")


def find(user: User, submission: Submission, part: ParticipantClass, text: str) -> Any:
    """Units or parties of a class that are the proposer's own, narrowed by a name without accents."""
    folded = vietnamese.fold(text)
    if part.party_kind == Kind.UNIT:
        if part.unit_level == Level.COMMUNE:
            return Unit.objects.filter(pk=submission.unit_id).order_by("pk")
        return hamlets(submission)
    if part.party_kind == Kind.OFFICE:
        return [submission.proposer]
    parties = Party.objects.filter(kind=part.party_kind).below(submission.unit)
    if part.party_kind == Kind.HOUSEHOLD:  # the register is for those who work with households
        parties = parties.filter(pk__in=Household.objects.visible_to(user).values("party"))
    if submission.proposer.unit.level != Level.COMMUNE:
        parties = parties.filter(unit=submission.unit)
    if folded:
        parties = parties.filter(folded_name__contains=folded)
    return parties.select_related("unit__parent", "unit__commune").order_by("unit_id", "folded_name", "pk")


def lines(submission: Submission, part: ParticipantClass, found: Iterable[Any]) -> list[Candidate]:
    """The candidates of one page, each with how it stands today; a fixed number of statements."""
    listed = list(found)
    parties = [_party_to_look_at(one) for one in listed]
    stands = judging.stand_now(submission.campaign, part, parties)
    taken = _taken(submission, listed)
    return [
        Candidate(
            key=_key(one),
            title=history.opening_title(party),
            detail=_detail(party),
            assessment=stands[party.pk],
            taken=taken.get(_key(one), ""),
        )
        for one, party in zip(listed, parties, strict=True)
    ]


def _party_to_look_at(one: Any) -> Party:
    """A unit or office without a party yet is looked at through one that is not saved; adding it makes the party."""
    if isinstance(one, Party):
        return one
    if isinstance(one, Unit):
        return Party(pk=-one.pk, kind=Kind.UNIT, unit=one, name=one.opening_title)
    return Party(pk=-one.pk, kind=Kind.OFFICE, unit=one.unit, office=one, name=one.name)


def _key(one: Any) -> str:
    return f"unit-{one.pk}" if isinstance(one, Unit) else f"party-{one.pk}" if isinstance(one, Party) else "office"


def _detail(party: Party) -> str:
    if party.kind in {Kind.UNIT, Kind.OFFICE}:
        return ""
    parts = [party.position, party.unit.opening_title, f"sinh năm {party.birth_year}" if party.birth_year else ""]
    return ", ".join(part for part in parts if part)


def _taken(submission: Submission, listed: list[Any]) -> dict[str, str]:
    """Candidate key → where it is proposed already."""
    alive = Dossier.objects.filter(submission__route=submission.route, commune=submission.unit.commune_id).exclude(
        state__in=Dossier.ENDED_WITHOUT
    )
    found: dict[str, str] = {}
    for dossier in alive.select_related("submission", "party"):
        here = dossier.submission_id == submission.pk
        said = "đã có trong lần trình này" if here else f"đã trình đợt {dossier.submission.round}"
        party = dossier.party
        found[f"unit-{party.unit_id}" if party.kind == Kind.UNIT else f"party-{party.pk}"] = said
        if party.kind == Kind.OFFICE and party.office_id == submission.proposer_id:
            found["office"] = said
    return found
