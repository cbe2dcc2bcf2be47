from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Say what our mails are called; they are posted ready-made."""
        from accounts import notifications
        from outbox import registry

        registry.register(notifications.KIND, label=notifications.LABEL)
