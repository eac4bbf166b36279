"""Use cases of clusters."""

from emulation.clusters.services.copying import copy_years
from emulation.clusters.services.criteria import Criterion, set_criteria
from emulation.clusters.services.forming import (
    Membership,
    create_year,
    edit_year,
    remove_year,
    set_members,
    start_pledge,
)
from emulation.clusters.services.opening import open_scoring, take_back
from emulation.clusters.services.ranking import break_tie, correct, publish
from emulation.clusters.services.scoring import (
    Given,
    conclude,
    reopen,
    return_cross,
    return_self,
    save_scores,
    submit_cross,
    submit_self,
)

__all__ = [
    "Criterion",
    "Given",
    "Membership",
    "break_tie",
    "conclude",
    "copy_years",
    "correct",
    "create_year",
    "edit_year",
    "open_scoring",
    "publish",
    "remove_year",
    "reopen",
    "return_cross",
    "return_self",
    "save_scores",
    "set_criteria",
    "set_members",
    "start_pledge",
    "submit_cross",
    "submit_self",
    "take_back",
]
