from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "campaign_portal.shell"
    label = "shell"
    verbose_name = "Khung"

    def ready(self) -> None:
        from campaign_portal.shell.participant import links as _  # noqa: F401  (register what they offer)
        from campaign_portal.shell.reorganization import links, tasks  # noqa: F401
