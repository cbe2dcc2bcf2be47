"""What participants are told about their place: which mail is posted, and what it says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from accounts.enums import Invitations
from accounts.models import Guest, User
from calendars import notifications as calendar_mail
from calendars import rendering as calendar
from calendars.enums import Method
from calendars.models import Revision
from common import times
from events.enums import Promotion
from events.models import Event
from events.notifications import session_line
from events.queries import minimum_of, sessions_of
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import CalendarPart, Mail, compose
from registrations import links, queries, wording
from registrations.enums import Ending, RegistrationStatus
from registrations.models import Registration, SeatHold
from registrations.notifications.values import answer_until, page_of, ticket_of, ways_in, worded

SEATS = {wording.CONFIRMED, wording.PROMOTED, wording.TAKEN_OVER, wording.DRAWN}


def tell_status(registration: Registration, revisions: Sequence[Revision], *, at: datetime, message: str = "") -> None:
    """Say where a registration stands, after somebody has changed it or its time has passed."""
    _post(_kind(registration), registration, revisions, at=at, message=message)


def tell_given(registration: Registration, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Say that the turn of somebody who waited has come: a seat, or the question whether they want it."""
    kind = wording.OFFERED if registration.is_offered else wording.PROMOTED
    _post(wording.UPGRADE_OFFERED if registration.is_offered_another else kind, registration, revisions, at=at)


def ask_anew(registration: Registration, *, at: datetime) -> None:
    """Ask once more whether somebody takes a seat, as what they were asked about has changed.

    It waits for a quiet period, as every word of a change does, but for no more than half of the time to answer.
    """
    until = registration.answer_until
    assert until is not None  # noqa: S101  # only those are asked anew who are asked
    kind = wording.OFFERED if registration.is_offered else wording.UPGRADE_OFFERED
    not_before = at + min(settings.QUIET_PERIOD, (until - at) / 2)
    _post_words(kind, registration, at=at, not_before=not_before, is_anew=True)


def _kind(registration: Registration) -> str:
    if registration.ending == Ending.HANDED_OVER:
        return wording.HANDED_OVER
    if registration.status == RegistrationStatus.CANCELLED:
        return wording.BY_ENDING.get(registration.ending, wording.CANCELLED)
    if registration.status == RegistrationStatus.EXPIRED:
        return _lapsed_kind(registration)
    return wording.BY_STATUS[RegistrationStatus(registration.status)]


def _lapsed_kind(registration: Registration) -> str:
    if registration.offered_at is not None:
        return wording.OFFER_LAPSED
    return wording.NEVER_DRAWN if registration.request_until is None else wording.REQUEST_LAPSED


def tell_taken_over(registration: Registration, revisions: Sequence[Revision], *, giver: str, at: datetime) -> None:
    """Say that a colleague has given somebody their seat."""
    _post(wording.TAKEN_OVER, registration, revisions, at=at, message=giver)


