"""The SQL of an index in which the search looks, kept by the database itself beside a table of words.

The table has the columns of WEIGHTS and the language of its words. PostgreSQL: a generated tsvector, once in that
language and once as the words stand, so that what somebody has typed so far finds its word too. SQLite: FTS5 over
the same table, kept equal by triggers; a migration that rewrites the table there has to make them again.
"""

WEIGHTS = {"title": "A", "people": "B", "subjects": "B", "places": "C", "body": "D"}
CONFIGS = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "ar": "arabic"}


def on_postgresql(*, table: str) -> list[str]:
    """What makes the index of ``table``."""
    cases = " ".join(f"WHEN '{language}' THEN '{config}'::regconfig" for language, config in CONFIGS.items())
    config = f"CASE language {cases} ELSE 'simple'::regconfig END"
    vectors = [
        f"setweight(to_tsvector({name}, {column}), '{weight}')"
        for column, weight in WEIGHTS.items()
        for name in (config, "'simple'::regconfig")
    ]
    return [
        f"ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({' || '.join(vectors)}) STORED",
        f"CREATE INDEX {table}_vector ON {table} USING gin (vector)",
    ]


def on_sqlite(*, table: str, key: str, index: str) -> list[str]:
    """The same; ``key`` is the integer by which its rows are known, ``index`` what the index is called."""
    names = ", ".join(WEIGHTS)
    new, old = (", ".join(f"{row}.{name}" for name in (key, *WEIGHTS)) for row in ("new", "old"))
    put = f"INSERT INTO {index}(rowid, {names}) VALUES ({new});"  # noqa: S608  # names of ours
    take = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', {old});"  # noqa: S608  # the same
    options = f"content='{table}', content_rowid='{key}', tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, {options})",
        *(
            f"CREATE TRIGGER {table}_{when.lower()} AFTER {when} ON {table} BEGIN {then} END"
            for when, then in {"INSERT": put, "DELETE": take, "UPDATE": take + put}.items()
        ),
    ]


def removed_on_postgresql(*, table: str) -> list[str]:
    """What takes it away again."""
    return [f"ALTER TABLE {table} DROP COLUMN vector"]


def removed_on_sqlite(*, table: str, index: str) -> list[str]:
    """The same."""
    return [*(f"DROP TRIGGER {table}_{when}" for when in ("insert", "delete", "update")), f"DROP TABLE {index}"]
