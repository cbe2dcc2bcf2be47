"""The search for events: one door, behind it the index of either database.

Everything here starts from events that somebody may see, so nothing that is found, counted or
suggested comes from any other.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from common.questions import IsAmong, Question
from events import searching
from events.models import Event, SearchText
from events.queries.indexes import EVENTS, THINGS
from events.querysets import EventQuerySet

SEARCHED = ("title", "people", "subjects", "places", "body")


def search(events: EventQuerySet, text: str) -> EventQuerySet:
    """Those of ``events`` in which each word of ``text`` stands, or begins a word that does."""
    words = searching.wanted(text)
    if not words:
        return events.none()
    return events.filter(pk__in=EVENTS.hits(words))


def hits(text: str) -> set[int]:
    """The ids that search() looks for, whoever may see them: for those who have the ids somebody may see at hand."""
    words = searching.wanted(text)
    return EVENTS.found(words) if words else set()


def best_first(ids: Sequence[int], text: str) -> list[int]:
    """``ids`` of events that were found by ``text``: titles first, then by how much they say of it.

    Those that say as much of it keep their order.
    """
    words = searching.wanted(text)
    if not words or not ids:
        return list(ids)
    ranks = EVENTS.ranks(ids, words)
    return sorted(ids, key=lambda pk: ranks.get(pk, (True, 0.0)))


def spelt_otherwise(events: Sequence[int], text: str, *, things: Sequence[int] = ()) -> str:
    """``text`` with those words put right that nothing here has; empty where that helps nothing.

    Words of titles, people and topics count: of the ``events`` with these ids, and of ``things`` (see things_of()).
    """
    words = searching.wanted(text)
    if not words:
        return ""
    asked = [index.alike(keys, words) for index, keys in ((EVENTS, events), (THINGS, things)) if keys]
    known = {word: [one for found in asked for one in found.get(word, ())] for word in words}
    right = [
        word if any(one.startswith(word) for one in known[word]) else searching.nearest(word, known[word]) or word
        for word in words
    ]
    return " ".join(right) if right != words else ""


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
            people=searching.together(said[pk]["people"]),
            subjects=searching.together(said[pk]["subjects"]),
            places=searching.together([*said[pk]["places"], *([host] if host else []), *hosts[pk]]),
            body=searching.folded(searching.readable(description)),
        )
        for pk, language, title, description, host in rows
    ]
