from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Listen to announcements, and say what our mails are called; they are posted ready-made."""
        from accounts import notifications, receivers  # noqa: F401  # importing connects the receivers
        from outbox import registry

        registry.register(notifications.KIND, label=notifications.LABEL)
