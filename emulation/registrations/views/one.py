"""One registration: written, read, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, audit, clock, drafts, files, history, paper, pdf, workflow
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import Draft
from campaign_portal.foundation.web import acting
from campaign_portal.foundation.web.sending import attached
from emulation.people.models import Party
from emulation.registrations import documents, permissions, services
from emulation.registrations.forms import PledgeForm, ReasonForm
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.selectors.board import lateness_of
from emulation.registrations.selectors.completeness import ground_of, items_of, line_of, remarks, told_of, untouched
from emulation.registrations.selectors.rule import award_name, award_remarks, rule_for
from emulation.registrations.selectors.versions import course_of, standing_items
from emulation.registrations.views.loading import load
from emulation.registrations.workflow import REGISTRATION_FLOW

FORM = "registration"


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The form while this person may write, the paper to read otherwise. Opening a household's leaves a line in the
    trail."""
    registration = load(request, pk)
    if registration.party.kind == Party.Kind.HOUSEHOLD:
        audit.look("xem đăng ký của hộ", registration, by=request.user)  # type: ignore[arg-type]
    if registration.state in Registration.EDITABLE and permissions.prepares(request.user, registration):
        return _write(request, registration)
    if request.method == "POST":  # a page left open while the registration went on
        messages.error(
            request, f"Đăng ký đang ở trạng thái “{registration.get_state_display()}”; phần vừa nhập chưa ghi được."
        )
        return redirect("registrations:page", pk=pk)
    return show(request, registration)


def _write(request: HttpRequest, registration: Registration) -> HttpResponse:
    user: Any = request.user
    key = files.owner_key(registration)
    if request.method != "POST":
        draft = Draft.objects.filter(user=user, form_key=FORM, object_key=key).first()
        return _form_page(request, registration, _form(registration, draft.data if draft else None), draft=draft)
    form = _form(registration, request.POST, request.FILES)
    if not form.is_valid():
        drafts.save(user, FORM, key, form.raw())
        return _form_page(request, registration, form, said=True)
    try:
        services.save_registration(registration, form.pledge_data(), by=user)
    except Refused as refused:
        acting.show_in_form(form, refused)
        drafts.save(user, FORM, key, form.raw())
        return _form_page(request, registration, form, said=True)
    drafts.discard(user, FORM, key)
    back = reverse("registrations:page", args=[registration.pk])
    match request.POST.get("viec"):
        case "trinh":
            return acting.act(
                request,
                lambda: services.present(registration, by=user),
                done="Đã trình lãnh đạo. Lãnh đạo xem và ký nộp.",
                back=back,
            )
        case "nop":
            return acting.act(
                request,
                lambda: services.submit(registration, by=user),
                done=f"Đã nộp {registration.receiver or registration.superior}.",
                back=back,
            )
    messages.success(request, "Đã lưu đăng ký.")
    return redirect(back)


def _form(registration: Registration, data: Any = None, uploads: Any = None) -> PledgeForm:
    rule = rule_for(registration.campaign, registration.party)
    return PledgeForm(
        data,
        uploads,
        registration=registration,
        items=items_of(registration),
        ground=ground_of(registration),
        award_offered=rule is not None and rule.award_form is not None,
    )


def _form_page(
    request: HttpRequest,
    registration: Registration,
    form: PledgeForm,
    *,
    draft: Draft | None = None,
    said: bool = False,
) -> HttpResponse:
    rule = rule_for(registration.campaign, registration.party)
    offered = rule.award_form if rule else None
    return render(
        request,
        "emulation/registrations/write.html",
        {
            **_around(request, registration, form.items),
            "form": form,
            "kept_deeds": [item for item in form.items if item.nature == PledgeItem.Nature.DEED],
            "draft": draft,
            "has_plan": any(item.assigned is not None for item in form.items),
            "said": said,
            "award": offered and award_name(offered, registration.campaign, registration.party),
            "award_remarks": award_remarks(offered, registration.campaign, clock.today()) if offered else [],
            **_next_act(request, registration, form),
        },
    )


def _next_act(request: HttpRequest, registration: Registration, form: PledgeForm) -> dict[str, Any]:
    """The primary button, and what still stands in its way."""
    alone = permissions.submits_alone(request.user, registration)
    receiver = registration.receiver or registration.superior
    return {
        "problems": form.problems(),
        "untouched": untouched(registration, form.items, form.told()),
        "act": ("nop", f"Nộp lên {receiver}") if alone else ("trinh", "Trình lãnh đạo xã"),
    }


