"""Load the country's units and the succession of 1/7/2025."""

from django.core.management.base import BaseCommand

from emulation.territory import importers


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính cả nước và việc kế thừa từ 01/7/2025. Chạy lại không làm thay đổi gì."

    def handle(self, **options) -> None:
        loaded = importers.load(importers.read())
        self.stdout.write(f"{loaded.units} đơn vị, {loaded.successions} dòng kế thừa.")
