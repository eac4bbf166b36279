"""Whom a participant registers with: the campaign's rule answers, nobody chooses (S3 III.2)."""

import datetime as dt

from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.campaigns.selectors import office_in_role, participant_of
from emulation.people.models import Office, Party
from emulation.people.selectors import office_doing
from emulation.regimes.models import AwardForm, Certainty
from emulation.regimes.selectors import regime_on
from emulation.registrations.models import Registration, RegistrationRule
from emulation.targets.selectors import working_year
from emulation.territory.models import Level, Unit


def class_of(campaign: Campaign, party: Party) -> ParticipantClass | None:
    """The class a party takes part in: where it is enrolled, or the class of its level (a hamlet)."""
    if party.pk and (participant := participant_of(campaign, party)):
        return participant.participant_class
    if party.kind == Party.Kind.UNIT:
        return campaign.classes.filter(party_kind=Party.Kind.UNIT, unit_level=party.unit.level).first()
    return None


def rule_for(campaign: Campaign, party: Party, part: ParticipantClass | None = None) -> RegistrationRule | None:
    """The rule of the party's class; `part` is the class of one that takes part in none yet.

    A household registers with its hamlet where the plan says nothing of it: to escape poverty of its own will is a
    criterion of plans that rule no registration (S0 III-TC 4.2, S1 III.1.đ). Such a rule is not saved.
    """
    part = class_of(campaign, party) or part
    if part is None:
        return None
    found = (
        RegistrationRule.objects.filter(participant_class=part)
        .select_related("participant_class", "award_form", "campaign__unit")
        .first()
    )
    if found is None and part.party_kind == Party.Kind.HOUSEHOLD:
        return RegistrationRule(campaign=campaign, participant_class=part, superior=RegistrationRule.Superior.OWN_UNIT)
    return found


def superior_of(rule: RegistrationRule, party: Party) -> Unit:
    """A collective registers with its direct superior, a person or household with its hamlet or commune (S3 III.2).

    The superior of an agency or an organisation is the unit it belongs to. Raises Refused where there is none.
    """
    if rule.superior == RegistrationRule.Superior.OWN_UNIT or party.kind != Party.Kind.UNIT:
        return party.unit
    if party.unit.parent is None:
        raise Refused(f"{party} không có cấp trên trực tiếp để đăng ký.")
    return party.unit.parent


def receiver_of(rule: RegistrationRule, superior: Unit, on: dt.date) -> Office | None:
    """The office the plan names; where it names none, the superior's own committee, or the hamlet's head."""
    if rule.through_role:
        return office_in_role(rule.campaign, rule.through_role)
    return office_doing("hamlet" if superior.level == Level.HAMLET else "leadership", superior, on)


def registration_of(campaign: Campaign, party: Party) -> Registration | None:
    if party.pk is None:
        return None
    return (
        Registration.objects.filter(campaign=campaign, party=party, year=working_year(campaign))
        .select_related("party__unit", "party__office", "participant_class", "superior", "receiver", "award_form")
        .first()
    )


# --- The award aimed for ------------------------------------------------------------------------------------------


def award_unit(form: AwardForm, campaign: Campaign, party: Party) -> Unit | None:
    """Whose committee gives an award of this form to this party."""
    return {"province": campaign.unit.province, "district": campaign.unit.district, "commune": party.unit.commune}.get(
        form.level
    )


def award_name(form: AwardForm, campaign: Campaign, party: Party) -> str:
    """ "Cờ thi đua của Ủy ban nhân dân tỉnh Lào Cai"."""
    unit = award_unit(form, campaign, party)
    return form.name_for(unit.title) if unit else form.short_name


def award_remarks(form: AwardForm, campaign: Campaign, on: dt.date) -> list[str]:
    """What to know before aiming for an award, in a commune's words: whose standard it is, whether the product holds
    it, and that the law behind it was not read in its own text. How sure each rule is stands in the catalogues."""
    remarks = []
    if form.level != campaign.unit.level:
        by = f" ({campaign.parent_document})" if campaign.parent_document else ""
        remarks.append(f"Tiêu chuẩn do cấp trên quy định{by}: chưa nạp vào phần mềm. Việc đăng ký vẫn nhận.")
    regime = regime_on(on)
    if form.certainty != Certainty.READ or (regime and regime.certainty != Certainty.READ):
        remarks.append("Phần mềm chưa đối chiếu quy định về hình thức này với văn bản gốc; cần thì hỏi nơi nhận.")
    return remarks
