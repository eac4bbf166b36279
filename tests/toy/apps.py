from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "tests.toy"
    label = "toy"

    def ready(self) -> None:
        from tests.toy import tasks  # noqa: F401  (registered by being imported)
