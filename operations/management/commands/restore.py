"""``manage.py restore DIR``: puts a backup where nothing is, or with ``--replace`` in the place of what is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from operations.backup import databases, manifest, verbs


class Command(BaseCommand):
    """Verifies the backup first, restores it, and brings it up to date."""

    help = "Restore a backup made by the command backup; a folder of several means the newest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one, and what may be lost for it."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--replace", action="store_true", help="what is here goes; without this it is kept")
        parser.add_argument("--hold-mail", action="store_true", help="keep mails that wait instead of sending them")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, count the seats, and say what to know."""
        several = verbs.finished(options["folder"])
        source = several[-1] if several else options["folder"]
        try:
            other_key = verbs.has_other_key(source)
            found = verbs.restore(
                source=source, at=timezone.now(), replace=options["replace"], hold_mail=options["hold_mail"]
            )
        except (OSError, DatabaseError, databases.Unavailable, manifest.Damaged, verbs.NotPossible) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        self.stdout.write(f"{source} is restored.")
        if other_key:
            self.stdout.write(
                "It was made under another SECRET_KEY: links in mails that were sent have ended, and calendar"
                " addresses work on but are not shown again. Put the former key into SECRET_KEY to have them back."
            )
        for difference in found:
            self.stdout.write(f"The seats are not as promised: {difference}")
