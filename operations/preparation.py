"""What has to be right before the first process starts. Doing it again changes nothing."""

import hashlib
import subprocess
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_q.models import Schedule

from common.queue import Clock, path_of
from operations.tasks import clock_table, tick
from recognition.actions import ensure_key


class NotReady(Exception):
    """The product can't start like this; says what to do."""


def prepare(*, at: datetime) -> None:
    """Everything, in order. Raises NotReady."""
    require_migrations()
    compile_translations()
    call_command("createcachetable", verbosity=0)
    collect_static_files()
    align_schedule(at=at)
    ensure_key(at=at)


def require_migrations() -> None:
    """An installation that was not brought up to date does not start."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("The database is not up to date. Run: manage.py migrate")


def compile_translations() -> None:
    """Bring the .mo files up to date; needs no gettext."""
    command = [sys.executable, str(settings.BASE_DIR / "script" / "translations.py")]
    subprocess.run(command, check=True)  # noqa: S603  # our own command


def collect_static_files() -> None:
    """Collect and compress, which takes a while, unless the sources are those of last time."""
    stamp = Path(settings.STATIC_ROOT).with_name("static-collected-from")
    sources = static_sources()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.exists() and stamp.read_text() == sources:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources)


def static_sources() -> str:
    """A digest of every static file's name, size and date, and of how they are stored."""
    files = [
        (path, storage.size(path), storage.get_modified_time(path).isoformat())
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    return hashlib.sha256(repr((sorted(files), settings.STORAGES["staticfiles"])).encode()).hexdigest()


@transaction.atomic
def align_schedule(*, at: datetime) -> None:
    """Make the queue's schedule equal to the table; what stays as it was keeps its next run."""
    lines = clock_table()
    rows = {row.name: row for row in Schedule.objects.all()}
    for name in rows.keys() - lines.keys():
        rows[name].delete()
    for name, line in lines.items():
        if name not in rows or not _is_right(rows[name], line):
            Schedule.objects.update_or_create(name=name, defaults={**_row(line), "next_run": _first_run(line, at=at)})


def _row(line: Clock) -> dict[str, object]:
    return {
        "func": path_of(tick),
        "args": repr((line.name,)),
        "kwargs": repr({"q_options": {"save": False}}),
        "schedule_type": Schedule.MINUTES if line.minutes else Schedule.DAILY,
        "minutes": line.minutes or None,
        "repeats": -1,
        "cluster": None,
    }


def _is_right(row: Schedule, line: Clock) -> bool:
    is_on_time = line.daily_at is None or timezone.localtime(row.next_run, _zone()).time() == line.daily_at
    return is_on_time and all(getattr(row, column) == value for column, value in _row(line).items())


def _zone() -> tzinfo:
    return timezone.get_default_timezone()


def _first_run(line: Clock, *, at: datetime) -> datetime:
    if line.daily_at is None:
        return at + timedelta(minutes=line.minutes)
    today = datetime.combine(timezone.localdate(at, _zone()), line.daily_at, tzinfo=_zone())
    return today if today > at else today + timedelta(days=1)
