"""Load the law's catalogue and the poverty standards."""

from django.core.management.base import BaseCommand
from django.db import transaction

from emulation.poverty import importers as poverty_importers
from emulation.regimes import importers


class Command(BaseCommand):
    help = (
        "Nạp danh mục pháp luật khen thưởng và chuẩn nghèo. Chạy lại thì sửa theo tệp, không thêm trùng, "
        "giữ dòng đã sửa tại đây."
    )

    def handle(self, **options) -> None:
        with transaction.atomic():
            loaded = importers.load(importers.read())
            standards = poverty_importers.load_standards()
        self.stdout.write(
            f"Đã nạp danh mục pháp luật ({loaded.written} dòng) và chuẩn nghèo ({standards.written} dòng)."
        )
        for row in [*loaded.kept, *standards.kept]:
            self.stdout.write(f"Giữ dòng đã sửa tại đây: {row}")
