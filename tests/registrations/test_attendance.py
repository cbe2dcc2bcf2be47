"""Marking who was there, correcting it, closing the list."""

from datetime import timedelta

import pytest

from audit.models import Line
from feedback.queries import people_to_ask
from registrations import actions, queries
from registrations.actions import Noted
from registrations.enums import Mark, Refusal, Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Absence, Attendance
from registrations.signals import attendance_closed
from tests.factories.events import DAY, NOW, make_event, session_draft
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


def test_minutes_and_where_it_is_known_from_are_kept(event):
    registration = register(event)

    mark(event, {registration.pk: Mark.PARTIAL}, noted=Noted(source=Source.IMPORT, minutes={registration.pk: 45}))
    mark(event, {registration.pk: Mark.PARTIAL})
    mark(event, {registration.pk: Mark.PARTIAL}, reason="Stayed on", noted=Noted(minutes={registration.pk: 50}))

    assert list(Attendance.objects.order_by("pk").values_list("source", "minutes")) == [("import", 45), ("list", 50)]


@pytest.fixture
def absent():
    """Somebody with a seat at two sessions who has said that they miss the second."""
    registration = register(make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=1)))))
    second = registration.event.sessions.order_by("starts_at")[1]
    Absence.objects.create(registration=registration, session=second, said_at=NOW)
    return registration


def close(event):
    actions.close_list(event=event, by=event.roles.get().user, at=event.ends_at)


def known(registration) -> list[tuple[str, str]]:
    entries = Attendance.objects.current().filter(registration=registration).order_by("session__starts_at")
    return list(entries.values_list("mark", "source"))


def test_closing_excuses_whoever_had_said_so_and_was_not_marked(absent):
    close(absent.event)

    assert known(absent) == [("excused", "absence")]


def test_closing_leaves_alone_who_came_after_all(absent):
    second, owner = absent.event.sessions.order_by("starts_at")[1], absent.event.roles.get().user
    marks = {absent.pk: Mark.PRESENT}
    actions.mark(event=absent.event, session=second, marks=marks, by=owner, at=second.ends_at)

    close(absent.event)

    assert known(absent) == [("present", "list")]


def test_who_is_excused_by_their_own_word_alone_is_asked_what_they_thought(absent):
    """Nobody marked anything: all with a seat are asked."""
    close(absent.event)

    assert people_to_ask(absent.event) == [absent.user]
