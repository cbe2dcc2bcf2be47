"""What stands beside events, as one person may find it: series, people who teach, what gathers interest, materials.

Asked with each search, so they are written once: see `reach`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import DateTimeField, QuerySet, prefetch_related_objects

from accounts.models import User
from accounts.queries import reach_of
from common.questions import Among, IsAmong, Question, Slot, attach
from events.models import Event, Material, MaterialVersion, Series, SpeakerProfile
from events.queries import Things
from events.querysets import EventQuerySet, MaterialQuerySet
from registrations.models import Registration
from registrations.queries.materials import materials_listed_for
from registrations.queries.visibility import Reader, kind_of, reach, visible_events

_FOUND: dict[str, Any] = {"pk__in": Among("found")}
_SERIES = Question(lambda kind: series_at(reach(kind)).filter(**_FOUND))
_PROFILES = Question(lambda kind: profiles_at(reach(kind)).filter(**_FOUND))
_GATHERING = Question(lambda kind: gathering_at(reach(kind), user=Slot("user")).filter(**_FOUND))
_MATERIALS = Question(lambda kind: _materials(kind).once_a_series().order_by().values_list("pk", flat=True))
_ROWS = Question(lambda: Material.objects.filter(IsAmong("pk", "found")).select_related("event", "session"))
_VERSIONS = Question(
    lambda: (
        MaterialVersion.objects.filter(IsAmong("material", "found"))
        .select_related("by_user", "by_guest")
        .order_by("-number")
    )
)


@dataclass(frozen=True, kw_only=True)
class FoundBeside:
    """What somebody may find, the best first of each kind."""

    materials: Sequence[Material]
    has_more_materials: bool
    series: Sequence[Series]
    profiles: Sequence[SpeakerProfile]
    gathering: Sequence[Event]


def series_at(visible: EventQuerySet) -> QuerySet[Series]:
    """Series of which one of the ``visible`` events is announced and may stand in a list."""
    return Series.objects.filter(pk__in=_announced(visible).filter(series__isnull=False).values("series"))


def profiles_at(visible: EventQuerySet) -> QuerySet[SpeakerProfile]:
    """People who teach at one of those."""
    return SpeakerProfile.objects.teaching_at(_announced(visible)).select_related("user__department", "guest")


def gathering_at(visible: EventQuerySet, *, user: Any) -> EventQuerySet:
    """Those of the ``visible`` events that gather interest, each saying whether ``user`` would come."""
    return visible.gathering().with_interest_of(user).select_related("host_department")


def found_beside(user: Reader, things: Things, *, events: Collection[int], at: datetime, most: int) -> FoundBeside:
    """At most so many of each kind of ``things`` that ``user`` may find, and of those of ``events`` without a date."""
    kind = kind_of(user)
    reader = {"user": user.pk, "at": at, **reach_of(user)} if isinstance(user, User) and kind else {}

    def asked(
        question: Question[Any], rows_at: Callable[[EventQuerySet], QuerySet[Any]], ids: Collection[int]
    ) -> list[Any]:
        """By the question that is written once; strangers are asked for the same rows."""
        if not ids:
            return []
        return (
            question.ask(kind, found=ids, **reader) if kind else list(rows_at(visible_events(user)).filter(pk__in=ids))
        )

    series = _first(asked(_SERIES, series_at, things.series), things.series, most)
    prefetch_related_objects(series, "days")
    known = set(_MATERIALS.ask(kind, found=things.material, **reader)) if kind and things.material else set()
    materials = [pk for pk in things.material if pk in known]
    return FoundBeside(
        materials=_with_versions(materials[:most]),
        has_more_materials=len(materials) > most,
        series=series,
        profiles=_first(asked(_PROFILES, profiles_at, things.profile), things.profile, most),
        gathering=asked(_GATHERING, partial(gathering_at, user=user.pk), events)[:most],
    )


def all_beside(user: Reader, *, at: datetime) -> dict[str, Any]:
    """Queries for everything that ``user`` may find beside events, by kind: see things_of()."""
    visible = visible_events(user)
    found: dict[str, Any] = {"series": series_at(visible).values("pk"), "profiles": profiles_at(visible).values("pk")}
    return found | ({"materials": materials_listed_for(user, at=at).values("pk")} if isinstance(user, User) else {})


def _materials(kind: str) -> MaterialQuerySet:
    """materials_listed_for() as a question, of those that were found."""
    user: Any = Slot("user")
    own: Any = Event.objects.run_or_taught_by(user).values("pk")
    seated: Any = Registration.objects.filter(user=user).confirmed().values("event")
    seen: Any = reach(kind).values("pk")
    now: Any = Slot("at", DateTimeField())
    found = Material.objects.filter(**_FOUND)
    if kind != "staff":
        found = found.open_to(seen=seen, seated=seated, own=own, at=now)
    return found.listed(known=(own, seated))


def _with_versions(ids: Sequence[int]) -> list[Material]:
    """These materials in this order, as MaterialQuerySet.with_versions() has them."""
    if not ids:
        return []
    rows = _first(_ROWS.ask(found=ids), ids, len(ids))
    versions: dict[int, list[Any]] = defaultdict(list)
    for version in _VERSIONS.ask(found=ids):
        versions[version.material_id].append(version)
    attach(rows, "versions", versions)
    return rows


def _first(rows: Sequence[Any], ids: Sequence[int], most: int) -> list[Any]:
    """The first of them by the order of ``ids``."""
    place = {pk: number for number, pk in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row.pk])[:most]


def _announced(visible: EventQuerySet) -> EventQuerySet:
    return visible.listed().filter(published_at__isnull=False)
