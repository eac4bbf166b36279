"""What every page of decisions starts from: rows through `visible_to`."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from awards.decisions import permissions
from awards.decisions.models import AwardDecision


def decisions(request: HttpRequest) -> QuerySet[AwardDecision]:
    return AwardDecision.objects.visible_to(request.user).select_related(
        "authority", "unit", "campaign__unit", "award_form", "session__council__office", "file", "regime", "signer"
    )


def seen(request: HttpRequest, pk: int) -> AwardDecision:
    return get_object_or_404(decisions(request), pk=pk)


def drafted(request: HttpRequest, pk: int) -> AwardDecision:
    """A draft that may be worded here and now; to others this page does not exist."""
    found = seen(request, pk)
    if found.state != AwardDecision.State.DRAFT or not permissions.may_draft(request.user, found):  # type: ignore[arg-type]
        raise Http404
    return found


def at(pk: int) -> str:
    return reverse("decisions:decision", args=[pk])
