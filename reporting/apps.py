from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from campaign_portal.foundation import rooms

        rooms.gather("reporting", "desk", "tasks")
