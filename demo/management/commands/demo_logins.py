"""Print one sign-in per role of the demo."""

from django.core.management.base import BaseCommand

from demo.cast import CAST
from demo.ground import PASSWORD


class Command(BaseCommand):
    help = "In tên đăng nhập của từng vai và mật khẩu chung của bản trình diễn."

    def handle(self, **options) -> None:
        self.stdout.write(f"Mật khẩu chung: {PASSWORD}")
        for person in CAST:
            self.stdout.write(f"  {person.username:<8} {person.full_name:<18} {person.shown_as}")
