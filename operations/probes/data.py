"""The database, the disk, and the last backup."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import times
from events.queries import can_tell_likeness
from jobs.models import Run
from operations import engines, readiness
from operations.demo import presence
from operations.facts import Fact, State

BACKUP = "backup"  # the name under which a backup notes that it was made
OLD_AFTER = timedelta(hours=50)  # two nights
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000


def facts(*, at: datetime) -> list[Fact]:
    """Whether what was said "done" to is kept."""
    return [_database(), _migrations(), _search(), _disk(), _backup(at=at), *_demo()]


def _database() -> Fact:
    engine = engines.engine()
    values = {"name": engine.name, "version": engine.version, "size": filesizeformat(engine.size)}
    says, word, state, remedy = _("%(name)s %(version)s, %(size)s.") % values, _("Well"), State.WELL, ""
    if engine.journal:
        says += " " + _("Journal %(journal)s, synchronous %(synchronous)s.") % {
            "journal": engine.journal.upper(),
            "synchronous": engine.synchronous,
        }
    else:
        says += " " + _("%(used)d of %(most)d connections.") % {
            "used": engine.connections,
            "most": engine.most_connections,
        }
    if not engine.survives_a_power_cut:
        word, state = _("A power cut may lose the last answers"), State.NOTICE
        remedy = _("Take SQLITE_SYNCHRONOUS out of the environment and start again.")
    elif engine.most_connections and engine.is_crowded:
        word, state = _("Connections run short"), State.FAILING
        remedy = _("Raise max_connections of PostgreSQL, or run fewer web servers.")
    return Fact(key="database", label=_("Database"), says=says, word=word, state=state, remedy=remedy)


def _migrations() -> Fact:
    number = len(readiness.pending_migrations())
    if not number:
        return Fact(key="migrations", label=_("Migrations"), says=_("The database is up to date."), word=_("Well"))
    says = ngettext("%(number)d migration has not run.", "%(number)d migrations have not run.", number)
    return Fact(
        key="migrations",
        label=_("Migrations"),
        says=says % {"number": number},
        word=_("Not up to date"),
        state=State.FAILING,
        remedy=_("Make a backup, stop the product, then: %(line)s") % {"line": "manage.py migrate"},
    )


def _search() -> Fact:
    """Where the database doesn't know words that are spelt alike, they are compared here."""
    label, says = _("Search for events"), _("Typing mistakes are put right.")
    if connection.vendor == "sqlite" or can_tell_likeness():
        return Fact(key="search", label=label, says=says, word=_("Well"))
    says = _("Typing mistakes are put right, but not by the database, which would be faster.")
    remedy = _("Let the owner of the database run: %(line)s") % {"line": "CREATE EXTENSION pg_trgm;"}
    return Fact(key="search", label=label, says=says, word=_("Slower"), state=State.QUIET, remedy=remedy)


def _demo() -> list[Fact]:
    """Only where it is a danger: everybody knows the demo accounts' password."""
    number = presence.open_accounts() if settings.BASE_URL.startswith("https://") else 0
    if not number:
        return []
    says = ngettext(
        "%(number)d account has the password that is printed at the start.",
        "%(number)d accounts have the password that is printed at the start.",
        number,
    )
    return [
        Fact(
            key="demo",
            label=_("Demo accounts"),
            says=says % {"number": number},
            word=_("Open to everybody"),
            state=State.FAILING,
            remedy=_("Start with an empty database, or close these accounts."),
        )
    ]


def _disk() -> Fact:
    usage = shutil.disk_usage(settings.DATA_DIR)
    says = _("%(free)s free of %(total)s where the data is.") % {
        "free": filesizeformat(usage.free),
        "total": filesizeformat(usage.total),
    }
    state = State.FAILING if usage.free < TOO_LITTLE else State.NOTICE if usage.free < LITTLE else State.WELL
    return Fact(
        key="disk",
        label=_("Disk"),
        says=says,
        word=_("Running full") if state else _("Well"),
        state=state,
        remedy=_("Make room, or move DATA_DIR to a larger disk.") if state else "",
    )


def _backup(*, at: datetime) -> Fact:
    run = Run.objects.filter(name=BACKUP).first()
    remedy = _("Run every night: %(line)s") % {"line": "manage.py backup /path/to/backups --keep 14"}
    label = _("Backup")
    if run and run.has_failed:
        return Fact(
            key=BACKUP, label=label, says=run.fault, word=_("The last one failed"), state=State.FAILING, remedy=remedy
        )
    if run is None or run.succeeded_at is None:
        return Fact(
            key=BACKUP,
            label=label,
            says=_("No backup has been made yet."),
            word=_("Never"),
            state=State.NOTICE,
            remedy=remedy,
        )
    says = _("The last one was made on %(when)s.") % {"when": times.moment(run.succeeded_at)}
    if at - run.succeeded_at > OLD_AFTER:
        return Fact(key=BACKUP, label=label, says=says, word=_("Old"), state=State.NOTICE, remedy=remedy)
    return Fact(key=BACKUP, label=label, says=says, word=_("Well"))
