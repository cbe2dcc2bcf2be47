"""Marking who was there, correcting it, closing the list."""

from datetime import timedelta

import pytest

from audit.models import Line
from registrations import actions, queries
from registrations.enums import Mark, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance
from registrations.signals import attendance_closed
from tests.factories.events import make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(capacity=2)


def mark(event, marks, *, after=timedelta(hours=2), **values):
    session = event.sessions.get()
    owner = event.roles.get().user
    return actions.mark(event=event, session=session, marks=marks, by=owner, at=event.starts_at + after, **values)


def refusal(call, *args, **values) -> Refusal:
    with pytest.raises(RegistrationRefused) as caught:
        call(*args, **values)
    return caught.value.reason


def current(event) -> dict[int, str]:
    return {key[0]: entry.mark for key, entry in queries.attendance_of(event).items()}


def test_many_are_marked_at_once(event):
    first, second = register(event), register(event)

    mark(event, {first.pk: Mark.PRESENT, second.pk: Mark.ABSENT})

    assert current(event) == {first.pk: Mark.PRESENT, second.pk: Mark.ABSENT}


def test_a_correction_follows_the_entry_and_says_why(event):
    registration = register(event)
    mark(event, {registration.pk: Mark.ABSENT})

    mark(event, {registration.pk: Mark.PARTIAL}, reason="Came for the second half")

    entries = list(Attendance.objects.order_by("pk").values_list("mark", "corrects", "reason"))
    assert entries == [
        (Mark.ABSENT, None, ""),
        (Mark.PARTIAL, Attendance.objects.order_by("pk")[0].pk, "Came for the second half"),
    ]
    assert current(event) == {registration.pk: Mark.PARTIAL}


def test_a_correction_without_a_reason_is_refused_and_changes_nothing(event):
    registration = register(event)
    mark(event, {registration.pk: Mark.ABSENT})

    assert refusal(mark, event, {registration.pk: Mark.PRESENT}) == Refusal.REASON_MISSING
    assert current(event) == {registration.pk: Mark.ABSENT}


def test_marking_the_same_again_adds_nothing(event):
    registration = register(event)
    mark(event, {registration.pk: Mark.PRESENT})

    assert mark(event, {registration.pk: Mark.PRESENT}) == []
    assert Attendance.objects.count() == 1


def test_who_waits_cannot_be_marked(event):
    register(event)
    register(event)
    waiting = register(event)

    assert refusal(mark, event, {waiting.pk: Mark.PRESENT}) == Refusal.NOT_SEATED


def test_somebody_of_another_event_cannot_be_marked(event):
    stranger = register(make_event())

    assert refusal(mark, event, {stranger.pk: Mark.PRESENT}) == Refusal.NOT_SEATED


def test_nobody_is_marked_before_the_session_begins(event):
    registration = register(event)

    assert refusal(mark, event, {registration.pk: Mark.PRESENT}, after=timedelta(days=-1)) == Refusal.NOT_BEGUN


def test_the_list_is_closed_once_after_the_end(event):
    owner = event.roles.get().user
    heard = []
    attendance_closed.connect(lambda **facts: heard.append(facts["event"].pk), weak=False, dispatch_uid="test")

    assert refusal(actions.close_list, event=event, by=owner, at=event.starts_at) == Refusal.NOT_ENDED
    actions.close_list(event=event, by=owner, at=event.ends_at)
    assert refusal(actions.close_list, event=event, by=owner, at=event.ends_at) == Refusal.LIST_CLOSED
    attendance_closed.disconnect(dispatch_uid="test")
    assert heard == [event.pk]


def test_marking_leaves_one_audit_line_with_before_and_after(event):
    registration = register(event)
    mark(event, {registration.pk: Mark.ABSENT})
    mark(event, {registration.pk: Mark.EXCUSED}, reason="Ill")

    lines = Line.objects.filter(verb="attendance.marked").order_by("pk").values_list("before", "after")

    assert list(lines) == [
        ({}, {str(registration.pk): "absent"}),
        ({str(registration.pk): "absent"}, {str(registration.pk): "excused", "reason": "Ill"}),
    ]


def test_a_session_that_was_removed_in_the_meantime_takes_no_marks(event):
    registration, session = register(event), event.sessions.get()
    owner, begun = event.roles.get().user, session.starts_at
    event.sessions.filter(pk=session.pk).delete()

    assert (
        refusal(actions.mark, event=event, session=session, marks={registration.pk: Mark.ABSENT}, by=owner, at=begun)
        == Refusal.NO_SESSION
    )
