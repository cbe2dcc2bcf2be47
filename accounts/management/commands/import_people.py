"""``manage.py import_people FILE.csv``: people, departments and managers from the directory."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import actions, queries, wording
from accounts.exceptions import ImportRefused
from accounts.planning import Plan
from accounts.sheet import MOST_BYTES, Sheet, read


class Command(BaseCommand):
    """Says what it does for each person, or what is wrong in which row; then it has changed nothing."""

    help = "Bring people in from a CSV file of the directory: new ones, changes, leavers. Running it twice is harmless."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how much of it to do."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--complete", action="store_true", help="whoever has a key and is not in the file has left")
        parser.add_argument(
            "--accept-many", action="store_true", help="with --complete: even where more than a fifth would leave"
        )
        parser.add_argument("--json", action="store_true", help="print it for a program")

    def handle(self, *_args: Any, **options: Any) -> None:
        """All of it or nothing."""
        sheet = self._sheet(options["file"])
        is_complete = options["complete"]
        if options["dry_run"]:
            plan, refusal = queries.plan_of(sheet, importer=None, is_complete=is_complete), ""
        else:
            plan, refusal = self._import(sheet, is_complete=is_complete, accepts_many=options["accept_many"])
        is_done = not (options["dry_run"] or refusal)
        if options["json"]:
            self.stdout.write(json.dumps(described(plan, is_done=is_done), indent=2, ensure_ascii=False))
        else:
            self._say(plan)
        if refusal or plan.problems:
            raise CommandError(refusal or "Nothing would be changed: the file has mistakes.")

    def _sheet(self, path: Path) -> Sheet:
        try:
            with path.open("rb") as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"The file can't be read: {error}") from error
        return read(content, languages=dict(settings.LANGUAGES))

    def _import(self, sheet: Sheet, *, is_complete: bool, accepts_many: bool) -> tuple[Plan, str]:
        try:
            plan = actions.import_people(
                sheet=sheet, is_complete=is_complete, accepts_many=accepts_many, by=None, at=timezone.now()
            )
        except ImportRefused as refused:
            return refused.plan, str(refused)
        return plan, ""

    def _say(self, plan: Plan) -> None:
        for problem in plan.problems:
            self.stderr.write(f"{wording.place(problem)}: {wording.fault(problem)}")
        if plan.unknown:
            self.stdout.write(f"Columns that mean nothing to us: {', '.join(plan.unknown)}")
        if plan.problems:
            return
        for department in plan.departments:
            self.stdout.write(f"department  {' → '.join(filter(None, (department.before, department.after)))}")
        for location in plan.locations:
            self.stdout.write(f"location    {location.name}")
        for step in plan.people:
            details = "; ".join(f"{each.column}: {each.before} → {each.after}" for each in step.details if each.before)
            self.stdout.write(f"{step.kind:<11} {step.key}  {step.name}{f'  ({details})' if details else ''}")
        counts = plan.counts
        said = ", ".join(f"{counts[kind]} {kind}" for kind in wording.KINDS)
        self.stdout.write(f"{said}, {plan.unchanged} unchanged; {len(plan.departments)} departments.")


def described(plan: Plan, *, is_done: bool) -> dict[str, object]:
    """A plan as plain values."""
    return {
        "done": is_done,
        "problems": [
            {
                "row": problem.row or None,
                "column": problem.column,
                "fault": problem.fault,
                "text": wording.fault(problem),
            }
            for problem in plan.problems
        ],
        "unknown_columns": plan.unknown,
        "departments": [{"before": step.before, "after": step.after} for step in plan.departments],
        "locations": [step.name for step in plan.locations],
        "people": [
            {
                "kind": step.kind,
                "key": step.key,
                "name": step.name,
                "email": step.email,
                "changes": {each.column: [each.before, each.after] for each in step.details},
            }
            for step in plan.people
        ],
        "unchanged": plan.unchanged,
    }
