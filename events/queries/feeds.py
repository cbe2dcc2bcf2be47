"""What calendar feeds show of the events: never more than their reader may read about in lists."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts import queries as people
from accounts.models import Department
from calendars.enums import Purpose
from calendars.models import Feed, Meeting
from calendars.registry import Contents, Source
from events.models import Event, Speaker, SpeakerProfile, Topic
from events.querysets import EventQuerySet


def _readable(feed: Feed) -> EventQuerySet:
    """Listed events that were published, of those which the reader may read about now."""
    return Event.objects.visible_to(feed.user or AnonymousUser()).listed().exclude(published_at=None)


def _contents(name: str, events: EventQuerySet) -> Contents:
    called = f"{settings.SITE_NAME}: {name}" if name else settings.SITE_NAME
    return Contents(called, Meeting.objects.filter(whole__in=events.order_by().values("uuid")))


def _site(feed: Feed) -> Contents | None:
    if feed.user is None:
        return _contents("", _readable(feed)) if settings.PUBLIC_CATALOGUE else None
    return _contents(_("all events"), _readable(feed))


def _organiser(feed: Feed) -> Contents | None:
    if feed.user is None:
        return None
    events = Event.objects.organised_by(feed.user).at_hand().exclude(published_at=None)
    return _contents(_("what I organise"), events)


def _department(feed: Feed) -> Contents | None:
    """What a department hosts, or one below it."""
    rows = list(Department.objects.values_list("pk", "parent_id", "name"))
    names = {str(pk): name for pk, _parent, name in rows}
    if feed.subject not in names:
        return None
    lines = people.ancestry((pk, parent) for pk, parent, _name in rows)
    below = [pk for pk, line in lines.items() if int(feed.subject) in line]
    return _contents(names[feed.subject], _readable(feed).hosted_by(below))


def _topic(feed: Feed) -> Contents | None:
    topic = Topic.objects.filter(pk=feed.subject).first()
    return _contents(topic.name, _readable(feed).about([topic.key])) if topic else None


def _speaker(feed: Feed) -> Contents | None:
    """What somebody teaches, for whoever may read about them."""
    if feed.user is None:
        return None
    events = _readable(feed)
    profile = SpeakerProfile.objects.visible_to(feed.user, events=events).filter(pk=feed.subject).first()
    if profile is None:
        return None
    mine = {"user": profile.user} if profile.user else {"guest": profile.guest}
    taught = Speaker.objects.filter(**mine).values("session__event")
    return _contents(profile.person.name, events.filter(pk__in=taught))


def _department_names(subjects: Collection[str]) -> Mapping[str, str]:
    return {str(pk): name for pk, name in Department.objects.filter(pk__in=subjects).values_list("pk", "name")}


def _topic_names(subjects: Collection[str]) -> Mapping[str, str]:
    return {str(pk): name for pk, name in Topic.objects.filter(pk__in=subjects).values_list("pk", "name")}


def _speaker_names(subjects: Collection[str]) -> Mapping[str, str]:
    found = SpeakerProfile.objects.filter(pk__in=subjects).select_related("user", "guest")
    return {str(profile.pk): profile.person.name for profile in found}


def _no_names(_subjects: Collection[str]) -> Mapping[str, str]:
    return {}


FEEDS = {
    Purpose.SITE: Source(contents=_site, names=_no_names),
    Purpose.ORGANISER: Source(contents=_organiser, names=_no_names),
    Purpose.DEPARTMENT: Source(contents=_department, names=_department_names),
    Purpose.TOPIC: Source(contents=_topic, names=_topic_names),
    Purpose.SPEAKER: Source(contents=_speaker, names=_speaker_names),
}
