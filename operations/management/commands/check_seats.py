"""``manage.py check_seats``: counts the seats of every event again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registrations import recount


class Command(BaseCommand):
    """Compares what is promised with what is there, and changes nothing."""

    help = "Count the seats again; ends with 1 where a counter, a capacity or the waiting list is not as promised."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say what differs."""
        found = recount.differences(at=timezone.now())
        for difference in found:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("All seats are as promised.")
