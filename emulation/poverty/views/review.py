"""The grid of one review: read it, type into it, begin it."""

import json
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, clock, history, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web import acting
from emulation.people.models import Role
from emulation.poverty import permissions
from emulation.poverty.forms import CorrectionForm, DecisionForm, ReasonForm, ReturnForm
from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.poverty.rules import tabs
from emulation.poverty.selectors import approvals, neighbours, versions
from emulation.poverty.selectors.lists import STATE_PILLS, receiver_of, review_periods, standard_of_year
from emulation.poverty.selectors.sheet import Sheet, previous_name, sheet_of, short_name
from emulation.poverty.services import entry
from emulation.poverty.views import grid
from emulation.poverty.views.pictures import Picture, pictures_of
from emulation.poverty.workflow import REVIEW_FLOW
from emulation.territory.models import Level, Unit
from emulation.territory.selectors import hamlets_of

Forms = dict[str, Any]


def load(request: HttpRequest, pk: int) -> ReviewSet:
    """A review this person may see; any other does not exist."""
    visible = ReviewSet.objects.visible_to(request.user).select_related(
        "unit", "standard", "district", "province", "submitted_by"
    )
    return get_object_or_404(visible, pk=pk)


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The review, to type in for the commune's officer while it is in his hands, to read for everybody else."""
    return show(request, load(request, pk))


