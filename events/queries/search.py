"""The search for events: one door, behind it PostgreSQL's own full-text search or SQLite's FTS5.

Everything here starts from events that somebody may see, so nothing that is found, counted or
suggested comes from any other.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from common.questions import IsAmong, Question
from events import searching
from events.models import Event, SearchText
from events.querysets import EventQuerySet

SEARCHED = ("title", "people", "subjects", "places", "body")
LANGUAGES = ("simple", "english", "german", "french", "spanish", "arabic")  # as the migration keeps them
MOST_WEIGHED = 100  # events; of more, SQLite says only whether their titles have it
MOST_LIKE = 8  # words among which the nearest is chosen


def search(events: EventQuerySet, text: str) -> EventQuerySet:
    """Those of ``events`` in which each word of ``text`` stands, or begins a word that does."""
    words = searching.wanted(text)
    if not words:
        return events.none()
    return events.filter(pk__in=_hits(words))


def hits(text: str) -> set[int]:
    """The ids that search() looks for, whoever may see them: for those who have the ids somebody may see at hand."""
    words = searching.wanted(text)
    if not words:
        return set()
    found = _hits(words)
    with connection.cursor() as cursor:
        cursor.execute(found.sql, found.params)
        return {pk for (pk,) in cursor.fetchall()}


def best_first(ids: Sequence[int], text: str) -> list[int]:
    """``ids`` of events that were found by ``text``: titles first, then by how much they say of it.

    Those that say as much of it keep their order.
    """
    words = searching.wanted(text)
    if not words or not ids:
        return list(ids)
    ranks = _postgres_ranks(ids, words) if connection.vendor == "postgresql" else _sqlite_ranks(ids, words)
    return sorted(ids, key=lambda pk: ranks.get(pk, (True, 0.0)))


def spelt_otherwise(events: Sequence[int], text: str) -> str:
    """``text`` with those words put right that none of the events with these ids has; empty where that helps nothing.

    Words of titles, people and topics count. Only PostgreSQL with pg_trgm can tell; elsewhere it is empty.
    """
    words = searching.wanted(text)
    if not words or not can_tell_likeness():
        return ""
    known = _alike(events, words)
    right = [
        word if any(one.startswith(word) for one in known[word]) else searching.nearest(word, known[word]) or word
        for word in words
    ]
    return " ".join(right) if right != words else ""


def can_tell_likeness() -> bool:
    """Whether this database knows words that are spelt alike."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


_SAID = Question(
    lambda: (
        Event.objects.filter(IsAmong("pk", "events"))
        .order_by("topics__name")
        .values_list("pk", "description", "topics__name")
    )
)


def excerpts(ids: Collection[int], text: str) -> dict[int, str]:
    """Where each of these events says something of ``text``: the place in its description, else its topics."""
    words = searching.wanted(text)
    found: dict[int, str] = {}
    topics: dict[int, list[str]] = defaultdict(list)
    for pk, description, topic in _SAID.ask(events=ids):
        if pk not in found:
            found[pk] = searching.excerpt(searching.readable(description), words)
        topics[pk] += [topic] if topic else []
    return {pk: place or searching.excerpt(", ".join(topics[pk]), words) for pk, place in found.items()}


def _hits(words: Sequence[str]) -> RawSQL:
    """The ids of all events that have each of the words."""
    if connection.vendor == "postgresql":
        query = f"SELECT event_id FROM events_searchtext WHERE vector @@ ({_tsquery()})"  # noqa: S608  # fixed words
        return RawSQL(query, [_prefixes(words)] * len(LANGUAGES), output_field=BigIntegerField())  # noqa: S611  # see above
    query = "SELECT rowid FROM events_searchindex WHERE events_searchindex MATCH %s"
    return RawSQL(query, [_match(words)], output_field=BigIntegerField())  # noqa: S611  # fixed words too


def _tsquery() -> str:
    """Each word in any of the languages; a word that says nothing in one of them stands in "simple"."""
    return " || ".join(f"to_tsquery('{language}', %s)" for language in LANGUAGES)


def _prefixes(words: Sequence[str], weight: str = "") -> str:
    return " & ".join(f"'{word}':{'*' if searching.may_begin(word) else ''}{weight or 'ABCD'}" for word in words)


