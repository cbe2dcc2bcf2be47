"""A lock without a row: for rules that hold between rows that are not known beforehand."""

from django.db import connection

NEEDS = 1  # which events ask people to have been at which
TAKEN = 2  # which rooms and people published events take, and when; taken before NEEDS and before any event's
DOCUMENTS = 3  # which document is the newest of its line; the last lock of all
SIGNING = 4  # by which key badges are signed


def one_at_a_time(what: int) -> None:
    """Let no other transaction that asks for the same lock go on until this one has ended.

    SQLite has one writer at a time anyway: a transaction takes its lock as it begins.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [what])
