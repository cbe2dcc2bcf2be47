"""What events are about: topics."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common.uses import uses
from events.actions.search import renew_search
from events.actions.versions import version_of
from events.enums import Refusal
from events.exceptions import EventRefused, StillUsed
from events.models import Event, Follow, Topic
from events.queries import free_topic_key


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
    """Give the events and followers of one topic to another and remove it; says how many events those were."""
    rows = {row.pk: row for row in Topic.objects.select_for_update().filter(pk__in=[topic.pk, into.pk]).order_by("pk")}
    if len(rows) != len({topic.pk, into.pk}) or topic.pk == into.pk:
        raise EventRefused(Refusal.SAME_TOPIC)
    links = Event.topics.through.objects
    events = list(links.filter(topic=topic).values_list("event", flat=True))
    links.filter(topic=topic).exclude(event__in=links.filter(topic=into).values("event")).update(topic=into)
    follows = Follow.objects.filter(topic=topic)
    follows.exclude(user__in=Follow.objects.filter(topic=into).values("user")).update(topic=into)
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
