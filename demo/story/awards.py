"""The awards of the year: dossiers of nine communes, their appraisal, the council, the decision."""

from demo.story import appraisals, decision, submissions
from demo.story.playing import Act


def acts() -> list[Act]:
    return [*submissions.acts(), *appraisals.acts(), *decision.acts()]
