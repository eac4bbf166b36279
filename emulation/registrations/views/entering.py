"""Persons, households, organisations: their list, the grid and the workbook in which others write them down."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, audit, jobs, quantities
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting, stepping_up
from campaign_portal.foundation.web.sending import attached
from emulation.people.models import Party
from emulation.registrations import exporters, permissions
from emulation.registrations.forms.entry import ListFileForm, RowForm, typed_rows
from emulation.registrations.importers import columns, waiting
from emulation.registrations.importers.judging import Judge
from emulation.registrations.importers.waiting import Place
from emulation.registrations.selectors import entered
from emulation.registrations.selectors.entered import Asked
from emulation.registrations.views.loading import campaign_of
from emulation.targets.selectors import working_year
from emulation.territory.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLANKS = 4  # empty rows below what was typed
SHOWN = 200  # good rows of a file that are listed


def _place(request: HttpRequest) -> Place | None:
    """The class and the commune that the address names; None while several communes wait to be chosen.

    A class the plan does not have, or a place that this person may not open, does not exist.
    """
    campaign = campaign_of(request)
    classes = entered.classes_of(campaign)
    wanted = request.GET.get("loai", "")
    if not classes and not wanted:
        return None
    part = next((part for part in classes if part.key == wanted), None if wanted else classes[0])
    if part is None:
        raise Http404
    part.campaign = campaign
    places = entered.places_for(request.user, campaign, part)
    asked = request.GET.get("xa", "")
    if not asked:
        return Place(part, places[0]) if len(places) == 1 else None
    pk = quantities.row_id(asked)
    unit = next((unit for unit in places if unit.pk == pk), None)
    if unit is None:
        raise Http404
    return Place(part, unit)


def _or_choose(request: HttpRequest) -> HttpResponse:
    """The communes to choose from."""
    campaign = campaign_of(request)
    classes = entered.classes_of(campaign)
    wanted = request.GET.get("loai", "")
    part = next((part for part in classes if part.key == wanted), classes[0] if classes else None)
    places = entered.places_for(request.user, campaign, part) if part else []
    context = {"campaign": campaign, "classes": classes, "part": part, "places": places}
    return render(request, "emulation/registrations/choose_place.html", context)


def _query(place: Place, **more: Any) -> str:
    return urlencode({"loai": place.part.key, "xa": place.unit.pk, **{k: v for k, v in more.items() if v}})


def _at(name: str, place: Place, **more: Any) -> str:
    return f"{reverse(f'registrations:{name}')}?{_query(place, **more)}"


# --- The list ---------------------------------------------------------------------------------------------------------


def _asked(request: HttpRequest, place: Place) -> Asked:
    state = request.GET.get("loc", "")
    return Asked(
        place.part,
        place.unit,
        request.GET.get("tim", "")[:100],
        quantities.row_id(request.GET.get("thon", "")),
        state if state in entered.FILTERS else "",
    )


def _look(request: HttpRequest, place: Place) -> None:
    if place.part.party_kind == Party.Kind.HOUSEHOLD:
        user: Any = request.user
        audit.look(f"xem danh sách hộ đăng ký năm {working_year(place.part.campaign)}", place.unit, by=user)


@access.requires(permissions.LOOK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who registered in a class and commune. Of households, opening it leaves a line in the trail."""
    place = _place(request)
    if place is None:
        return _or_choose(request)
    _look(request, place)
    asked = _asked(request, place)
    user: Any = request.user
    context = {
        "place": place,
        "asked": asked,
        "classes": entered.classes_of(place.part.campaign),
        "page": entered.page(user, asked, after=quantities.row_id(request.GET.get("sau", ""))),
        "total": entered.listed(user, asked).count(),
        "filters": entered.FILTERS,
        "hamlets": Unit.objects.filter(
            pk__in=entered.listed(user, Asked(place.part, place.unit)).order_by().values("unit")
        ).order_by("sort_key", "pk"),
        "is_narrowed": bool(asked.text or asked.hamlet_id or asked.state),
        "query": _query(place, tim=asked.text, thon=asked.hamlet_id, loc=asked.state),
        "base": _query(place),
        "may_write": permissions.WRITE_FOR.holds(user),
        "several": len(entered.places_for(user, place.part.campaign, place.part)) > 1,
    }
    return render(request, "emulation/registrations/entered.html", context)


