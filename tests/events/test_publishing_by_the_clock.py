"""Drafts that are published once it is time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from audit.models import Line
from config.schedule import CLOCK
from events import actions, clock, notifications
from events.enums import EventState, Refusal
from events.exceptions import EventRefused
from events.models import Event
from events.signals import series_event_publishing
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, make_draft, make_event, session_draft
from tests.factories.series import events_of, make_series

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=3)


def scheduled(**values: object) -> Event:
    event = make_draft(**values)
    return actions.schedule(event=event, publish_at=SOON, by=event.roles.get().user, at=NOW)


def scheduled_series_date() -> Event:
    event = events_of(make_series(publish=False))[0]
    return actions.schedule(event=event, publish_at=SOON, by=event.roles.get().user, at=NOW)


def refusal(call, **values: object) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(**values)
    return caught.value.reason


def verbs(event: Event) -> list[str]:
    return list(Line.objects.filter(scope=event.scope).order_by("pk").values_list("verb", flat=True))


def test_the_clock_publishes_what_is_due_and_nothing_else():
    due, later = scheduled(), make_draft()
    actions.schedule(event=later, publish_at=SOON + timedelta(minutes=2), by=later.roles.get().user, at=NOW)

    clock.publish_due(SOON)

    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, due.published_at, due.publish_at, due.scheduled_by) == (EventState.PUBLISHED, SOON, None, None)
    assert later.state == EventState.DRAFT
    assert Line.objects.get(verb="event.published").by is None


def test_what_was_due_while_nothing_ran_is_published_afterwards():
    event = scheduled()

    clock.publish_due(SOON + timedelta(days=2))

    event.refresh_from_db()
    assert (event.state, event.published_at) == (EventState.PUBLISHED, SOON + timedelta(days=2))


def test_owners_are_told_once_why_nothing_was_published():
    event = scheduled(sessions=(), seats={})

    clock.publish_due(SOON)
    clock.publish_due(SOON + timedelta(minutes=1))

    event.refresh_from_db()
    message = Message.objects.get(kind="events.not_published")
    assert (event.state, event.publish_at, message.user) == (EventState.DRAFT, None, event.roles.get().user)
    assert verbs(event) == ["event.created", "event.scheduled", "event.not_published"]
    with translation.override("de"):
        mail = notifications.render_not_published(message)
    assert mail.subject == f"„{event.title}“ wurde nicht veröffentlicht"
    assert f"/organise/{event.slug}/publish/" in mail.text
    assert "Ergänzen Sie vor dem Veröffentlichen einen Termin." in mail.text


def test_one_that_is_over_by_then_is_not_published():
    event = scheduled()

    clock.publish_due(NOW + timedelta(days=30))

    event.refresh_from_db()
    assert event.state == EventState.DRAFT
    assert Line.objects.get(verb="event.not_published").after["reasons"] == [Refusal.IN_THE_PAST]


def test_whoever_publishes_by_hand_takes_the_time_back():
    event = scheduled()

    actions.publish(event=event, by=event.roles.get().user, at=NOW)
    clock.publish_due(SOON)

    event.refresh_from_db()
    assert (event.published_at, event.publish_at) == (NOW, None)
    assert verbs(event) == ["event.created", "event.scheduled", "event.published"]


def test_a_time_can_be_changed_and_taken_back():
    event = scheduled()
    owner = event.roles.get().user

    event = actions.schedule(event=event, publish_at=SOON + timedelta(days=1), by=owner, at=NOW)
    assert event.publish_at == SOON + timedelta(days=1)
    event = actions.unschedule(event=event, by=owner, at=NOW)

    clock.publish_due(SOON + timedelta(days=2))
    event.refresh_from_db()
    assert (event.state, event.publish_at) == (EventState.DRAFT, None)
    assert refusal(actions.unschedule, event=event, by=owner, at=NOW) == Refusal.NOT_SCHEDULED


@pytest.mark.parametrize(
    ("make", "publish_at", "reason"),
    [
        (make_draft, NOW, Refusal.PUBLISHED_IN_PAST),
        (make_draft, NOW + timedelta(days=30), Refusal.PUBLISHED_AFTER_START),
        (make_event, SOON, Refusal.NOT_A_DRAFT),
    ],
)
def test_a_time_is_refused(make, publish_at, reason):
    event = make()

    assert refusal(actions.schedule, event=event, publish_at=publish_at, by=make_user(), at=NOW) == reason


def test_the_database_refuses_a_time_for_what_is_published():
    event = make_event()

    with pytest.raises(IntegrityError, match="event_scheduled_is_not_published"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(publish_at=SOON)


def test_the_database_refuses_who_has_set_no_time():
    event = make_draft()

    with pytest.raises(IntegrityError, match="event_scheduler_has_a_time"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(scheduled_by=make_user())


def test_the_clock_looks_every_minute():
    assert [entry.minutes for entry in CLOCK if entry.run is clock.publish_due] == [1]


# Out of the way.


def test_a_draft_is_archived_with_its_time_and_brought_back_without():
    event = scheduled()
    owner = event.roles.get().user

    event = actions.archive(event=event, by=owner, at=NOW)
    assert (event.archived_at, event.publish_at) == (NOW, None)
    assert refusal(actions.publish, event=event, by=owner, at=NOW) == Refusal.ARCHIVED
    event = actions.bring_back(event=event, by=owner, at=NOW)

    assert actions.publish(event=event, by=owner, at=NOW).is_published
    assert verbs(event)[2:] == ["event.archived", "event.brought_back", "event.published"]


def test_what_people_may_still_come_to_is_not_archived():
    event = make_event()
    owner = event.roles.get().user

    assert refusal(actions.archive, event=event, by=owner, at=NOW) == Refusal.STILL_TO_COME
    cancelled = actions.cancel(event=event, message="", by=owner, at=NOW)
    assert actions.archive(event=cancelled, by=owner, at=NOW).is_archived
    assert refusal(actions.archive, event=cancelled, by=owner, at=NOW) == Refusal.ARCHIVED


def test_what_is_not_archived_can_not_be_brought_back():
    event = make_draft(sessions=(session_draft(DAY),))

    assert refusal(actions.bring_back, event=event, by=make_user(), at=NOW) == Refusal.NOT_ARCHIVED


def test_one_event_that_fails_stops_no_other():
    broken, other = scheduled_series_date(), scheduled()

    def fail(*, event: Event, **_kwargs: object) -> None:
        raise RuntimeError(event.title)

    series_event_publishing.connect(fail)
    try:
        with pytest.raises(ExceptionGroup) as failed:
            clock.publish_due(SOON)
    finally:
        series_event_publishing.disconnect(fail)

    other.refresh_from_db()
    assert (broken.state, other.state) == (EventState.DRAFT, EventState.PUBLISHED)
    assert failed.value.message == f"1 failed: event {broken.pk} (RuntimeError)"
