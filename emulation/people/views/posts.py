"""Posts: given to somebody known, lent to a colleague, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting, stepping_up
from emulation.people import permissions
from emulation.people.forms.offices import ChooseUnit
from emulation.people.forms.posts import ActingForm, EndPostForm, PostForm
from emulation.people.models import Appointment
from emulation.people.selectors import lists, shown_title
from emulation.people.services import posts
from emulation.people.views.people import person_seen


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("giao thêm một chức vụ")
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Another post for somebody who has an account."""
    user: Any = request.user
    person = person_seen(request, pk)
    place = ChooseUnit(request.GET if "don_vi" in request.GET or "don_vi_tim" in request.GET else None, user=user)
    unit = place.cleaned_data["don_vi"] if place.is_bound and place.is_valid() else None
    form = None
    if unit is not None:
        form = PostForm(request.POST or None, unit=unit)
        if request.method == "POST" and form.is_valid():
            given = form.post
            try:
                post = posts.appoint(person, given.pop("office"), given.pop("role"), **given, by=user)
            except Refused as refused:
                acting.show_in_form(form, refused)
            else:
                messages.success(request, f"Đã giao chức vụ {post.title} cho {person.full_name}.")
                return redirect("people:page", pk=pk)
    context = {"person": person, "place": place, "form": form, "unit": unit}
    return render(request, "emulation/people/give.html", context)


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("cho thôi giữ một chức vụ")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    post = _post(request, pk)
    form = EndPostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            ended = posts.end_post(post, off_from=found["off_from"], reason=found["reason"], by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            until = f"hết sau ngày {vietnamese.day(ended.valid_to)}" if ended and ended.valid_to else "đã rút"
            messages.success(request, f"Chức vụ {post.full_title} của {post.user.full_name} {until}.")
            still_here = lists.people_overseen(user).filter(pk=post.user_id).exists()
            return redirect("people:page", pk=post.user_id) if still_here else redirect("people:index")
    context = {
        "person": post.user,
        "form": form,
        "title": f"{post.user.full_name} thôi giữ chức vụ",
        "says": f"{shown_title(post)}. Việc đã làm giữ nguyên; từ ngày thôi giữ, các trang của chức vụ này đóng lại.",
        "button": "Cho thôi giữ chức vụ",
    }
    return render(request, "emulation/people/person_form.html", context)


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("ủy quyền một chức vụ cho người khác")
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody acts for the holder of a post."""
    user: Any = request.user
    principal = _post(request, pk)
    form = ActingForm(request.POST or None, principal=principal)
    if request.method == "POST" and form.is_valid():
        found = dict(form.cleaned_data)
        try:
            post = posts.delegate(principal, found.pop("person"), **found, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(
                request,
                f"{post.user.full_name} được ủy quyền thay {principal.user.full_name} đến hết "
                f"{vietnamese.day(found['valid_to'])}.",
            )
            return redirect("people:page", pk=principal.user_id)
    context = {
        "person": principal.user,
        "form": form,
        "title": f"Ủy quyền thay {principal.user.full_name}",
        "says": f"{shown_title(principal)}. Người được ủy quyền làm được mọi việc của chức vụ này đến hết ngày cuối; "
        "nhật ký và văn bản ghi “(được ủy quyền)”.",
        "button": "Ghi ủy quyền",
    }
    return render(request, "emulation/people/person_form.html", context)


def _post(request: HttpRequest, pk: int) -> Appointment:
    return get_object_or_404(lists.posts_overseen(request.user).select_related("user", "office__unit"), pk=pk)
