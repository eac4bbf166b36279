"""The ranking: ties, publication, correction; drawn, exported, printed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, charts, paper, pdf
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.clusters import documents, exporters, permissions, services
from emulation.clusters.forms import PublishForm, ReasonForm, TieForm
from emulation.clusters.models import ClusterYear
from emulation.clusters.selectors import ranking
from emulation.clusters.selectors.ranking import ShownRanking
from emulation.clusters.views.loading import load, load_kept
from emulation.clusters.views.one import show
from emulation.registrations.views.overview import attached


@access.requires(permissions.BREAK_TIES)
@require_POST
def break_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Order members of one sum, by a named rule and for a reason."""
    year = load(request, pk)
    if not permissions.breaks_ties(request.user, year):
        raise Http404
    groups = ranking.tied(ranking.standings(year))
    prefixes = {f"hang-{group[0].member_id}": group for group in groups}
    sent = next((group for prefix, group in prefixes.items() if f"{prefix}-rule" in request.POST), None)
    if sent is None:
        messages.error(request, "Những đơn vị này không còn bằng điểm nhau; xin xem xếp hạng mới.")
        return redirect("clusters:page", pk=pk)
    form = TieForm(request.POST, group=sent)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            services.break_tie(year, form.order(), rule=cleaned["rule"], reason=cleaned["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã phân hạng.")
            return redirect("clusters:page", pk=pk)
    return show(request, year, tie_form=form)


@access.requires(permissions.KEEP)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    year = load_kept(request, pk)
    form = PublishForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = services.publish(year, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã công bố xếp hạng theo văn bản {made.paper_number}; mọi người xem được.")
            return redirect("clusters:page", pk=pk)
    return show(request, load_kept(request, pk), publish_form=form)


@access.requires(permissions.KEEP)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    year = load_kept(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.correct(year, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã mở lại để đính chính; bản đã công bố vẫn xem được cho đến lần công bố sau.")
            return redirect("clusters:page", pk=pk)
    return show(request, load_kept(request, pk), reason_form=form)


# --- Drawn, exported, printed -----------------------------------------------------------------------------------------


def _shown(request: HttpRequest, pk: int) -> tuple[ClusterYear, ShownRanking]:
    year = load(request, pk)
    shown = ranking.ranking_shown(year, follows=permissions.sees_scoring(request.user, year))
    if shown is None or not shown.has_places:
        raise Http404
    return year, shown


@access.requires(permissions.SEE)
@require_safe
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """One bar a member, the bonus lighter at its end; the table beside it says the same."""
    _, shown = _shown(request, pk)
    response = HttpResponse(charts.vega_svg(documents.bars(shown)), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    year, shown = _shown(request, pk)
    return attached(
        exporters.workbook(year, shown),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        f"Xếp hạng {year.name} năm {year.year}.xlsx",
    )


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice that makes the ranking known, to sign; once published with its number and day."""
    year, shown = _shown(request, pk)
    try:
        content = paper.to_pdf(documents.notice(year, shown))
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("clusters:page", pk=pk)
    return attached(content, "application/pdf", f"Thông báo xếp hạng {year.name} năm {year.year}.pdf", inline=True)
