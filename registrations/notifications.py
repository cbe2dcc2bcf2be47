"""What participants are told about their place: which mail is posted, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from calendars import notifications as calendar_mail
from calendars import rendering as calendar
from calendars.models import Revision
from common import times
from events.models import Session
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import CalendarPart, Mail, compose
from registrations import links, queries
from registrations.enums import RegistrationStatus
from registrations.models import Registration


@dataclass(frozen=True)
class SessionLine:
    """One session as a mail says it, in the reader's language and zone."""

    starts_at: datetime
    when: str
    zone: str
    place: str


def tell_status(registration: Registration, revisions: Sequence[Revision], *, at: datetime, message: str = "") -> None:
    """Say where a registration stands, after the person or the team has changed it."""
    if registration.status == RegistrationStatus.CANCELLED:
        kind = f"registration.{'removed' if registration.ending == 'by_organiser' else 'cancelled'}"
    else:
        kind = f"registration.{'confirmed' if registration.is_confirmed else 'waiting'}"
    _post(kind, registration, revisions, at=at, message=message)


def tell_promoted(registration: Registration, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Say that the first in line has moved up to a seat."""
    _post("registration.promoted", registration, revisions, at=at)


def tell_event_cancelled(registration: Registration, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Say that the event does not take place."""
    _post("registration.event_cancelled", registration, revisions, at=at)


def tell_changed(registration: Registration, revision: Revision, *, at: datetime) -> None:
    """Say that a session has moved, was dropped, or has another place or title.

    It waits for a quiet period, so that ten edits send one mail: a later one of the same
    calendar entry overtakes it.
    """
    _post_one("registration.changed", registration, revision, at=at, not_before=at + settings.QUIET_PERIOD)


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    registration = Registration.objects.select_related("event__host_department", "pool", "user", "guest").get(
        pk=message.params["registration"]
    )
    revision = _revision(message)
    if revision is None and registration.revision != message.params["revision"]:
        raise Obsolete
    event = registration.event
    sessions = event.sessions.select_related("room__location").order_by("starts_at", "pk")
    context = {
        "registration": registration,
        "event": event,
        "person": registration.participant,
        "sessions": [_line(session) for session in sessions],
        "url": _url(registration),
        "message": message.params.get("message", ""),
        "position": queries.position(registration) if registration.is_waiting else 0,
        "is_dropped": revision is not None and revision.method == "CANCEL",
        "revision": revision,
    }
    mail = compose(message.kind.replace(".", "/"), context)
    if revision is None:
        return mail
    part = calendar.part(revision)
    return Mail(
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        calendar=CalendarPart(part.method, part.content),
        sender=part.organiser_address,
    )


def _post(
    kind: str, registration: Registration, revisions: Sequence[Revision], *, at: datetime, message: str = ""
) -> None:
    """One mail that carries the calendar part; or, for several sessions, one to read and one per session."""
    if len(revisions) == 1:
        _post_one(kind, registration, revisions[0], at=at, message=message)
        return
    outbox.post(
        kind=kind,
        key=f"{kind}:{registration.pk}:{registration.revision}",
        to=registration.participant,
        about=registration,
        scope=registration.event.scope,
        params={"registration": registration.pk, "revision": registration.revision, "message": message},
        is_secret=registration.guest is not None,
        at=at,
    )
    for revision in revisions:
        calendar_mail.tell(revision, about=registration, scope=registration.event.scope, at=at)


def _post_one(
    kind: str,
    registration: Registration,
    revision: Revision,
    *,
    at: datetime,
    message: str = "",
    not_before: datetime | None = None,
) -> None:
    outbox.post(
        kind=kind,
        key=f"{kind}:{registration.pk}:{revision.pk}",
        to=registration.participant,
        about=registration,
        scope=registration.event.scope,
        stream=revision.stream,
        position=revision.pk,
        params={
            "registration": registration.pk,
            "revision": registration.revision,
            "calendar": revision.pk,
            "message": message,
        },
        not_before=not_before,
        is_secret=registration.guest is not None,
        at=at,
    )


def _line(session: Session) -> SessionLine:
    return SessionLine(
        starts_at=session.starts_at,
        when=times.span(session.starts_at, session.ends_at),
        zone=times.zone_name(),
        place=session.place_name or gettext("Online"),
    )


def _revision(message: Message) -> Revision | None:
    pk = message.params.get("calendar")
    return Revision.objects.select_related("entry__meeting", "entry__user", "entry__guest").get(pk=pk) if pk else None


def _url(registration: Registration) -> str:
    if registration.guest is not None:
        return links.guest_url(registration)
    return settings.BASE_URL + reverse("event", args=[registration.event.slug])
