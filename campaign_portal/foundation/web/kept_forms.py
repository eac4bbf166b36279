"""What somebody sent after the session had gone to sleep: kept, and offered again after signing in.

Fields only: no files (they must be chosen again), no passwords, no tokens. One form for each address; the newest is
offered on every page until it is sent or thrown away.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from campaign_portal.foundation import access, clock
from campaign_portal.foundation.models import Draft, User
from campaign_portal.foundation.web import acting

FORM_KEY = "kept_form"  # of the draft, in the session, and the field that marks a form sent again
MOST_CHARACTERS = 500_000
SECRET = ("password", "csrf")


def keep(request: HttpRequest, user: User, page: str) -> bool:
    """Keep the fields of this request for its sender. False when they are too many to keep."""
    fields = [
        [name, values]
        for name, values in request.POST.lists()
        if name != FORM_KEY and not any(part in name.lower() for part in SECRET)
    ]
    if sum(len(name) + sum(map(len, values)) for name, values in fields) > MOST_CHARACTERS:
        return False
    path = request.get_full_path()
    Draft.objects.update_or_create(
        user=user,
        form_key=FORM_KEY,
        object_key=path[:120],
        defaults={
            "data": {
                "path": path,
                "page": page,
                "fields": fields,
                "files": [file.name for _, files in request.FILES.lists() for file in files],
            },
            "saved_at": clock.real_now(),
        },
    )
    return True


def offer(request: HttpRequest, user: User) -> None:
    """After signing in: the newest form that waits is offered in this session."""
    waiting = Draft.objects.filter(user=user, form_key=FORM_KEY).order_by("saved_at").last()
    if waiting is not None:
        request.session[FORM_KEY] = waiting.pk


def settle(request: HttpRequest, response: HttpResponse) -> None:
    """A kept form that was sent again has arrived, unless the answer is trouble: whatever the page says to it stands
    on the page, with the fields."""
    if request.method == "POST" and response.status_code < 400 and (number := request.POST.get(FORM_KEY, "")):
        _forget(request, number)


def context(request: HttpRequest) -> dict[str, Any]:
    """Template context: the form that waits, if any. Costs nothing where none does."""
    if FORM_KEY not in getattr(request, "session", {}) or isinstance(request.user, AnonymousUser):
        return {}
    if FORM_KEY in request.POST:  # it has just been sent again: this page is the answer to it
        return {}
    draft = Draft.objects.filter(pk=request.session[FORM_KEY], user=request.user).first()
    if draft is None:
        return {}
    words = [value for _, values in draft.data["fields"] for value in values if any(map(str.isalpha, value))]
    return {"kept_form": draft, "kept_words": [word for word in words if " " in word.strip()]}


@access.requires(access.SIGNED_IN)
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    return acting.act(
        request,
        lambda: _forget(request, request.POST.get("number", "")),
        done="Đã bỏ biểu chưa gửi.",
        back="/",
    )


def _forget(request: HttpRequest, number: str) -> None:
    if request.user.is_authenticated and number.isascii() and number.isdigit() and len(number) < 16:
        Draft.objects.filter(pk=number, user=request.user, form_key=FORM_KEY).delete()
        if str(request.session.get(FORM_KEY)) == number:
            del request.session[FORM_KEY]
            offer(request, request.user)