def show(request: HttpRequest, review: ReviewSet, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; `forms` brings back one that was not accepted, with what was typed."""
    marked = request.GET.get("o", "")
    sheet = sheet_of(review)
    tab = tabs.tab_holding(sheet.breakdown, marked) or tabs.tab_named(sheet.breakdown, request.GET.get("bang", ""))
    tab = tabs.of_list(tab) if review.is_opening else tab
    row_ids = _visible_rows(request, review)
    shown = grid.Grid(sheet, tab, marked=marked, row_ids=row_ids)
    context = {
        **_says(request, sheet, row_ids),
        "grid": shown,
        "tabs": grid.tab_links(sheet, tab, row_ids),
        "previous": previous_name(review),
        "marked_name": sheet.described(marked) if marked in tab.fields else "",
        "seen": json.dumps({line.id: {c.field: c.text for c in line.cells if not c.is_locked} for line in shown.lines}),
        "history": history.of(review, request.GET) if row_ids is None else None,
        "pictures": _pictures(review) if row_ids is None else [],
        "stage": approvals.stage_of(review) if row_ids is None and review.is_current else None,
        **_decision_forms(),
        **_versions(request, review, is_whole=row_ids is None),
        **forms,
    }
    return render(request, "emulation/poverty/review.html", context, status=status)


def _pictures(review: ReviewSet) -> list[Picture]:
    """Of what was handed in: what is being typed changes with every cell."""
    if review.is_opening or review.state not in ReviewSet.SENT:
        return []
    return pictures_of(ReviewSet.objects.filter(pk=review.pk))


def _versions(request: HttpRequest, review: ReviewSet, *, is_whole: bool) -> dict[str, Any]:
    """Of a review that was corrected, or may be: its versions, what this one changes, the way to begin another."""
    if not is_whole:
        return {}
    found, user = versions.versions_of(review), request.user
    seen = set(ReviewSet.objects.visible_to(user).filter(pk__in=[v.pk for v in found]).values_list("pk", flat=True))
    may_correct = (
        review.is_current
        and review.state == ReviewSet.State.APPROVED
        and len(found) == review.version
        and permissions.corrects(user, review)
    )
    ordered = permissions.decides(user, review) and not permissions.enters(user, review)
    return {
        "versions": [(version, version.pk in seen) for version in found] if len(found) > 1 else [],
        "current": next((version for version in found if version.is_current), None),
        "changes": versions.changed_cells(review),
        "correction_form": CorrectionForm(is_ordered=ordered) if may_correct else None,
    }


def _decision_forms() -> Forms:
    return {"return_form": ReturnForm(), "reason_form": ReasonForm(), "decision_form": DecisionForm()}


def _visible_rows(request: HttpRequest, review: ReviewSet) -> frozenset[int] | None:
    """None: all of them. A hamlet head sees his own hamlet's row."""
    posts = access.scope(request.user).posts
    if any(post.unit_level != Level.HAMLET for post in posts):
        return None
    rows = ReviewRow.objects.visible_to(request.user).filter(review=review)
    return frozenset(rows.values_list("pk", flat=True))


def _says(request: HttpRequest, sheet: Sheet, row_ids: frozenset[int] | None = None) -> dict[str, Any]:
    """What stands around the grid: state, sentences, the one button of whoever looks."""
    review, user = sheet.review, request.user
    receiver = receiver_of(review)
    said = [grid.Said(placed, review.pk) for placed in sheet.findings if row_ids is None or placed.row_id in row_ids]
    may = {name: workflow.open_to(REVIEW_FLOW, review, name, by=user) for name in REVIEW_FLOW.by_name}
    return {
        "review": review,
        "sheet": sheet,
        "state_pill": STATE_PILLS[review.state],
        "receiver": receiver.short_name if receiver else "cấp trên",
        "is_editing": review.state in ReviewSet.EDITABLE and permissions.enters(user, review),
        "is_whole": row_ids is None,
        "may": may,
        "beside_neighbours": neighbours.questions(review) if may["approve"] else [],
        "needs_decision": Period(review.period).months == 12,
        "missing": sheet.missing(),
        "missing_besides_blanks": sheet.missing(name_blanks=False),
        "wrong": [item for item in said if item.placed.is_wrong],
        "asking": [item for item in said if not item.placed.is_wrong and not item.placed.is_explained],
        "explained": [item for item in said if item.placed.is_explained],
        "blanks": grid.blanks(sheet),
    }


# --- Typing ----------------------------------------------------------------------------------------------------------

Typed = tuple[dict[int, dict[str, str]], dict[int, dict[str, str]]]  # cells and notes, by row (0: the commune)


@access.requires(permissions.ENTER)
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed. The page's script sends single cells as JSON; without it the form sends the whole tab."""
    review = load(request, pk)
    if request.content_type == "application/json":
        return _save_script(request, review)
    return _save_form(request, review)


def _save_script(request: HttpRequest, review: ReviewSet) -> JsonResponse:
    try:
        cells, notes, tab_key = _read_json(request.body)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"error": "Máy chủ không đọc được số vừa gửi. Xin tải lại trang rồi nhập lại."}, status=400)
    try:
        sheet, refused = _keep(request, review, cells, notes)
    except Refused as refusal:
        return JsonResponse({"error": " ".join(problem.message for problem in refusal.problems)}, status=409)
    tab = tabs.tab_named(sheet.breakdown, tab_key)
    tab = tabs.of_list(tab) if review.is_opening else tab
    shown = grid.Grid(sheet, tab)
    says = _says(request, sheet)
    links = grid.tab_links(sheet, tab)
    return JsonResponse(
        {
            **shown.as_data(set(cells)),
            "saved": f"{clock.business_now():%H:%M}",
            "refused": refused,
            "messages": render_to_string("emulation/poverty/messages.html", says, request),
            "bar": render_to_string("emulation/poverty/bar.html", says, request),
            "tabs": render_to_string("emulation/poverty/tabs.html", {"tabs": links}, request),
        }
    )


def _read_json(body: bytes) -> tuple[dict[int, dict[str, str]], dict[int, dict[str, str]], str]:
    """Raises ValueError, TypeError or AttributeError for anything of another shape."""
    sent = json.loads(body)
    cells = {int(row): _texts(typed) for row, typed in sent.get("cells", {}).items()}
    notes = {int(row): _texts(typed) for row, typed in sent.get("notes", {}).items()}
    return cells, notes, str(sent.get("tab", ""))


def _texts(typed: Any) -> dict[str, str]:
    texts = dict(typed.items())
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("cells hold text")
    for text in texts.values():
        text.encode()  # half of a pair of surrogates, which JSON can write, is no text: no page could show it again
        if "\0" in text:
            raise ValueError("PostgreSQL keeps no NUL")
    return texts


