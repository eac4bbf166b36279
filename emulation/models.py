"""Gathers the rooms' tables, so that Django finds them under one app."""

from emulation.campaigns.models import Campaign, CampaignRole, Deadline, Milestone, Participant, ParticipantClass
from emulation.contributions.models import Contribution
from emulation.duties.models import Duty, Fulfillment
from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.models import Appointment, Office, OfficeSuccession, Party
from emulation.poverty.models import CommuneTotal, PovertyStandard, ReviewNote, ReviewRow, ReviewSet
from emulation.regimes.models import AwardCondition, AwardForm, BaseSalary, BonusRule, CouncilRule, LegalBasis, Regime
from emulation.registrations.models import PledgeItem, Registration, RegistrationRule
from emulation.targets.models import Indicator, Measurement, Ruling, StatedFigure, Target, TargetAssignment
from emulation.territory.models import (
    Reorganization,
    ReorganizationLedger,
    Unit,
    UnitMark,
    UnitName,
    UnitSuccession,
)

__all__ = [
    "Appointment",
    "AwardCondition",
    "AwardForm",
    "BaseSalary",
    "BonusRule",
    "Campaign",
    "CampaignRole",
    "CommuneTotal",
    "Contribution",
    "CouncilRule",
    "Deadline",
    "Duty",
    "Fulfillment",
    "Household",
    "HouseholdYear",
    "Indicator",
    "LegalBasis",
    "Measurement",
    "Milestone",
    "Office",
    "OfficeSuccession",
    "Participant",
    "ParticipantClass",
    "Party",
    "PledgeItem",
    "PovertyStandard",
    "Regime",
    "Registration",
    "RegistrationRule",
    "Reorganization",
    "ReorganizationLedger",
    "ReviewNote",
    "ReviewRow",
    "ReviewSet",
    "Ruling",
    "StatedFigure",
    "Support",
    "Target",
    "TargetAssignment",
    "Unit",
    "UnitMark",
    "UnitName",
    "UnitSuccession",
]
