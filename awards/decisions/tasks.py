"""Making the paper of an issued decision, once."""

from typing import Any

from django.db import transaction

from awards.decisions import documents, selectors
from awards.decisions.models import AwardDecision
from awards.decisions.services.issuing import RENDER
from campaign_portal.foundation import audit, files, jobs, paper
from campaign_portal.foundation.models import Installation


@jobs.handler(RENDER)
def render(running: jobs.Running, decision_id: int) -> dict[str, Any]:
    """Draw the paper from what issuing froze, and keep it. It is made once: a job that runs again leaves what is there.

    Two workers that draw at once draw the same bytes; the row's lock lets one of them keep its file.
    """
    decision = AwardDecision.objects.select_related(
        "authority", "unit", "campaign__unit", "award_form", "session__council__office"
    ).get(pk=decision_id)
    if decision.file_id:
        return {"file": str(decision.file_id)}
    running.step(0, 1, "đang dựng văn bản")
    is_demo = Installation.objects.filter(is_demo=True).exists()
    content = paper.to_pdf(documents.decision_paper(decision, selectors.contents_of(decision), is_demo=is_demo))
    with transaction.atomic():
        locked = AwardDecision.objects.select_for_update(of=("self",)).get(pk=decision_id)
        if locked.file_id is None:
            name = f"Quyết định {decision.shown_number.replace('/', '-')} năm {decision.number_year}.pdf"
            locked.file = files.store_made(
                content, owner=locked, name=name, content_type="application/pdf", by=running.job.requested_by
            )
            locked.save(update_fields=["file"])
            after = {"file": name, "sha256": locked.file.sha256}
            audit.record("lập văn bản quyết định", locked, by=running.job.requested_by, after=after)
    running.step(1, 1)
    return {"file": str(locked.file_id)}
