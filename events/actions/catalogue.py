"""What events are made with: rooms and topics."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common.uses import uses
from common.versions import version
from events.actions.search import renew_search
from events.enums import Refusal
from events.exceptions import EventRefused, StillUsed
from events.models import Event, Room, Topic
from events.queries import free_topic_key

DESCRIBED = ("location", "name", "capacity", "note", "is_offered")


def version_of(row: Room | Topic) -> str:
    """What changes with everything that can be changed about a room or a topic."""
    return version(row, DESCRIBED if isinstance(row, Room) else ("name",))


@transaction.atomic
def add_room(*, values: dict[str, Any], by: User, at: datetime) -> Room:
    """Add a room at a location."""
    room = Room.objects.create(**values)
    record("room.added", room, by=by, at=at, after=_described(room))
    return room


@transaction.atomic
def change_room(*, room: Room, values: dict[str, Any], by: User, at: datetime, seen: str = "") -> Room:
    """Change what is said about a room, or offer it no longer; what is planned there stays."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    if seen and seen != version_of(room):
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    before = _described(room)
    for name in values.keys() & set(DESCRIBED):
        setattr(room, name, values[name])
    room.save(update_fields=sorted(values.keys() & set(DESCRIBED)))
    if before["name"] != room.name or before["location_id"] != room.location_id:
        renew_search(Event.objects.filter(sessions__room=room).values_list("pk", flat=True).distinct())
    record("room.changed", room, by=by, at=at, before=before, after=_described(room))
    return room


@transaction.atomic
def remove_room(*, room: Room, by: User, at: datetime) -> None:
    """Remove a room in which nothing was ever held."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    if number := uses(room):
        raise StillUsed(Refusal.ROOM_IN_USE, number)
    record("room.removed", room, by=by, at=at, before=_described(room))
    room.delete()


@transaction.atomic
def add_topic(*, values: dict[str, Any], by: User, at: datetime) -> Topic:
    """Add a subject by which people find events."""
    topic = Topic.objects.create(key=free_topic_key(values["name"]), **values)
    record("topic.added", topic, by=by, at=at, after={"name": topic.name})
    return topic


@transaction.atomic
def rename_topic(*, topic: Topic, values: dict[str, Any], by: User, at: datetime, seen: str = "") -> Topic:
    """Call a topic something else; its events stay with it."""
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if seen and seen != version_of(topic):
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    before = topic.name
    topic.name = values["name"]
    topic.save(update_fields=["name"])
    renew_search(topic.events.values_list("pk", flat=True))
    record("topic.renamed", topic, by=by, at=at, before={"name": before}, after={"name": topic.name})
    return topic


@transaction.atomic
def merge_topics(*, topic: Topic, into: Topic, by: User, at: datetime) -> int:
    """Give the events of one topic to another and remove it; says how many those were."""
    rows = {row.pk: row for row in Topic.objects.select_for_update().filter(pk__in=[topic.pk, into.pk]).order_by("pk")}
    if len(rows) != len({topic.pk, into.pk}) or topic.pk == into.pk:
        raise EventRefused(Refusal.SAME_TOPIC)
    links = Event.topics.through.objects
    events = list(links.filter(topic=topic).values_list("event", flat=True))
    links.filter(topic=topic).exclude(event__in=links.filter(topic=into).values("event")).update(topic=into)
    before, after = {"name": rows[topic.pk].name, "events": len(events)}, {"into": into.pk, "name": rows[into.pk].name}
    record("topic.merged", topic, by=by, at=at, before=before, after=after)
    rows[topic.pk].delete()
    renew_search(events)
    return len(events)


@transaction.atomic
def remove_topic(*, topic: Topic, by: User, at: datetime) -> None:
    """Remove a topic that no event has."""
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if number := uses(topic):
        raise StillUsed(Refusal.TOPIC_IN_USE, number)
    record("topic.removed", topic, by=by, at=at, before={"name": topic.name})
    topic.delete()


def _described(room: Room) -> dict[str, object]:
    return {name: getattr(room, name) for name in ("location_id", "name", "capacity", "note", "is_offered")}
