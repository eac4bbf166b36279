"""What is written about targets: planned figures given downwards, typed figures, rulings."""

from emulation.targets.services.assigning import (
    Decision,
    assign,
    assign_again,
    drop_sheet,
    issue_sheet,
    save_sheet,
    start_sheet,
)
from emulation.targets.services.figures import measure, rule, state_figure

__all__ = [
    "Decision",
    "assign",
    "assign_again",
    "drop_sheet",
    "issue_sheet",
    "measure",
    "rule",
    "save_sheet",
    "start_sheet",
    "state_figure",
]
