from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from campaign_portal.foundation import rooms

        rooms.gather("awards", "desk", "tasks")
