"""Who teaches: whom mails reach, whether they come, where they teach."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Guest, User
from events.models import Engagement, Event, Session, Speaker, unique_speakers


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


def digest_of_times(event: Event) -> str:
    """Two programmes with the same digest take place at the same times."""
    times = event.sessions.order_by("starts_at", "ends_at").values_list("starts_at", "ends_at")
    text = ";".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in times)
    return hashlib.sha256(text.encode()).hexdigest()


def sessions_of(event: Event) -> list[Session]:
    """The programme of ``event`` with its places, in order."""
    return list(event.sessions.select_related("room__location").order_by("starts_at", "pk"))
