"""One household: its page, its entry, a year of it, and the merging of two entries of one household."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access, audit, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.households import permissions, services
from emulation.households.forms.household import (
    HouseholdForm,
    MemberFormSet,
    initial_members,
    people_choices,
    people_of,
)
from emulation.households.forms.year import YearForm
from emulation.households.models import Household, HouseholdYear
from emulation.households.selectors import helpers, pledges, register
from emulation.households.services import merging
from emulation.households.views import (
    commune_of,
    default_year,
    hamlets_to_write,
    household_seen,
    number_in,
    standard_asked,
)
from emulation.poverty.models import PovertyStandard


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of one household. Opening it leaves a line in the trail."""
    user: Any = request.user
    household = household_seen(request, pk)
    audit.look("xem hộ", household, by=user)
    may_write = household.merged_into_id is None and permissions.may_write(user, household.unit)
    doubles = Household.objects.visible_to(user).filter(merged_into=household).select_related("party")
    context = {
        "household": household,
        "years": register.course_of(household),
        "members": household.members.all(),
        "helps": helpers.household_lines(user, household),
        "pledges": pledges.pledges_of(user, [household.party_id, *(double.party_id for double in doubles)]),
        "alike": register.doubles_of(user, household) if may_write else [],
        "doubles": doubles,
        "may_write": may_write,
        "may_assign": household.merged_into_id is None and permissions.may_assign(user, household.unit),
        "next_year": default_year(),
        "standards": PovertyStandard.objects.order_by("-first_year"),
        "history": history.of(household, request.GET),
    }
    return render(request, "emulation/households/page.html", context)


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A household that is not in the register yet, with its people; its year is written next."""
    user: Any = request.user
    communes = register.communes_for(user)
    commune = commune_of(request, communes)
    if commune is None:
        return render(request, "emulation/households/choose.html", {"commune": None, "communes": communes})
    hamlets = hamlets_to_write(user, commune)
    form = HouseholdForm(request.POST or None, hamlets=hamlets)
    members = MemberFormSet(request.POST or None, prefix="nguoi")
    if request.method == "POST" and form.is_valid() and members.is_valid():
        try:
            household = services.register_household(
                form.cleaned_data["hamlet"],
                **form.written,
                kept_id=form.cleaned_data["id_number"],
                members=people_of(members),
                by=user,
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi {household}. Xin ghi tiếp kết quả rà soát của hộ.")
            _tell_doubles(request, household)
            return redirect("households:year", pk=household.pk, year=default_year())
    return _form_page(request, form, members, commune=commune, title="Ghi hộ mới", button="Ghi hộ")


def _tell_doubles(request: HttpRequest, household: Household) -> None:
    for other, why in register.doubles_of(request.user, household):
        messages.warning(
            request, f"Có thể trùng với {other}, {other.unit.title} ({why}). Xin xem ở trang của hộ để gộp nếu là một."
        )


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write over who the household is."""
    user: Any = request.user
    household = _to_write(request, pk)
    form = HouseholdForm(request.POST or None, household=household)
    members = MemberFormSet(request.POST or None, prefix="nguoi", initial=initial_members(household))
    if request.method == "POST" and form.is_valid() and members.is_valid():
        try:
            services.correct_household(
                household,
                **form.written,
                kept_id=form.cleaned_data["id_number"] or None,
                members=people_of(members, household),
                by=user,
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã sửa thông tin hộ.")
            return redirect("households:page", pk=pk)
    return _form_page(
        request, form, members, household=household, title=f"Sửa thông tin {household}", button="Lưu thông tin hộ"
    )


def _form_page(request: HttpRequest, form: HouseholdForm, members: Any, **context: Any) -> HttpResponse:
    context |= {"form": form, "members": members, "peoples": people_choices()}
    return render(request, "emulation/households/household_form.html", context)


def _to_write(request: HttpRequest, pk: int) -> Household:
    """One that stands and that this person writes of; who only reads it finds no such page."""
    household = household_seen(request, pk)
    if household.merged_into_id is not None or not permissions.may_write(request.user, household.unit):
        raise Http404
    return household


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """What the review of one year found; under another standard than the nation's by `?chuan=`."""
    user: Any = request.user
    household = _to_write(request, pk)
    if not 2000 <= year <= 2100:
        raise Http404
    standard = standard_asked(request, year)
    row = HouseholdYear.objects.filter(household=household, year=year, standard=standard).first()
    form = YearForm(request.POST or None, standard=standard, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_year(household, year, form.found, standard=standard, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi kết quả rà soát năm {year} của {household}.")
            return redirect("households:page", pk=pk)
    context = {"household": household, "year": year, "standard": standard, "form": form, "row": row}
    return render(request, "emulation/households/year_form.html", context)


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This household stays; the one of `?ho=` goes into it, after a look at what that does."""
    user: Any = request.user
    household = _to_write(request, pk)
    other_pk = number_in(request, "ho")
    other = _to_write(request, other_pk) if other_pk is not None else None
    context: dict[str, Any] = {"household": household, "alike": register.doubles_of(user, household), "other": other}
    if other is not None:
        try:
            context["plan"] = merging.plan(household, other)
            if request.method == "POST":
                services.merge(household, other, by=user)
                messages.success(request, f"Đã gộp. Hộ {household.head_name} giữ các năm của cả hai.")
                return redirect("households:page", pk=pk)
        except Refused as refused:
            context["problems"] = refused.problems
    return render(request, "emulation/households/merge.html", context)
