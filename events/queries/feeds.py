"""What calendar feeds show of the events: never more than their reader may read about in lists."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import queries as people
from accounts.models import Department, User
from calendars.enums import Purpose
from calendars.models import Feed, Meeting
from calendars.queries import FeedQuestion, Shown
from calendars.querysets import MeetingQuerySet
from calendars.registry import Contents, Source
from common import site
from common.questions import Among, Question, Slot
from events.models import Event, Role, Speaker, SpeakerProfile, Topic
from events.querysets import EventQuerySet


def _readable(kind: str) -> EventQuerySet:
    """Listed events that were published, of those which a reader of that kind may read about now."""
    if kind == "stranger":
        found = Event.objects.visible_to(AnonymousUser())
    elif kind == "staff":
        found = Event.objects.all()
    else:
        slots = {"user": Slot("user"), "heard": Among("heard"), "looked_after": Among("looked_after")}
        found = Event.objects.readable(**slots, known=None)
    return found.listed().exclude(published_at=None)


def _reader(user: User | None) -> tuple[str, dict[str, Any]]:
    """Of which kind the reader is, and the values that stand for them."""
    if user is None:
        return "stranger", {}
    return ("staff", {"user": user.pk}) if user.is_staff else ("colleague", {"user": user.pk, **people.reach_of(user)})


def _narrowed(events: EventQuerySet, about: str) -> EventQuerySet:
    if about == "department":
        return events.hosted_by(Among("hosts"))
    if about == "topic":
        return events.filter(pk__in=Event.topics.through.objects.filter(topic=Slot("topic")).values("event"))
    if about:  # who teaches: a "user" or a "guest"
        return events.filter(pk__in=Speaker.objects.filter(**{about: Slot("teacher")}).values("session__event"))
    return events


def _meetings(events: EventQuerySet) -> MeetingQuerySet:
    return Meeting.objects.filter(whole__in=events.order_by().values("uuid"))


_SHOWN = FeedQuestion(lambda kind, about: _meetings(_narrowed(_readable(kind), about)))
_ORGANISED = FeedQuestion(
    lambda: _meetings(
        Event.objects.filter(pk__in=Role.objects.filter(user=Slot("user")).values("event"))
        .at_hand()
        .exclude(published_at=None)
    )
)
_TEACHERS = Question(
    lambda kind: (
        SpeakerProfile.objects.teaching_at_or(_readable(kind), Q(user=Slot("user")))
        .filter(pk=Slot("profile"))
        .select_related("user", "guest")
    )
)


def _contents(name: str, shown: Shown) -> Contents:
    return Contents(f"{site.name()}: {name}" if name else site.name(), shown)


def _site(feed: Feed) -> Contents | None:
    if feed.user is None and not settings.PUBLIC_CATALOGUE:
        return None
    kind, values = _reader(feed.user)
    return _contents(_("all events") if feed.user else "", _SHOWN.of(kind, "", **values))


def _organiser(feed: Feed) -> Contents | None:
    if feed.user is None:
        return None
    return _contents(_("what I organise"), _ORGANISED.of(user=feed.user.pk))


def _department(feed: Feed) -> Contents | None:
    """What a department hosts, or one below it."""
    rows = list(Department.objects.values_list("pk", "parent_id", "name"))
    names = {str(pk): name for pk, _parent, name in rows}
    if feed.subject not in names:
        return None
    lines = people.ancestry((pk, parent) for pk, parent, _name in rows)
    hosts = [pk for pk, line in lines.items() if int(feed.subject) in line]
    kind, values = _reader(feed.user)
    return _contents(names[feed.subject], _SHOWN.of(kind, "department", hosts=hosts, **values))


def _topic(feed: Feed) -> Contents | None:
    topic = Topic.objects.filter(pk=feed.subject).first()
    if topic is None:
        return None
    kind, values = _reader(feed.user)
    return _contents(topic.name, _SHOWN.of(kind, "topic", topic=topic.pk, **values))


def _speaker(feed: Feed) -> Contents | None:
    """What somebody teaches, for whoever may read about them."""
    if feed.user is None or not feed.subject.isdecimal():
        return None
    kind, values = _reader(feed.user)
    found = _TEACHERS.ask(kind, profile=int(feed.subject), **values)
    if not found:
        return None
    person = found[0].person
    about = "user" if isinstance(person, User) else "guest"
    return _contents(person.name, _SHOWN.of(kind, about, teacher=person.pk, **values))


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
