"""What is due by the clock, and only that."""

from datetime import timedelta

import pytest

from feedback import clock
from feedback.enums import FormState
from feedback.models import Answered, Form
from outbox.models import Message
from registrations import actions as registrations
from tests.factories.events import NOW, make_draft, make_event
from tests.factories.feedback import answer, make_attended, make_form
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def reminded() -> list[int]:
    return list(Message.objects.filter(kind="feedback.reminder").order_by("user").values_list("user", flat=True))


def test_a_form_opens_a_day_after_the_end():
    event, _ = make_attended()

    clock.open_due(event.ends_at + DAY - timedelta(seconds=1))
    before = Form.objects.count()
    clock.open_due(event.ends_at + DAY)

    assert (before, Form.objects.get().event) == (0, event)


def test_the_clock_opens_each_form_once():
    event, _ = make_attended()

    clock.open_due(event.ends_at + DAY)
    clock.open_due(event.ends_at + 2 * DAY)

    assert (Form.objects.count(), Message.objects.filter(kind="feedback.open").count()) == (1, 1)


def test_the_clock_asks_nobody_again_whose_list_was_closed():
    event, _ = make_attended()
    registrations.close_list(event=event, by=event.roles.get().user, at=event.ends_at)

    clock.open_due(event.ends_at + DAY)

    assert Form.objects.get().opened_at == event.ends_at


def test_after_a_long_downtime_nobody_is_asked_about_what_is_long_ago():
    recent, _ = make_attended(days_ago=27)
    _old, _ = make_attended(days_ago=30)

    clock.open_due(NOW)

    assert [form.event for form in Form.objects.all()] == [recent]


def test_drafts_and_events_to_come_are_left_alone():
    make_draft()
    register(make_event())

    clock.open_due(NOW)

    assert Form.objects.count() == 0


def test_one_form_that_fails_stops_no_other():
    broken, _ = make_form()
    _form, (person,) = make_form()
    Answered.objects.filter(form=broken).delete()

    with pytest.raises(ExceptionGroup) as failed:
        clock.remind_due(NOW + 11 * DAY)

    assert [type(error) for error in failed.value.exceptions] == [Answered.DoesNotExist]
    assert reminded() == [person.pk]


def test_a_form_closes_at_its_time():
    form, _ = make_form()

    clock.close_due(form.closes_at - timedelta(seconds=1))
    before = Form.objects.get().state
    clock.close_due(form.closes_at)

    form = Form.objects.get()
    assert (before, form.state, form.closed_at) == (FormState.OPEN, FormState.CLOSED, form.closes_at)


def test_who_has_not_answered_is_reminded_four_days_before_the_end():
    form, (silent, said) = make_form(2)
    answer(form, said)

    clock.remind_due(form.closes_at - 4 * DAY - timedelta(seconds=1))
    before = reminded()
    clock.remind_due(form.closes_at - 4 * DAY)
    clock.remind_due(form.closes_at - 2 * DAY)

    assert (before, reminded()) == ([], [silent.pk])


def test_reminders_are_two_at_most():
    form, (silent,) = make_form()

    for hours in range(14 * 24):
        clock.remind_due(form.opened_at + timedelta(hours=hours))

    form.refresh_from_db()
    assert reminded() == [silent.pk, silent.pk]
    assert (form.reminders, form.reminded_at) == (2, form.closes_at - DAY)


def test_a_late_first_reminder_is_not_followed_at_once_by_the_second():
    form, (silent,) = make_form()

    clock.remind_due(form.closes_at - DAY)
    clock.remind_due(form.closes_at - timedelta(hours=1))

    assert reminded() == [silent.pk]


def test_a_form_that_is_open_for_a_short_time_does_not_remind_at_once(settings):
    settings.FEEDBACK_OPEN = 3 * DAY
    form, (person,) = make_form()

    clock.remind_due(form.opened_at + 2 * DAY - timedelta(seconds=1))
    before = reminded()
    clock.remind_due(form.opened_at + 2 * DAY)

    assert (before, reminded()) == ([], [person.pk])


def test_the_clock_asks_once_where_nothing_is_due(count_queries):
    for _ in range(3):
        make_form()

    counts = [count_queries(lambda job=job: job(NOW)) for job in (clock.open_due, clock.remind_due, clock.close_due)]

    assert counts == [1, 1, 1]
