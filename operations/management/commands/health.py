"""``manage.py health [--json]``: what the administrators' page shows, for monitoring."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from common import logs
from operations import facts, probes


class Command(BaseCommand):
    """Says how every part is doing; ends with 1 when something is wrong."""

    help = "Say how every part of the installation is doing; ends with 1 when something has failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For people or for machines."""
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look, print, and judge. Nobody's address is printed."""
        found = [fact for group in probes.health(at=timezone.now()).values() for fact in group]
        rows = [
            {
                "key": fact.key,
                "state": fact.state.name.lower(),
                "word": fact.word,
                "says": logs.without_people(fact.says),
                "remedy": fact.remedy,
            }
            for fact in found
        ]
        state = facts.worst(found)
        if options["json"]:
            self.stdout.write(json.dumps({"state": state.name.lower(), "facts": rows}, ensure_ascii=False))
        else:
            for row in rows:
                self.stdout.write(
                    f"{row['state']:8}{row['key']:40}{row['word']}: {row['says']} {row['remedy']}".rstrip()
                )
        if state is facts.State.FAILING:
            raise CommandError("Something needs mending.")
