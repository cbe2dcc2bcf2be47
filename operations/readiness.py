"""Whether this process can answer people: database there and up to date, cache there. Takes milliseconds."""

import logging
from functools import cache as remembered

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

logger = logging.getLogger(__name__)


def obstacle() -> str:
    """One word for what keeps us from answering: "database", "migrations" or "cache"; empty when nothing does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if pending_migrations():
            return "migrations"
    except DatabaseError:
        return "database"
    return "" if _cache_answers() else "cache"


def pending_migrations() -> list[tuple[str, str]]:
    """Migrations of this release that the database has not seen, as (app, name)."""
    return sorted(known_migrations() - set(MigrationRecorder(connection).applied_migrations()))


@remembered
def known_migrations() -> frozenset[tuple[str, str]]:
    """Migrations of this release. Reading them takes a while, and they do not change while we run."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _cache_answers() -> bool:
    try:
        cache.get("readyz")
    except Exception:  # each kind of cache has errors of its own
        logger.warning("The cache does not answer.", exc_info=True)
        return False
    return True
