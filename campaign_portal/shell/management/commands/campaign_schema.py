"""Write the published schema of definition files anew, from the code that checks them."""

from django.core.management.base import BaseCommand

from campaign_portal.shell.definition import schema


class Command(BaseCommand):
    help = "Lập lại docs/campaign.schema.json và trang mô tả tệp định nghĩa từ mã kiểm tra tệp."

    def handle(self, *args, **options) -> None:
        for path in schema.write():
            self.stdout.write(str(path))
