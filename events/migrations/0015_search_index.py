"""The indexes in which the search looks, kept by the database itself beside the words of each event.

A later migration that rewrites this table on SQLite (an altered or a dropped column does) has to make
the triggers again: see ``events.indexing``.
"""

from django.db import migrations
from django.db.transaction import atomic
from django.db.utils import DatabaseError

from events import indexing

TABLE, INDEX = "events_searchtext", "events_searchindex"


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        _execute(schema_editor, indexing.on_sqlite(table=TABLE, key="event_id", index=INDEX))
        return
    _execute(schema_editor, indexing.on_postgresql(table=TABLE))
    # A trusted extension: whoever may create something in the database may have it. Where neither that nor the
    # package is given, the search goes without an idea of what is spelt alike; the health page says so.
    try:
        with atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        pass


def remove_index(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    removing = indexing.removed_on_postgresql(table=TABLE)
    _execute(schema_editor, removing if is_postgresql else indexing.removed_on_sqlite(table=TABLE, index=INDEX))


def _execute(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("events", "0014_search_text")]
    operations = [migrations.RunPython(make_index, remove_index)]
