"""Forms of clusters."""

from emulation.clusters.forms.forming import CriteriaForm, DaysForm, MembersForm, NewYearForm
from emulation.clusters.forms.pledge import ClusterPledgeForm, SignForm
from emulation.clusters.forms.scoring import GiveBackForm, PublishForm, ReasonForm, SheetForm, TieForm

__all__ = [
    "ClusterPledgeForm",
    "CriteriaForm",
    "DaysForm",
    "GiveBackForm",
    "MembersForm",
    "NewYearForm",
    "PublishForm",
    "ReasonForm",
    "SheetForm",
    "SignForm",
    "TieForm",
]
