"""One copy of the whole database, as somebody who has stolen it would read it: system columns and sequences included."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

# Of SQLite's search; they number no rows.
OF_THE_INDEX = {f"events_{index}_{part}" for index in ("searchindex", "thingindex") for part in ("idx", "config")}


@dataclass(frozen=True)
class Table:
    """Its rows in the order in which the database keeps them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def everything() -> dict[str, Table]:
    """Every row of every table, and how far the sequences have come."""
    with connection.cursor() as cursor:
        found: dict[str, Table] = {}
        for table in connection.introspection.table_names(cursor):
            system, order = "xmin::text, xmax::text, ", "ctid"
            if connection.vendor != "postgresql":
                system, order = ("", "1, 2") if table in OF_THE_INDEX else ("rowid, ", "rowid")
            found[table] = _read(cursor, f"SELECT {system}* FROM {connection.ops.quote_name(table)} ORDER BY {order}")
        found["sequences"] = _read(
            cursor,
            "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"
            if connection.vendor == "postgresql"
            else "SELECT name, seq FROM sqlite_sequence ORDER BY 1",
        )
    return found


def _read(cursor: Any, question: str) -> Table:
    cursor.execute(question)
    return Table(tuple(column[0] for column in cursor.description), cursor.fetchall())
