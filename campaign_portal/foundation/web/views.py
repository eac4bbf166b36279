"""Pages that belong to no room: files, background work, errors."""

import math

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, clock, files, jobs
from campaign_portal.foundation.models import Job, StoredFile
from campaign_portal.foundation.web.door import only_asks
from campaign_portal.foundation.web.middleware import NotText


def locked_out(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """Ten wrong passwords for one account from one place; other places are not locked."""
    return render(request, "foundation/locked_out.html", status=429)


@access.requires(access.SIGNED_IN)
@require_safe
def download(request: HttpRequest, pk: str) -> FileResponse:
    """A stored file, to whoever may see its owner; to others it does not exist."""
    file = get_object_or_404(StoredFile, pk=pk)
    if not files.visible_to(request.user, file):
        raise Http404
    files.note_opening(request.user, file)  # type: ignore[arg-type]
    inline = file.content_type == "application/pdf" or file.content_type.startswith("image/")
    return FileResponse(
        file.content.open("rb"),
        as_attachment=not (inline and "xem" in request.GET),
        filename=file.name,
        content_type=file.content_type,
    )


@only_asks
@access.requires(access.SIGNED_IN)
@require_safe
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a piece of background work is; the page asks every second and reloads when it is over."""
    job = get_object_or_404(Job, pk=pk)
    if not jobs.visible_to(request.user, job):
        raise Http404
    response = render(request, "foundation/job_progress.html", {"job": job, "seconds_left": seconds_left(job)})
    if job.is_over:
        response["HX-Refresh"] = "true"
    return response


def seconds_left(job: Job) -> int | None:
    """A guess from the pace so far; None while there is nothing to guess from."""
    if not (job.started_at and job.steps_done and job.steps_total) or job.is_over:
        return None
    spent = (clock.real_now() - job.started_at).total_seconds()
    return math.ceil(spent / job.steps_done * (job.steps_total - job.steps_done))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "foundation/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"says": str(exception), "explained": access.why_nothing_opens(getattr(request, "user", None))}
    return render(request, "foundation/refused.html", context, status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too long, in too many parts, or not text. Django's own sentences are English: they are not shown."""
    says = str(exception) if isinstance(exception, NotText) else TOO_MUCH.get(type(exception), "")
    return render(request, "foundation/unreadable.html", {"says": says}, status=400)


TOO_MUCH: dict[type[Exception], str] = {
    RequestDataTooBig: "Phần chữ dài quá mức nhận được trong một lần; xin rút ngắn, hoặc kèm thành tệp.",
    TooManyFieldsSent: "Biểu có quá nhiều ô; xin gửi làm nhiều lần.",
    TooManyFilesSent: "Có quá nhiều tệp; xin gửi làm nhiều lần.",
}


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret is another one: the page is older than this sign-in, or the browser keeps no cookies."""
    return render(request, "foundation/stale.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "foundation/broken.html", status=500)
