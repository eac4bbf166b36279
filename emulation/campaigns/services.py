"""Launching a campaign: who takes part and what is due follow from its definition."""

from django.db import transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign, Deadline, Participant, ParticipantClass
from emulation.duties import rules as duty_rules
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Office
from emulation.people.services import leadership_office, party_of_office, party_of_unit
from emulation.territory.models import Level, Unit


def launch(campaign: Campaign, *, by: User | None) -> Campaign:
    """Put a campaign in force: participants of the classes that are known beforehand, and everybody's duties.

    Launching one that is launched brings participants and duties in line with a newly loaded definition.
    """
    with transaction.atomic():
        before = campaign.state
        campaign.state = Campaign.State.LAUNCHED
        campaign.save(update_fields=["state"])
        _enroll(campaign)
        _open_duties(campaign)
        audit.record("phát động phong trào", campaign, by=by, before={"state": before}, after={"state": campaign.state})
    return campaign


def _enroll(campaign: Campaign) -> None:
    """Units of a level take part without asking (S3 IV.1); so do the offices that the plan names."""
    for part in campaign.classes.filter(party_kind="unit").exclude(unit_level=Level.HAMLET):
        units = Unit.objects.valid_on(campaign.starts_on).below(campaign.unit).filter(level=part.unit_level)
        for unit in units.in_order():
            leadership_office(unit, campaign.starts_on)
            _take_part(campaign, party_of_unit(unit).pk, part)
    for role in campaign.roles.select_related("office", "participant_class"):
        if role.participant_class:
            _take_part(campaign, party_of_office(role.office).pk, role.participant_class)


def _take_part(campaign: Campaign, party_id: int, part: ParticipantClass) -> None:
    Participant.objects.update_or_create(campaign=campaign, party_id=party_id, defaults={"participant_class": part})


def _open_duties(campaign: Campaign) -> None:
    roles = {role.key: role.office for role in campaign.roles.select_related("office__unit")}
    kept: set[int] = set()
    for deadline in campaign.deadlines.all():
        for unit, office in _owers(campaign, deadline, roles):
            kept.add(_open_duty(campaign, deadline, unit, office, roles.get(deadline.to_role)).pk)
    # A deadline that the definition no longer holds asks nothing of anybody.
    stale = Duty.objects.open().filter(campaign_key=campaign.key).exclude(deadline_key="").exclude(pk__in=kept)
    stale.delete()


def _owers(campaign: Campaign, deadline: Deadline, roles: dict[str, Office]) -> list[tuple[Unit, Office | None]]:
    """Units owe through their leadership and no office is named; offices owe for themselves."""
    owers: list[tuple[Unit, Office | None]] = []
    for key in deadline.owed_by:
        if key in roles:
            owers.append((roles[key].unit, roles[key]))
            continue
        participants = campaign.participants.filter(participant_class__key=key)
        for participant in participants.select_related("party__unit", "party__office").order_by("pk"):
            owers.append((participant.party.unit, participant.party.office))
    return owers


def _open_duty(
    campaign: Campaign, deadline: Deadline, unit: Unit, office: Office | None, receiver: Office | None
) -> Duty:
    due_on = duty_rules.last_day(deadline.rule, deadline.date)
    duty = duties.open_duty(
        kind=deadline.kind,
        title=deadline.title,
        unit=unit,
        office=office,
        receiver=receiver,
        period=deadline.period,
        opens_on=deadline.opens_on,
        due_on=due_on,
        due_text=duty_rules.as_written(deadline.rule, deadline.date),
        campaign_key=campaign.key,
        deadline_key=deadline.key,
        obligatory=deadline.obligatory,
    )
    if (duty.due_on, duty.title, duty.opens_on) != (due_on, deadline.title, deadline.opens_on):
        duty.due_on, duty.title, duty.opens_on = due_on, deadline.title, deadline.opens_on
        duty.due_text = duty_rules.as_written(deadline.rule, deadline.date)
        duty.save(update_fields=["due_on", "title", "opens_on", "due_text"])
    return duty
