"""Beginning a correction, and what a review's page says of its versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.poverty import permissions
from emulation.poverty.forms import CorrectionForm
from emulation.poverty.services import corrections
from emulation.poverty.views.review import load, show


@access.requires(permissions.CORRECT)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Version n + 1 of an approved review: the commune's officer goes on to its grid, the office above orders it."""
    review, user = load(request, pk), _user(request)
    ordered = permissions.decides(user, review) and not permissions.enters(user, review)
    form = CorrectionForm(request.POST, is_ordered=ordered)
    if form.is_valid():
        try:
            made = corrections.begin_correction(review, by=user, is_ordered=ordered, **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            if ordered:
                messages.success(
                    request, f"Đã yêu cầu {review.unit.title} đính chính; số cũ vẫn tính cho đến khi duyệt."
                )
                return redirect("poverty:review", review.pk)
            messages.success(request, f"Đã mở bản đính chính lần {made.version}; số cũ vẫn tính cho đến khi duyệt.")
            return redirect("poverty:review", made.pk)
    return show(request, review, status=422, correction_form=form)


def _user(request: HttpRequest) -> Any:
    return request.user
