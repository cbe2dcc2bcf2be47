from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "calendars"

    def ready(self) -> None:
        """Say who writes the plain calendar mail."""
        from calendars import notifications
        from outbox import registry

        registry.register(notifications.KIND, label=_("Calendar entry"), render=notifications.render)
