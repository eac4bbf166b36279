"""Launching a campaign: who takes part and what is due follow from its definition."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from campaign_portal.foundation import clock, workflow
from campaign_portal.foundation.models import User
from emulation.campaigns import rules
from emulation.campaigns.models import Campaign, Deadline, Participant, ParticipantClass
from emulation.campaigns.services.versions import launch_draft_of
from emulation.campaigns.workflow import CAMPAIGN_FLOW
from emulation.duties import rules as duty_rules
from emulation.duties.models import Duty, DutyLine
from emulation.people.models import Office, Party
from emulation.people.services import open_leadership_offices, parties_of_units, party_of_office
from emulation.territory.models import Level, Unit, UnitFact


def launch(campaign: Campaign, *, by: User | None) -> Campaign:
    """Put a campaign in force: participants of the classes that are known beforehand, and everybody's duties.

    Launching one that is launched brings participants and duties in line with a newly loaded definition.
    """
    with transaction.atomic():
        step = "launch" if campaign.state == Campaign.State.DRAFT else "amend"
        workflow.perform(CAMPAIGN_FLOW, campaign, step, by=by)
        campaign.state = Campaign.State.LAUNCHED
        _enroll(campaign)
        _open_duties(campaign)
        launch_draft_of(campaign, by=by)
    return campaign


def _enroll(campaign: Campaign) -> None:
    """Units of a level take part without asking (S3 IV.1); so do the offices that the plan names."""
    for part in campaign.classes.filter(party_kind="unit").exclude(unit_level=Level.HAMLET):
        units = list(
            Unit.objects.valid_on(campaign.slice_day).below(campaign.unit).filter(level=part.unit_level).in_order()
        )
        open_leadership_offices(units, campaign.starts_on)
        _take_part(campaign, parties_of_units(units), part)
    for role in campaign.roles.select_related("office__unit", "participant_class"):
        if role.participant_class:
            _take_part(campaign, [party_of_office(role.office)], role.participant_class)


def _take_part(campaign: Campaign, parties: Iterable[Party], part: ParticipantClass) -> None:
    known = {row.party_id: row for row in campaign.participants.all()}
    fresh = []
    for party in parties:
        row = known.get(party.pk)
        if row is None:
            fresh.append(Participant(campaign=campaign, party=party, participant_class=part))
        elif row.participant_class_id != part.pk:
            row.participant_class = part
            row.save(update_fields=["participant_class"])
    Participant.objects.bulk_create(fresh)


@dataclass(frozen=True)
class Ower:
    """Units owe through their leadership and no office is named; offices owe for themselves."""

    unit: Unit
    office: Office | None


def _open_duties(campaign: Campaign) -> None:
    roles = {role.key: role.office for role in campaign.roles.select_related("office__unit")}
    owers = _owers_by_key(campaign, roles)
    standing: dict[tuple, Duty] = {}
    told = DutyLine.objects.filter(duty=OuterRef("pk"))
    known = Q(cancelled_at__isnull=True) | Q(Exists(told))  # called off below, with what was told of it
    for row in Duty.objects.filter(known, campaign_key=campaign.key).exclude(deadline_key=""):
        standing[row.deadline_key, row.unit_id, row.office_id, row.period] = row
    fresh: list[Duty] = []
    kept: set[int] = set()
    for deadline in campaign.deadlines.all():
        receivers = [roles[key] for key in deadline.to_roles if key in roles]
        for occurrence in rules.occurrences(deadline):
            for key in deadline.owed_by:
                for ower in owers.get(key, []):
                    place = (deadline.key, ower.unit.pk, ower.office.pk if ower.office else None, occurrence.period)
                    fields = _fields(deadline, occurrence, receivers)
                    duty = standing.get(place)
                    if duty is None:
                        standing[place] = new = Duty(
                            kind=deadline.kind,
                            period=occurrence.period,
                            office=ower.office,
                            campaign_key=campaign.key,
                            deadline_key=deadline.key,
                            **UnitFact.ancestors_of(ower.unit),
                            **fields,
                        )
                        fresh.append(new)
                    elif duty.pk:
                        kept.add(duty.pk)
                        _follow(duty, {**fields, "cancelled_at": None})
    # A deadline that the definition no longer holds asks nothing of anybody.
    of_the_plan = Duty.objects.open().filter(campaign_key=campaign.key).exclude(deadline_key="")
    stale = of_the_plan.exclude(deadline_key__startswith=duty_rules.ASKED).exclude(pk__in=kept)
    stale.filter(Exists(told)).update(cancelled_at=clock.business_now())  # what was told of it stays
    stale.delete()
    Duty.objects.bulk_create(fresh)


def _owers_by_key(campaign: Campaign, roles: dict[str, Office]) -> dict[str, list[Ower]]:
    owers: dict[str, list[Ower]] = {}
    participants = campaign.participants.select_related("participant_class", "party__unit", "party__office")
    for participant in participants.order_by("pk"):
        ower = Ower(participant.party.unit, participant.party.office)
        owers.setdefault(participant.participant_class.key, []).append(ower)
    return owers | {key: [Ower(office.unit, office)] for key, office in roles.items()}


def _fields(deadline: Deadline, occurrence: rules.Occurrence, receivers: list[Office]) -> dict:
    return {
        "title": deadline.title,
        "receiver": receivers[0] if receivers else None,
        "also_to": ", ".join(office.short_name for office in receivers[1:]),
        "opens_on": min(occurrence.opens_on, occurrence.due_on),
        "due_on": occurrence.due_on,
        "due_text": occurrence.due_text,
        "obligatory": deadline.obligatory,
    }


def _follow(duty: Duty, fields: dict) -> None:
    """A duty that is owed already takes what the definition now says."""
    changed = [name for name, value in fields.items() if getattr(duty, name) != value]
    if changed:
        for name in changed:
            setattr(duty, name, fields[name])
        duty.save(update_fields=changed)
