"""Drafting, editing, publishing, cancelling, and the team."""

from datetime import timedelta

import pytest

from audit.models import Line
from calendars.models import Meeting
from events import actions
from events.enums import EventState, Refusal, RoleKind
from events.exceptions import EventRefused, SeatsTaken
from events.models import Event
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, event_draft, main_pool, make_draft, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=5)


def owner_of(event: Event):
    return event.roles.get(kind=RoleKind.OWNER).user


def refusal(call, **values: object) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(**values)
    return caught.value.reason


def edit(event: Event, *, at=SOON, **values: object) -> Event:
    kept = tuple(session_draft(session.held_on, pk=session.pk) for session in event.sessions.order_by("starts_at"))
    draft = event_draft(**{"title": event.title, "sessions": kept} | values)
    return actions.edit(event=event, draft=draft, by=owner_of(event), at=at)


def test_whoever_drafts_an_event_owns_it():
    person = make_user()

    event = make_draft(owner=person)

    assert (event.state, owner_of(event)) == (EventState.DRAFT, person)


def test_two_events_of_one_title_have_addresses_of_their_own():
    first, second = make_draft(title="Bread & Butter"), make_draft(title="Bread & Butter")

    assert (first.slug, second.slug) == ("bread-butter", f"bread-butter-{second.uuid.hex[:6]}")


def test_an_event_called_new_does_not_take_the_editors_address():
    event = make_draft(title="New")

    assert event.slug == f"new-{event.uuid.hex[:6]}"


def test_publishing_opens_it_and_makes_its_meetings():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=1))))

    assert (event.state, event.published_at) == (EventState.PUBLISHED, NOW)
    assert sorted(Meeting.objects.values_list("uid", flat=True)) == sorted(event.sessions.values_list("uid", flat=True))


@pytest.mark.parametrize(
    ("values", "at", "reason"),
    [
        ({"sessions": ()}, NOW, Refusal.NO_SESSION),
        ({"seats": {}}, NOW, Refusal.NO_SEATS),
        ({}, NOW + timedelta(days=30), Refusal.IN_THE_PAST),
    ],
)
def test_publishing_is_refused(values, at, reason):
    event = make_draft(**values)

    assert refusal(actions.publish, event=event, by=owner_of(event), at=at) == reason


def test_publishing_twice_is_refused():
    event = make_event()

    assert refusal(actions.publish, event=event, by=owner_of(event), at=SOON) == Refusal.NOT_A_DRAFT


def test_fewer_seats_than_are_taken_are_refused_with_their_number():
    event = make_event(capacity=3)
    register(event)
    register(event)

    with pytest.raises(SeatsTaken) as caught:
        edit(event, seats={"room": 1})

    assert (caught.value.taken, str(caught.value), main_pool(event).capacity) == (
        2,
        "2 people have a seat. Choose 2 or more, or cancel seats first.",
        3,
    )


def test_moving_a_session_raises_its_sequence_and_keeps_its_uid():
    event = make_event()
    session = event.sessions.get()

    edit(event, sessions=(session_draft(DAY, "15:00", "16:00", pk=session.pk),))

    assert list(Meeting.objects.values_list("uid", "sequence")) == [(session.uid, 1)]


def test_a_dropped_session_is_cancelled_in_calendars():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=1))))
    first, second = event.sessions.order_by("starts_at")

    edit(event, sessions=(session_draft(DAY, pk=first.pk),))

    assert [meeting.is_cancelled for meeting in Meeting.objects.order_by("starts_at")] == [False, True]
    assert not event.sessions.filter(pk=second.pk).exists()


def test_the_last_session_of_a_published_event_stays():
    assert refusal(edit, event=make_event(), sessions=()) == Refusal.NO_SESSION


def test_a_session_that_has_begun_is_not_dropped():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))))
    second = event.sessions.order_by("starts_at")[1]
    begun = event.starts_at + timedelta(minutes=1)

    assert refusal(edit, event=event, sessions=(session_draft(second.held_on, pk=second.pk),), at=begun) == (
        Refusal.SESSION_HELD
    )


def test_cancelling_keeps_the_message_and_clears_calendars():
    event = make_event()

    event = actions.cancel(event=event, message="The speaker is ill.", by=owner_of(event), at=SOON)

    assert (event.state, event.cancelled_at, event.cancellation_message) == (
        EventState.CANCELLED,
        SOON,
        "The speaker is ill.",
    )
    assert Meeting.objects.get().is_cancelled


@pytest.mark.parametrize(
    ("make", "at", "reason"),
    [(make_draft, SOON, Refusal.NOT_PUBLISHED), (make_event, NOW + timedelta(days=30), Refusal.OVER)],
)
def test_cancelling_is_refused(make, at, reason):
    event = make()

    assert refusal(actions.cancel, event=event, message="", by=owner_of(event), at=at) == reason


def test_what_is_cancelled_or_over_is_not_edited():
    over, called_off = make_event(), make_event()
    actions.cancel(event=called_off, message="", by=owner_of(called_off), at=SOON)

    assert refusal(edit, event=called_off) == Refusal.CANCELLED
    assert refusal(edit, event=over, at=NOW + timedelta(days=30)) == Refusal.OVER


def test_an_event_keeps_an_owner():
    event = make_event()
    role, owner = event.roles.get(), owner_of(event)

    assert refusal(actions.leave_team, event=event, role=role, by=owner, at=SOON) == Refusal.LAST_OWNER
    assert refusal(actions.set_role, event=event, user=owner, kind=RoleKind.HELPER, by=owner, at=SOON) == (
        Refusal.LAST_OWNER
    )


def test_a_second_owner_lets_the_first_one_go():
    event = make_event()
    owner, second = owner_of(event), make_user()
    actions.set_role(event=event, user=second, kind=RoleKind.OWNER, by=owner, at=SOON)

    actions.leave_team(event=event, role=event.roles.get(user=owner), by=second, at=SOON)

    assert [(role.user, role.kind) for role in event.roles.all()] == [(second, RoleKind.OWNER)]


def test_every_change_leaves_an_audit_line():
    event = make_event()
    owner = owner_of(event)
    edit(event, title="Another title")
    actions.set_role(event=event, user=make_user(), kind=RoleKind.HELPER, by=owner, at=SOON)
    actions.cancel(event=event, message="", by=owner, at=SOON)

    verbs = Line.objects.in_scope(event.scope).order_by("pk").values_list("verb", flat=True)

    assert list(verbs) == ["event.created", "event.published", "event.edited", "event.role_set", "event.cancelled"]
