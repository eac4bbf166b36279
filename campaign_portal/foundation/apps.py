from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "campaign_portal.foundation"
    label = "foundation"
    verbose_name = "Tài khoản, nhật ký, sổ số"

    def ready(self) -> None:
        from campaign_portal.foundation import checks, signals, tasks, trail  # noqa: F401  (registered by being imported)
