"""The search for what stands beside events: materials, series, people who teach. Who may see what of it, others say."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from common.questions import Among, Question
from events import searching
from events.models import Event, Material, MaterialVersion, Series, SpeakerProfile, ThingText
from events.queries.indexes import THINGS
from events.querysets import MaterialQuerySet

KINDS = ("material", "series", "profile")


@dataclass(frozen=True)
class Things:
    """Ids of what was found, by kind, each the best first."""

    material: list[int]
    series: list[int]
    profile: list[int]


_THEIRS = Question(lambda: ThingText.objects.filter(pk__in=Among("things")).values_list("pk", *KINDS))


def things_said(text: str) -> Things:
    """What has each word of ``text``, whoever may see it; asks once where nothing has."""
    words = searching.wanted(text)
    found = Things([], [], [])
    if words and (keys := THINGS.found(words)):
        ranks = THINGS.ranks(sorted(keys), words)
        rows = {pk: ids for pk, *ids in _THEIRS.ask(things=keys)}
        for pk in sorted(rows, key=lambda pk: (ranks.get(pk, (True, 0.0)), pk)):
            for kind, thing in zip(KINDS, rows[pk], strict=True):
                if thing:
                    getattr(found, kind).append(thing)
    return found


def materials_said(materials: MaterialQuerySet, text: str) -> MaterialQuerySet:
    """Those of ``materials`` which have each word of ``text``: in their title or note, or at their event."""
    words = searching.wanted(text)
    said = ThingText.objects.filter(pk__in=THINGS.hits(words)) if words else ThingText.objects.none()
    return materials.filter(pk__in=said.filter(material__isnull=False).values("material"))


def things_of(**ids: Any) -> list[int]:
    """By what the index knows these things: ``materials``, ``series`` and ``profiles`` are ids, or a query for them."""
    named = Q(pk__in=[])
    for name, some in ids.items():
        named |= Q(**{f"{name.removesuffix('s') if name != 'series' else name}__in": some})
    return list(ThingText.objects.filter(named).values_list("pk", flat=True))


def material_texts(ids: Collection[int]) -> list[ThingText]:
    """What each of these materials is to be found by, as it is now: four questions, however many they are."""
    rows = Material.objects.filter(pk__in=ids)
    events = Event.objects.filter(pk__in=rows.values("event")).order_by("sessions__speakers__position")
    people: dict[int, list[str]] = defaultdict(list)
    for pk, *names in events.values_list("pk", "sessions__speakers__name", "sessions__speakers__user__name"):
        people[pk] += [name for name in names if name]
    topics: dict[int, list[str]] = defaultdict(list)
    for pk, name in events.order_by("topics__name").values_list("pk", "topics__name"):
        topics[pk] += [name] if name else []
    versions = MaterialVersion.objects.filter(material__in=ids).order_by("number")
    notes = dict(versions.values_list("material", "text"))  # of several the last, which is the newest
    return [
        ThingText(
            material_id=pk,
            language=language,
            title=searching.folded(title),
            people=searching.together(people[event]),
            subjects=searching.together([event_title, *topics[event]]),
            body=searching.folded(searching.readable(notes.get(pk, ""))),
        )
        for pk, language, title, event, event_title in rows.order_by("pk").values_list(
            "pk", "language", "title", "event", "event__title"
        )
    ]


def series_texts(ids: Collection[int]) -> list[ThingText]:
    """The same of series."""
    rows = Series.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "title")
    return [ThingText(series_id=pk, title=searching.folded(title)) for pk, title in rows]


def profile_texts(ids: Collection[int]) -> list[ThingText]:
    """The same of people who teach: by name, position, department and what they tell of themselves."""
    rows = SpeakerProfile.objects.filter(pk__in=ids).order_by("pk")
    columns = ("pk", "user__name", "guest__name", "title", "user__department__name", "biography")
    return [
        ThingText(
            profile_id=pk,
            title=searching.folded(colleague or guest or ""),
            subjects=searching.folded(position),
            places=searching.folded(department or ""),
            body=searching.folded(searching.readable(biography)),
        )
        for pk, colleague, guest, position, department, biography in rows.values_list(*columns)
    ]
