"""``manage.py renew_signing_key``: sign badges with a new key, after the former one may have been seen."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from recognition import actions


class Command(BaseCommand):
    """What was signed before stays provable; the former key can sign nothing more."""

    help = "Sign Open Badges with a new key from now on."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it, and name the new key."""
        key = actions.rotate_key(by=None, at=timezone.now())
        self.stdout.write(f"Badges are signed by {key.name} from now on: {key.public}")
