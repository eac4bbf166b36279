"""Make the product's seed of units anew from the published slices."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from emulation.territory import importers


class Command(BaseCommand):
    help = "Lập lại bộ đơn vị hành chính của sản phẩm từ thư mục dữ liệu nguồn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="thư mục có units.csv và hai tệp succession-*.csv")

    def handle(self, *, source: Path, **options) -> None:
        seed = importers.build(source)
        importers.write(seed)
        self.stdout.write(f"{len(seed.units)} đơn vị, {len(seed.names)} tên cũ, {len(seed.successions)} dòng kế thừa.")
