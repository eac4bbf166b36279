"""`manage.py health site|worker|beat`: exits with 1 when that part is not well. For health checks and for people."""

import http.client
import os

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign_portal.shell import health


class Command(BaseCommand):
    help = "Kiểm tra một phần của hệ thống: site (trang web), worker (việc nền), beat (hẹn giờ)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("part", choices=["site", "worker", "beat"])

    def handle(self, *args, part: str, **options) -> None:
        if not {"site": site_answers, "worker": health.worker_is_well, "beat": health.beat_is_well}[part]():
            raise CommandError(f"{part}: không khỏe")
        if part != "site" and (alarm := health.trail_alarm()):
            raise CommandError(f"{part}: còn chạy. {alarm}")
        self.stdout.write(f"{part}: khỏe")


def site_answers() -> bool:
    """Asks the site that runs on this machine, at CHUNGTAY_BIND."""
    host, _, port = os.environ.get("CHUNGTAY_BIND", "127.0.0.1:8000").rpartition(":")
    site = http.client.HTTPConnection("127.0.0.1" if host in {"", "0.0.0.0"} else host, int(port), timeout=5)  # noqa: S104
    try:
        site.request("GET", health.ADDRESS)
        return site.getresponse().status == 200
    except OSError:
        return False
    finally:
        site.close()
