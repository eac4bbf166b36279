"""Making the paper of a Tờ trình that was sent, once."""

from typing import Any

from django.db import transaction

from awards.proposals import documents
from awards.proposals.models import UpwardProposal
from awards.proposals.services import RENDER
from campaign_portal.foundation import audit, files, jobs, paper
from campaign_portal.foundation.models import Installation


@jobs.handler(RENDER)
def render(running: jobs.Running, proposal_id: int) -> dict[str, Any]:
    """Run again, it leaves the file that is there."""
    rows = UpwardProposal.objects.select_related(
        "authority__unit", "unit", "campaign__unit", "award_form", "session__council__office"
    )
    proposal = rows.get(pk=proposal_id)
    if proposal.file_id:
        return {"file": str(proposal.file_id)}
    is_demo = Installation.objects.filter(is_demo=True).exists()
    content = paper.to_pdf(documents.letter(proposal, is_demo=is_demo))
    with transaction.atomic():
        locked = UpwardProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
        if locked.file_id is None:
            name = f"Tờ trình {locked.letter_number.replace('/', '-')}.pdf"
            by = running.job.requested_by
            locked.file = files.store_made(content, owner=locked, name=name, content_type="application/pdf", by=by)
            locked.save(update_fields=["file"])
            audit.record("lập văn bản tờ trình", locked, by=by, after={"file": name, "sha256": locked.file.sha256})
    return {"file": str(locked.file_id)}
