"""A draft: its situation, its whole text, the amending paper; launching it, throwing it away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, history, quantities
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting, stepping_up
from campaign_portal.shell.definition import drafting, enacting
from campaign_portal.shell.definition.checking import Checked, check
from campaign_portal.shell.definition.checklist import CLAUSE, Want, wants
from campaign_portal.shell.definition.copying import reminders, years_of
from campaign_portal.shell.definition.forms import DocumentForm, TextForm
from campaign_portal.shell.definition.outline import Kind, sections
from campaign_portal.shell.definition.part_form import in_words, labels_of
from campaign_portal.shell.definition.reading import FileFault
from campaign_portal.shell.definition.syntax import BadSyntax
from campaign_portal.shell.definition.wording import place_in_words
from campaign_portal.shell.definition.writing import values_of
from emulation.campaigns import permissions, services
from emulation.campaigns.models import CampaignVersion

ROOM = 12  # empty lines at the end of the whole text, to write on
SHOWN = 200  # faults on a page; more are counted


def load(request: HttpRequest, pk: int) -> CampaignVersion:
    """A draft of a unit whose campaigns this person prepares; for anybody else there is no such page."""
    rows = CampaignVersion.objects.visible_to(request.user).in_hand()
    return get_object_or_404(rows.select_related("unit", "campaign", "copied_from", "saved_by", "made_by"), pk=pk)


def seen(request: HttpRequest) -> int:
    """The number of the save that the page was drawn from."""
    return quantities.row_id(request.POST.get("lan", "")) or 0


@access.requires(permissions.PREPARE)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    draft = load(request, pk)
    checked = check(draft.text, key=draft.campaign_key)
    may_decide = permissions.may_decide(request.user, draft)
    obstacles = enacting.obstacles(draft, checked)
    context = {
        "draft": draft,
        "checked": checked,
        "clause": CLAUSE,
        "wants": [(want, _where(draft, want)) for want in wants(checked, draft)],
        "faults": [_told(draft, checked, fault) for fault in checked.faults[:SHOWN]],
        "more_faults": max(0, len(checked.faults) - SHOWN),
        "parts": _parts(draft, checked),
        "reminders": _reminders(draft, checked),
        "may_decide": may_decide,
        "obstacles": obstacles,
        "history": history.of(draft, request.GET),
    }
    return render(request, "shell/definition/draft.html", context)


def _told(draft: CampaignVersion, checked: Checked, fault: FileFault) -> dict[str, Any]:
    """A fault in the words of the forms, and the form where it is mended."""
    node = sections().get(str(fault.path[0])) if fault.path else None
    return {
        "line": fault.line,
        "place": place_in_words(fault.path),
        "message": in_words(fault.message, labels_of(node) if node else {}),
        "where": where_to_mend(draft, checked, fault),
    }


def _parts(draft: CampaignVersion, checked: Checked) -> list[dict[str, Any]]:
    parts = []
    for key, node in sections().items():
        raw = checked.values.get(key)
        count = len(raw) if node.kind == Kind.ROWS and isinstance(raw, list) else None
        parts.append(
            {
                "key": key,
                "title": node.label,
                "count": count,
                "is_there": raw not in (None, [], {}),
                "faults": len(checked.of(key)),
                "is_list": node.kind == Kind.ROWS,
                "required": node.required,
            }
        )
    return parts


def _reminders(draft: CampaignVersion, checked: Checked) -> list[dict[str, Any]]:
    """Of a copy: where old years are still named."""
    if draft.copied_from is None or draft.campaign_id is not None:
        return []
    try:
        old = years_of(values_of(draft.copied_from.text))
    except BadSyntax:
        return []
    return [
        {"section": found.section, "label": sections()[found.section].label, "title": found.title, "years": found.years}
        for found in reminders(checked.values, old)
    ]


def _where(draft: CampaignVersion, want: Want) -> str:
    if want.section in ("text", "document"):
        return reverse(f"campaigns:{want.section}", args=[draft.pk])
    return reverse("campaigns:section", args=[draft.pk, want.section])


def where_to_mend(draft: CampaignVersion, checked: Checked, fault: FileFault) -> str:
    """The form of the entry that a fault is in; the whole text where there is none."""
    path = fault.path
    if checked.is_readable and path and path[0] in sections():
        if len(path) > 1 and isinstance(path[1], int) and drafting.is_list(str(path[0])):
            return reverse("campaigns:item", args=[draft.pk, path[0], path[1]])
        return reverse("campaigns:section", args=[draft.pk, path[0]])
    return f"{reverse('campaigns:text', args=[draft.pk])}#dong-{fault.line}"


@access.requires(permissions.PREPARE)
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text, with every fault and its line; saved as typed."""
    draft = load(request, pk)
    user: User = request.user  # type: ignore[assignment]
    form = TextForm(request.POST or None, initial={"text": draft.text})
    revision = draft.revision
    if request.method == "POST" and form.is_valid():
        try:
            draft = drafting.save_text(draft, form.cleaned_data["text"], seen=seen(request), by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            count = len(check(draft.text, key=draft.campaign_key).faults)
            said = f"Đã lưu. Còn {count} chỗ phải sửa, kê ở dưới." if count else "Đã lưu. Toàn văn không còn chỗ sai."
            messages.success(request, said)
            return redirect("campaigns:text", draft.pk)
    shown = str(form["text"].value() or "").replace("\r\n", "\n")
    checked = check(shown, key=draft.campaign_key)
    lines = shown.split("\n")
    form.fields["text"].widget.attrs["rows"] = len(lines) + ROOM  # as tall as its text: the numbers stand beside it
    context = {
        "draft": draft,
        "form": form,
        "revision": revision,
        "lines": [*lines, *[""] * ROOM],
        "faults": checked.faults[:SHOWN],
        "more_faults": max(0, len(checked.faults) - SHOWN),
    }
    return render(request, "shell/definition/text.html", context)


@access.requires(permissions.PREPARE)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper an amendment stands in."""
    draft = load(request, pk)
    if draft.campaign_id is None:
        return redirect("campaigns:section", draft.pk, "campaign")
    form = DocumentForm.of(draft, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_document(draft, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu văn bản sửa đổi.")
            return redirect("campaigns:draft", draft.pk)
    return render(request, "shell/definition/document.html", {"draft": draft, "form": form})


@access.requires(permissions.DECIDE)
@require_POST
@stepping_up.confirmed("đưa một bản định nghĩa phong trào vào hiệu lực")
def enact(request: HttpRequest, pk: int) -> HttpResponse:
    draft = load(request, pk)
    user: User = request.user  # type: ignore[assignment]
    try:
        campaign = enacting.enact(draft, seen=seen(request), by=user)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
        return redirect("campaigns:draft", pk)
    said = "Đã sửa đổi phong trào" if draft.campaign_id else "Đã phát động phong trào"
    messages.success(request, f"{said} “{campaign.short_name}”; việc phải làm của từng đơn vị đã theo kế hoạch này.")
    return redirect("campaigns:versions", campaign.key)


@access.requires(permissions.PREPARE)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = load(request, pk)
    return acting.act(
        request,
        lambda: services.discard_draft(draft, by=request.user),  # type: ignore[arg-type]
        done="Đã bỏ dự thảo.",
        back=reverse("campaigns:index"),
    )


@access.requires(permissions.PREPARE)
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a file, right or wrong."""
    draft = load(request, pk)
    answer = HttpResponse(draft.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{draft.campaign_key}-du-thao.yaml"'
    return answer
