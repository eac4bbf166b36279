"""The standards reviews go by, and the reviews themselves."""

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
    "CommuneTotal",
    "EthnicGroup",
    "FormNumber",
    "PovertyCause",
    "PovertyStandard",
    "PrintedEthnicGroup",
    "ProtectedGroup",
    "ReviewCounts",
    "ReviewLine",
    "ReviewNote",
    "ReviewRow",
    "ReviewSet",
    "StandardDimension",
    "StandardIndicator",
]
