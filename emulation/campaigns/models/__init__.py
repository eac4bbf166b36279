"""The campaign's own tables. Targets, criteria, routes and papers belong to their rooms and point here."""

from emulation.campaigns.models.plan import (
    Arrangement,
    Campaign,
    CampaignQuerySet,
    CampaignRole,
    Citation,
    Deadline,
    HouseholdTag,
    Milestone,
    Participant,
    ParticipantClass,
    PledgeRule,
)
from emulation.campaigns.models.versions import CampaignVersion

__all__ = [
    "Arrangement",
    "Campaign",
    "CampaignQuerySet",
    "CampaignRole",
    "CampaignVersion",
    "Citation",
    "Deadline",
    "HouseholdTag",
    "Milestone",
    "Participant",
    "ParticipantClass",
    "PledgeRule",
]
