"""Write a campaign's definition file from the database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign_portal.shell.definition.dumping import dump
from emulation.campaigns.models import Campaign


class Command(BaseCommand):
    help = "Xuất định nghĩa một phong trào từ cơ sở dữ liệu ra tệp YAML; nạp lại tệp ấy cho đúng phong trào ấy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="mã phong trào, ví dụ sa_pa_2020")
        parser.add_argument("--to", type=Path, help="tệp để ghi; bỏ trống thì in ra màn hình")

    def handle(self, *, key: str, to: Path | None, **options) -> None:
        campaign = Campaign.objects.filter(key=key).select_related("unit").first()
        if campaign is None:
            keys = ", ".join(Campaign.objects.order_by("key").values_list("key", flat=True)) or "chưa có phong trào nào"
            raise CommandError(f"Không có phong trào mang mã “{key}”. Đang có: {keys}.")
        text = dump(campaign)
        if to is None:
            self.stdout.write(text, ending="")
            return
        to.write_text(text, encoding="utf-8")
        self.stdout.write(f"Đã ghi {to}.")
