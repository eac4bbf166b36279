"""Offices: the tree of a unit and what lies below it, one office, founding, correcting, ending."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access, clock, history, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting, stepping_up
from emulation.people import exporters, permissions
from emulation.people.forms.offices import ChooseUnit, EndOfficeForm, OfficeForm
from emulation.people.models import Function, Office
from emulation.people.selectors import lists
from emulation.people.services import offices
from emulation.people.views import A_PAGE, download, query_of, unit_in
from emulation.territory.models import Level

ASKED = ("tim", "chuc-nang", "trang-thai", "don-vi")
INDENT = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2, Level.HAMLET: 3}


def _asked(request: HttpRequest) -> dict[str, Any]:
    unit = unit_in(request)
    function, state = request.GET.get("chuc-nang", ""), request.GET.get("trang-thai", "")
    return {
        "search": request.GET.get("tim", "")[:200],
        "function": function if function in Function.values else "",
        "state": state if state in lists.WORKING else "",
        "unit": unit.pk if unit else None,
    }


@access.requires(permissions.SEE_PEOPLE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    found = lists.offices_seen(request.user, **asked)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("trang"))
    units = [(unit, list(rows)) for unit, rows in groupby(page, key=lambda office: office.unit)]
    context = {
        **asked,
        "total": len(found),
        "page": page,
        "units": units,
        "functions": Function.choices,
        "states": lists.WORKING,
        "unit_shown": unit_in(request),
        "query": query_of(request, *ASKED),
        "may_manage": permissions.MANAGE_PEOPLE.holds(request.user),
    }
    return render(request, "emulation/people/offices.html", context)


@access.requires(permissions.SEE_PEOPLE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    found = lists.offices_seen(request.user, **_asked(request))
    return download(exporters.offices_workbook(found), "Danh sách cơ quan.xlsx")


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First where, then what."""
    user: Any = request.user
    place = ChooseUnit(request.GET if "don_vi" in request.GET or "don_vi_tim" in request.GET else None, user=user)
    unit = place.cleaned_data["don_vi"] if place.is_bound and place.is_valid() else None
    form = None
    if unit is not None:
        form = OfficeForm(request.POST or None, unit=unit, initial={"valid_from": clock.today(), "place": unit.name})
        if request.method == "POST" and form.is_valid():
            found = form.cleaned_data
            try:
                office = offices.found_office(
                    unit, form.facts, function=found["function"], valid_from=found["valid_from"], by=user
                )
            except Refused as refused:
                acting.show_in_form(form, refused)
            else:
                messages.success(request, f"Đã lập {office.name}.")
                return redirect("offices:page", pk=office.pk)
    return render(request, "emulation/people/office_new.html", {"place": place, "form": form, "unit": unit})


@access.requires(permissions.SEE_PEOPLE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    office = _office(request, pk)
    today = clock.today()
    posts = list(office.appointments.select_related("user", "acting_for__user").order_by("-valid_from", "-pk"))
    manages = permissions.manages(request.user, office.unit)
    context = {
        "office": office,
        "held": [post for post in posts if post.is_held()],
        "coming": [post for post in posts if post.valid_from > today],
        "over": [post for post in posts if post.valid_to is not None and post.valid_to < today][:30],
        "successions": office.successions.select_related("successor", "predecessor").order_by("pk"),
        "origins": office.origins.select_related("predecessor").order_by("on", "pk"),
        "situation": _situation(office, len({post.user_id for post in posts if post.is_held()})),
        "may_manage": manages and (office.valid_to is None or office.valid_to >= today),
        "history": history.of(office, request.GET),
    }
    return render(request, "emulation/people/office.html", context)


def _situation(office: Office, people: int) -> str:
    said = f"{office.get_function_display().capitalize()} của {office.unit.full_title}, hoạt động từ "
    said += vietnamese.day(office.valid_from)
    if office.valid_to is not None and office.valid_to < clock.today():
        return f"{said} đến hết {vietnamese.day(office.valid_to)}."
    if office.valid_to is not None:
        said += f", sẽ thôi sau ngày {vietnamese.day(office.valid_to)}"
    return f"{said}. {vietnamese.opening_count(people)} người đang giữ chức vụ tại đây."


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    office = _office(request, pk)
    initial = {name: getattr(office, name) for name in ("name", "short_name", "symbol", "place")}
    form = OfficeForm(request.POST or None, unit=office.unit, office=office, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            offices.amend_office(office, form.facts, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu thông tin cơ quan.")
            return redirect("offices:page", pk=pk)
    context = {"form": form, "office": office, "title": f"Sửa thông tin {office.name}", "button": "Lưu thông tin"}
    return render(request, "emulation/people/office_form.html", context)


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("cho một cơ quan thôi hoạt động; chức vụ ở đó hết theo")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The office works no more; others may follow."""
    user: Any = request.user
    office = _office(request, pk)
    form = EndOfficeForm(request.POST or None, office=office, user=user)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            ended = offices.end_office(office, on=found["on"], reason=found["reason"], heirs=form.heirs, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(
                request,
                f"{office.name} thôi hoạt động từ {vietnamese.day(found['on'])}: {ended.posts} chức vụ hết theo, "
                f"{ended.moved} việc chuyển sang cơ quan kế thừa.",
            )
            return redirect("offices:page", pk=pk)
    held = office.appointments.held_on().count()
    context = {
        "form": form,
        "office": office,
        "title": f"Cho {office.name} thôi hoạt động",
        "says": f"{vietnamese.opening_count(held)} chức vụ đang giữ tại đây sẽ hết vào ngày trước đó. Giấy tờ và việc "
        "đang chờ sang cơ quan kế thừa; người của cơ quan ấy đọc được, còn giao chức vụ mới là việc làm riêng.",
        "button": "Cho thôi hoạt động",
    }
    return render(request, "emulation/people/office_form.html", context)


def _office(request: HttpRequest, pk: int) -> Office:
    seen = Office.objects.visible_to(request.user).select_related("unit__commune", "unit__district", "unit__province")
    return get_object_or_404(seen, pk=pk)
