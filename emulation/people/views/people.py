"""People: the list, one person with posts and account, a new account."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import access, clock, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import AuditEntry, SignInCode, User
from campaign_portal.foundation.web import acting, stepping_up
from emulation.people import exporters, permissions
from emulation.people.forms import ReasonForm
from emulation.people.forms.offices import ChooseUnit
from emulation.people.forms.posts import InviteForm
from emulation.people.models import Appointment, Role
from emulation.people.selectors import lists, shown_title
from emulation.people.services import accounts
from emulation.people.views import A_PAGE, download, query_of, unit_in

ASKED = ("tim", "vai-tro", "trang-thai", "don-vi")


def _asked(request: HttpRequest) -> dict[str, Any]:
    unit = unit_in(request)
    role, state = request.GET.get("vai-tro", ""), request.GET.get("trang-thai", "")
    return {
        "search": request.GET.get("tim", "")[:200],
        "role": role if role in Role.values else "",
        "state": state if state in lists.STATES else "",
        "unit": unit.pk if unit else None,
    }


@access.requires(permissions.SEE_PEOPLE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    asked = _asked(request)
    ids = lists.people_found(user, **asked)
    page = Paginator(ids, A_PAGE).get_page(request.GET.get("trang"))
    never = lists.people_found(user, state="chua") if not any(asked.values()) else []
    context = {
        **asked,
        "total": len(ids),
        "never": len(never),
        "page": page,
        "rows": lists.person_rows(user, list(page)),
        "roles": Role.choices,
        "states": lists.STATES,
        "unit_shown": unit_in(request),
        "query": query_of(request, *ASKED),
        "may_manage": permissions.MANAGE_PEOPLE.holds(user),
    }
    return render(request, "emulation/people/people.html", context)


@access.requires(permissions.SEE_PEOPLE)
@stepping_up.confirmed("tải danh sách người và chức vụ", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    rows = lists.person_rows(user, lists.people_found(user, **_asked(request)))
    return download(exporters.people_workbook(rows), "Danh sách nhân sự.xlsx")


@access.requires(permissions.SEE_PEOPLE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    person = person_seen(request, pk)
    course, has_others = lists.course_of(user, person)
    today = clock.today()
    rows = [
        {
            "post": post,
            "is_over": post.valid_to is not None and post.valid_to < today,
            "is_coming": post.valid_from > today,
            "may_end": _still_open(post) and permissions.may_end(user, post),
            "may_delegate": _still_open(post)
            and post.acting_for_id is None
            and permissions.may_appoint(user, post.office, post.role),
        }
        for post in course
    ]
    held = [shown_title(post) for post in course if post.is_held()]
    manages = permissions.may_manage_account(user, person)
    code = SignInCode.objects.filter(user=person).first()
    context = {
        "person": person,
        "rows": rows,
        "has_others": has_others,
        "situation": _situation(person, held),
        "account": lists.account_of(person),
        "code": code,
        "second_factor": TOTPDevice.objects.filter(user=person, confirmed=True).exists(),
        "may_manage": manages,
        "may_appoint": permissions.MANAGE_PEOPLE.holds(user) and person.is_active and person.pk != user.pk,
        "why_not": "" if manages else _why_not(user, person),
        "history": _history(person, course),
    }
    return render(request, "emulation/people/person.html", context)


def _still_open(post: Appointment) -> bool:
    return post.valid_to is None or post.valid_to >= clock.today()


def _situation(person: User, held: list[str]) -> str:
    if not person.is_active:
        return "Tài khoản đã khóa: không đăng nhập được."
    return f"Đang giữ: {'; '.join(held)}." if held else "Hiện không giữ chức vụ nào trong phạm vi của ông/bà."


def _why_not(user: User, person: User) -> str:
    if person.pk == user.pk:
        return "Đây là tài khoản của ông/bà; quản trị cấp trên giữ, mật khẩu tự đổi."
    return "Người này giữ chức vụ ở cấp trên hay đơn vị khác, hoặc là quản trị cùng đơn vị: quản trị cấp trên giữ."


def _history(person: User, course: list[Appointment]) -> Any:
    posts = Q(object_type=Appointment._meta.label, object_id__in=[str(post.pk) for post in course])
    entries = AuditEntry.objects.filter(Q(object_type=User._meta.label, object_id=str(person.pk)) | posts)
    return history.History(lines=tuple(history.told(entries.order_by("-pk")[: history.PAGE])), names_objects=True)


def person_seen(request: HttpRequest, pk: int) -> User:
    """Somebody with a post, today or once, at a unit this person oversees; else there is nobody of that number."""
    return get_object_or_404(lists.people_overseen(request.user), pk=pk)


# --- A new account ----------------------------------------------------------------------------------------------------


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("cấp một tài khoản mới và giao chức vụ")
def invite(request: HttpRequest) -> HttpResponse:
    """First where, then who: the account comes with its first post, and the code is shown once."""
    user: Any = request.user
    place = ChooseUnit(request.GET if "don_vi" in request.GET or "don_vi_tim" in request.GET else None, user=user)
    unit = place.cleaned_data["don_vi"] if place.is_bound and place.is_valid() else None
    form = None
    if unit is not None:
        office = request.GET.get("co-quan", "")
        initial = {"office": office} if office.isdigit() else {}
        form = InviteForm(request.POST or None, unit=unit, initial=initial)
        if request.method == "POST" and form.is_valid():
            account = form.account
            office = form.cleaned_data["office"]
            account["username"] = account["username"] or accounts.propose_username(account["full_name"], office)
            try:
                made = accounts.invite(**account, **form.post, by=user)
            except Refused as refused:
                acting.show_in_form(form, refused)
            else:
                return show_code(request, made.post.user, made.code, made.post)
    context = {
        "place": place,
        "form": form,
        "unit": unit,
        "has_office": unit is None or bool(lists.offices_of(unit)),
    }
    return render(request, "emulation/people/invite.html", context)


def show_code(request: HttpRequest, person: User, code: str, post: Appointment | None = None) -> HttpResponse:
    """The page that shows a code the one time it can be shown."""
    kept = SignInCode.objects.filter(user=person).first()
    context = {
        "person": person,
        "code": code,
        "post": post,
        "expires_at": kept.expires_at if kept else None,
        "address": request.build_absolute_uri(reverse("login")),
        "mailed": bool(person.email),
    }
    response = render(request, "emulation/people/code.html", context)
    response["Cache-Control"] = "no-store"
    return response


# --- One account ------------------------------------------------------------------------------------------------------


@access.requires(permissions.MANAGE_PEOPLE)
@require_POST
@stepping_up.confirmed("cấp lại mã đăng nhập; mật khẩu cũ hết dùng được")
def new_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh code, shown once; the old password and every session end."""
    user: Any = request.user
    person = person_seen(request, pk)
    try:
        code = accounts.give_new_code(person, by=user)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
        return redirect("people:page", pk=pk)
    return show_code(request, person, code)


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("khóa một tài khoản")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        accounts.close,
        title="Khóa tài khoản của {}",
        says="Người này bị đăng xuất ngay và không đăng nhập được nữa. Chức vụ vẫn còn; việc đã làm giữ nguyên.",
        button="Khóa tài khoản",
        done="Đã khóa tài khoản.",
    )


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@stepping_up.confirmed("đặt lại xác thực hai bước của người khác")
def forget_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        accounts.forget_second_factor,
        title="Đặt lại xác thực hai bước của {}",
        says="Dùng khi mất hoặc đổi điện thoại. Lần đăng nhập sau người này đặt lại từ đầu.",
        button="Đặt lại xác thực hai bước",
        done="Đã bỏ xác thực hai bước cũ.",
    )


@access.requires(permissions.MANAGE_PEOPLE)
@require_POST
@stepping_up.confirmed("mở lại một tài khoản đã khóa")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    person = person_seen(request, pk)
    return acting.act(
        request,
        lambda: accounts.reopen(person, by=user),
        done="Đã mở lại tài khoản.",
        back=reverse("people:page", args=[pk]),
    )


def _with_reason(
    request: HttpRequest, pk: int, service: Any, *, title: str, says: str, button: str, done: str
) -> HttpResponse:
    user: Any = request.user
    person = person_seen(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service(person, by=user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, done)
            return redirect("people:page", pk=pk)
    context = {"person": person, "form": form, "title": title.format(person.full_name), "says": says, "button": button}
    return render(request, "emulation/people/person_form.html", context)
