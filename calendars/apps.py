from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "calendars"

    def ready(self) -> None:
        """Listen to announcements, and say who writes the plain calendar mail and who reads answers to it."""
        from calendars import notifications, receivers  # importing connects the receivers
        from inbox import registry as inbox
        from outbox import registry

        inbox.register(receivers.ANSWERS)
        registry.register(notifications.KIND, label=_("Calendar entry"), render=notifications.render)
