"""What happens around every request: the business clock, the trail's source, text that is text, deny by default."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from campaign_portal.foundation import access, audit, clock
from campaign_portal.foundation.web.door import OVER_WORDS, SAFE, asks_by_itself, page_of_button, unanswered

Next = Callable[[HttpRequest], HttpResponse]


class BusinessClockMiddleware:
    """Every request works at the installation's business time (moved in the demo)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.at_installation_time():
            return self.get_response(request)


class AuditSourceMiddleware:
    """The trail notes where an act came from."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with audit.source(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)


class NotText(BadRequest):
    """What came holds something that is no text; the message is a sentence for the person."""


class PlainTextMiddleware:
    """Nobody types a NUL, and PostgreSQL keeps none: a request that holds one is refused whole, with a sentence.

    An address that only a button may use says so, too, when somebody opens it from the history of a browser.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method in SAFE and not response.content:
            page = render(request, "foundation/for_buttons.html", status=405)
            page["Allow"] = response.get("Allow", "")
            return page
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        if "\0" in request.path or any(_holds_nul(data) for data in (request.GET, request.POST)):
            raise NotText("Nội dung có ký tự rỗng (NUL) mà bàn phím không gõ ra được.")


def _holds_nul(data: QueryDict) -> bool:
    return any("\0" in name or any("\0" in text for text in texts) for name, texts in data.lists())


class DeclaredPermissionMiddleware:
    """An address is open to whoever holds the permission its view declares; one that declares none, to nobody.

    Django's own catalogue pages (admin) check the account themselves and ask for an administrator's post besides.
    """

    ADMIN = access.for_roles("admin_site", ["administrator"], "Trang danh mục dành cho quản trị hệ thống.")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        permission = self.ADMIN if _is_admin(request) else access.declared_permission(view)
        if permission is None:
            raise PermissionDenied("Địa chỉ này chưa khai báo ai được dùng.")
        if permission is access.PUBLIC or (request.user.is_authenticated and permission.holds(request.user)):
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        raise PermissionDenied(permission.needs)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask a stranger to sign in and bring him back: to this page, or to the one whose button he pressed after he had
    signed out, which wrote nothing."""
    if asks_by_itself(request):
        return unanswered(request, OVER_WORDS)
    if request.method in SAFE:
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(page_of_button(request), login_url=f"{reverse('login')}?het-phien=1")


def _is_admin(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_names[:1] == ["admin"]
