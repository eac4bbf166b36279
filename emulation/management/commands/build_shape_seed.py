"""Make the product's seed of shapes anew from the published map and centres."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from emulation.territory.importers import shapes


class Command(BaseCommand):
    help = "Lập lại hình xã, phường của sản phẩm từ bản đồ và tọa độ nguồn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("map", type=Path, help="tệp TopoJSON của cả nước, thuộc tính code và province")
        parser.add_argument("centres", type=Path, help="tệp CSV: slice, code, lat, lon")

    def handle(self, *, map: Path, centres: Path, **options) -> None:
        made = shapes.build(json.loads(map.read_text(encoding="utf-8")))
        points = shapes.read_centres(centres)
        shapes.write(made, points)
        count = sum(len(one["objects"]["communes"]["geometries"]) for one in made.values())
        self.stdout.write(f"{count} hình trong {len(made)} tỉnh, thành phố; {len(points)} tọa độ.")