def _keep(
    request: HttpRequest, review: ReviewSet, cells: dict[int, dict[str, str]], notes: dict[int, dict[str, str]]
) -> tuple[Sheet, list[str]]:
    """Cells first, then notes; a note whose question is gone is told, and takes nothing with it."""
    by: Any = request.user
    sheet = entry.save_cells(review, cells, by=by)
    refused = []
    for row_id, answers in notes.items():
        for code, text in answers.items():
            try:
                entry.explain(review, row_id or None, code, text, by=by)
            except Refused as refusal:
                refused += [problem.message for problem in refusal.problems]
    return (sheet_of(sheet.review) if notes else sheet), refused


def _save_form(request: HttpRequest, review: ReviewSet) -> HttpResponse:
    back = _back(request, review)
    try:
        cells, notes = _read_form(request)
    except (ValueError, TypeError, AttributeError, RecursionError):
        messages.error(request, "Máy chủ không đọc được biểu vừa gửi; chưa lưu gì. Xin tải lại trang.")
        return redirect(back)
    try:
        _, refused = _keep(request, review, cells, notes)
    except Refused as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
        return redirect(back)
    for sentence in refused:
        messages.error(request, sentence)
    messages.success(request, f"Đã lưu lúc {clock.business_now():%H:%M}.")
    return redirect(back)


def _back(request: HttpRequest, review: ReviewSet) -> str:
    tab = quote(request.POST.get("bang", "")[:40])
    return f"{reverse('poverty:review', args=[review.pk])}?bang={tab}"


def _read_form(request: HttpRequest) -> Typed:
    """Cells are named "c|row|column", notes "n|row|rule", a mend "row|column=number".

    Only what differs from the page as it was sent (`seen`) was typed here; the rest may be newer on the server.
    """
    seen = json.loads(request.POST.get("seen") or "{}")
    cells: dict[int, dict[str, str]] = {}
    notes: dict[int, dict[str, str]] = {}
    for name in request.POST:
        text = str(request.POST[name])
        kind, _, rest = name.partition("|")
        row, _, key = rest.partition("|")
        if kind == "c" and text != seen.get(row, {}).get(key):
            cells.setdefault(int(row), {})[key] = text
        if kind == "n" and text.strip():
            notes.setdefault(int(row), {})[key] = text
    if mend := request.POST.get("mend", ""):
        row, *parts = mend.split("|")
        for part in parts:
            field, _, number = part.partition("=")
            cells.setdefault(int(row), {})[field] = number
    return cells, notes


# --- Beginning -------------------------------------------------------------------------------------------------------


@access.requires(permissions.ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, period: str) -> HttpResponse:
    """What the review of a period will hold; the button makes it. One that is there already opens at once."""
    commune = _own_commune(request)
    owed = next((found for found in review_periods(commune) if found.key == period), None)
    if owed is None or not owed.is_open:
        raise Http404
    standard = standard_of_year(owed.period.year)
    if standard is None:
        raise Http404
    review = ReviewSet.objects.filter(unit=commune, period=period, standard=standard, is_current=True).first()
    if review is None and request.method == "POST":
        try:
            review = entry.open_review(commune, period, standard, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            for problem in refused.problems:
                messages.error(request, problem.message)
            return redirect("poverty:index")
    if review is not None:
        return redirect("poverty:review", review.pk)
    hamlets = hamlets_of(commune, owed.period.ends_on)
    listed = ReviewSet.objects.filter(
        unit=commune,
        period=f"{owed.period.year - 1}-M12",
        standard=standard,
        is_current=True,
        state=ReviewSet.State.APPROVED,
    ).first()
    context = {
        "commune": commune,
        "owed": owed,
        "standard": standard,
        "hamlets": [short_name(hamlet) for hamlet in hamlets],
        "listed": listed,
        "is_whole_year": owed.period.months == 12,
    }
    return render(request, "emulation/poverty/begin.html", context)


def _own_commune(request: HttpRequest) -> Unit:
    posts = access.scope(request.user).having({Role.COMMUNE_OFFICER})
    return Unit.objects.get(pk=posts[0].unit_id)


@access.requires(permissions.ENTER)
@require_POST
def add_hamlets(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows for hamlets entered after the review began."""
    review = load(request, pk)
    return acting.act(
        request,
        lambda: entry.add_missing_hamlets(review, by=request.user),  # type: ignore[arg-type]
        done="Đã thêm dòng cho các thôn mới.",
        back=reverse("poverty:review", args=[review.pk]),
    )
