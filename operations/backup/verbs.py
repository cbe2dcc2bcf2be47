"""Make a backup while everything runs; put one back where nothing runs."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import User
from common import release
from jobs import actions as jobs
from jobs.models import Heartbeat
from operations import readiness, watch
from operations.backup import databases, manifest
from operations.backup.manifest import Manifest
from operations.probes.data import BACKUP
from outbox import actions as outbox
from registrations import recount
from registrations.recount import Difference

STAMP = "%Y-%m-%dT%H-%M-%SZ"
KEY = "secret-key"


class NotPossible(Exception):
    """A backup can't be made or restored like this; says what to do."""


def back_up(*, into: Path, at: datetime, keep: int | None = None) -> Path:
    """Write a backup into a folder of its own below ``into``; with ``keep`` the oldest beyond that number go."""
    final = into / f"{at:{STAMP}}"
    unfinished = into / f".{final.name}.{os.getpid()}"
    if final.exists():
        raise NotPossible(f"{final} is there already.")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        _fill(unfinished, at=at)
        unfinished.rename(final)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    jobs.note_success(BACKUP, at=at)
    for old in finished(into)[: -keep if keep else 0]:
        shutil.rmtree(old)
    return final


def finished(folder: Path) -> list[Path]:
    """The backups below ``folder``, the oldest first; their names are their times."""
    return sorted(path.parent for path in folder.glob(f"[0-9]*/{manifest.NAME}"))


def restore(*, source: Path, at: datetime, replace: bool = False, hold_mail: bool = False) -> list[Difference]:
    """Put the backup in ``source`` in the place of what is here, and bring it up to date.

    Refuses what would lose something: see ``_refuse``. Answers with what the count of the seats finds.
    """
    told = manifest.read(source)
    manifest.verify(source, told)
    _refuse(told, at=at, replace=replace)
    staged = _stage(source)
    databases.load(source)
    if (found := databases.rows()) != told.rows:
        wrong = sorted(name for name in told.rows if told.rows[name] != found.get(name))
        raise NotPossible(f"After the restore these tables do not have the rows of the backup: {', '.join(wrong)}.")
    _swap(staged)
    call_command("migrate", verbosity=0, interactive=False)
    jobs.forget_signs()
    if hold_mail:
        outbox.keep_all(at=at)
    return recount.differences(at=at)


def has_other_key(source: Path) -> bool:
    """Whether the backup was made under another key than ours, so that links in mails end and feeds are not shown."""
    return manifest.read(source).key != manifest.fingerprint(settings.SECRET_KEY)


def _fill(folder: Path, *, at: datetime) -> None:
    """Files, database, then files again: whatever the database names is there, also what came meanwhile."""
    _copy_files(folder)
    server, rows = databases.dump(folder)
    migrations = sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())
    _copy_files(folder)
    key = Path(settings.DATA_DIR) / KEY
    if key.exists() and key.read_text().strip() == settings.SECRET_KEY:
        shutil.copyfile(key, folder / KEY)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    Manifest(
        version=release.version(),
        made_at=at.isoformat(),
        vendor=connection.vendor,
        server=server,
        migrations=migrations,
        rows=rows,
        files=manifest.digests(folder),
        key=manifest.fingerprint(settings.SECRET_KEY),
    ).write(folder)


def _places() -> dict[str, Path]:
    """What is kept beside the database, by its name in a backup."""
    return {"files": Path(settings.MEDIA_ROOT), "documents": Path(settings.JOB_FILES_DIR)}


def _copy_files(folder: Path) -> None:
    for name, place in _places().items():
        for path in sorted(place.rglob("*")) if place.is_dir() else ():
            target = folder / name / path.relative_to(place)
            if path.name.startswith(".") or not path.is_file() or target.exists():
                continue  # unfinished, or here from the first time: files are never changed
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(path, target)
            except FileNotFoundError:
                target.unlink(missing_ok=True)  # its time was over meanwhile


def _refuse(told: Manifest, *, at: datetime, replace: bool) -> None:
    if told.vendor != connection.vendor:
        raise NotPossible(f"This is a backup of {told.vendor}; it can't be restored into {connection.vendor}.")
    unknown = {(app, name) for app, name in told.migrations} - readiness.known_migrations()
    if unknown or release.parts(told.version) > release.parts(release.version()):
        raise NotPossible(
            f"This backup is of release {told.version}, which is newer than {release.version()}. Install that first."
        )
    if (sign := _last_sign()) and at - sign < watch.DEAD_AFTER:
        seconds = int((watch.DEAD_AFTER - (at - sign)) / timedelta(seconds=1)) + 1
        raise NotPossible(
            f"The product runs on this database, or did until just now. Stop it, and try again in {seconds} seconds."
        )
    if not replace and (_has_people() or any(_holds_files(place) for place in _places().values())):
        raise NotPossible("There is something here already. With --replace the backup takes its place.")


def _last_sign() -> datetime | None:
    try:
        return Heartbeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    except DatabaseError:  # nothing is here yet
        return None


def _has_people() -> bool:
    try:
        return User.objects.exists()
    except DatabaseError:
        return False


def _holds_files(place: Path) -> bool:
    return place.is_dir() and any(place.iterdir())


def _stage(source: Path) -> dict[Path, Path]:
    """The files of the backup beside where they will be, so that they only need another name."""
    staged = {}
    for name, place in _places().items():
        arriving = place.with_name(f".{place.name}.restored")
        shutil.rmtree(arriving, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, arriving)
        else:
            arriving.mkdir(mode=0o700)
        staged[place] = arriving
    key, ours = source / KEY, Path(settings.DATA_DIR) / KEY
    if key.exists() and not ours.exists() and key.read_text().strip() == settings.SECRET_KEY:
        ours.touch(mode=0o600)
        shutil.copyfile(key, ours)
    return staged


def _swap(staged: dict[Path, Path]) -> None:
    connections.close_all()
    for place, arriving in staged.items():
        former = place.with_name(f".{place.name}.former")
        shutil.rmtree(former, ignore_errors=True)
        if place.exists():
            place.rename(former)
        arriving.rename(place)
        shutil.rmtree(former, ignore_errors=True)
