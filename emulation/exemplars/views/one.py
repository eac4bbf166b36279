"""One story: what it says, what is missing, what may be done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, history, workflow
from campaign_portal.foundation.web import acting
from emulation.exemplars import permissions, services
from emulation.exemplars.forms import AdoptionForm, ReasonForm
from emulation.exemplars.models import Exemplar
from emulation.exemplars.views import load
from emulation.exemplars.workflow import EXEMPLAR_FLOW

STATES = {"draft": "", "waiting": "now", "returned": "wait", "published": "ok", "removed": ""}


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    exemplar = load(request, pk)
    follows = Exemplar.objects.worked_on_by(user).filter(pk=pk).exists()
    may_write, may_publish = permissions.may_write(user, exemplar), permissions.may_publish(user, exemplar)
    is_sent = exemplar.state == Exemplar.State.WAITING
    context = {
        "exemplar": exemplar,
        "pill": STATES[exemplar.state],
        "photos": exemplar.photos.select_related("file"),
        "adoptions": exemplar.adoptions.select_related("unit"),
        "follows": follows,
        "consents": exemplar.consents.select_related("paper") if follows else [],
        "may_edit": may_write and exemplar.is_open,
        "may_consent": may_write or may_publish,
        "may_submit": may_write and exemplar.is_open,
        "may_decide": may_publish and is_sent,
        "may_take_down": may_publish and exemplar.state == Exemplar.State.PUBLISHED,
        "may_reopen": may_write and exemplar.state == Exemplar.State.REMOVED,
        "may_adopt": exemplar.can_spread
        and exemplar.state == Exemplar.State.PUBLISHED
        and permissions.WRITE.holds(user),
        "lacking": _lacking(exemplar, may_write=may_write, may_publish=may_publish),
        "history": history.of(exemplar, request.GET) if follows else None,
    }
    return render(request, "emulation/exemplars/page.html", context)


def _lacking(exemplar: Exemplar, *, may_write: bool, may_publish: bool) -> list[str]:
    """What stands in the way: of sending for the writers, of publishing for both."""
    if not (may_write or may_publish) or exemplar.state in {Exemplar.State.PUBLISHED, Exemplar.State.REMOVED}:
        return []
    return [problem.message for problem in workflow.missing(EXEMPLAR_FLOW, exemplar, "publish")]


@access.requires(permissions.WRITE)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.submit, "Đã gửi duyệt. Nơi công bố thấy bài ở Việc của tôi.")


@access.requires(permissions.WRITE)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.reopen, "Đã mở lại thành bản nháp.")


@access.requires(permissions.PUBLISH)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, services.publish, "Đã công bố. Ai cũng xem được ở trang công khai.")


def _act(request: HttpRequest, pk: int, service: Any, done: str) -> HttpResponse:
    user: Any = request.user
    exemplar = load(request, pk)
    back = reverse("exemplars:page", args=[pk])
    return acting.act(request, lambda: service(exemplar, by=user), done=done, back=back)


# Verb in the address → its step, who takes it, heading, button, what is said when it is done.
REASONED = {
    "tra-lai": ("give_back", "Trả lại để sửa", "Trả lại", "Đã trả lại; nơi viết thấy lý do ở Việc của tôi."),
    "go": ("take_down", "Gỡ khỏi trang công khai", "Gỡ bài", "Đã gỡ; trang công khai không còn bài này."),
    "thoi": ("drop", "Thôi không viết bài này nữa", "Thôi viết", "Đã thôi; bài vẫn mở lại được."),
}


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """A step that wants a reason."""
    user: Any = request.user
    exemplar = load(request, pk)
    step, title, button, done = REASONED[verb]
    if not workflow.open_to(EXEMPLAR_FLOW, exemplar, step, by=user):
        raise Http404
    form = ReasonForm(request.POST or None)
    service = {"give_back": services.give_back, "take_down": services.take_down, "drop": services.drop}[step]
    if acting.carried_out(request, form, lambda: service(exemplar, **form.cleaned_data, by=user)):
        messages.success(request, done)
        return redirect("exemplars:page", pk=pk)
    context = {"exemplar": exemplar, "form": form, "title": title, "button": button}
    return render(request, "emulation/exemplars/form.html", context)


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """That a unit took the model over."""
    user: Any = request.user
    exemplar = load(request, pk)
    if exemplar.state != Exemplar.State.PUBLISHED or not exemplar.can_spread:
        raise Http404
    form = AdoptionForm(request.POST or None, user=user, exemplar=exemplar)
    if acting.carried_out(
        request,
        form,
        lambda: services.record_adoption(
            exemplar,
            form.cleaned_data["taken_by"],
            since=form.cleaned_data["since"],
            note=form.cleaned_data["note"],
            by=user,
        ),
    ):
        messages.success(request, f"Đã ghi {form.cleaned_data['taken_by'].title} nhân rộng.")
        return redirect("exemplars:page", pk=pk)
    context = {"exemplar": exemplar, "form": form, "title": "Ghi nơi nhân rộng", "button": "Lưu nơi nhân rộng"}
    return render(request, "emulation/exemplars/form.html", context)
