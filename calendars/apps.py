from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "calendars"

    def ready(self) -> None:
        """Listen to announcements, and say who writes the plain calendar mail."""
        from calendars import notifications, receivers  # noqa: F401  # importing connects the receivers
        from outbox import registry

        registry.register(notifications.KIND, label=_("Calendar entry"), render=notifications.render)