def tell_event_cancelled(registration: Registration, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Say that the event does not take place."""
    _post(wording.EVENT_CANCELLED, registration, revisions, at=at, message=registration.event.cancellation_message)


def tell_calendar(registration: Registration, revisions: Sequence[Revision], *, at: datetime) -> None:
    """Bring the participant's calendar up to date, without a word of our own."""
    for revision in revisions:
        calendar_mail.tell(revision, about=registration, scope=registration.event.scope, at=at)


def tell_takes_place(registration: Registration, *, at: datetime) -> None:
    """Say that the event takes place, where that was open until now."""
    _post(wording.TAKES_PLACE, registration, (), at=at)


def tell_declined_too_late(registration: Registration, *, at: datetime) -> None:
    """Say that a seat which was declined too late is still theirs; of the seat as it stands, once."""
    _post(wording.DECLINED_TOO_LATE, registration, (), at=at)


def tell_changed(registration: Registration, revision: Revision, *, at: datetime) -> None:
    """Say that a session has moved, was dropped, or has another place or title.

    It waits for a quiet period, so that ten edits send one mail: a later one of the same
    calendar entry overtakes it.
    """
    kind = wording.DROPPED if revision.method == Method.CANCEL else wording.CHANGED
    _post_one(kind, registration, revision, at=at, not_before=at + settings.QUIET_PERIOD)


def tell_drawn(seated: Sequence[Registration], revisions: Sequence[Revision], *, at: datetime) -> None:
    """Say to everybody who was drawn that the seat is theirs."""
    said: dict[User | Guest, list[Revision]] = defaultdict(list)
    for revision in revisions:
        if calendar_mail.goes_by_mail(revision):
            said[revision.person].append(revision)
    letters = []
    for registration in seated:
        own = said[registration.participant]
        letters.append(_letter(wording.DRAWN, registration, own[0] if len(own) == 1 else None))
        if len(own) > 1:
            tell_calendar(registration, own, at=at)
    _post_letters(wording.DRAWN, letters, seated, at=at)


def tell_not_drawn(waiting: Sequence[Registration], ranks: Mapping[int, int], *, at: datetime) -> None:
    """Say to all others that they wait, and as which of all they were drawn (``ranks``)."""
    facts = {"asked": len(ranks)}
    letters = [_letter(wording.NOT_DRAWN, row, None, rank=ranks[row.pk], **facts) for row in waiting]
    _post_letters(wording.NOT_DRAWN, letters, waiting, at=at)


def _letter(kind: str, registration: Registration, revision: Revision | None, **facts: int) -> outbox.Letter:
    params: dict[str, object] = {"registration": registration.pk, "revision": registration.revision, "message": ""}
    part = {"calendar": revision.pk} if revision else {}
    return outbox.Letter(
        key=f"{kind}:{registration.pk}:{revision.pk if revision else registration.revision}",
        to=registration.participant,
        about=registration,
        params=params | part | facts,
        stream=revision.stream if revision else "",
        position=revision.pk if revision else 0,
    )


def _post_letters(kind: str, letters: Sequence[outbox.Letter], places: Sequence[Registration], *, at: datetime) -> None:
    if places:
        outbox.post_all(kind=kind, letters=letters, scope=places[0].event.scope, at=at)


def ask_deciders(registration: Registration, deciders: Sequence[User], *, at: datetime) -> None:
    """Ask everybody who may decide about a request; one yes or no is enough."""
    for decider in deciders:
        outbox.post(
            kind=wording.ASKED,
            key=f"{wording.ASKED}:{registration.pk}:{decider.pk}",
            to=decider,
            about=registration,
            scope=registration.event.scope,
            params={"registration": registration.pk},
            not_after=registration.request_until,
            at=at,
        )


def render_request(message: Message) -> Mail:
    """Write to whoever decides what is asked, by whom, and for how long; nobody is asked in vain."""
    places = Registration.objects.select_related("event", "user__department")
    registration = places.get(pk=message.params["registration"])
    if not registration.is_requested:
        raise Obsolete
    person, event = registration.user, registration.event
    clashes = queries.clashes_of([registration], message.user)[registration.pk] if message.user else []
    facts = {
        "title": event.title,
        "name": registration.participant.name,
        "department": person.department.name if person and person.department else "",
        "until": answer_until(registration),
        "clashes": ", ".join(title or gettext("another event") for title in clashes),
    }
    context = {
        **said(wording.REQUEST, event, facts),
        "name": message.name,
        "terms": [str(wording.CLASHES) % facts] if clashes else [],
        "url": settings.BASE_URL + reverse("request", args=[registration.pk]),
        "reason": gettext("You get this because you decide about this request."),
    }
    return compose("registrations/mail", context)


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    registration = Registration.objects.select_related("event", "pool", "user", "guest").get(
        pk=message.params["registration"]
    )
    revision = _revision(message)
    if revision is None and registration.revision != message.params["revision"]:
        raise Obsolete
    ticket = ticket_of(registration) if message.kind in SEATS else None
    context = worded(_context(message, registration) | {"ticket": ticket}, message, registration)
    mail = compose("registrations/mail", context, pictures=(ticket.picture,) if ticket else ())
    if revision is None:
        return mail
    part = calendar.part(revision)
    return replace(mail, calendar=CalendarPart(part.method, part.content), sender=part.organiser_address)


def tell_holder(kind: str, hold: SeatHold, *, seats: int, at: datetime) -> None:
    """Tell the coordinator who holds seats for a department what becomes of ``seats`` without a name."""
    if not hold.held_by.is_active:
        return
    outbox.post(
        kind=kind,
        key=f"{kind}:{hold.pk}",
        to=hold.held_by,
        about=hold,
        scope=hold.event.scope,
        params={"hold": hold.pk, "seats": seats},
        not_after=hold.until if kind == wording.HOLD_ENDS_SOON else None,
        at=at,
    )


def render_hold(message: Message) -> Mail:
    """Write the mail about held seats; nobody is reminded of what has ended."""
    hold = SeatHold.objects.select_related("event", "department").get(pk=message.params["hold"])
    reminds = message.kind == wording.HOLD_ENDS_SOON
    if reminds and hold.ended_at is not None:
        raise Obsolete
    words = wording.HOLDS[message.kind]
    facts = {
        "title": hold.event.title,
        "department": hold.department.name,
        "seats": hold.seats if reminds else message.params["seats"],
        "until": times.moment(hold.until),
    }
    address = reverse("seat-hold", args=[hold.pk]) if reminds else reverse("event", args=[hold.event.slug])
    context = {
        **said(words, hold.event, facts),
        "name": message.name,
        "url": settings.BASE_URL + address,
        "reason": gettext("You get this because you hold seats for a department."),
    }
    return compose("registrations/mail", context)


def in_calendar(context: dict[str, object], kind: str, person: User | Guest) -> dict[str, object]:
    """``context`` with how a seat gets into the calendar of ``person``, where the mail is about a seat."""
    if kind not in SEATS:
        return context
    by_feed = isinstance(person, User) and person.invitations == Invitations.FEED
    return context | {"lead": f"{context['lead']} {wording.BY_FEED if by_feed else wording.BY_MAIL}"}


def said(words: wording.Wording, event: Event, facts: Mapping[str, object]) -> dict[str, object]:
    """What every mail about seats says: the words with their ``facts``, and when and where the event is."""
    sessions = event.sessions.select_related("room__location").order_by("starts_at", "pk")
    return {
        "event": event,
        "sessions": [session_line(session) for session in sessions],
        "subject": str(words.subject) % facts,
        "lead": str(words.lead) % facts,
        "action": words.action,
    }


def _context(message: Message, registration: Registration) -> dict[str, object]:
    event = registration.event
    words = wording.WORDINGS[message.kind]
    facts = {
        "title": event.title,
        "position": queries.position(registration) if registration.is_waiting else 0,
        "until": answer_until(registration),
        "other": message.params["message"],
        "turn": wording.TURN[Promotion(event.promotion)],
        "rank": message.params.get("rank", 0),
        "asked": message.params.get("asked", 0),
    }
    return {
        **in_calendar(said(words, event, facts), message.kind, registration.participant),
        "name": registration.participant.name,
        "terms": [*_changes(message), *_terms(message.kind, registration)],
        "other": words.other,
        "ways_in": ways_in(registration, sessions_of(event), at=message.queued_at) if message.kind in SEATS else (),
        **_ways(message.kind, registration),
        "message": "" if message.kind in wording.AMONG_COLLEAGUES else message.params["message"],
        "reason": gettext("You get this because of your registration."),
    }


def _changes(message: Message) -> list[str]:
    """Why the same is asked once more."""
    if not message.params.get("is_anew"):
        return []
    return [gettext("The organisers have changed something since you were asked. This is how it stands now.")]


def _terms(kind: str, registration: Registration) -> list[str]:
    """What comes with a seat: until when it can be given back, and what staying away means. Or why there is none."""
    event = registration.event
    if kind == wording.EVENT_CANCELLED:
        minimum = minimum_of(event)
        return [minimum.why_called_off] if minimum and minimum.why_called_off else []
    if kind not in SEATS or event.starts_at is None:
        return []
    deadline = times.moment(event.starts_at - timedelta(hours=event.cancellation_hours))
    terms = [gettext("You can cancel until %(deadline)s.") % {"deadline": deadline}]
    if event.no_show_text:
        terms.append(gettext("If you stay away without a word: %(text)s") % {"text": event.no_show_text})
    if queries.number_unanswered(registration):
        terms.append(gettext("The organisers ask something of you. Please answer on the event's page."))
    return terms


def _post(
    kind: str, registration: Registration, revisions: Sequence[Revision], *, at: datetime, message: str = ""
) -> None:
    """One mail that carries the calendar part; or, for several sessions, one to read and one per session."""
    by_mail = [revision for revision in revisions if calendar_mail.goes_by_mail(revision)]
    if len(by_mail) == 1:
        _post_one(kind, registration, by_mail[0], at=at, message=message)
        return
    _post_words(kind, registration, at=at, message=message)
    tell_calendar(registration, by_mail, at=at)


def _post_words(
    kind: str, registration: Registration, *, at: datetime, not_before: datetime | None = None, **said: object
) -> None:
    """One mail without a calendar part."""
    params = {"registration": registration.pk, "revision": registration.revision, "message": ""}
    outbox.post(
        kind=kind,
        key=f"{kind}:{registration.pk}:{registration.revision}",
        to=registration.participant,
        about=registration,
        scope=registration.event.scope,
        params=params | said,
        # Whoever holds the link may answer, and nobody is asked when it is too late.
        is_secret=registration.guest is not None or kind in wording.ASKING,
        not_before=not_before,
        not_after=registration.answer_until if kind in wording.ASKING else None,
        at=at,
    )


def _post_one(
    kind: str,
    registration: Registration,
    revision: Revision,
    *,
    at: datetime,
    message: str = "",
    not_before: datetime | None = None,
) -> None:
    by_mail = calendar_mail.goes_by_mail(revision)
    outbox.post(
        kind=kind,
        key=f"{kind}:{registration.pk}:{revision.pk}",
        to=registration.participant,
        about=registration,
        scope=registration.event.scope,
        # Without a calendar part a later word overtakes it all the same, in a stream that says nothing of calendars.
        stream=revision.stream if by_mail else f"words:{revision.stream}",
        position=revision.pk,
        params={
            "registration": registration.pk,
            "revision": registration.revision,
            "calendar": revision.pk if by_mail else None,
            "message": message,
        },
        not_before=not_before,
        # What waits for a quiet period, and for a server that is away besides, may be over by then.
        not_after=revision.told.details.ends_at if not_before else None,
        is_secret=registration.guest is not None,
        at=at,
    )


def _revision(message: Message) -> Revision | None:
    pk = message.params.get("calendar")
    return Revision.objects.select_related("entry__meeting", "entry__user", "entry__guest").get(pk=pk) if pk else None


def _ways(kind: str, registration: Registration) -> dict[str, str]:
    """Where the mail leads: to the page that asks, with either answer at hand, or to the event."""
    if kind not in wording.ASKING:
        return {"url": page_of(registration)}
    asks = links.offer_url(registration)
    return {"url": asks, "other_url": f"{asks}?answer=no"}
