"""The door: which sessions get in, and what each must do before anything else opens.

Runs before the permissions. A locked session belongs to nobody until its owner's password opens it; one that is over or
ended is forgotten. What such a session sent is kept (`kept_forms`). Whoever is in chooses his own password first, and
sets up the second factor that his posts ask for.
"""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from campaign_portal.foundation import access, second_factor
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import kept_forms, sessions
from campaign_portal.foundation.web.sessions import Standing

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
HAS_SECOND_FACTOR = "has_second_factor"
LOCKED_WORDS = "Phiên làm việc tạm khóa; xin đăng nhập lại ở một thẻ khác, chữ trên trang này vẫn còn."
OVER_WORDS = "Phiên làm việc đã hết; xin đăng nhập lại ở một thẻ khác, chữ trên trang này vẫn còn."

Next = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


def opens_first(view: View) -> View:
    """Mark a page that opens before the password is chosen and the second factor set up: it is where that is done."""
    view.opens_first = True  # type: ignore[attr-defined]
    return view


def only_asks(view: View) -> View:
    """Mark an address that a page asks by itself again and again: it keeps no session awake."""
    view.only_asks = True  # type: ignore[attr-defined]
    return view


class DoorMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.locked_user = request.left_user = None  # type: ignore[attr-defined]
        standing = sessions.standing(request)
        if standing is Standing.LOCKED:
            request.locked_user, request.user = request.user, AnonymousUser()  # type: ignore[attr-defined]
        elif standing in {Standing.OVER, Standing.ENDED}:
            if standing is Standing.OVER:  # an ended one may be in a thief's hand, who leaves no forms to others
                request.left_user = request.user  # type: ignore[attr-defined]
            request.session.flush()
            request.user = AnonymousUser()
        response = self.get_response(request)
        kept_forms.settle(request, response)
        return response

    def process_view(self, request: HttpRequest, view: View, args: tuple, kwargs: dict) -> HttpResponse | None:
        if access.declared_permission(view) is access.PUBLIC:
            return None
        if request.user.is_authenticated:
            return self._let_in(request, request.user, view)
        return self._ask_again(request, view)

    def _let_in(self, request: HttpRequest, user: User, view: View) -> HttpResponse | None:
        if not _is_marked(view, "opens_first") and (first := _what_comes_first(request, user)):
            return redirect(first)
        if not _is_marked(view, "only_asks"):
            sessions.note_step(request)
        return None

    def _ask_again(self, request: HttpRequest, view: View) -> HttpResponse | None:
        """Somebody whose session sleeps or is over; None for a stranger, whom the permissions send to sign in."""
        locked = request.locked_user  # type: ignore[attr-defined]
        sender = locked or request.left_user  # type: ignore[attr-defined]
        if sender is None:
            return None
        if asks_by_itself(request):
            return unanswered(request, LOCKED_WORDS if locked else OVER_WORDS)
        query = {"next": request.get_full_path()}
        if request.method not in SAFE and not _is_marked(view, "opens_first"):
            query = {"next": page_of_button(request)}
            query["giu" if kept_forms.keep(request, sender, query["next"]) else "qua-dai"] = "1"
        return redirect(f"{reverse('unlock' if locked else 'login')}?{urlencode(query)}")


def _what_comes_first(request: HttpRequest, user: User) -> str:
    """The page that must be done with before anything opens."""
    if user.must_choose_password:
        return "account_password"
    if not second_factor.is_required_of(user) or request.session.get(HAS_SECOND_FACTOR):
        return ""
    if second_factor.device_of(user) is None:
        return "second_factor"
    request.session[HAS_SECOND_FACTOR] = True  # taking it away ends the session
    return ""


def _is_marked(view: View, mark: str) -> bool:
    return getattr(view, mark, False) or getattr(getattr(view, "view_class", None), mark, False)


def asks_by_itself(request: HttpRequest) -> bool:
    """A part of a page, or typing that saves itself: nobody waits for a page to come back."""
    headers = request.headers
    return headers.get("HX-Request") == "true" or headers.get("X-Requested-With") == "fetch"


def unanswered(request: HttpRequest, words: str) -> HttpResponse:
    """To a page that asks by itself: it must not take the sign-in form for its answer. One that only reads is loaded
    anew, and its reader signs in; one that saves stays, with what was typed."""
    answer = HttpResponse(words, status=401, content_type="text/plain; charset=utf-8")
    if request.method in SAFE:
        answer["HX-Refresh"] = "true"
    return answer


def page_of_button(request: HttpRequest) -> str:
    """The page whose button was pressed; "/" when the browser does not say, or says another place."""
    came_from = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    page = urlsplit(came_from)
    return f"{page.path}?{page.query}" if page.query else page.path or "/"
