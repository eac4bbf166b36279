"""Load the law's catalogue and the poverty standards."""

from django.core.management.base import BaseCommand
from django.db import transaction

from emulation.poverty import importers as poverty_importers
from emulation.regimes import importers


class Command(BaseCommand):
    help = "Nạp danh mục pháp luật khen thưởng và chuẩn nghèo. Chạy lại thì sửa theo tệp, không thêm trùng."

    def handle(self, **options) -> None:
        with transaction.atomic():
            importers.load(importers.read())
            poverty_importers.load_standards()
        self.stdout.write("Đã nạp danh mục pháp luật và chuẩn nghèo.")
