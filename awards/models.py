"""Gathers the rooms' tables, so that Django finds them under one app."""

from awards.councils.models import Attendance, Council, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.criteria.models import Criterion, CriterionGroup, PendingStandard
from awards.decisions.models import Award, AwardDecision
from awards.dossiers.models import (
    Appraisal,
    Dossier,
    DossierPaper,
    Evidence,
    Finding,
    Hold,
    PriorAward,
    ReturnRequest,
    Submission,
)
from awards.proposals.models import ProposedAward, UpwardProposal
from awards.quotas.models import AwardQuota
from awards.routes.models import AwardOffer, PaperRule, Route, RouteStep

__all__ = [
    "Appraisal",
    "Attendance",
    "Award",
    "AwardDecision",
    "AwardOffer",
    "AwardQuota",
    "Council",
    "CouncilMember",
    "CouncilSession",
    "Criterion",
    "CriterionGroup",
    "Dossier",
    "DossierPaper",
    "Evidence",
    "Finding",
    "Hold",
    "PaperRule",
    "PendingStandard",
    "PriorAward",
    "ProposedAward",
    "Recusal",
    "ReturnRequest",
    "Route",
    "RouteStep",
    "SessionItem",
    "Submission",
    "UpwardProposal",
]
