"""`manage.py seal_audit`: seal what waits, without the worker."""

from django.core.management.base import BaseCommand

from campaign_portal.foundation import seals, vietnamese


class Command(BaseCommand):
    help = "Niêm phong mọi dòng nhật ký còn chờ. Bình thường việc nền tự làm, vài giây một lần."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"Đã niêm phong {vietnamese.grouped(seals.seal(everything=True))} dòng nhật ký.")
