from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Say what our mails are called; they are posted ready-made."""
        from accounts import notifications
        from outbox import registry

        registry.register(notifications.KIND, label=notifications.LABEL)
