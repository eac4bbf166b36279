"""Give an account the post of administrator: the first one of an installation, or one after all others left."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.people import services


class Command(BaseCommand):
    help = "Giao chức vụ quản trị cho một tài khoản. Quyền theo chức vụ: chưa có chức vụ thì chưa vào được trang nào."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--unit", required=True, metavar="CODE", help="mã của đơn vị, ví dụ 15 (tỉnh), 03010 (xã)")

    def handle(self, *, username: str, unit: str, **options) -> None:
        try:
            with audit.source("appoint_administrator"):
                post = services.appoint_administrator(username, unit)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{post.user.full_name} là quản trị tại {post.office.name}. Mở trang /nhan-su/ để làm tiếp.")
