"""Check-in under real concurrency. Each of these was seen to fail without the event's lock, and still is."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from audit.models import Line
from events.models import Event
from events.querysets import EventQuerySet
from registrations import actions
from registrations.door import Place, Tap
from registrations.models import Attendance, AttendanceList, Registration
from tests.factories.events import make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

PEOPLE = 8


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


def _tap(place: Registration, helper: int) -> None:
    event = place.event
    session, at = event.sessions.get(), event.ends_at - timedelta(minutes=1)
    tap = Tap(key=UUID(int=helper * 1_000_000 + place.pk), place=Place(place.pk, session.pk), at=at)
    (answer,) = actions.take_taps(event=event, taps=[tap], by=event.roles.get().user, at=event.ends_at)
    if answer.refusal:
        raise ValueError(str(answer.refusal))


def _close(event: Event) -> None:
    actions.close_list(event=event, by=event.roles.get().user, at=event.ends_at)


def _by_two_helpers(race: Callable) -> tuple[int, set[str]]:
    """Two helpers check in the same people: how many entries there are, and what went wrong."""
    event = make_event(capacity=None)
    places = [register(event) for _ in range(PEOPLE)]

    lanes = race(*[[partial(_tap, place, helper) for place in places] for helper in (1, 2)])

    errors = {result.error.partition(":")[0] for lane in lanes for result in lane if result.error}
    return Attendance.objects.filter(session__event=event).count(), errors


def _beside_closing(race: Callable) -> int:
    """Somebody is checked in as the list is closed: how many entries came after their list was closed."""
    places = [register(make_event()) for _ in range(PEOPLE)]

    lanes = race([partial(_tap, place, 1) for place in places], [partial(_close, place.event) for place in places])

    taken = {place.event_id for place, result in zip(places, lanes[0], strict=True) if not result.error}
    # Rows get their numbers as they are written, so the later transaction has the later audit line.
    return sum(_came_late(place) for place in places if place.event_id in taken)


def _came_late(place: Registration) -> bool:
    marked = Line.objects.get(verb="attendance.marked", scope=place.event.scope)
    closed = Line.objects.get(verb="attendance.closed", scope=place.event.scope)
    return AttendanceList.objects.filter(event=place.event).exists() and marked.pk > closed.pk


def test_two_helpers_check_somebody_in_once(race):
    assert _by_two_helpers(race) == (PEOPLE, set())


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_the_second_helper_meets_an_error(race):
    assert sooner_or_later(lambda: _by_two_helpers(race)[1] == {"IntegrityError"})


def test_nobody_is_checked_in_once_the_list_is_closed(race):
    assert _beside_closing(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_somebody_is_checked_in_on_a_closed_list(race):
    assert sooner_or_later(lambda: _beside_closing(race) > 0)
