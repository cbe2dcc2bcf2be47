"""Who teaches, as the editor names them.

Private to the actions: called with the event locked.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from accounts import actions as people
from accounts.models import Guest, User
from events.actions.search import renew_things
from events.drafts import SpeakerDraft
from events.models import Event, Speaker, SpeakerProfile
from events.queries import zone_of


def put_speakers(event: Event, drafts: Sequence[SpeakerDraft], *, by: User, at: datetime) -> None:
    """Let the same people teach every session of ``event``; whoever has an address is known from then on."""
    standing = Speaker.objects.filter(session__event=event)
    briefed = {(one.session_id, one.user_id, one.guest_id): one.briefed_for for one in standing}
    standing.delete()
    known = [(draft, _guest(draft, event, by=by, at=at)) for draft in drafts]
    speakers = [
        Speaker(
            session=session,
            user=draft.user,
            guest=guest,
            name="" if draft.user else guest.name if guest else draft.name,
            position=position,
        )
        for session in event.sessions.all()
        for position, (draft, guest) in enumerate(known)
    ]
    for one in speakers:
        if one.person is not None:
            one.briefed_for = briefed.get((one.session_id, one.user_id, one.guest_id))
    Speaker.objects.bulk_create(speakers)
    profiles = [SpeakerProfile(user=draft.user, guest=guest, changed_at=at) for draft, guest in known]
    SpeakerProfile.objects.bulk_create([one for one in profiles if one.user or one.guest], ignore_conflicts=True)
    mine = Q(user__in=[draft.user for draft, _guest in known if draft.user])
    mine |= Q(guest__in=[guest for _draft, guest in known if guest])
    renew_things(profiles=SpeakerProfile.objects.filter(mine).values_list("pk", flat=True))


def _guest(draft: SpeakerDraft, event: Event, *, by: User, at: datetime) -> Guest | None:
    """Somebody from outside by their address. Times in their mails are those of the place, until somebody says else."""
    if not draft.email:
        return None
    zone = zone_of(event) or by.zone
    return people.welcome_guest(email=draft.email, name=draft.name, language=event.language, zone=zone, by=by, at=at)
