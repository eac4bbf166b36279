"""What can be asked of a campaign, and how a result stands to it: pure functions.

`indicators` is the catalogue, `language` the shape of a target and which shapes make no sense, `judging` the one
arithmetic of conditions, `goals` a whole target judged on facts, `wording` how all of it is written.
"""

from emulation.targets.rules import wording
from emulation.targets.rules.indicators import (
    ESCAPED,
    HELPED,
    INDICATORS,
    NEAR_POOR_FALL,
    POOR_FALL,
    POVERTY_RATE_FALL,
    REGISTERED_TO_ESCAPE,
    RELAPSE_RATE,
    IndicatorSpec,
)
from emulation.targets.rules.judging import attainment, evaluate, multiple
from emulation.targets.rules.verdicts import VERDICT_WORDS, Evaluation, Verdict
from emulation.targets.rules.wording import figure_text, places_apart

__all__ = [
    "ESCAPED",
    "HELPED",
    "INDICATORS",
    "NEAR_POOR_FALL",
    "POOR_FALL",
    "POVERTY_RATE_FALL",
    "REGISTERED_TO_ESCAPE",
    "RELAPSE_RATE",
    "VERDICT_WORDS",
    "Evaluation",
    "IndicatorSpec",
    "Verdict",
    "attainment",
    "evaluate",
    "figure_text",
    "multiple",
    "places_apart",
    "wording",
]
