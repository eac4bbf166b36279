"""The standards reviews go by, the reviews themselves, and what is compiled of them up the tree."""

from emulation.poverty.models.approvals import ApprovalPart, ReviewApproval, decider_of
from emulation.poverty.models.reviews import (
    CommuneTotal,
    FormNumber,
    ReviewCounts,
    ReviewLine,
    ReviewNote,
    ReviewRow,
    ReviewSet,
)
from emulation.poverty.models.standards import (
    EthnicGroup,
    PovertyCause,
    PovertyStandard,
    PrintedEthnicGroup,
    ProtectedGroup,
    StandardDimension,
    StandardIndicator,
)

__all__ = [
    "ApprovalPart",
    "CommuneTotal",
    "EthnicGroup",
    "FormNumber",
    "PovertyCause",
    "PovertyStandard",
    "PrintedEthnicGroup",
    "ProtectedGroup",
    "ReviewApproval",
    "ReviewCounts",
    "ReviewLine",
    "ReviewNote",
    "ReviewRow",
    "ReviewSet",
    "StandardDimension",
    "StandardIndicator",
    "decider_of",
]
