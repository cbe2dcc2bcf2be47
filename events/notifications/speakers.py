"""What those who teach are told: whether they can come, what moves; and what organisers hear of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from calendars import notifications as calendar_mail
from calendars import rendering as calendar
from calendars.models import Revision
from common import times
from events import links, wording
from events.enums import EDITING
from events.models import Engagement, Event, Session, Speaker
from events.queries import sessions_of
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import CalendarPart, Mail, compose


@dataclass(frozen=True)
class SessionLine:
    """One session as a mail says it, in the reader's language and zone."""

    starts_at: datetime
    ends_at: datetime
    when: str
    zone: str
    zone_name: str
    place: str


def session_line(session: Session) -> SessionLine:
    """``session`` in the language and zone that are active."""
    return _line(session.starts_at, session.ends_at, session.zone, session.place_name)


def _line(starts_at: datetime, ends_at: datetime, zone: str, place: str) -> SessionLine:
    return SessionLine(
        starts_at=starts_at,
        ends_at=ends_at,
        when=times.span(starts_at, ends_at),
        zone=zone,
        zone_name=times.zone_name(),
        place=place or gettext("Online"),
    )


def ask_speaker(engagement: Engagement, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Ask whether somebody can come; the calendar part goes with it where there is only one."""
    _post(wording.SPEAKER_ASKED, engagement, revisions, at=at)


def ask_speaker_anew(engagement: Engagement, *, at: datetime) -> None:
    """Ask again since the times have moved. It waits for a quiet period: a later word overtakes it."""
    outbox.post(
        kind=wording.SPEAKER_ASKED_ANEW,
        key=f"{wording.SPEAKER_ASKED_ANEW}:{engagement.pk}:{engagement.round}",
        to=engagement.person,
        about=engagement,
        scope=engagement.event.scope,
        stream=f"speaker:{engagement.pk}",
        position=engagement.round,
        params={"engagement": engagement.pk, "round": engagement.round},
        not_before=at + settings.QUIET_PERIOD,
        is_secret=True,  # whoever holds the link may answer
        at=at,
    )


def tell_speaker_called_off(engagement: Engagement, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Say that the event does not take place."""
    _post(wording.SPEAKER_CALLED_OFF, engagement, revisions, at=at)


def tell_speaker_released(engagement: Engagement, *, at: datetime) -> None:
    """Say that somebody is named no more, unless that was a slip which is put right within the quiet period."""
    outbox.post(
        kind=wording.SPEAKER_RELEASED,
        key=f"{wording.SPEAKER_RELEASED}:{engagement.pk}",
        to=engagement.person,
        about=engagement.event,
        scope=engagement.event.scope,
        params={"event": engagement.event_id, "user": engagement.user_id, "guest": engagement.guest_id},
        not_before=at + settings.QUIET_PERIOD,
        at=at,
    )


def tell_speaker_dropped(engagement: Engagement, *, at: datetime) -> None:
    """Say that a date of a series is left out. It is gone when the mail is written, so the message says what it was."""
    event = engagement.event
    sessions = [
        [one.starts_at.isoformat(), one.ends_at.isoformat(), one.zone, one.place_name] for one in sessions_of(event)
    ]
    outbox.post(
        kind=wording.SPEAKER_DROPPED,
        key=f"{wording.SPEAKER_DROPPED}:{engagement.pk}",
        to=engagement.person,
        about=event.series,
        scope=event.scope,
        params={"title": event.title, "sessions": sessions},
        at=at,
    )


def tell_speaker_calendar(
    event: Event, revisions: Iterable[Revision], *, at: datetime, not_before: datetime | None = None
) -> None:
    """Bring a speaker's calendar up to date, without a word of our own."""
    for revision in revisions:
        calendar_mail.tell(revision, about=event, scope=event.scope, not_before=not_before, at=at)


def tell_speaker_answered(engagement: Engagement, *, not_before: datetime | None = None, at: datetime) -> None:
    """Tell the organisers that somebody can't come, or what they write; not whoever teaches and organises.

    What waits for ``not_before`` is overtaken by a later word: the link that says it is in strangers' hands.
    """
    kind = wording.SPEAKER_DECLINED if engagement.is_declined else wording.SPEAKER_WRITES
    roles = engagement.event.roles.filter(kind__in=EDITING).exclude(user=engagement.user_id)
    for organiser in User.objects.active().filter(pk__in=roles.values("user")).order_by("pk"):
        outbox.post(
            kind=kind,
            key=f"{kind}:{engagement.pk}:{at.isoformat()}:{organiser.pk}",
            to=organiser,
            about=engagement,
            scope=engagement.event.scope,
            stream=f"{kind}:{engagement.pk}:{organiser.pk}",
            position=int(at.timestamp() * 1_000_000),
            params={"engagement": engagement.pk, "note": engagement.note},
            not_before=not_before,
            at=at,
        )


def render_to_speaker(message: Message) -> Mail:
    """Write to somebody who teaches, in the language and zone that are active; nobody is asked in vain."""
    if message.kind == wording.SPEAKER_RELEASED:
        return _released(message)
    if message.kind == wording.SPEAKER_DROPPED:
        return _dropped(message)
    engagement = _engagement(message)
    revision = _revision(message)
    is_asking = message.kind != wording.SPEAKER_CALLED_OFF
    is_stale = engagement.round != message.params["round"] or not engagement.is_waiting
    if is_asking and revision is None and (is_stale or engagement.event.ends_at is None):
        raise Obsolete  # answered, asked anew, or without a date again
    event = engagement.event
    context = _context(message.kind, event.title, map(session_line, sessions_of(event)), name=engagement.person.name)
    if is_asking:
        address = links.speaker_url(engagement)
        context |= {"url": address, "other_url": f"{address}?answer=no", "other": gettext("No, I can't")}
    else:
        context |= {"message": engagement.event.cancellation_message}
    mail = compose("events/speaker", context)
    if revision is None:
        return mail
    part = calendar.part(revision)
    return replace(mail, calendar=CalendarPart(part.method, part.content), sender=part.organiser_address)


def render_speaker_answer(message: Message) -> Mail:
    """Write to an organiser what somebody who teaches has said."""
    engagement = _engagement(message)
    if message.kind == wording.SPEAKER_DECLINED and not engagement.is_declined:
        raise Obsolete  # they come after all
    words, event = wording.SPEAKER_ANSWERS[message.kind], engagement.event
    facts = {"name": engagement.person.name, "title": event.title}
    context = {
        "event": event,
        "path": reverse("workspace-speakers", args=[event.slug]),
        "subject": str(words.subject) % facts,
        "lead": str(words.lead) % facts,
        "text": message.params["note"],
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/mail", context)


def _post(kind: str, engagement: Engagement, revisions: Sequence[Revision], *, at: datetime) -> None:
    by_mail = [revision for revision in revisions if calendar_mail.goes_by_mail(revision)]
    single = by_mail[0] if len(by_mail) == 1 else None
    outbox.post(
        kind=kind,
        key=f"{kind}:{engagement.pk}:{engagement.round}",
        to=engagement.person,
        about=engagement,
        scope=engagement.event.scope,
        stream=single.stream if single else "",
        position=single.position if single else 0,
        params={"engagement": engagement.pk, "round": engagement.round, "calendar": single.pk if single else None},
        is_secret=True,  # whoever holds the link may answer
        at=at,
    )
    if single is None:
        tell_speaker_calendar(engagement.event, by_mail, at=at)


def _context(kind: str, title: str, sessions: Iterable[SessionLine], *, name: str) -> dict[str, object]:
    words = wording.SPEAKERS[kind]
    facts: Mapping[str, object] = {"title": title}
    return {
        "title": title,
        "name": name,
        "sessions": list(sessions),
        "subject": str(words.subject) % facts,
        "lead": str(words.lead) % facts,
        "action": words.action,
        "reason": words.reason,
    }


def _released(message: Message) -> Mail:
    who = {"user": message.params["user"], "guest": message.params["guest"]}
    event = Event.objects.filter(pk=message.params["event"]).first()
    if event is None or Speaker.objects.filter(session__event=event, **who).exists():
        raise Obsolete
    lines = map(session_line, sessions_of(event))
    return compose("events/speaker", _context(message.kind, event.title, lines, name=message.name))


def _dropped(message: Message) -> Mail:
    lines = [
        _line(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at), zone, place)
        for starts_at, ends_at, zone, place in message.params["sessions"]
    ]
    return compose("events/speaker", _context(message.kind, message.params["title"], lines, name=message.name))


def _engagement(message: Message) -> Engagement:
    found = Engagement.objects.select_related("event", "user", "guest").filter(pk=message.params["engagement"]).first()
    if found is None:  # they were named for a moment only
        raise Obsolete
    return found


def _revision(message: Message) -> Revision | None:
    pk = message.params.get("calendar")
    return Revision.objects.with_entry().get(pk=pk) if pk else None
