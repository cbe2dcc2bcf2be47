"""Publishing, cancelling, the team, and the counters of the pools."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from audit.models import Line
from calendars.models import Meeting
from events import actions
from events.actions import release_seats, take_seats
from events.enums import EventState, Refusal, RoleKind
from events.exceptions import EventRefused
from events.models import Event, Pool
from events.signals import event_cancelled
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, main_pool, make_draft, make_event, make_past_event, session_draft

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def refusal(call, **values: object) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(**values)
    return caught.value.reason


def lines(event: Event) -> list[str]:
    return list(Line.objects.filter(scope=event.scope).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def called_off():
    """The events that the app says are cancelled while a test runs."""
    heard: list[Event] = []

    def listen(*, event, **_kwargs):
        heard.append(event)

    event_cancelled.connect(listen)
    yield heard
    event_cancelled.disconnect(listen)


# Publishing.


def test_publish_opens_the_event_and_puts_its_sessions_into_calendars():
    event = make_draft()
    author = make_user()

    actions.publish(event=event, by=author, at=LATER)

    event.refresh_from_db()
    assert (event.state, event.published_at) == (EventState.PUBLISHED, LATER)
    assert list(Meeting.objects.values_list("uid", "title", "sequence")) == [(event.sessions.get().uid, event.title, 0)]
    line = Line.objects.get(verb="event.published")
    assert (line.by, line.before, line.after) == (author, {"state": "draft"}, {"state": "published"})


@pytest.mark.parametrize(
    ("values", "at", "reason"),
    [
        ({"sessions": ()}, NOW, Refusal.NO_SESSION),
        ({"seats": {}}, NOW, Refusal.NO_SEATS),
        ({}, datetime(2027, 3, 11, tzinfo=UTC), Refusal.IN_THE_PAST),
    ],
)
def test_publish_is_refused(values, at, reason):
    event = make_draft(**values)

    assert refusal(actions.publish, event=event, by=make_user(), at=at) == reason
    event.refresh_from_db()
    assert (event.state, Meeting.objects.count()) == (EventState.DRAFT, 0)


def test_publish_twice_is_refused():
    event = make_draft()
    actions.publish(event=event, by=make_user(), at=NOW)

    assert refusal(actions.publish, event=event, by=make_user(), at=LATER) == Refusal.NOT_A_DRAFT


def test_publish_while_a_session_goes_on_is_possible():
    event = make_draft()

    assert actions.publish(event=event, by=make_user(), at=event.starts_at + timedelta(minutes=5)).is_published is True


# Cancelling.


def test_cancel_calls_the_event_off_and_its_sessions_too(called_off):
    event = make_event()
    author = make_user()

    actions.cancel(event=event, message="The speaker is ill.", by=author, at=LATER)

    event.refresh_from_db()
    assert (event.state, event.cancelled_at, event.cancellation_message) == ("cancelled", LATER, "The speaker is ill.")
    assert [meeting.is_cancelled for meeting in Meeting.objects.all()] == [True]
    assert called_off == [event]
    line = Line.objects.get(verb="event.cancelled")
    assert (line.by, line.after) == (author, {"state": "cancelled", "message": "The speaker is ill."})


def test_cancel_leaves_sessions_that_are_over_in_calendars():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))))

    actions.cancel(event=event, message="", by=make_user(), at=event.starts_at + timedelta(days=1))

    assert [meeting.is_cancelled for meeting in Meeting.objects.order_by("starts_at")] == [False, True]


def test_cancel_is_refused_for_drafts_and_for_what_is_over_or_cancelled():
    cancelled = make_event()
    actions.cancel(event=cancelled, message="", by=make_user(), at=NOW)

    reasons = [
        refusal(actions.cancel, event=event, message="", by=make_user(), at=NOW)
        for event in (make_draft(), make_past_event(), cancelled)
    ]

    assert reasons == [Refusal.NOT_PUBLISHED, Refusal.OVER, Refusal.NOT_PUBLISHED]


# The team.


def team(event: Event) -> dict[str, str]:
    return dict(event.roles.values_list("user__name", "kind"))


@pytest.fixture
def event():
    return make_draft(owner=make_user("Ines"))


def set_role(event: Event, user: User, kind: RoleKind) -> None:
    actions.set_role(event=event, user=user, kind=kind, by=event.roles.get(user__name="Ines").user, at=NOW)


def test_set_role_adds_to_the_team_and_changes_a_role(event):
    yusuf = make_user("Yusuf")

    set_role(event, yusuf, RoleKind.HELPER)
    set_role(event, yusuf, RoleKind.ORGANISER)

    assert team(event) == {"Ines": "owner", "Yusuf": "organiser"}
    assert list(Line.objects.filter(verb="event.role_set").order_by("pk").values_list("before", "after")) == [
        (None, {"role": "helper", "user": yusuf.pk}),
        ({"role": "helper"}, {"role": "organiser", "user": yusuf.pk}),
    ]


def test_the_last_owner_stays(event):
    owner = event.roles.get()

    reasons = [
        refusal(actions.set_role, event=event, user=owner.user, kind=RoleKind.HELPER, by=owner.user, at=NOW),
        refusal(actions.leave_team, event=event, role=owner, by=owner.user, at=NOW),
    ]

    assert (reasons, team(event)) == ([Refusal.LAST_OWNER] * 2, {"Ines": "owner"})


def test_an_owner_goes_where_there_is_another(event):
    owner = event.roles.get()
    set_role(event, make_user("Yusuf"), RoleKind.OWNER)

    actions.leave_team(event=event, role=owner, by=owner.user, at=NOW)

    assert team(event) == {"Yusuf": "owner"}
    line = Line.objects.get(verb="event.role_removed")
    assert line.before == {"role": "owner", "user": owner.user_id}


# The counters, which the allocation service alone moves.


def test_seats_are_counted(event):
    pool = main_pool(event)

    take_seats(pool_id=pool.pk, seats=3)
    release_seats(pool_id=pool.pk, seats=1)

    assert Pool.objects.get(pk=pool.pk).seats_taken == 2


def test_every_change_leaves_an_audit_line(event):
    owner = event.roles.get().user
    actions.publish(event=event, by=owner, at=NOW)
    set_role(event, make_user(), RoleKind.HELPER)
    actions.cancel(event=event, message="", by=owner, at=NOW)

    assert lines(event) == ["event.created", "event.published", "event.role_set", "event.cancelled"]
