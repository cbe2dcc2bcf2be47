"""What a request did to the database."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# A GET may write these: who is signed in, and how often somebody has tried. The cache is elsewhere in tests.
PASSING = {"accounts_signin", "cache"}
WRITE = re.compile(
    r"^\s*(insert|update|delete|replace|create|alter|drop|truncate|with\b.*\b(insert|update|delete))\b", re.IGNORECASE
)

Dump = dict[str, list[tuple[Any, ...]]]


def dump() -> Dump:
    """Every row of every table, those aside that come and go by themselves."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - PASSING)
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(cursor.fetchall(), key=repr)


def difference(before: Dump, after: Dump) -> list[str]:
    """The tables whose rows differ, with the rows."""
    return [
        f"{table}: {[row for row in after[table] if row not in rows] or 'rows are gone'}"
        for table, rows in before.items()
        if after[table] != rows
    ]


class Writes:
    """Collects the statements that write, so that only those who wrote need a second dump."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django's signature
        """Called by Django in place of every statement."""
        if WRITE.match(sql):
            self.statements.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def writes() -> Iterator[Writes]:
    """What writes in here, by statement."""
    watch = Writes()
    with connection.execute_wrapper(watch):
        yield watch
