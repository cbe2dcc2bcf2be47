"""Drafting and editing."""

import uuid
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import locks
from events import policies
from events.actions.addresses import put_address, save_under_new_address
from events.actions.claims import NOTHING, claim, standing, wait_for_turn
from events.actions.programme import put_draft, put_meetings, snapshot
from events.actions.reviews import let_approval_lapse
from events.actions.teaching import follow_edit
from events.drafts import EventDraft
from events.enums import Refusal, RoleKind
from events.exceptions import EventRefused
from events.models import Event
from events.signals import event_changed


@transaction.atomic
def create(*, draft: EventDraft, by: User, at: datetime, event_id: uuid.UUID | None = None) -> Event:
    """Make a draft that only its team sees; whoever makes it owns it.

    ``event_id`` is given where the event has an identity already; its cover is drawn from it.
    """
    event_id = event_id or uuid.uuid4()
    event = Event(uuid=event_id, title=draft.title, created_at=at, changed_at=at)
    save_under_new_address(event, is_secret=draft.is_unlisted)
    put_draft(event, draft, by=by, at=at)
    event.roles.create(user=by, kind=RoleKind.OWNER)
    record("event.created", event, by=by, at=at, scope=event.scope, after=snapshot(event))
    return event


@transaction.atomic
def edit(*, event: Event, draft: EventDraft, by: User, at: datetime, seen: str = "") -> Event:
    """Bring an event to what ``draft`` says; who takes part is told of what matters to them.

    ``seen``: the version that the change was made from; where another one stands by now, nothing is done.
    Raises EventRefused for an event that is cancelled or over and for one that would lose its
    last session, SeatsTaken for fewer seats than are taken; RoomTooSmall and Clashing where a published
    event would come to a room that is too small, or take what another event has at the time.
    """
    wait_for_turn()
    if draft.rules.needs:
        locks.one_at_a_time(locks.NEEDS)  # before the event's: two that need each other would wait for each other
    event = Event.objects.lock(event)
    if seen and seen != event.version:
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    if reason := policies.edit_refusal(event, at=at):
        raise EventRefused(reason)
    if event.is_published and not draft.sessions:
        raise EventRefused(Refusal.NO_SESSION)
    known = standing(event, at=at) if event.is_published else NOTHING
    before = snapshot(event)
    put_address(event, draft)
    programme = put_draft(event, draft, by=by, at=at)
    if event.is_published:
        claim(event, known=known, by=by, at=at)
    after = snapshot(event)
    record("event.edited", event, by=by, at=at, scope=event.scope, before=before, after=after)
    if event.is_published:
        put_meetings(event, dropped=programme.dropped, at=at)
    let_approval_lapse(event, before, after, at=at)
    follow_edit(event, dropped=programme.dropped, by=by, at=at)
    if event.is_published:
        is_material = any(before[part] != after[part] for part in ("title", "sessions", "online"))
        event_changed.send(sender=Event, event=event, by=by, at=at, programme=programme if is_material else None)
    return event
