"""Reminders before a session, and the mail after the end: computed from what is there when they are sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from accounts.enums import MailTopic
from accounts.reminding import KEPT_AFTER, Reminder
from common import times
from events.models import Session
from events.notifications import session_line
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose
from registrations import queries, wording
from registrations.models import Registration
from registrations.notifications.values import end_of, page_of, ticket_of, ways_in, worded

To = Sequence[tuple[Registration, Reminder]]


def remind(chosen: To, session: Session, *, at: datetime) -> None:
    """Remind each of ``session``, at the time that was chosen for them; never once it has begun."""
    _post(wording.REMINDER, chosen, session, not_after=session.starts_at, priority=Priority.SEAT, at=at)


def follow_up(chosen: To, session: Session, *, at: datetime) -> None:
    """Write to each after the end."""
    _post(wording.AFTERWARDS, chosen, session, not_after=at + KEPT_AFTER, priority=Priority.BULK, at=at)


def _post(kind: str, chosen: To, session: Session, *, not_after: datetime, priority: Priority, at: datetime) -> None:
    letters = [
        outbox.Letter(
            # With the time of the session: after a move the new time is reminded of, too.
            key=f"{kind}:{one.pk}:{session.pk}:{session.starts_at.isoformat()}:{time.value}",
            to=one.participant,
            about=one,
            params={"registration": one.pk, "session": session.pk, "starts_at": session.starts_at.isoformat()},
            is_secret=one.guest_id is not None,
            priority=priority,
            not_after=not_after,
        )
        for one, time in chosen
    ]
    if letters:
        outbox.post_all(kind=kind, letters=letters, scope=session.event.scope, at=at)


def render_reminder(message: Message) -> Mail:
    """Write to somebody with a seat what is soon; nothing where it has moved, or they are not coming any more."""
    registration, session = _subjects(message)
    if not Registration.objects.coming_to(session).filter(pk=registration.pk).exists():
        raise Obsolete
    event, words = registration.event, wording.REMINDED
    facts = {"title": event.title, "when": times.moment(session.starts_at)}
    ticket = ticket_of(registration)
    deadline = (event.starts_at or session.starts_at) - timedelta(hours=event.cancellation_hours)
    context = {
        "event": event,
        "sessions": [session_line(session)],
        "ways_in": ways_in(registration, [session], at=message.queued_at),
        "ticket": ticket,
        "subject": words.subject % facts,
        "lead": words.lead,
        "terms": _terms(registration, deadline) if timezone.now() < deadline else [],
        "action": words.action,
        "name": registration.participant.name,
        "url": page_of(registration),
        "reason": gettext("You get this because of your registration."),
    }
    worded_so = worded(context, message, registration)
    return compose("registrations/mail", worded_so, pictures=(ticket.picture,) if ticket else ())


def render_afterwards(message: Message) -> Mail:
    """Write to somebody who was there what they find on the page."""
    registration, _session = _subjects(message)
    if not registration.is_confirmed:
        raise Obsolete
    event, words = registration.event, wording.FOLLOWED_UP
    context = {
        "event": event,
        "subject": words.subject % {"title": event.title},
        "lead": words.lead,
        "terms": [one.title for one in queries.materials_for_guest(registration, at=timezone.now())],
        "action": words.action,
        "name": registration.participant.name,
        "url": page_of(registration),
        "reason": gettext("You get this because you took part."),
    }
    end = end_of(registration, MailTopic.AFTERWARDS, at=message.queued_at)
    return compose("registrations/mail", context | {"end": end}, unsubscribe=end)


def _subjects(message: Message) -> tuple[Registration, Session]:
    """Whom it is for and what it is about; nobody is written to about another time than the one that stands."""
    places = Registration.objects.select_related("event", "pool", "user", "guest")
    registration = places.get(pk=message.params["registration"])
    found = Session.objects.select_related("room__location").filter(pk=message.params["session"])
    session = found.filter(starts_at=message.params["starts_at"]).first()
    if session is None or not registration.event.is_published:
        raise Obsolete
    return registration, session


def _terms(registration: Registration, deadline: datetime) -> list[str]:
    terms = [gettext("You can cancel until %(deadline)s.") % {"deadline": times.moment(deadline)}]
    if queries.number_unanswered(registration):
        terms.append(gettext("The organisers ask something of you. Please answer on the event's page."))
    return terms
