"""System checks of the foundation: what must not run in the wrong place."""

from django.conf import settings
from django.core.checks import Error, Tags, register


class DemoDataRefused(Exception):
    """The database was filled by the demo's story and this installation is not a demo."""


@register(Tags.database)
def demo_data_stays_in_a_demo(app_configs, databases, **kwargs):
    """A database filled by the demo's story is refused by an installation that is not a demo (`check --database`)."""
    if not databases or not _is_demo_data_out_of_place():
        return []
    return [
        Error(
            "This database was filled by the demo's story.",
            hint="Point the installation at another database, or set CHUNGTAY_DEMO=1.",
            id="foundation.E001",
        )
    ]


def refuse_demo_database() -> None:
    """The same at the start of the site and of the worker, where no check command runs. Raises DemoDataRefused."""
    from django.db import connection

    refused = _is_demo_data_out_of_place()
    connection.close()  # a web server may fork after this, and a connection must not be shared
    if refused:
        raise DemoDataRefused(
            "Cơ sở dữ liệu này do bản trình diễn lập; bản chính thức không dùng được. "
            "Xin đặt POSTGRES_DB (hoặc CHUNGTAY_VAR) trỏ tới cơ sở dữ liệu khác."
        )


def _is_demo_data_out_of_place() -> bool:
    from django.db import DatabaseError

    from campaign_portal.foundation.models import Installation

    if settings.DEMO:
        return False
    try:
        return Installation.objects.filter(is_demo=True).exists()
    except DatabaseError:  # not migrated or not reachable yet; /healthz asks again
        return False
