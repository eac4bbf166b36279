"""A unit's compilation of one period: its page and its buttons."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, history, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.poverty import permissions
from emulation.poverty.forms import GiveBackForm, PublishForm, ReopenForm, SanctionForm, SendUpForm
from emulation.poverty.models import ReviewApproval
from emulation.poverty.selectors import approvals as selectors
from emulation.poverty.selectors import series
from emulation.poverty.selectors.lists import standard_of_year
from emulation.poverty.services import approvals
from emulation.poverty.views.pictures import pictures_of
from emulation.poverty.workflow import APPROVAL_FLOW
from emulation.territory.models import Unit

State = ReviewApproval.State


def load(request: HttpRequest, pk: int) -> ReviewApproval:
    """A compilation this person may see; any other does not exist."""
    seen = ReviewApproval.objects.visible_to(request.user).select_related(
        "unit__parent", "unit__province", "standard", "corrects", "submitted_by", "paper", "publication_paper"
    )
    return get_object_or_404(seen, pk=pk)


@access.requires(permissions.COMPILE)
@require_POST
def begin(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    """Begin a unit's compilation and go to it."""
    place = get_object_or_404(Unit.objects.select_related("parent"), pk=unit)
    if not series.may_see(request.user, place):
        raise Http404
    standard = standard_of_year(int(period[:4])) if period[:4].isascii() and period[:4].isdigit() else None
    if standard is None:
        raise Http404
    try:
        made = approvals.begin(place, period, standard, by=_user(request))
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
        return redirect("poverty:index")
    return redirect("poverty:compilation", made.pk)


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, approval: int) -> HttpResponse:
    return _show(request, load(request, approval))


def _show(request: HttpRequest, approval: ReviewApproval, *, status: int = 200, **forms: Any) -> HttpResponse:
    user = request.user
    compiled = selectors.compilation_of(approval.unit, approval.period, approval.standard)
    may = {name: workflow.open_to(APPROVAL_FLOW, approval, name, by=user) for name in APPROVAL_FLOW.by_name}
    covered = list(selectors.leaf_parts(approval).values_list("review__unit_id", flat=True)) if approval.sending else []
    above = approval.unit.parent if approval.decider != approval.unit else None
    context = {
        "approval": approval,
        "compiled": compiled if approval.is_current else None,
        "pill": selectors.PILLS[approval.state],
        "stage": compiled.stage if approval.is_current else None,
        "old": list(selectors.covered_figures(approval).values()) if not approval.is_current else [],
        "due": selectors.compilation_due(approval.unit, approval.period),
        "above": above,
        "changes": compiled.changes if approval.is_current else [],
        "base": selectors.base_of(approval) if approval.is_current else None,
        "replaced": selectors.replaced_since(approval.corrects or approval),
        "versions": _versions(approval),
        "may": may,
        "missing_to_send": [p.message for p in workflow.missing(APPROVAL_FLOW, approval, "submit")]
        if may["submit"]
        else [],
        "missing_to_approve": [p.message for p in workflow.missing(APPROVAL_FLOW, approval, "approve")]
        if may["approve"]
        else [],
        "locked_above": [p.message for p in workflow.missing(APPROVAL_FLOW, approval, "reopen")]
        if may["reopen"]
        else [],
        "send_form": SendUpForm(),
        "give_back_form": GiveBackForm(covered=covered),
        "sanction_form": SanctionForm(),
        "publish_form": PublishForm(),
        "reopen_form": ReopenForm(covered=covered),
        "pictures": pictures_of(selectors.reviews_of(approval)),
        "history": history.of(approval, request.GET),
        **forms,
    }
    return render(request, "emulation/poverty/approval.html", context, status=status)


def _versions(approval: ReviewApproval) -> list[ReviewApproval]:
    same = ReviewApproval.objects.filter(
        unit=approval.unit_id, period=approval.period, standard=approval.standard_id
    ).order_by("-version")
    return list(same) if approval.version > 1 or not approval.is_current else []


