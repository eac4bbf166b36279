"""The shape of every page that writes to the register: one unit, one form, one service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.territory.models import Unit


@dataclass(frozen=True)
class Act:
    """What a page says: its title, a sentence under it, its button."""

    title: str
    says: str
    button: str
    done: str


def kept_unit(user: Any, pk: int, may: Callable[[Any, Unit], bool]) -> Unit:
    """A unit that this person keeps; for him any other is not there."""
    found = Unit.objects.visible_to(user).select_related("commune", "district", "province", "parent")
    unit = get_object_or_404(found, pk=pk)
    if not may(user, unit):
        raise Http404
    return unit


def run(
    request: HttpRequest, unit: Unit, form: forms.Form, act: Act, service: Callable[[dict[str, Any]], Any], **more: Any
) -> HttpResponse:
    """Show the form; when it is sent, call the service with what was typed, and go back to the unit."""
    if request.method == "POST" and form.is_valid():
        try:
            service(form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, act.done)
            return redirect("territory:page", pk=unit.pk)
    return render(request, "emulation/territory/act.html", {"unit": unit, "form": form, "act": act, **more})
