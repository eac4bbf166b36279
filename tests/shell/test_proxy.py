"""Whose address the product believes."""

import pytest
from django.http import HttpResponse

from campaign_portal.shell.proxy import RealAddressMiddleware


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, None, "172.18.0.9"),
        (0, "203.0.113.5", "172.18.0.9"),  # no proxy of ours: anybody may write the header
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "8.8.8.8, 203.0.113.5", "203.0.113.5"),  # the visitor wrote the first, the proxy the last
        (2, "8.8.8.8, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "172.18.0.9"),  # did not come through both
        (1, None, "172.18.0.9"),
        (1, " ", "172.18.0.9"),
    ],
)
def test_the_address_that_our_outermost_proxy_saw(rf, settings, proxies, forwarded, believed):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = rf.get("/", REMOTE_ADDR="172.18.0.9", headers=headers)
    RealAddressMiddleware(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == believed
