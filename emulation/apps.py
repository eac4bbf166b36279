from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Phong trào thi đua"

    def ready(self) -> None:
        from campaign_portal.foundation import access, audit, passwords, rooms, trail
        from emulation.people import selectors
        from emulation.people.selectors.farewell import told
        from emulation.territory.selectors import trail as places

        access.register_provider(selectors.posts_of)
        access.register_explainer(told)
        audit.register_places(places.place_of)
        trail.register_readers(places.seen_by)
        passwords.register_local_words(selectors.local_words)
        rooms.gather("emulation", "desk", "tasks")
