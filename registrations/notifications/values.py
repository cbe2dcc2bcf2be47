"""What a mail about somebody's place is filled with, in the language and zone that are active."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from accounts.enums import MailTopic
from accounts.links import end_url
from common import qr, times
from events.models import Session, unique_speakers
from events.notifications import session_line
from events.queries import attach_programme, own_words
from outbox.enums import Placeholder
from outbox.models import Message
from outbox.rendering import Picture, in_own_words
from registrations import links, queries, wording
from registrations.models import Registration


def values_for(registration: Registration, *, at: datetime) -> dict[str, str]:
    """What each placeholder stands for in a mail to whoever ``registration`` is of."""
    event = attach_programme(registration.event)
    sessions = list(event.sessions.all())
    lines = [session_line(session) for session in sessions]
    starts_at = event.starts_at
    deadline = starts_at - timedelta(hours=event.cancellation_hours) if starts_at else None
    department = registration.user.department if registration.user else None
    return {
        Placeholder.NAME: registration.participant.name,
        Placeholder.DEPARTMENT: department.name if department else "",
        Placeholder.EVENT: event.title,
        Placeholder.WHEN: "; ".join(f"{line.when} ({line.zone_name})" for line in lines),
        Placeholder.DATE: times.day(starts_at) if starts_at else "",
        Placeholder.TIME: times.clock(starts_at) if starts_at else "",
        Placeholder.PLACE: ", ".join(dict.fromkeys(line.place for line in lines)),
        Placeholder.SPEAKERS: ", ".join(str(speaker) for speaker in unique_speakers(sessions)),
        Placeholder.SEAT: str(registration.pool),
        Placeholder.POSITION: str(queries.position(registration)) if registration.is_waiting else "",
        Placeholder.UNTIL: answer_until(registration),
        Placeholder.DEADLINE: times.moment(deadline) if deadline else "",
        Placeholder.LINK: page_of(registration),
        Placeholder.JOIN: next((way.url for way in ways_in(registration, sessions, at=at)), ""),
    }


@dataclass(frozen=True)
class WayIn:
    """When a session takes place, and where it is joined online."""

    when: str
    url: str


def ways_in(registration: Registration, sessions: Iterable[Session], *, at: datetime) -> list[WayIn]:
    """Our addresses of the online links of ``sessions`` to come, for whoever may join."""
    if not queries.lets_in(registration):
        return []
    to_come = [session for session in sessions if session.join_url and session.ends_at > at]
    return [
        WayIn(times.span(session.starts_at, session.ends_at), links.join_url(registration, session))
        for session in to_come
    ]


@dataclass(frozen=True)
class Ticket:
    """What somebody shows at the door: its address, the letters to say instead, and the picture for a camera."""

    url: str
    letters: str
    picture: Picture


def ticket_of(registration: Registration) -> Ticket | None:
    """What comes with a seat in the room; nothing does with one online."""
    url = links.own_code_url(registration)
    if not url:
        return None
    drawn = qr.png(links.check_in_url(registration))
    return Ticket(url, registration.check_in_code, Picture("check-in-code", drawn))


def wants(registration: Registration, topic: MailTopic) -> bool:
    """Whether whoever ``registration`` is of gets mails about ``topic``; guests have chosen nothing else."""
    return registration.user is None or registration.user.wants(topic)


def end_of(registration: Registration, topic: MailTopic, *, at: datetime) -> str:
    """The address that ends such mails for good; a guest has none."""
    return end_url(registration.user, topic, at=at) if registration.user else ""


def worded(context: Mapping[str, object], message: Message, registration: Registration) -> Mapping[str, object]:
    """``context`` in the words of the event's organisers, where they have any for such mails."""
    own = own_words(registration.event, message.kind) if message.kind in wording.WORDABLE else None
    return in_own_words(context, own, values_for(registration, at=message.queued_at)) if own else context


def answer_until(registration: Registration) -> str:
    """Until when an offer or a request stands."""
    limits = (registration.upgrade_until, registration.offered_until, registration.request_until)
    until = next((limit for limit in limits if limit is not None), None)
    return times.moment(until) if until else ""


def page_of(registration: Registration) -> str:
    """The address of the event as this person reads it; a guest's is a link of their own."""
    if registration.guest is not None:
        return links.guest_url(registration)
    return settings.BASE_URL + reverse("event", args=[registration.event.slug])
