from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        """Listen to announcements, and say how our mails are written."""
        from events import notifications, receivers, wording  # noqa: F401  # importing connects the receivers
        from outbox import registry

        for kind, words in wording.WORDINGS.items():
            render = notifications.render_too_few if kind == wording.TOO_FEW else notifications.render
            registry.register(kind, label=words.label, render=render)