@access.requires(permissions.HAND_IN)
@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed as it is, and say what still stands between it and the leader's desk."""
    registration = load(request, pk)
    if registration.state not in Registration.EDITABLE or not permissions.prepares(request.user, registration):
        return HttpResponse(status=409)
    form = _form(registration, request.POST)
    drafts.save(request.user, FORM, files.owner_key(registration), form.raw())  # type: ignore[arg-type]
    return render(request, "emulation/registrations/act.html", {"form": form, **_next_act(request, registration, form)})


def show(request: HttpRequest, registration: Registration, **forms: ReasonForm) -> HttpResponse:
    """The paper to read; `forms` are those that were refused: reason_form, amend_form, withdraw_form."""
    user = request.user
    insider = permissions.is_insider(user, registration)
    items = items_of(registration) if insider else standing_items(registration)
    late = lateness_of(registration)
    return render(
        request,
        "emulation/registrations/read.html",
        {
            **_around(request, registration, items),
            "rows": [(item, line_of(item)) for item in items if item.nature != PledgeItem.Nature.DEED],
            "deeds": [item for item in items if item.nature == PledgeItem.Nature.DEED],
            "award": registration.award_form
            and award_name(registration.award_form, registration.campaign, registration.party),
            "award_remarks": award_remarks(registration.award_form, registration.campaign, clock.today())
            if registration.award_form
            else [],
            "may_open_list": registration.escape_list and files.visible_to(user, registration.escape_list),
            "may_submit": workflow.open_to(REGISTRATION_FLOW, registration, "submit", by=user),
            "problems": workflow.missing(REGISTRATION_FLOW, registration, "submit")
            if registration.state == Registration.State.WITH_LEADER
            else (),
            "may_accept": workflow.open_to(REGISTRATION_FLOW, registration, "accept", by=user),
            # Who wrote it down amends it; nobody gives it back to himself.
            "may_return": workflow.open_to(REGISTRATION_FLOW, registration, "return", by=user)
            and not (registration.is_written_for and permissions.stays_at_home(registration)),
            "shows_draft": insider,
            "is_late": late is not None and late.state == "late",
            "days_late": late.days_late if late else 0,
            "versions": course_of(registration),
            "may_amend": workflow.open_to(REGISTRATION_FLOW, registration, "amend", by=user),
            "may_withdraw": workflow.open_to(REGISTRATION_FLOW, registration, "withdraw", by=user),
            "may_register_again": workflow.open_to(REGISTRATION_FLOW, registration, "register_again", by=user),
            "reason_form": ReasonForm(),
            "amend_form": ReasonForm(),
            "withdraw_form": ReasonForm(),
            **forms,
        },
    )


def _untouched_on_paper(registration: Registration, items: list[PledgeItem]) -> list[Problem]:
    """For the leader who signs; the officer reads it beside his button."""
    if registration.state != Registration.State.WITH_LEADER:
        return []
    return untouched(registration, items, told_of(items))


def _around(request: HttpRequest, registration: Registration, items: list[PledgeItem]) -> dict[str, Any]:
    """What stands around the form and the paper alike."""
    return {
        "registration": registration,
        "ground": ground_of(registration),
        "remarks": [
            *remarks(registration, items),
            *(
                f"Nơi nhận yêu cầu, còn như lúc nộp: {left.message}"
                for left in _untouched_on_paper(registration, items)
            ),
        ],
        # What its own people are changing is nobody else's business until they hand it in.
        "history": history.of(registration, request.GET)
        if permissions.is_insider(request.user, registration) or not registration.is_being_amended
        else None,
    }


@access.requires(permissions.SEE)
@require_safe
def form_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The registration as a paper to sign."""
    registration = load(request, pk)
    if registration.party.kind == Party.Kind.HOUSEHOLD:
        audit.look("xem đăng ký của hộ", registration, by=request.user)  # type: ignore[arg-type]
    made = documents.registration_form(registration, standing_items(registration), ground_of(registration))
    try:
        content = paper.to_pdf(made)
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("registrations:page", pk=pk)
    name = f"Đăng ký thi đua {registration.year}, {registration.party}.pdf"
    return attached(content, "application/pdf", name, inline=True)
