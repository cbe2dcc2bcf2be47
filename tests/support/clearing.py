"""Emptying the database after a test that commits.

Django flushes every table and makes content types and permissions anew, which takes PostgreSQL a second
and more; most tables are empty and those two never change. Foreign keys are checked when the transaction
ends, so rows go in any order.
"""

from typing import Any

from django.db import connection, transaction

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def clear(_test: Any = None) -> None:
    """Delete every row that a test has left, and nothing that the migrations made of the models."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    quoted = [connection.ops.quote_name(table) for table in sorted(tables)]
    with transaction.atomic(), connection.cursor() as cursor:
        filled = " UNION ALL ".join(
            f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {table})"  # names of our own
            for number, table in enumerate(quoted)
        )
        cursor.execute(filled)
        for (number,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {quoted[number]}")