@access.requires(permissions.SANCTION)
@require_POST
def submit(request: HttpRequest, approval: int) -> HttpResponse:
    row = load(request, approval)
    form = SendUpForm(request.POST)
    to = row.decider.title if row.decider != row.unit else f"lãnh đạo {row.unit.title}"
    return _with_form(
        request, row, "submit", "send_form", form, lambda data: approvals.submit(row, by=_user(request), **data),
        done=f"Đã trình {to}.",
    )  # fmt: skip


@access.requires(permissions.SANCTION)
@require_POST
def recall(request: HttpRequest, approval: int) -> HttpResponse:
    row = load(request, approval)
    return acting.act(
        request,
        lambda: approvals.recall(row, by=_user(request)),
        done="Đã rút về. Sửa xong thì trình lại.",
        back=_page(row),
    )


@access.requires(permissions.SANCTION)
@require_POST
def give_back(request: HttpRequest, approval: int) -> HttpResponse:
    row = load(request, approval)
    form = GiveBackForm(request.POST, covered=_covered(row))
    return _with_form(
        request, row, "return", "give_back_form", form,
        lambda data: approvals.return_approval(row, by=_user(request), **data), done=f"Đã trả lại {row.unit.title}.",
    )  # fmt: skip


@access.requires(permissions.SANCTION)
@require_POST
def sanction(request: HttpRequest, approval: int) -> HttpResponse:
    row = load(request, approval)
    form = SanctionForm(request.POST, request.FILES)
    return _with_form(
        request, row, "approve", "sanction_form", form,
        lambda data: approvals.approve(row, by=_user(request), **data), done=f"Đã phê duyệt {row}.",
    )  # fmt: skip


@access.requires(permissions.SANCTION)
@require_POST
def publish(request: HttpRequest, approval: int) -> HttpResponse:
    row = load(request, approval)
    form = PublishForm(request.POST, request.FILES)
    return _with_form(
        request, row, "publish", "publish_form", form,
        lambda data: approvals.publish(row, by=_user(request), **data),
        done="Đã công bố. Mọi người đăng nhập đều xem được.",
    )  # fmt: skip


@access.requires(permissions.SANCTION)
@require_POST
def reopen(request: HttpRequest, approval: int) -> HttpResponse:
    """To the new version that takes its place."""
    row = load(request, approval)
    form = ReopenForm(request.POST, covered=_covered(row))
    return _with_form(
        request, row, "reopen", "reopen_form", form, lambda data: approvals.reopen(row, by=_user(request), **data),
        done=f"Đã mở lại. Lần {row.version} giữ nguyên để đối chiếu.",
    )  # fmt: skip


def _covered(row: ReviewApproval) -> list[int]:
    return list(selectors.leaf_parts(row).values_list("review__unit_id", flat=True))


def _with_form(
    request: HttpRequest,
    row: ReviewApproval,
    step: str,
    name: str,
    form: Any,
    service: Callable[[dict[str, Any]], ReviewApproval],
    *,
    done: str,
) -> HttpResponse:
    """A refusal shows beside its field; at the top, once the step is open no more."""
    if form.is_valid():
        try:
            made = service(form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, done)
            # A district whose compilation is given back may be out of sight until it is sent again.
            seen = ReviewApproval.objects.visible_to(request.user).filter(pk=made.pk).exists()
            return redirect("poverty:compilation", made.pk if seen else row.pk)
    row = load(request, row.pk)
    if not workflow.open_to(APPROVAL_FLOW, row, step, by=_user(request)):
        acting.tell_errors(request, form)
    return _show(request, row, status=422, **{name: form})


def _user(request: HttpRequest) -> Any:
    return request.user


def _page(row: ReviewApproval) -> str:
    return reverse("poverty:compilation", args=[row.pk])
