"""Writing gifts down, confirming them by a paper, correcting and withdrawing them, saying for whom they were."""

from emulation.contributions.services.changing import correct, name_households, withdraw
from emulation.contributions.services.donors import describe, donor_of
from emulation.contributions.services.papers import confirm
from emulation.contributions.services.recording import record_contribution

__all__ = ["confirm", "correct", "describe", "donor_of", "name_households", "record_contribution", "withdraw"]
