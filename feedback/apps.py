from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self) -> None:
        """Hear of closed attendance lists, and say how our mails are written."""
        from feedback import notifications, receivers, wording  # noqa: F401  # importing connects the receivers
        from outbox import registry

        for kind, words in wording.WORDINGS.items():
            own = registry.Changeable(notifications.KNOWN, notifications.sample) if kind == wording.ASKED else None
            registry.register(kind, label=words.label, render=notifications.render, words=own)
        for kind, label in wording.TOLD.items():
            registry.register(kind, label=label, render=notifications.TOLD[kind])
