"""Behind a reverse proxy every request comes from the proxy; the person's address is what the proxy wrote down."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class RealAddressMiddleware:
    """Sets REMOTE_ADDR to the address that reached the outermost of our CHUNGTAY_PROXIES proxies.

    Each proxy appends whom it saw to X-Forwarded-For, so we count from the right: what stands further left was written
    by the visitor and proves nothing. Sign-in throttling (account and address) and the trail read REMOTE_ADDR.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proxies = settings.TRUSTED_PROXIES
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if proxies and len(seen) >= proxies and (address := seen[-proxies].strip()):
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)
