"""The indexes in which the search looks: PostgreSQL's own full-text search, or SQLite's FTS5.

What stands in them is whoever's; that nothing of it reaches anybody who may not see it is up to those who ask.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from events import searching

LANGUAGES = ("simple", "english", "german", "french", "spanish", "arabic")  # as events.indexing keeps them
MOST_WEIGHED = 100  # rows; of more, SQLite says only whether their titles have it
MOST_LIKE = 8  # words among which the nearest is chosen

Ranks = Mapping[int, tuple[bool, float]]


@dataclass(frozen=True)
class Index:
    """One table of words with its index: see events.indexing. ``key``: by what its rows are known."""

    table: str
    key: str
    fts: str

    def hits(self, words: Sequence[str]) -> RawSQL:
        """The keys of all rows that have each of the words."""
        if connection.vendor == "postgresql":
            query = f"SELECT {self.key} FROM {self.table} WHERE vector @@ ({_tsquery()})"  # noqa: S608  # names of ours
            return RawSQL(query, [_prefixes(words)] * len(LANGUAGES), output_field=BigIntegerField())  # noqa: S611  # the same
        query = f"SELECT rowid FROM {self.fts} WHERE {self.fts} MATCH %s"  # noqa: S608  # the same
        return RawSQL(query, [_match(words)], output_field=BigIntegerField())  # noqa: S611  # the same

    def found(self, words: Sequence[str]) -> set[int]:
        """The same, asked at once."""
        asked = self.hits(words)
        with connection.cursor() as cursor:
            cursor.execute(asked.sql, asked.params)
            return {pk for (pk,) in cursor.fetchall()}

    def ranks(self, keys: Sequence[int], words: Sequence[str]) -> Ranks:
        """How well each of these rows, which have the words, fits: the least is the best."""
        query, values = (
            self._on_postgresql(words) if connection.vendor == "postgresql" else self._on_sqlite(words, keys)
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [*values, list(keys) if connection.vendor == "postgresql" else str(list(keys))])
            return {pk: (bool(elsewhere), round(rank, 4)) for pk, elsewhere, rank in cursor.fetchall()}

    def alike(self, keys: Sequence[int], words: Sequence[str]) -> Mapping[str, list[str]]:
        """To each of the words those of these rows that begin with it or are spelt most like it."""
        if not can_tell_likeness():
            known = self._known(keys)
            return {word: searching.alike(word, known, most=MOST_LIKE) for word in words}
        query = f"""
            WITH known AS MATERIALIZED (
                SELECT DISTINCT unnest(string_to_array(concat_ws(' ', title, people, subjects), ' ')) AS word
                FROM {self.table} WHERE {self.key} = ANY(%s)
            )
            SELECT typed.word, near.word
            FROM unnest(%s::text[]) AS typed(word), LATERAL (
                SELECT word FROM known
                ORDER BY starts_with(word, typed.word) DESC, similarity(word, typed.word) DESC, word LIMIT %s
            ) AS near
        """  # noqa: S608  # names of ours
        found: dict[str, list[str]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(query, [list(keys), list(words), MOST_LIKE])
            for word, near in cursor.fetchall():
                found[word].append(near)
        return found

    def _known(self, keys: Sequence[int]) -> set[str]:
        """The words of titles, people and topics of these rows."""
        is_postgresql = connection.vendor == "postgresql"
        among = "= ANY(%s)" if is_postgresql else "IN (SELECT value FROM json_each(%s))"
        query = f"SELECT title, people, subjects FROM {self.table} WHERE {self.key} {among}"  # noqa: S608  # names of ours
        with connection.cursor() as cursor:
            cursor.execute(query, [list(keys) if is_postgresql else str(list(keys))])
            return {word for row in cursor.fetchall() for text in row for word in text.split()}

    def _on_postgresql(self, words: Sequence[str]) -> tuple[str, list[Any]]:
        query = (
            f"SELECT {self.key}, NOT vector @@ in_title, -ts_rank('{{0.05, 0.2, 0.5, 1}}', vector, anywhere)"  # noqa: S608  # names of ours
            f" FROM {self.table}, LATERAL (SELECT {_tsquery()} AS anywhere, {_tsquery()} AS in_title) AS asked"
            f" WHERE {self.key} = ANY(%s)"
        )
        return query, [*[_prefixes(words)] * len(LANGUAGES), *[_prefixes(words, "A")] * len(LANGUAGES)]

    def _on_sqlite(self, words: Sequence[str], keys: Sequence[int]) -> tuple[str, list[Any]]:
        found = f"SELECT rowid FROM {self.fts} WHERE {self.fts} MATCH %s"  # noqa: S608  # names of ours
        # What so many say tells little of any of them, and bm25 reads every place at which each of them says it.
        weight = f"bm25({self.fts}, 10, 5, 5, 2, 1)" if len(keys) <= MOST_WEIGHED else "0.0"
        # The plus has the words looked for once; without it SQLite looks for them anew for each of the rows.
        query = (
            f"SELECT rowid, rowid NOT IN ({found}), {weight} FROM {self.fts}"  # noqa: S608  # names of ours
            f" WHERE {self.fts} MATCH %s AND +rowid IN (SELECT value FROM json_each(%s))"
        )
        return query, [f"title : ({_match(words)})", _match(words)]


EVENTS = Index("events_searchtext", "event_id", "events_searchindex")
THINGS = Index("events_thingtext", "id", "events_thingindex")


def can_tell_likeness() -> bool:
    """Whether this database itself knows words that are spelt alike."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _tsquery() -> str:
    """Each word in any of the languages; a word that says nothing in one of them stands in "simple"."""
    return " || ".join(f"to_tsquery('{language}', %s)" for language in LANGUAGES)


def _prefixes(words: Sequence[str], weight: str = "") -> str:
    """The words for to_tsquery(). One that names a weight has PostgreSQL read each row that the index finds."""
    marks = {word: f"{'*' if searching.may_begin(word) else ''}{weight}" for word in words}
    return " & ".join(f"'{word}':{marks[word]}" if marks[word] else f"'{word}'" for word in words)


def _match(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"{" *" if searching.may_begin(word) else ""}' for word in words)
