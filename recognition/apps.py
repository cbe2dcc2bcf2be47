from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "recognition"

    def ready(self) -> None:
        """Hear of closed attendance lists, and say how our mails are written."""
        from outbox import registry
        from recognition import notifications, receivers, wording  # noqa: F401  # importing connects the receivers

        for kind, words in wording.WORDINGS.items():
            registry.register(kind, label=words.label, render=notifications.render)
