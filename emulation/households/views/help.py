"""Assigning helpers to households and places, what they did, and correcting and withdrawing both."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaign_portal.foundation import access, audit, clock, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.households import permissions, services
from emulation.households.forms.help import (
    HelperForm,
    HelpForm,
    NoteCorrectionForm,
    NoteForm,
    PlaceHelpForm,
    ReasonForm,
    helpers_for,
    helpers_for_place,
)
from emulation.households.models import Household, Support, SupportNote
from emulation.households.selectors import helpers
from emulation.households.views import household_seen, number_in
from emulation.people.models import Party
from emulation.people.services import party_of_office, register_organisation, register_person
from emulation.territory.models import Unit


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign a helper, or write down what came of it; `?nguoi=` and `?nam=` open one that is there."""
    user: Any = request.user
    household = household_seen(request, pk)
    if household.merged_into_id is not None or not permissions.may_assign(user, household.unit):
        raise Http404
    form = HelpForm(
        request.POST or None,
        helpers=helpers_for(user, household),
        support=_asked(request, Support.objects.filter(household=household)),
        initial=_beginning(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            support = _help_household(household, form, user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi {support.helper} giúp {household} năm {support.year}.")
            return redirect("households:page", pk=pk)
    return render(request, "emulation/households/help_form.html", {"household": household, "form": form})


def _asked(request: HttpRequest, known: Any) -> Support | None:
    """The assignment that the address names."""
    who, year = number_in(request, "nguoi") or 0, number_in(request, "nam") or 0
    found: Support | None = known.filter(withdrawn_on__isnull=True, helper=who, year=year).first()
    return found


def _beginning() -> dict[str, Any]:
    return {"year": clock.today().year, "starts_on": clock.today()}


def _help_household(household: Household, form: HelpForm, user: Any) -> Support:
    """The helper and the help, both or neither."""
    data = form.cleaned_data
    commune = household.commune
    assert commune is not None  # noqa: S101  a household lies in a commune
    with transaction.atomic():
        return services.record_support(
            household,
            _helper(form, commune, user),
            data["year"],
            outcome=data["outcome"] or Support.Outcome.UNDER_WAY,
            confirmed_by=data["confirmed_by"],
            by=user,
            **form.days,
        )


def _helper(form: HelperForm, home: Unit, user: Any) -> Party:
    """Who was chosen, or whose name was typed: then known from now on at `home`."""
    data = form.cleaned_data
    if data["helper"] is not None:
        chosen: Party = data["helper"]
        return chosen
    if data.get("office") is not None:
        return party_of_office(data["office"])
    if data["helper_kind"] == Party.Kind.ORGANISATION:
        return register_organisation(home, name=data["helper_name"], by=user)
    return register_person(home, name=data["helper_name"], position=data["position"], by=user)


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def assign_to_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign a helper to a district, commune or hamlet; `?nguoi=` and `?nam=` open one that is there."""
    user: Any = request.user
    place = get_object_or_404(Unit.objects.visible_to(user).select_related("commune", "district", "province"), pk=pk)
    home = permissions.home_of_assigning(user, place)
    if home is None or place.has_ended:
        raise Http404
    form = PlaceHelpForm(
        request.POST or None,
        place=place,
        home=home,
        helpers=helpers_for_place(user, place),
        support=_asked(request, Support.objects.filter(household__isnull=True, unit=place)),
        initial=_beginning(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                helper = _helper(form, home, user)
                support = services.help_place(place, helper, form.cleaned_data["year"], by=user, **form.days)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi {helper} giúp {place.title} năm {support.year}.")
            return redirect("households:support", pk=support.pk)
    return render(request, "emulation/households/place_help_form.html", {"place": place, "form": form})


@access.requires(permissions.LOOK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment: what was done, day by day, and what became of it. The form adds what was done."""
    user: Any = request.user
    support = _seen(request, pk)
    may_keep = permissions.ASSIGN.holds(user) and permissions.may_assign(user, support.unit)
    if request.method == "POST" and not may_keep:
        raise Http404
    may_note = may_keep and support.withdrawn_on is None
    form = NoteForm(request.POST or None, initial={"on": clock.today()}) if may_note else None
    if request.method == "POST" and form is None:
        messages.error(request, f"Phân công này đã rút: {support.withdrawal_reason}. Không ghi thêm được.")
    elif request.method == "POST" and form is not None and form.is_valid():
        try:
            services.add_note(support, by=user, **form.note)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã ghi việc đã giúp.")
            return redirect("households:support", pk=pk)
    if support.household is not None:
        audit.look("xem người giúp hộ", support.household, by=user)
    context = {
        "support": support,
        "line": helpers.lines_of(Support.objects.filter(pk__in=[support.pk]))[0],
        "notes": helpers.notes_of(support),
        "form": form,
        "may_change": may_note,
        "history": history.of(support, request.GET),
    }
    return render(request, "emulation/households/support.html", context)


def _seen(request: HttpRequest, pk: int) -> Support:
    rows = Support.objects.visible_to(request.user).select_related(
        "helper", "household__unit", "household__commune", "unit__commune", "unit__district", "unit__province"
    )
    return get_object_or_404(rows, pk=pk)


def _to_keep(request: HttpRequest, pk: int) -> Support:
    """One that this person keeps; who only reads it finds no such page."""
    support = _seen(request, pk)
    if not permissions.may_assign(request.user, support.unit):
        raise Http404
    return support


def _note(request: HttpRequest, pk: int) -> SupportNote:
    keeps = Support.objects.visible_to(request.user)
    note = get_object_or_404(SupportNote.objects.filter(support__in=keeps), pk=pk)
    note.support = _to_keep(request, note.support_id)
    return note


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an assignment back that was written down wrongly."""
    support = _to_keep(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        reason = form.cleaned_data["reason"]
        return _done(
            request, form, support, "Rút phân công", "Đã rút; từ nay không tính vào đâu nữa.",
            lambda: services.withdraw_support(support, reason=reason, by=user),
        )  # fmt: skip
    return _ask(request, form, support, "Rút phân công")


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = _note(request, pk)
    form = NoteCorrectionForm(request.POST or None, note=note)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        reason = form.cleaned_data["reason"]
        return _done(
            request, form, note.support, "Sửa việc đã giúp", "Đã sửa; dòng cũ và lý do ở lại.",
            lambda: services.correct_note(note, **form.note, reason=reason, by=user), note=note,
        )  # fmt: skip
    return _ask(request, form, note.support, "Sửa việc đã giúp", note=note)


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = _note(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        reason = form.cleaned_data["reason"]
        return _done(
            request, form, note.support, "Rút việc đã giúp", "Đã rút dòng ấy.",
            lambda: services.withdraw_note(note, reason=reason, by=user), note=note,
        )  # fmt: skip
    return _ask(request, form, note.support, "Rút việc đã giúp", note=note)


def _done(
    request: HttpRequest, form: Any, support: Support, title: str, said: str, service: Any, **context: Any
) -> HttpResponse:
    """Run the service and go back to the assignment; a refusal stands beside what was typed."""
    try:
        service()
    except Refused as refused:
        acting.show_in_form(form, refused)
        return _ask(request, form, support, title, **context)
    messages.success(request, said)
    return redirect("households:support", pk=support.pk)


def _ask(request: HttpRequest, form: Any, support: Support, title: str, **context: Any) -> HttpResponse:
    context |= {"form": form, "support": support, "title": title}
    return render(request, "emulation/households/support_change.html", context)
