"""Making the minutes of a closed session, once."""

from typing import Any

from django.db import transaction

from awards.councils import documents
from awards.councils.models import CouncilSession
from campaign_portal.foundation import audit, files, jobs, paper
from campaign_portal.foundation.models import Installation


@jobs.handler("councils.render_minutes")
def render_minutes(running: jobs.Running, session_id: int) -> dict[str, Any]:
    """Draw the minutes and keep them. They are made once: a job that runs again leaves what is there."""
    session = CouncilSession.objects.select_related("council__office", "campaign", "unit", "chair", "secretary").get(
        pk=session_id
    )
    if session.minutes_id:
        return {"file": str(session.minutes_id)}
    running.step(0, 1, "đang lập biên bản")
    is_demo = Installation.objects.filter(is_demo=True).exists()
    content = paper.to_pdf(documents.minutes(session, is_demo=is_demo))
    with transaction.atomic():
        locked = CouncilSession.objects.select_for_update(of=("self",)).get(pk=session_id)
        if locked.minutes_id is None:
            name = f"Biên bản {session.shown_minutes_number.replace('/', '-')}.pdf"
            locked.minutes = files.store_made(
                content, owner=locked, name=name, content_type="application/pdf", by=running.job.requested_by
            )
            locked.save(update_fields=["minutes"])
            after = {"file": name, "sha256": locked.minutes.sha256}
            audit.record("lập biên bản phiên họp", locked, by=running.job.requested_by, after=after)
    running.step(1, 1)
    return {"file": str(locked.minutes_id)}