@access.requires(permissions.LOOK)
@stepping_up.confirmed("tải danh sách cá nhân, hộ đăng ký có tên từng người", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered; the trail tells who took it and how many it named."""
    place = _place(request)
    if place is None:
        raise Http404
    user: Any = request.user
    rows = list(entered.with_details(entered.listed(user, _asked(request, place))))
    with transaction.atomic():
        audit.record(
            f"xuất danh sách đăng ký: {place.part.name.lower()}",
            place.unit,
            by=user,
            after={"number": len(rows)},
            is_private=True,
        )
    name = f"Đăng ký {working_year(place.part.campaign)}, {place.part.name.lower()}, {place.unit.title}.xlsx"
    response = attached(exporters.entered(place.part, place.unit, rows), XLSX, name)
    response["Cache-Control"] = "no-store"
    return response


# --- The grid ---------------------------------------------------------------------------------------------------------


@access.requires(permissions.WRITE_FOR)
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """Rows to type, with what became of each. “Kiểm tra” keeps and judges, “Ghi” takes the good ones; the wrong ones
    stay where they are."""
    place = _place(request)
    if place is None:
        return _or_choose(request)
    user: Any = request.user
    if request.method == "POST":
        try:
            waiting.keep_typed(typed_rows(request.POST, columns.columns_of(place.part.party_kind)), place, user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(_at("enter", place))
        if request.POST.get("viec") == "ghi":
            return _take(request, place)
        return redirect(_at("enter", place))
    return _grid_page(request, place, ListFileForm())


def _take(request: HttpRequest, place: Place) -> HttpResponse:
    user: Any = request.user
    good = waiting.waiting(place, user).counted("new")
    if good > waiting.IN_ONE_GO:
        waiting.take_later(place, user)
        messages.success(request, f"Đang ghi {good} đăng ký. Có thể rời trang; việc vẫn chạy.")
        return redirect(_at("enter", place))
    taken = waiting.take(place, user)
    if taken.made:
        messages.success(
            request, f"Đã ghi {taken.made} đăng ký." + (f" {taken.left} dòng chờ sửa." if taken.left else "")
        )
    elif taken.left:
        messages.error(request, "Chưa ghi được dòng nào; xin sửa theo các câu cạnh ô.")
    else:
        messages.error(request, "Chưa có dòng nào để ghi.")
    return redirect(_at("entered" if taken.made and not taken.left else "enter", place))


def _grid_page(request: HttpRequest, place: Place, file_form: ListFileForm) -> HttpResponse:
    user: Any = request.user
    found = waiting.waiting(place, user)
    asks = columns.columns_of(place.part.party_kind)
    hamlets = [hamlet.opening_title for hamlet in Judge(place.part, place.unit, user).hamlets]
    wrong, good = found.in_state("wrong"), found.in_state("new")
    typed = [row for row in found.rows if row.number == 0 or row.state == "wrong"][: waiting.MOST_TYPED]
    forms = [RowForm(asks, hamlets, row.id, row) for row in typed]
    forms += [RowForm(asks, hamlets, found.next_id + at) for at in range(BLANKS)]
    job = jobs.latest(waiting.JOB, waiting.job_key(place, user))
    from_file = [row for row in good if row.number]
    return render(
        request,
        "emulation/registrations/enter.html",
        {
            "place": place,
            "found": found,
            "columns": asks,
            "forms": forms,
            "good": len(good),
            "wrong": len(wrong),
            "there": found.counted("there"),
            "from_file": from_file[:SHOWN],
            "more_rows": max(len(from_file) - SHOWN, 0),
            "hidden_wrong": max(len([r for r in found.rows if r.number == 0 or r.state == "wrong"]) - len(typed), 0),
            "file_form": file_form,
            "job": job if job is not None and (not job.is_over or job.state == "failed") else None,
            "last": job if job is not None and job.state == "done" else None,
            "query": _query(place),
            "goes_to": entered.receiving_office(place.part.campaign, place.part),
        },
    )


@access.requires(permissions.WRITE_FOR)
@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep the grid as it is being typed."""
    place = _place(request)
    if place is None:
        raise Http404
    user: Any = request.user
    try:
        waiting.keep_typed(typed_rows(request.POST, columns.columns_of(place.part.party_kind)), place, user)
    except Refused:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@access.requires(permissions.WRITE_FOR)
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A workbook joins the grid: its good rows are listed, its wrong ones stand there to be mended."""
    place = _place(request)
    if place is None:
        raise Http404
    user: Any = request.user
    form = ListFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            waiting.keep_file(form.cleaned_data["file"], place, user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            return redirect(_at("enter", place))
    return _grid_page(request, place, form)


@access.requires(permissions.WRITE_FOR)
@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    place = _place(request)
    if place is None:
        raise Http404
    user: Any = request.user
    hamlets = [hamlet.opening_title for hamlet in Judge(place.part, place.unit, user).hamlets]
    title = f"Danh sách đăng ký: {place.part.name.lower()}, {place.unit.full_title}"
    content = columns.blank_workbook(place.part.party_kind, title, hamlets)
    return attached(content, XLSX, f"Biểu đăng ký, {place.part.name.lower()}.xlsx")


@access.requires(permissions.WRITE_FOR)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw away what waits; what was written stays."""
    place = _place(request)
    if place is None:
        raise Http404
    user: Any = request.user
    waiting.discard(place, user)
    messages.success(request, "Đã bỏ các dòng đang chờ.")
    return redirect(_at("enter", place))


@access.requires(permissions.WRITE_FOR)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Households of the register that have not registered: those ticked join the grid, with the wish of their list."""
    place = _place(request)
    if place is None:
        return _or_choose(request)
    if place.part.party_kind != Party.Kind.HOUSEHOLD:
        raise Http404
    user: Any = request.user
    hamlets = Judge(place.part, place.unit, user).hamlets
    audit.look("xem danh sách hộ chưa đăng ký", place.unit, by=user)
    asked = _asked(request, place)
    choices = entered.households_left(user, asked, [hamlet.pk for hamlet in hamlets])
    if request.method == "POST":
        ticked = set(request.POST.getlist("ho"))
        rows = [_as_row(choice) for choice in choices if str(choice.household.pk) in ticked]
        if not rows:
            messages.error(request, "Xin đánh dấu ít nhất một hộ.")
            return redirect(_at("enter_choose", place, thon=asked.hamlet_id))
        waiting.add_rows(rows, place, user)
        messages.success(request, f"Đã đưa {len(rows)} hộ vào bảng; xin ghi nguyện vọng, đề nghị giúp đỡ rồi bấm Ghi.")
        return redirect(_at("enter", place))
    context = {"place": place, "asked": asked, "choices": choices, "hamlets": hamlets, "base": _query(place)}
    return render(request, "emulation/registrations/choose_households.html", context)


def _as_row(choice: entered.Choice) -> dict[str, str]:
    household = choice.household
    return {
        "place": household.unit.opening_title,
        "name": household.head_name,
        "born": str(household.party.birth_year or ""),
        "wish": choice.year.wish if choice.year else "",
    }
