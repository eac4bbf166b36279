"""Gathers the rooms' tables, so that Django finds them under one app."""

from emulation.campaigns.models import (
    Arrangement,
    Campaign,
    CampaignRole,
    Citation,
    Deadline,
    HouseholdTag,
    Milestone,
    Participant,
    ParticipantClass,
    PledgeRule,
)
from emulation.clusters.models import Cluster, ScoreRow, ScoreTable
from emulation.contributions.models import Contribution, ContributionWay
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
    "Arrangement",
    "AwardCondition",
    "AwardForm",
    "BaseSalary",
    "BonusRule",
    "Campaign",
    "CampaignRole",
    "Citation",
    "Cluster",
    "CommuneTotal",
    "Contribution",
    "ContributionWay",
    "CouncilRule",
    "Deadline",
    "Duty",
    "Fulfillment",
    "Household",
    "HouseholdTag",
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
    "PledgeRule",
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
    "ScoreRow",
    "ScoreTable",
    "StatedFigure",
    "Support",
    "Target",
    "TargetAssignment",
    "Unit",
    "UnitMark",
    "UnitName",
    "UnitSuccession",
]
