"""What people type of registrations."""

from emulation.registrations.forms.pledge import PledgeForm
from emulation.registrations.forms.returning import ReasonForm, ReturnForm

__all__ = ["PledgeForm", "ReasonForm", "ReturnForm"]
