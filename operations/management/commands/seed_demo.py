"""``manage.py seed_demo [--json FILE]``: the demo organisation, for people and for tools."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from operations.demo import directory
from operations.demo.builder import Demo, build, now
from operations.demo.pages import describe


class Command(BaseCommand):
    """Fills an empty database with believable departments, people and events in every state."""

    help = "Load the demo organisation into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write what was built."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are people already")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write accounts and page addresses to FILE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build everything or nothing."""
        if User.objects.exists() and options["if_empty"]:
            self._say_accounts()
            return
        if User.objects.exists():
            raise CommandError("There are people in this database already; the demo organisation needs an empty one.")
        with transaction.atomic():
            demo: Demo = build(at=now())
        if options["json"]:
            options["json"].write_text(json.dumps(describe(demo), indent=2, ensure_ascii=False) + "\n")
        self.stdout.write(f"Nordhaven Instruments: {len(demo.users)} people, {len(demo.events)} events.")
        self._say_accounts()

    def _say_accounts(self) -> None:
        """Who can sign in, where the demo organisation is loaded."""
        known = set(User.objects.values_list("email", flat=True))
        accounts = [account for account in directory.ACCOUNTS if account.email in known]
        if accounts:
            self.stdout.write(f"Demo accounts; everybody's password is {directory.PASSWORD}")
        for account in accounts:
            self.stdout.write(f"  {account.email:<38} {account.role}")