def _match(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"{" *" if searching.may_begin(word) else ""}' for word in words)


Ranks = Mapping[int, tuple[bool, float]]


def _postgres_ranks(ids: Sequence[int], words: Sequence[str]) -> Ranks:
    query = (
        "SELECT event_id, NOT vector @@ in_title, -ts_rank('{0.05, 0.2, 0.5, 1}', vector, anywhere)"  # noqa: S608  # fixed words
        f" FROM events_searchtext, LATERAL (SELECT {_tsquery()} AS anywhere, {_tsquery()} AS in_title) AS asked"
        " WHERE event_id = ANY(%s)"
    )
    anywhere, in_title = [_prefixes(words)] * len(LANGUAGES), [_prefixes(words, "A")] * len(LANGUAGES)
    return _ranks(query, [*anywhere, *in_title, list(ids)])


def _sqlite_ranks(ids: Sequence[int], words: Sequence[str]) -> Ranks:
    found = "SELECT rowid FROM events_searchindex WHERE events_searchindex MATCH %s"
    # What so many say tells little of any of them, and bm25 reads every place at which each of them says it.
    weight = "bm25(events_searchindex, 10, 5, 5, 2, 1)" if len(ids) <= MOST_WEIGHED else "0.0"
    # The plus has the words looked for once; without it SQLite looks for them anew for each of the ids.
    query = (
        f"SELECT rowid, rowid NOT IN ({found}), {weight} FROM events_searchindex"  # noqa: S608  # fixed words
        " WHERE events_searchindex MATCH %s AND +rowid IN (SELECT value FROM json_each(%s))"
    )
    return _ranks(query, [f"title : ({_match(words)})", _match(words), str(list(ids))])


def _ranks(query: str, values: Sequence[Any]) -> Ranks:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return {pk: (bool(elsewhere), round(rank, 4)) for pk, elsewhere, rank in cursor.fetchall()}


def _alike(ids: Sequence[int], words: Sequence[str]) -> Mapping[str, list[str]]:
    """To each of the words those of the events that begin with it or are spelt most like it."""
    query = """
        WITH known AS MATERIALIZED (
            SELECT DISTINCT unnest(string_to_array(concat_ws(' ', title, people, subjects), ' ')) AS word
            FROM events_searchtext WHERE event_id = ANY(%s)
        )
        SELECT typed.word, near.word
        FROM unnest(%s::text[]) AS typed(word), LATERAL (
            SELECT word FROM known
            ORDER BY starts_with(word, typed.word) DESC, similarity(word, typed.word) DESC, word LIMIT %s
        ) AS near
    """
    found: dict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, [list(ids), list(words), MOST_LIKE])
        for word, near in cursor.fetchall():
            found[word].append(near)
    return found


def search_texts(events: Collection[int]) -> list[SearchText]:
    """What each of these events is to be found by, as it is now: six questions, however many they are."""
    said: dict[int, dict[str, list[str]]] = {pk: defaultdict(list) for pk in events}
    hosts: dict[int, list[str]] = defaultdict(list)
    of_events = Event.objects.filter(pk__in=events)
    for pk, topic in of_events.exclude(topics=None).order_by("topics__name").values_list("pk", "topics__name"):
        said[pk]["subjects"].append(topic)
    teaching = of_events.exclude(sessions__speakers=None).order_by("sessions__speakers__position")
    for pk, *names in teaching.values_list("pk", "sessions__speakers__name", "sessions__speakers__user__name"):
        said[pk]["people"] += [name for name in names if name]
    held = of_events.exclude(sessions=None).order_by("sessions__starts_at", "sessions__pk")
    places = ("sessions__place", "sessions__room__name", "sessions__room__location__name")
    for pk, *names in held.values_list("pk", *places):
        said[pk]["places"] += [name for name in names if name]
    with_others = of_events.filter(has_co_hosts=True).order_by("co_hosts__name")
    for pk, name in with_others.values_list("pk", "co_hosts__name"):
        hosts[pk].append(name)
    rows = of_events.order_by("pk").values_list("pk", "language", "title", "description", "host_department__name")
    return [
        SearchText(
            event_id=pk,
            language=language,
            title=searching.folded(title),
            people=_together(said[pk]["people"]),
            subjects=_together(said[pk]["subjects"]),
            places=_together([*said[pk]["places"], *([host] if host else []), *hosts[pk]]),
            body=searching.folded(searching.readable(description)),
        )
        for pk, language, title, description, host in rows
    ]


def _together(names: Sequence[str]) -> str:
    """The words of several names; what is said twice stands there once."""
    return searching.folded(" ".join(dict.fromkeys(names)))
