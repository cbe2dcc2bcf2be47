"""Who teaches, as the editor names them.

Private to the actions: called with the event locked.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from accounts import actions as people
from accounts.models import Guest, User
from events.actions.search import renew_things
from events.drafts import SpeakerDraft
from events.models import Event, Session, Speaker, SpeakerProfile
from events.queries import zone_of

Known = tuple[SpeakerDraft, Guest | None]
Programme = tuple[
    Event, Sequence[Session], Sequence[SpeakerDraft]
]  # the sessions of an event, and who is to teach them


def put_speakers(event: Event, drafts: Sequence[SpeakerDraft], *, by: User, at: datetime) -> None:
    """Let the same people teach every session of ``event``; whoever has an address is known from then on."""
    standing = Speaker.objects.filter(session__event=event)
    briefed = {(one.session_id, one.user_id, one.guest_id): one.briefed_for for one in standing}
    standing.delete()
    known = [(draft, _guest(draft, event, by=by, at=at)) for draft in drafts]
    speakers = _rows(event.sessions.all(), known)
    for one in speakers:
        if one.person is not None:
            one.briefed_for = briefed.get((one.session_id, one.user_id, one.guest_id))
    Speaker.objects.bulk_create(speakers)
    _introduce(known, at=at)


def add_speakers(programmes: Sequence[Programme], *, by: User, at: datetime) -> None:
    """The same for events that are new, whose sessions nobody teaches yet."""
    guests: dict[str, Guest | None] = {}
    speakers: list[Speaker] = []
    known: list[Known] = []
    for event, sessions, drafts in programmes:
        for draft in drafts:
            if draft.email not in guests:
                guests[draft.email] = _guest(draft, event, by=by, at=at)
        taught = [(draft, guests[draft.email]) for draft in drafts]
        speakers += _rows(sessions, taught)
        known += taught
    Speaker.objects.bulk_create(speakers)
    _introduce(known, at=at)


def _rows(sessions: Iterable[Session], known: Sequence[Known]) -> list[Speaker]:
    return [
        Speaker(
            session=session,
            user=draft.user,
            guest=guest,
            name="" if draft.user else guest.name if guest else draft.name,
            position=position,
        )
        for session in sessions
        for position, (draft, guest) in enumerate(known)
    ]


def _introduce(known: Iterable[Known], *, at: datetime) -> None:
    """Whoever has an account or an address has a profile from then on, and is found by it."""
    people = dict.fromkeys((draft.user, guest) for draft, guest in known if draft.user or guest)
    SpeakerProfile.objects.bulk_create(
        [SpeakerProfile(user=user, guest=guest, changed_at=at) for user, guest in people], ignore_conflicts=True
    )
    mine = Q(user__in=[user for user, _guest in people if user]) | Q(
        guest__in=[guest for _user, guest in people if guest]
    )
    renew_things(profiles=SpeakerProfile.objects.filter(mine).values_list("pk", flat=True))


def _guest(draft: SpeakerDraft, event: Event, *, by: User, at: datetime) -> Guest | None:
    """Somebody from outside by their address. Times in their mails are those of the place, until somebody says else."""
    if not draft.email:
        return None
    zone = zone_of(event) or by.zone
    return people.welcome_guest(email=draft.email, name=draft.name, language=event.language, zone=zone, by=by, at=at)
