"""An event's sessions brought to what a draft says, and under which address it stands."""

from datetime import timedelta

import pytest

from events import actions
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event
from events.querysets import EventQuerySet
from registrations import actions as registrations
from registrations.enums import Mark
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, event_draft, make_draft, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def test_a_session_at_which_somebody_was_marked_at_the_door_is_not_dropped():
    event = make_event(sessions=(session_draft(), session_draft(start="14:00", end="15:00")))
    owner, first = event.roles.get().user, event.sessions.order_by("pk")[0]
    early = first.starts_at - timedelta(minutes=20)
    marks = {register(event).pk: Mark.PRESENT}
    registrations.mark(event=event, session=first, marks=marks, by=owner, at=early)

    later = event_draft(sessions=(session_draft(DAY, "14:00", "15:00"),), seats={"room": 10})
    with pytest.raises(EventRefused) as caught:
        actions.edit(event=event, draft=later, by=owner, at=early)

    assert (caught.value.reason, event.sessions.count()) == (Refusal.SESSION_HELD, 2)


def test_two_drafts_of_one_title_at_the_same_moment_get_an_address_each(monkeypatch):
    first = make_draft(title="Reading a balance sheet")
    # What the second one reads before the first has committed.
    monkeypatch.setattr(EventQuerySet, "exists", lambda _self: False)

    second = actions.create(draft=event_draft(title="Reading a balance sheet"), by=make_user(), at=NOW)

    assert (first.slug, second.slug) == ("reading-a-balance-sheet", f"reading-a-balance-sheet-{second.uuid.hex[:6]}")
    assert Event.objects.count() == 2
