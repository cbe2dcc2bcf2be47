"""Who teaches: whom mails reach, whether they come, where they teach."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Guest, User
from events.enums import EventState, SpeakerState
from events.models import Engagement, Event, Session, Speaker, unique_speakers

MOST_BRIEFING_DAYS = 60


@dataclass(frozen=True)
class Teacher:
    """Somebody who teaches at an event, and what they have said; nothing was asked of whoever has no address."""

    speaker: Speaker
    engagement: Engagement | None


def speakers_of(event: Event) -> list[Speaker]:
    """Everybody who teaches at ``event``, each once, in the order in which they are named."""
    people = ("speakers__user__department", "speakers__user__speaker_profile", "speakers__guest__speaker_profile")
    return unique_speakers(event.sessions.prefetch_related(*people).order_by("starts_at", "pk"))


def reachable(speakers: Iterable[Speaker]) -> list[User | Guest]:
    """Those of ``speakers`` whom a mail reaches: colleagues who are still here, and guests."""
    return [
        person
        for person in (speaker.person for speaker in speakers)
        if person is not None and not (isinstance(person, User) and not person.is_active)
    ]


def teachers_of(event: Event) -> list[Teacher]:
    """Everybody who teaches at ``event``, with what they have said."""
    engaged = {one.person: one for one in Engagement.objects.for_event(event)}
    return [Teacher(one, engaged.get(one.person) if one.person else None) for one in speakers_of(event)]


def engagement_of(person: User, event: Event) -> Engagement | None:
    """What ``person`` was asked about ``event``."""
    return Engagement.objects.for_event(event).of(person).first()


def due_for_briefing(*, at: datetime) -> list[Speaker]:
    """Those whose session is to come in as many days as the event says, and who were not briefed for its date yet.

    Whoever was never asked, or can't come, is not briefed.
    """
    soon = Speaker.objects.filter(
        session__starts_at__gt=at,
        session__starts_at__lte=at + timedelta(days=MOST_BRIEFING_DAYS),
        session__event__state=EventState.PUBLISHED,
        session__event__briefing_days__isnull=False,
    ).exclude(briefed_for=F("session__held_on"))
    engaged = Engagement.objects.filter(event=OuterRef("session__event")).exclude(state=SpeakerState.DECLINED)
    mine = Q(user=OuterRef("user")) | Q(guest=OuterRef("guest"))
    found = soon.filter(Exists(engaged.filter(mine))).exclude(user__is_active=False)
    return [
        speaker
        for speaker in found.select_related("session__event", "user", "guest").order_by("session__starts_at", "pk")
        if speaker.session.starts_at - timedelta(days=speaker.session.event.briefing_days or 0) <= at
    ]


def digest_of_times(event: Event) -> str:
    """Two programmes with the same digest take place at the same times."""
    times = event.sessions.order_by("starts_at", "ends_at").values_list("starts_at", "ends_at")
    text = ";".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in times)
    return hashlib.sha256(text.encode()).hexdigest()


def sessions_of(event: Event) -> list[Session]:
    """The programme of ``event`` with its places, in order."""
    return list(event.sessions.select_related("room__location").order_by("starts_at", "pk"))
