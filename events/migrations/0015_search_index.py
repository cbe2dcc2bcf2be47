"""The indexes in which the search looks, kept by the database itself beside the words of each event.

PostgreSQL: a generated tsvector, once in the event's language and once as the words stand, so that what
somebody has typed so far finds its word too. SQLite: FTS5 over the same table, kept equal by triggers.
A later migration that rewrites this table on SQLite (an altered or a dropped column does) has to make
the triggers again: call ``make_index``.
"""

from django.db import migrations
from django.db.utils import DatabaseError
from django.db.transaction import atomic

COLUMNS = {"title": "A", "people": "B", "subjects": "B", "places": "C", "body": "D"}
CONFIGS = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "ar": "arabic"}


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _postgres(schema_editor)
    else:
        _sqlite(schema_editor)


def _postgres(schema_editor):
    cases = " ".join(f"WHEN '{language}' THEN '{config}'::regconfig" for language, config in CONFIGS.items())
    config = f"CASE language {cases} ELSE 'simple'::regconfig END"
    vectors = [
        f"setweight(to_tsvector({name}, {column}), '{weight}')"
        for column, weight in COLUMNS.items()
        for name in (config, "'simple'::regconfig")
    ]
    schema_editor.execute(
        f"ALTER TABLE events_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS ({' || '.join(vectors)}) STORED"
    )
    schema_editor.execute("CREATE INDEX events_searchtext_vector ON events_searchtext USING gin (vector)")
    # A trusted extension: whoever may create something in the database may have it. Where neither that nor the
    # package is given, the search goes without an idea of what is spelt alike; the health page says so.
    try:
        with atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        pass


def _sqlite(schema_editor):
    names = ", ".join(COLUMNS)
    new = ", ".join(f"new.{name}" for name in ("event_id", *COLUMNS))
    old = ", ".join(f"old.{name}" for name in ("event_id", *COLUMNS))
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE events_searchindex USING fts5({names}, content='events_searchtext',"
        " content_rowid='event_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    put = f"INSERT INTO events_searchindex(rowid, {names}) VALUES ({new});"
    take = f"INSERT INTO events_searchindex(events_searchindex, rowid, {names}) VALUES ('delete', {old});"
    for when, then in {"INSERT": put, "DELETE": take, "UPDATE": take + put}.items():
        schema_editor.execute(
            f"CREATE TRIGGER events_searchtext_{when.lower()} AFTER {when} ON events_searchtext BEGIN {then} END"
        )


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE events_searchtext DROP COLUMN vector")
        return
    for when in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER events_searchtext_{when}")
    schema_editor.execute("DROP TABLE events_searchindex")


class Migration(migrations.Migration):
    dependencies = [("events", "0014_search_text")]
    operations = [migrations.RunPython(make_index, remove_index)]
