from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self) -> None:
        """Say who reads the reports of mails that came back."""
        from inbox import registry
        from outbox import receivers

        registry.register(receivers.BOUNCES)
