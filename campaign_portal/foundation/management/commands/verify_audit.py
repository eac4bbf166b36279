"""`manage.py verify_audit`: walks the trail's chain; exits with 1 at the first row that does not match."""

import re

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign_portal.foundation import seals, vietnamese


class Command(BaseCommand):
    help = "Kiểm tra nhật ký việc làm: đi dọc chuỗi niêm phong, nêu dòng đầu tiên bị sửa, bị xóa hay mất niêm phong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noted", default="", metavar="SỐ:MÃ", help="mã mà một lần kiểm tra trước in ra và đã ghi ở nơi khác"
        )

    def handle(self, *args, noted: str, **options) -> None:
        if noted and not re.fullmatch(r"[1-9][0-9]*:[0-9a-f]{64}", noted):
            raise CommandError("--noted cần đúng dòng SỐ:MÃ mà lần kiểm tra trước đã in ra.")
        walk = seals.verify(noted)
        self.stdout.write(f"{vietnamese.grouped(walk.checked)} dòng nhật ký khớp với niêm phong.")
        if walk.broken:
            raise CommandError(f"Chỗ sai đầu tiên: {walk.broken}.")
        if walk.waiting:
            self.stdout.write(f"{vietnamese.grouped(walk.waiting)} dòng vừa ghi đang chờ niêm phong.")
        if walk.checked:
            self.stdout.write(f"Nguyên vẹn. Ghi lại ở nơi khác để lần sau đối chiếu: {walk.end}")
