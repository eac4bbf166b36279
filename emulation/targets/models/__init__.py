from emulation.targets.models.assigning import AssignmentLine, AssignmentSheet
from emulation.targets.models.targets import Indicator, Measurement, Ruling, StatedFigure, Target, TargetAssignment

__all__ = [
    "AssignmentLine",
    "AssignmentSheet",
    "Indicator",
    "Measurement",
    "Ruling",
    "StatedFigure",
    "Target",
    "TargetAssignment",
]
