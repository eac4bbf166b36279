"""Forms of clusters."""

from emulation.clusters.forms.forming import CriteriaForm, DaysForm, MembersForm, NewYearForm
from emulation.clusters.forms.scoring import GiveBackForm, PublishForm, ReasonForm, SheetForm, TieForm

__all__ = [
    "CriteriaForm",
    "DaysForm",
    "GiveBackForm",
    "MembersForm",
    "NewYearForm",
    "PublishForm",
    "ReasonForm",
    "SheetForm",
    "TieForm",
]
