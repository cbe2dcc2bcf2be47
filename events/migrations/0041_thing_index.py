"""The same index as that of events (0015) for what stands beside them."""

from django.db import migrations

from events import indexing

TABLE, INDEX = "events_thingtext", "events_thingindex"


def make_index(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on_sqlite = indexing.on_sqlite(table=TABLE, key="id", index=INDEX)
    for statement in indexing.on_postgresql(table=TABLE) if is_postgresql else on_sqlite:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    on_sqlite = indexing.removed_on_sqlite(table=TABLE, index=INDEX)
    for statement in indexing.removed_on_postgresql(table=TABLE) if is_postgresql else on_sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("events", "0040_thing_text")]
    operations = [migrations.RunPython(make_index, remove_index)]
