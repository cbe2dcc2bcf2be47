"""``manage.py seed_demo [--json FILE] [--people N --events N]``: the demo organisation, for people and for tools."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.models import User
from events.models import Event
from operations.demo import directory
from operations.demo.builder import Demo, build, now
from operations.demo.pages import describe
from operations.demo.scale import Size, enlarge
from registrations.models import Registration


def number(text: str) -> int:
    """A number of things, none or more."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text} is not a number from 0 on")
    return int(text)


def percent(text: str) -> int:
    """A share of 0 to 100."""
    if not text.isdecimal() or int(text) > 100:  # noqa: PLR2004  # of a hundred
        raise ArgumentTypeError(f"{text} is not a number from 0 to 100")
    return int(text)


class Command(BaseCommand):
    """Fills an empty database with believable departments, people and events in every state."""

    help = "Load the demo organisation into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write what was built, and how large it is to be."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are people already")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write accounts and page addresses to FILE")
        parser.add_argument("--people", type=number, default=0, metavar="N", help="add colleagues until there are N")
        parser.add_argument("--events", type=number, default=0, metavar="N", help="add events until there are N")
        parser.add_argument(
            "--registrations", type=number, metavar="N", help="about so many for the added events (20 for each person)"
        )
        parser.add_argument(
            "--upcoming", type=percent, default=50, metavar="PERCENT", help="how many events are still to come (50)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build everything or nothing."""
        if User.objects.exists() and options["if_empty"]:
            self._say_accounts()
            return
        if User.objects.exists():
            raise CommandError("There are people in this database already; the demo organisation needs an empty one.")
        self.stdout.write("Loading the demo organisation; this takes half a minute, once.")
        self.stdout.flush()
        with transaction.atomic():
            demo: Demo = build(at=now())
            if options["people"] or options["events"]:
                enlarge(demo, self._size(options))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # so much came at once that the planner knows nothing of it yet
        if options["json"]:
            options["json"].write_text(json.dumps(describe(demo), indent=2, ensure_ascii=False) + "\n")
        counts = (User.objects.count(), Event.objects.count(), Registration.objects.count())
        self.stdout.write("Nordhaven Instruments: {} people, {} events, {} registrations.".format(*counts))
        self._say_accounts()

    def _size(self, options: dict[str, Any]) -> Size:
        people = options["people"] or User.objects.count()
        return Size(people=people, **{name: options[name] for name in ("events", "registrations", "upcoming")})

    def _say_accounts(self) -> None:
        """Who can sign in, where the demo organisation is loaded."""
        known = set(User.objects.values_list("email", flat=True))
        accounts = [account for account in directory.ACCOUNTS if account.email in known]
        if accounts:
            self.stdout.write(f"Demo accounts; everybody's password is {directory.PASSWORD}")
        for account in accounts:
            self.stdout.write(f"  {account.email:<38} {account.role}")
