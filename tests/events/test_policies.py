"""May this happen to an event? The first reason against it."""

from datetime import timedelta

import pytest

from events import policies
from events.enums import EventState, Refusal, RoleKind
from events.models import Event
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft, make_event, make_past_event, session_draft

pytestmark = pytest.mark.django_db


def cancelled(event: Event) -> Event:
    event.state, event.cancelled_at = EventState.CANCELLED, NOW
    return event


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_draft, None),
        (make_event, None),
        (make_past_event, Refusal.OVER),
        (lambda: cancelled(make_event()), Refusal.CANCELLED),
        (lambda: make_draft(sessions=(session_draft(NOW.date() - timedelta(days=9)),)), None),
    ],
)
def test_edit_refusal(make, reason):
    assert policies.edit_refusal(make(), at=NOW) == reason


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_draft, None),
        (make_event, Refusal.NOT_A_DRAFT),
        (lambda: make_draft(sessions=()), Refusal.NO_SESSION),
        (lambda: make_draft(seats={}), Refusal.NO_SEATS),
        (lambda: make_draft(sessions=(session_draft(NOW.date() - timedelta(days=9)),)), Refusal.IN_THE_PAST),
        (lambda: make_draft(sessions=(), seats={}), Refusal.NO_SESSION),
    ],
)
def test_publish_refusal(make, reason):
    assert policies.publish_refusal(make(), at=NOW) == reason


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_event, None),
        (make_draft, Refusal.NOT_PUBLISHED),
        (make_past_event, Refusal.OVER),
        (lambda: cancelled(make_event()), Refusal.NOT_PUBLISHED),
    ],
)
def test_cancel_refusal(make, reason):
    assert policies.cancel_refusal(make(), at=NOW) == reason


def test_leave_team_refusal_keeps_one_owner():
    event = make_draft()
    owner = event.roles.get()
    helper = event.roles.create(user=make_user(), kind=RoleKind.HELPER)
    alone = [policies.leave_team_refusal(role) for role in (owner, helper)]

    event.roles.create(user=make_user(), kind=RoleKind.OWNER)

    assert (alone, policies.leave_team_refusal(owner)) == ([Refusal.LAST_OWNER, None], None)
