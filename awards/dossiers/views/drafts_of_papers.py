"""Papers as drafts: Word to go on writing in, PDF to look at. Nothing is kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from campaign_portal.foundation import paper, pdf
from campaign_portal.foundation.models import Installation

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def is_demo() -> bool:
    return Installation.objects.filter(is_demo=True).exists()


def answer(request: HttpRequest, built: paper.Paper, name: str, ending: str, *, back: str) -> HttpResponse:
    """One draft as a file; when it can't be drawn, the page says why."""
    if ending not in TYPES:
        raise Http404
    try:
        content: Any = paper.to_pdf(built) if ending == "pdf" else paper.to_docx(built)
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect(back)
    disposition = content_disposition_header(ending == "docx", f"{name} (dự thảo).{ending}") or ""
    return HttpResponse(content, content_type=TYPES[ending], headers={"Content-Disposition": disposition})
