"""Load or update a campaign from its definition file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign_portal.shell.definition import loading
from emulation.campaigns import services


class Command(BaseCommand):
    help = "Nạp hoặc cập nhật một phong trào từ tệp định nghĩa. Tệp sai thì báo dòng, trường và không thay đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp định nghĩa (YAML)")
        parser.add_argument("--launch", action="store_true", help="phát động ngay sau khi nạp")

    def handle(self, *, file: Path, launch: bool, **options) -> None:
        try:
            text = file.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise CommandError(f"Không có tệp {file}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"Tệp {file} không phải là UTF-8; xin lưu lại với bảng mã UTF-8.") from error
        try:
            campaign = loading.load(text)
        except loading.BadDefinition as error:
            count = len(error.faults)
            raise CommandError(f"{file}: {count} chỗ cần sửa, chưa nạp gì.\n{error}") from error
        if launch:
            services.launch(campaign, by=None)
        self.stdout.write(f"{campaign.short_name}: {campaign.get_state_display()}.")
