"""Compare the communes' stored totals with the sums of their hamlets; `--mend` writes the sums over what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emulation.poverty.rules import columns
from emulation.poverty.services.totals import Mismatch, recompute_totals


class Command(BaseCommand):
    help = "So tổng của xã với tổng các thôn; --mend ghi lại tổng đúng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="ghi lại tổng đúng")

    def handle(self, *args: Any, **options: Any) -> None:
        found = recompute_totals(mend=options["mend"])
        for mismatch in found:
            self.stdout.write(_line(mismatch))
        if not found:
            self.stdout.write("Tổng của mọi xã, phường khớp với tổng các thôn.")
        elif options["mend"]:
            self.stdout.write(f"Đã ghi lại {len(found)} số.")
        else:
            raise CommandError(f"{len(found)} số không khớp; chạy lại với --mend để ghi tổng đúng.")


def _line(mismatch: Mismatch) -> str:
    name = "số thôn" if mismatch.field == "hamlet_count" else columns.described(mismatch.field)
    return f"{mismatch.review}, {name}: lưu {mismatch.stored}, tổng các thôn {mismatch.summed}"
