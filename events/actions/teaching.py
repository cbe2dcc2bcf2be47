"""Whether those who teach come: they are asked, they answer, and hear what moves; their calendars follow.

The functions that follow a change of the event are called with it locked.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.models import Guest, User
from audit.actions import record
from calendars import actions as calendars
from calendars.enums import Reason
from calendars.models import Revision
from events import notifications, policies, queries
from events.enums import Refusal, SpeakerState
from events.exceptions import EventRefused
from events.models import Engagement, Event, Speaker


@transaction.atomic
def ask_speakers(*, event: Event, by: User, at: datetime) -> int:
    """Ask everybody who teaches and was not asked yet whether they can come; says how many that are."""
    event = Event.objects.lock(event)
    if reason := policies.ask_speakers_refusal(event, at=at):
        raise EventRefused(reason)
    asked = _ask_new(event, by=by, at=at)
    if not asked:
        raise EventRefused(Refusal.NOBODY_TO_ASK)
    return asked


@transaction.atomic
def ask_speaker_again(*, engagement: Engagement, by: User, at: datetime) -> Engagement:
    """Ask somebody once more who has not answered, or has said no."""
    Event.objects.lock(engagement.event)
    engagement = Engagement.objects.lock(engagement)
    if reason := policies.ask_again_refusal(engagement, at=at):
        raise EventRefused(reason)
    before = engagement.state
    engagement.state = SpeakerState.ASK_AGAIN if engagement.answer else SpeakerState.ASKED
    engagement.asked_at, engagement.round = at, engagement.round + 1
    engagement.save(update_fields=["state", "asked_at", "round"])
    _note("speaker.asked_again", engagement, before=before, by=by, at=at)
    notifications.ask_speaker(engagement, _expect(engagement, at=at), at=at)
    return engagement


@transaction.atomic
def answer_as_speaker(*, engagement: Engagement, comes: bool, note: str, by: User | None, at: datetime) -> Engagement:
    """Say whether one comes to teach. ``by`` is None where only the link from the mail says who it is."""
    event = Event.objects.lock(engagement.event)
    engagement = Engagement.objects.lock(engagement)
    if reason := policies.speaker_answer_refusal(event, at=at):
        raise EventRefused(reason)
    said = SpeakerState.CONFIRMED if comes else SpeakerState.DECLINED
    if engagement.state == said and engagement.note == note:
        return engagement  # a second click
    before, last = engagement.state, engagement.answered_at
    engagement.state = engagement.answer = said
    engagement.answered_at, engagement.answered_for, engagement.note = at, engagement.asked_for, note
    engagement.save(update_fields=["state", "answer", "answered_at", "answered_for", "note"])
    _note("speaker.answered", engagement, before=before, by=by, at=at)
    notifications.tell_speaker_calendar(engagement.event, _expect(engagement, at=at), at=at)
    if note or engagement.is_declined:
        is_again = last is not None and last > at - settings.QUIET_PERIOD
        not_before = at + settings.QUIET_PERIOD if is_again else None
        notifications.tell_speaker_answered(engagement, not_before=not_before, at=at)
    return engagement


@transaction.atomic
def set_briefing(*, event: Event, days: int | None, by: User, at: datetime) -> Event:
    """Brief those who teach so many days before each session, or not at all."""
    event = Event.objects.lock(event)
    if event.briefing_days != days:
        before, event.briefing_days = event.briefing_days, days
        event.save(update_fields=["briefing_days"])
        record(
            "event.briefing_set", event, by=by, at=at, scope=event.scope, before={"days": before}, after={"days": days}
        )
    return event


@transaction.atomic
def note_briefed(*, speaker: Speaker) -> None:
    """Remember for which date somebody was briefed; call it with the event locked."""
    Speaker.objects.filter(pk=speaker.pk).update(briefed_for=speaker.session.held_on)


def follow_publishing(event: Event, *, by: User | None, at: datetime) -> None:
    """Put a published event into the calendars of those who teach, and ask whoever was not asked before."""
    for engagement in Engagement.objects.for_event(event):
        notifications.tell_speaker_calendar(event, _expect(engagement, at=at), at=at)
    _ask_new(event, by=by, at=at)


def follow_edit(event: Event, *, dropped: Sequence[str] = (), by: User | None, at: datetime) -> None:
    """Ask again where times have moved, let go whoever teaches no more, ask whoever is new to a published event."""
    teaching = queries.reachable(queries.speakers_of(event))
    digest = queries.digest_of_times(event)
    for engagement in Engagement.objects.for_event(event):
        if engagement.person not in teaching:
            _release(engagement, dropped=dropped, by=by, at=at)
            continue
        revisions = _expect(engagement, dropped=dropped, at=at)
        notifications.tell_speaker_calendar(event, revisions, not_before=at + settings.QUIET_PERIOD, at=at)
        if digest != engagement.asked_for and event.starts_at is not None:
            _follow_times(engagement, digest, by=by, at=at)
    if event.is_published:
        _ask_new(event, by=by, at=at)


def call_off(event: Event, *, at: datetime) -> None:
    """Tell those who teach that the event does not take place, and clear their calendars."""
    for engagement in Engagement.objects.for_event(event):
        revisions = _expect(engagement, at=at)
        if not engagement.is_declined:
            notifications.tell_speaker_called_off(engagement, revisions, at=at)


def drop(event: Event, *, at: datetime) -> None:
    """Tell those who were asked to teach at a draft that it is to go; who has said no knows it already."""
    for engagement in Engagement.objects.for_event(event):
        if not engagement.is_declined:
            notifications.tell_speaker_dropped(engagement, at=at)


def _ask_new(event: Event, *, by: User | None, at: datetime) -> int:
    engaged = {one.person for one in Engagement.objects.for_event(event)}
    new = [person for person in queries.reachable(queries.speakers_of(event)) if person not in engaged]
    digest = queries.digest_of_times(event) if new else ""
    for person in new:
        _engage(event, person, digest, by=by, at=at)
    return len(new)


def _engage(event: Event, person: User | Guest, digest: str, *, by: User | None, at: datetime) -> None:
    """Ask one person; whoever asks for themself says yes by that."""
    user, guest = (person, None) if isinstance(person, User) else (None, person)
    engagement = Engagement(event=event, user=user, guest=guest, asked_at=at, asked_for=digest)
    is_own = user is not None and user == by
    if is_own:
        engagement.state = engagement.answer = SpeakerState.CONFIRMED
        engagement.answered_at, engagement.answered_for = at, digest
    engagement.save()
    _note("speaker.answered" if is_own else "speaker.asked", engagement, before="", by=by, at=at)
    revisions = _expect(engagement, at=at)
    if is_own:
        notifications.tell_speaker_calendar(event, revisions, at=at)
    else:
        notifications.ask_speaker(engagement, revisions, at=at)


def _follow_times(engagement: Engagement, digest: str, *, by: User | None, at: datetime) -> None:
    """Ask again for the new times, unless they are those to which an answer was given already."""
    before = engagement.state
    engagement.asked_for = digest
    if engagement.answer:
        is_answered = engagement.answered_for == digest
        engagement.state = engagement.answer if is_answered else SpeakerState.ASK_AGAIN
    engagement.asked_at, engagement.round = at, engagement.round + 1
    engagement.save(update_fields=["state", "asked_for", "asked_at", "round"])
    _note(
        "speaker.asked_again" if engagement.is_waiting else "speaker.answered", engagement, before=before, by=by, at=at
    )
    if engagement.is_waiting:
        notifications.ask_speaker_anew(engagement, at=at)


def _release(engagement: Engagement, *, dropped: Sequence[str], by: User | None, at: datetime) -> None:
    event, person = engagement.event, engagement.person
    _note("speaker.released", engagement, before=engagement.state, by=by, at=at)
    uids = [*queries.uids_of(event), *dropped]
    revisions = calendars.expect(person=person, wanted=(), among=uids, reason=Reason.TEACHING, at=at)
    notifications.tell_speaker_calendar(event, revisions, not_before=at + settings.QUIET_PERIOD, at=at)
    if not engagement.is_declined:
        notifications.tell_speaker_released(engagement, at=at)
    engagement.delete()


def _expect(engagement: Engagement, *, dropped: Sequence[str] = (), at: datetime) -> list[Revision]:
    """Let the person's calendar hold what they teach, once it is published and unless they can't come."""
    event = engagement.event
    uids = queries.uids_of(event)
    wanted = uids if event.published_at and not engagement.is_declined else ()
    among = [*uids, *dropped]
    return calendars.expect(person=engagement.person, wanted=wanted, among=among, reason=Reason.TEACHING, at=at)


def _note(verb: str, engagement: Engagement, *, before: str, by: User | None, at: datetime) -> None:
    """Write the audit line; what somebody has written is not in it."""
    record(
        verb,
        engagement,
        by=by,
        at=at,
        scope=engagement.event.scope,
        before={"state": before} if before else None,
        after={"state": engagement.state, "person": engagement.person.name},
    )
