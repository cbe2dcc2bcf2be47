"""Reminders: at their time, once, also after downtime and a move; and the mail after the end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import User
from accounts.reminding import AFTER, BEFORE, Reminder
from audit.models import Line
from events import actions as events
from events.models import Event
from events.queries import due_for_a_reminder
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions, clock
from registrations.enums import Mark
from registrations.models import Registration
from registrations.notifications import reminders as notifications
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, event_draft, main_pool, make_event, session_draft
from tests.factories.materials import make_material
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
DAYS = (date(2027, 3, 10), date(2027, 3, 17))


def remind_at(event: Event, *times: Reminder) -> Event:
    return events.set_reminders(event=event, times=sum(times), by=event.roles.get().user, at=NOW)


@pytest.fixture
def event() -> Event:
    return remind_at(make_event(), Reminder.DAY_BEFORE, Reminder.HOUR_BEFORE)


def told(at, kind: str = "registration.reminder") -> list[Message]:
    """Every reminder that was written once the clock has run at ``at``."""
    clock.remind(at)
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def move(event: Event, day: date, start: str = "10:00", end: str = "11:00", *, at=NOW) -> Event:
    (session,) = event.sessions.all()
    draft = session_draft(day, start, end, pk=session.pk)
    draft = event_draft(title=event.title, sessions=(draft,))
    return events.edit(event=event, draft=draft, by=event.roles.get().user, at=at)


def test_an_event_reminds_a_day_before_where_nobody_has_said_anything():
    event = make_event()
    register(event)

    assert told(event.starts_at - ONE_DAY - MINUTE) == []
    assert len(told(event.starts_at - ONE_DAY)) == 1


def test_each_time_of_an_event_is_told_once(event):
    person = register(event).user
    first = told(event.starts_at - ONE_DAY)
    assert told(event.starts_at - ONE_DAY + MINUTE) == first

    second = told(event.starts_at - HOUR)

    assert [one.user for one in second] == [person, person]
    assert {one.not_after for one in second} == {event.starts_at}
    assert told(event.starts_at - MINUTE) == second


def test_after_downtime_only_the_latest_is_told_and_nothing_once_it_has_begun(event):
    register(event)
    other = remind_at(make_event(), Reminder.DAY_BEFORE)
    register(other)

    assert len(told(event.starts_at - MINUTE)) == 2
    Message.objects.all().delete()
    event.sessions.update(reminded_until=None)
    assert told(event.starts_at) == []


def test_nobody_is_reminded_of_a_time_that_had_passed_when_they_came(event):
    register(event, at=event.starts_at - ONE_DAY + MINUTE)

    assert told(event.starts_at - ONE_DAY + HOUR) == []
    assert len(told(event.starts_at - HOUR)) == 1


def test_who_has_no_seat_or_does_not_come_to_that_session_is_not_reminded():
    event = make_event(capacity=2, sessions=tuple(session_draft(day) for day in DAYS))
    seated, away, _waiting = (register(event) for _ in range(3))
    first, second = event.sessions.order_by("starts_at")
    actions.stay_away(registration=away, session=second, by=away.user, at=NOW)

    assert {one.user for one in told(first.starts_at - HOUR)} == {seated.user, away.user}
    Message.objects.all().delete()
    assert {one.user for one in told(second.starts_at - HOUR)} == {seated.user}


def test_a_moved_session_is_reminded_of_again_at_its_new_time(event):
    register(event)
    old = event.starts_at
    first = told(old - ONE_DAY)

    event = move(event, DAYS[1], at=old - ONE_DAY + HOUR)

    with pytest.raises(Obsolete):
        notifications.render_reminder(first[0])
    assert told(old - HOUR) == first
    assert len(told(event.starts_at - ONE_DAY)) == 2


def test_each_person_is_reminded_when_they_wish(event):
    early, never, _as_the_event = (
        register(event, make_user(reminders=times)).user for times in (Reminder.WEEK_BEFORE, 0, None)
    )

    assert [one.user for one in told(event.starts_at - timedelta(days=7))] == [early]
    assert [one.user for one in told(event.starts_at - HOUR)].count(early) == 1
    assert not Message.objects.filter(kind="registration.reminder", user=never).exists()


def test_a_reminder_says_when_and_where_in_the_language_of_who_gets_it(event):
    register(event, make_user("Mara", language="de"))
    (message,) = told(event.starts_at - ONE_DAY)

    with translation.override("de"):
        mail = notifications.render_reminder(message)

    assert mail.subject == f"Erinnerung: {event.title}, Mittwoch, 10. März 2027, 10:00 Uhr"
    wanted = ("Elbe 2.04", f"http://testserver/e/{event.slug}/", "Sie können sich bis")
    assert [text in mail.text for text in wanted] == [True] * 3


def test_who_has_left_meanwhile_is_not_written_to(event):
    place = register(event)
    (message,) = told(event.starts_at - ONE_DAY)

    actions.cancel(registration=place, by=place.user, at=event.starts_at - ONE_DAY)

    with pytest.raises(Obsolete):
        notifications.render_reminder(message)


def test_a_guest_is_reminded_by_a_mail_that_is_forgotten(event):
    owner = event.roles.get().user
    actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=NOW)

    (message,) = told(event.starts_at - ONE_DAY)

    assert message.is_secret
    assert "http://testserver/g/" in notifications.render_reminder(message).text


def test_those_who_were_there_are_written_to_after_the_last_session():
    event = make_event(sessions=tuple(session_draft(day) for day in DAYS))
    remind_at(event, Reminder.TWO_HOURS_AFTER)
    make_material(event, title="Slides")
    there, absent, unmarked = (register(event) for _ in range(3))
    first, last = event.sessions.order_by("starts_at")
    marks = {there.pk: Mark.PRESENT, absent.pk: Mark.ABSENT}
    actions.mark(event=event, session=last, marks=marks, by=event.roles.get().user, at=last.starts_at)

    assert told(first.ends_at + 2 * HOUR, "registration.afterwards") == []
    messages = told(last.ends_at + 2 * HOUR, "registration.afterwards")

    assert {one.user for one in messages} == {there.user, unmarked.user}
    assert "Slides" in notifications.render_afterwards(messages[0]).text
    assert told(last.ends_at + 3 * HOUR, "registration.afterwards") == messages


def test_a_cancelled_event_reminds_nobody(event):
    register(event)
    events.cancel(event=event, message="", by=event.roles.get().user, at=NOW)

    assert told(event.starts_at - ONE_DAY) == []


def test_setting_reminders_leaves_a_line_and_setting_the_same_none(event):
    remind_at(event, Reminder.DAY_BEFORE, Reminder.HOUR_BEFORE)

    lines = Line.objects.filter(verb="event.reminders_set")
    assert [(line.before, line.after) for line in lines] == [({"times": 2}, {"times": 10})]


def test_a_clone_reminds_as_its_source_and_was_told_nothing(event):
    told(event.starts_at - ONE_DAY)

    clone = events.clone(event=event, title="Again", step=timedelta(days=7), by=make_user(), at=NOW)

    assert (clone.reminders, clone.sessions.get().reminded_until) == (event.reminders, None)


def test_of_two_clocks_that_have_seen_the_same_one_reminds(event):
    register(event)
    at = event.starts_at - ONE_DAY
    seen = [due_for_a_reminder(at=at)[0] for _ in range(2)]

    for session in seen:
        actions.remind(session=session, at=at)

    assert [events.note_reminded(session=session, at=at) for session in seen] == [False, False]
    assert Message.objects.filter(kind="registration.reminder").count() == 1


@pytest.mark.parametrize(
    ("model", "too_many", "name"),
    [
        (Event, (BEFORE | AFTER).value + 1, "event_reminders_are_known"),
        (User, Reminder.TWO_HOURS_AFTER.value, "user_reminders_are_before_the_start"),
    ],
)
def test_the_database_refuses_times_that_there_are_not(model, too_many, name, event):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(reminders=too_many)


@pytest.mark.parametrize("number", [1, 5])
def test_reminding_many_asks_as_often_as_reminding_one(number, event, count_queries):
    for _ in range(number):
        register(event)

    assert count_queries(lambda: clock.remind(event.starts_at - ONE_DAY)) == 8
    assert Registration.objects.count() == Message.objects.filter(kind="registration.reminder").count() == number
