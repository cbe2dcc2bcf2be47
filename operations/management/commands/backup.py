"""``manage.py backup DIR [--keep N]``: database, files and key, while everything runs."""

from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from jobs import actions as jobs
from operations.backup import databases, verbs
from operations.probes.data import BACKUP


class Command(BaseCommand):
    """Writes DIR/<time>/ whole or not at all."""

    help = "Back up database, files and key into a new folder below DIR; the product may run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--keep", type=_at_least_one, metavar="N", help="remove the oldest, so that N are left")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it; what goes wrong is noted for administrators too."""
        at = timezone.now()
        try:
            made = verbs.back_up(into=options["folder"], at=at, keep=options["keep"])
        except (OSError, DatabaseError, databases.Unavailable, verbs.NotPossible) as error:
            with suppress(DatabaseError):
                jobs.note_failure(BACKUP, f"{type(error).__name__}: {error}", at=at)
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(str(made))


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
