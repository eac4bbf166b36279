"""How far a unit is towards what it was asked.

`sources` finds figures, `facts` brings them together for one target, `progress` judges every target of a campaign,
`board` sets a year's falls beside their plans; `providers` is where rooms above register what they know.
"""

from emulation.targets.selectors.plans import assigned, assignments_to, elapsed_by
from emulation.targets.selectors.progress import (
    Case,
    Progress,
    TargetProgress,
    cases_of,
    progress,
    progress_of,
    working_year,
)

__all__ = [
    "Case",
    "Progress",
    "TargetProgress",
    "assigned",
    "assignments_to",
    "cases_of",
    "elapsed_by",
    "progress",
    "progress_of",
    "working_year",
]
