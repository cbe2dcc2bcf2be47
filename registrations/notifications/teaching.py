"""The briefing of those who teach, and the word that materials are ready: computed from what is there when it is sent."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from accounts.enums import MailTopic
from accounts.models import User
from events.enums import EDITING, StepFree
from events.links import sign_speaker, speaker_url
from events.models import Engagement, Event, Room, Session
from events.notifications import session_line
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose
from registrations import links, queries, wording
from registrations.models import Registration
from registrations.notifications.values import end_of, worded

MOST_IN_MAIL, LONGEST_IN_MAIL = 20, 300  # texts, and characters of one; all of them stand on the page


def brief(engagement: Engagement, session: Session, *, at: datetime) -> None:
    """Tell somebody what they need to know before they teach ``session``; never once it has begun."""
    outbox.post(
        kind=wording.BRIEFING,
        key=f"{wording.BRIEFING}:{session.pk}:{session.held_on}:{engagement.pk}",
        to=engagement.person,
        about=engagement,
        scope=session.event.scope,
        params={"engagement": engagement.pk, "session": session.pk},
        not_after=session.starts_at,
        is_secret=engagement.guest_id is not None,
        at=at,
    )


def tell_materials(seated: Sequence[Registration], *, at: datetime) -> None:
    """Tell them after a quiet period; a later word overtakes it."""
    letters = [
        outbox.Letter(
            key=f"{wording.MATERIALS}:{one.pk}:{at.isoformat()}",
            to=one.participant,
            about=one,
            params={"registration": one.pk},
            stream=f"materials:{one.pk}",
            position=int(at.timestamp()),
            priority=Priority.BULK,
            is_secret=one.guest_id is not None,
        )
        for one in seated
    ]
    waits = at + settings.QUIET_PERIOD
    if letters:
        outbox.post_all(kind=wording.MATERIALS, letters=letters, scope=seated[0].event.scope, not_before=waits, at=at)


def render_materials(message: Message) -> Mail:
    """Write to somebody with a seat what they can open by now."""
    places = Registration.objects.select_related("event", "user", "guest")
    registration = places.get(pk=message.params["registration"])
    shown = list(queries.materials_for_guest(registration, at=message.next_try_at))
    if not registration.is_confirmed or not shown:
        raise Obsolete
    event = registration.event
    is_guest = registration.guest is not None
    url = links.guest_url(registration) if is_guest else settings.BASE_URL + event.get_absolute_url()
    context = {
        **_said(wording.MATERIALS_READY, event),
        "name": registration.participant.name,
        "terms": [material.title for material in shown],
        "url": f"{url}#materials",
        "reason": gettext("You get this because of your registration."),
    }
    end = end_of(registration, MailTopic.MATERIALS, at=message.queued_at)
    return compose("registrations/mail", worded(context | {"end": end}, message, registration), unsubscribe=end)


def render_briefing(message: Message) -> Mail:
    """Write to somebody who teaches, unless they can't come any more or it does not take place."""
    engagement = Engagement.objects.select_related("event", "user", "guest").filter(pk=message.params["engagement"])
    asked, session = engagement.first(), _session(message.params["session"])
    if asked is None or session is None or asked.is_declined or not asked.event.is_published:
        raise Obsolete
    event = asked.event
    team = event.roles.filter(kind__in=EDITING).values("user")
    own = settings.BASE_URL + reverse("teaching", args=[event.slug])
    context = {
        **_said(wording.BRIEFED, event),
        "name": asked.person.name,
        "session": session_line(session),
        "note": _way(session.room) if session.room else "",
        "join_url": _way_in(asked, session),
        "coming": coming_in_words(event),
        "needs": needs_in_words(event),
        "organisers": list(User.objects.active().filter(pk__in=team).order_by("name", "pk")),
        "url": speaker_url(asked) if asked.guest else own,
        "reason": gettext("You get this because you teach at this event."),
    }
    return compose("registrations/briefing", context)


def _way_in(asked: Engagement, session: Session) -> str:
    """Our address of the online link; of a guest's own page it is a part."""
    if not session.join_url:
        return ""
    key = [sign_speaker(asked), session.token]
    return settings.BASE_URL + (reverse("speaker-join", args=key) if asked.guest_id else session.join_path)


def coming_in_words(event: Event) -> list[str]:
    """How many have a seat, and from which departments; small groups are told as one, or not at all."""
    counts = queries.seats_by_department(event)
    total = sum(number for _department, number in counts)
    said = [ngettext("%(number)d person has a seat.", "%(number)d people have a seat.", total) % {"number": total}]
    named, others = queries.told_apart([(one.name if one else "", number) for one, number in counts])
    lines = [gettext("%(number)d from %(department)s") % {"number": n, "department": name} for name, n in named]
    if others and named:
        lines.append(ngettext("%(number)d from elsewhere", "%(number)d from elsewhere", others) % {"number": others})
    return said + lines


def needs_in_words(event: Event) -> list[tuple[str, list[str]]]:
    """What people want from ``event``, each question with what was answered; nothing where too few have answered it."""
    return [(one.question.label, _need_in_words(one)) for one in queries.needs_at(event) if one.sum.is_enough]


def _need_in_words(need: queries.Need) -> list[str]:
    counted = [gettext("%(answer)s: %(number)d") % {"answer": row.label, "number": row.number} for row in need.rows]
    texts = [Truncator(" ".join(text.split())).chars(LONGEST_IN_MAIL) for text in need.sum.texts[:MOST_IN_MAIL]]
    more = len(need.sum.texts) - len(texts)
    said = ngettext("%(number)d more on the page", "%(number)d more on the page", more) % {"number": more}
    return counted + [gettext("“%(text)s”") % {"text": text} for text in texts] + ([said] if more else [])


def _said(words: wording.Wording, event: Event) -> dict[str, object]:
    facts = {"title": event.title}
    return {
        "event": event,
        "subject": str(words.subject) % facts,
        "lead": str(words.lead) % facts,
        "action": words.action,
    }


def _way(room: Room) -> str:
    """How to find the room, and how to get in."""
    step_free = "" if room.step_free == StepFree.UNKNOWN else str(room.get_step_free_display())
    return " · ".join(filter(None, [room.note, step_free]))


def _session(pk: int) -> Session | None:
    return Session.objects.select_related("room__location", "event").filter(pk=pk).first()
