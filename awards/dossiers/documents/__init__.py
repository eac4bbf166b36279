"""Papers of a submission: its letter, its list, and the draft of a nominee's report (awards-law (c), forms.md)."""

from collections.abc import Callable

from awards.dossiers import rules
from awards.dossiers.documents.letter import submission_letter
from awards.dossiers.documents.report import achievement_report
from awards.dossiers.documents.shared import counted_natures
from awards.dossiers.documents.summary_list import summary_list
from campaign_portal.foundation.paper import Paper

# What the product makes when a submission is handed in, by the kind of the paper rule.
BUILDERS: dict[str, Callable[..., Paper]] = {
    rules.SUBMISSION_LETTER: submission_letter,
    rules.SUMMARY_LIST: summary_list,
}

__all__ = ["BUILDERS", "achievement_report", "counted_natures", "submission_letter", "summary_list"]
