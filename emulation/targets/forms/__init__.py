"""A figure taken over from a paper, a ruling, and the grid of assigned figures."""

from emulation.targets.forms.assigning import AgainForm, SheetForm, StartForm
from emulation.targets.forms.figures import RulingForm, StatedForm

__all__ = ["AgainForm", "RulingForm", "SheetForm", "StartForm", "StatedForm"]
