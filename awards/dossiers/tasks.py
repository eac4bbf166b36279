"""Background work of dossiers: the papers the product makes when a submission is handed in."""

from typing import Any

from awards.dossiers import documents, services
from awards.dossiers.models import Submission
from campaign_portal.foundation import jobs, paper
from campaign_portal.foundation.models import Installation


@jobs.handler("dossiers.render_papers")
def render_papers(running: jobs.Running, submission_id: int) -> dict[str, Any]:
    """Make what is lacking, one paper at a time; run again, it makes only what is still lacking."""
    submission = Submission.objects.select_related(
        "campaign__unit", "campaign__standard", "route__award_form", "proposer__unit", "authority__unit", "unit"
    ).get(pk=submission_id)
    is_demo = Installation.objects.filter(is_demo=True).exists()
    rules = services.papers_to_make(submission)
    made = []
    for done, rule in enumerate(rules):
        running.step(done, len(rules), f"Đang lập {rule.name}.")
        content = paper.to_pdf(documents.BUILDERS[rule.kind](submission, is_demo=is_demo))
        name = f"{rule.name} {submission.letter_number.replace('/', '-')}.pdf"
        if services.keep_made_paper(submission, rule, content, name=name):
            made.append(rule.kind)
    running.step(len(rules), len(rules), "Đã lập xong.")
    return {"made": made}
