"""Checking people in at the door, one by one or all that a phone has kept, and taking it back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, Pool, Session
from registrations import door, policies
from registrations.actions.attendance import note
from registrations.actions.seats import let_in
from registrations.door import Fate, Place, Settled, Tap, Word
from registrations.enums import Mark, Refusal, Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance, AttendanceList, Registration


class Answer(NamedTuple):
    """What a tap came to: its fate, or the reason against it."""

    key: UUID
    fate: Fate | None
    refusal: Refusal | None = None


def check_in(
    *, registration: Registration, session: Session, entry: UUID, by: User | None, at: datetime, source: Source
) -> Fate:
    """Somebody is here. Sent twice under one ``entry`` it counts once; ``by`` is None for a guest."""
    tap = Tap(key=entry, place=Place(registration.pk, session.pk), at=at)
    (answer,) = take_taps(event=registration.event, taps=[tap], by=by, at=at, source=source)
    if answer.refusal is not None:
        raise RegistrationRefused(answer.refusal)
    assert answer.fate is not None  # noqa: S101  # one of the two is always there
    return answer.fate


@transaction.atomic
def walk_in(
    *, event: Event, participant: User, pool: Pool, session: Session, entry: UUID, by: User, at: datetime
) -> Registration:
    """Somebody has come without a seat: give them one within the rules, and check them in."""
    seat = Registration.objects.of(participant).for_event(event).confirmed().select_related("event").first()
    if seat is None:
        seat = let_in(event=event, participant=participant, pool=pool, by=by, at=at)
    check_in(registration=seat, session=session, entry=entry, by=by, at=at, source=Source.DOOR)
    return seat


@transaction.atomic
def take_taps(
    *, event: Event, taps: Sequence[Tap], by: User | None, at: datetime, source: Source = Source.DOOR
) -> list[Answer]:
    """Take what a phone has kept, each tap once however often it is sent, as of the moment at which it happened."""
    event = Event.objects.lock(event)
    known = set(Attendance.objects.filter(entry__in=[tap.key for tap in taps]).values_list("entry", flat=True))
    sessions = {session.pk: session for session in event.sessions.all()}
    refused = _refused([tap for tap in taps if tap.key not in known], event, sessions, at=at)
    last = _last_words(taps)
    settled = door.settle(
        [_believed(tap, sessions, at=at) for tap in taps if tap.key not in refused],
        {place: _word(entry) for place, entry in last.items()},
        known,
    )
    _keep(settled, sessions, last, by=by, at=at, source=source)
    return [Answer(key, None, refusal) for key, refusal in refused.items()] + [
        Answer(one.tap.key, one.fate) for one in settled
    ]


def _refused(
    taps: Sequence[Tap], event: Event, sessions: Mapping[int, Session], *, at: datetime
) -> dict[UUID, Refusal]:
    places = {tap.place.registration for tap in taps}
    seated = set(Registration.objects.for_event(event).confirmed().filter(pk__in=places).values_list("pk", flat=True))
    is_closed = AttendanceList.objects.filter(event=event).exists()
    found = {}
    for tap in taps:
        session = sessions.get(tap.place.session)
        if reason := policies.tap_refusal(
            session, is_seated=tap.place.registration in seated, is_closed=is_closed, at=at
        ):
            found[tap.key] = reason
    return found


def _last_words(taps: Iterable[Tap]) -> dict[Place, Attendance]:
    taps = list(taps)
    entries = Attendance.objects.last_words().filter(
        registration__in={tap.place.registration for tap in taps}, session__in={tap.place.session for tap in taps}
    )
    return {Place(one.registration_id, one.session_id): one for one in entries.select_related("corrects")}


def _word(entry: Attendance) -> Word:
    return Word(mark=entry.mark, at=entry.marked_at, before=entry.corrects.mark if entry.corrects else "")


def _believed(tap: Tap, sessions: Mapping[int, Session], *, at: datetime) -> Tap:
    session = sessions.get(tap.place.session)
    opens_at = policies.doors_open_at(session) if session else at
    return replace(tap, at=door.plausible(tap.at, opens_at=opens_at, now=at))


def _keep(
    settled: Iterable[Settled],
    sessions: Mapping[int, Session],
    last: dict[Place, Attendance],
    *,
    by: User | None,
    at: datetime,
    source: Source,
) -> None:
    """Write what counts. A correction needs the row that it corrects: one word on each person at a time."""
    rest = [one for one in settled if one.fate is Fate.COUNTED]
    while rest:
        now: dict[Place, Settled] = {}
        for one in rest:
            now.setdefault(one.tap.place, one)
        rest = [one for one in rest if now[one.tap.place] is not one]
        for session in sessions.values():
            of_session = [one for place, one in now.items() if place.session == session.pk]
            before = {one.tap.place.registration: last[one.tap.place] for one in of_session if one.tap.place in last}
            entries = [_entry(one, before.get(one.tap.place.registration), by, source) for one in of_session]
            for entry in note(entries, session, before, by=by, at=at):
                last[Place(entry.registration_id, session.pk)] = entry


def _entry(settled: Settled, corrects: Attendance | None, by: User | None, source: Source) -> Attendance:
    tap = settled.tap
    reason = (_("Taken back at the door") if tap.is_undo else _("Came after all")) if corrects else ""
    return Attendance(
        entry=tap.key,
        registration_id=tap.place.registration,
        session_id=tap.place.session,
        mark=Mark(settled.mark),
        source=source,
        marked_by=by,
        marked_at=tap.at,
        corrects=corrects,
        reason=reason,
    )
