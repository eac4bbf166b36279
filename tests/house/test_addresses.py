"""Every address says who may open it."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from campaign_portal.foundation import access


def undeclared(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for entry in patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if access.declared_permission(entry.callback) is None:
                yield address
        elif entry.app_name != "admin":  # Django's pages check the account; the middleware asks for a post besides
            yield from undeclared(entry.url_patterns, address)


def test_every_address_declares_a_permission():
    assert list(undeclared(get_resolver().url_patterns)) == []


def test_one_that_does_not_is_seen():
    def forgotten(request):
        return HttpResponse()

    assert list(undeclared([path("mot-trang/", forgotten)])) == ["/mot-trang/"]
