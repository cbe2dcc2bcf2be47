"""Other times for several sessions at once, as a rotation has found them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from django.db import transaction

from accounts.models import User
from events.actions.claims import wait_for_turn
from events.actions.copying import draft_of
from events.actions.editing import edit
from events.drafts import SessionDraft
from events.models import Event


@transaction.atomic
def set_starts(*, events: list[Event], starts: Mapping[int, time], by: User, at: datetime) -> int:
    """Let sessions begin at other times by the clock, each as long as before; says how many have changed.

    ``starts``: by the id of a session. Only drafts change: what is published keeps the time that people were told.
    """
    wait_for_turn()
    changed = 0
    for event in Event.objects.filter(pk__in=[one.pk for one in events]).order_by("pk"):
        draft = draft_of(event)
        moved = tuple(_moved(one, starts.get(one.pk or 0)) for one in draft.sessions)
        if event.is_draft and moved != draft.sessions:
            edit(event=event, draft=replace(draft, sessions=moved), by=by, at=at)
            changed += sum(a != b for a, b in zip(moved, draft.sessions, strict=True))
    return changed


def _moved(session: SessionDraft, start: time | None) -> SessionDraft:
    if start is None:
        return session
    begin = datetime.combine(session.held_on, session.starts_wall)
    end = datetime.combine(session.held_on, start) + (datetime.combine(session.ends_on, session.ends_wall) - begin)
    return replace(session, starts_wall=start, ends_on=end.date(), ends_wall=end.time())
