from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Phong trào thi đua"

    def ready(self) -> None:
        from campaign_portal.foundation import access, rooms
        from emulation.people import selectors

        access.register_provider(selectors.posts_of)
        rooms.gather("emulation", "desk", "tasks")
