from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Listen to announcements, say what our mails are called (they are posted ready-made), and who we are."""
        from accounts import notifications, queries, receivers  # noqa: F401  # importing connects the receivers
        from common import site
        from outbox import registry

        registry.register(notifications.KIND, label=notifications.LABEL)
        site.register(queries.organisation)
