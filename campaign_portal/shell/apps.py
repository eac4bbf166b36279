from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "campaign_portal.shell"
    label = "shell"
    verbose_name = "Khung"
