"""Answers from calendars beside what people do on the site, and the same answer read by two workers."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from calendars.models import Entry
from events.models import Event, Pool
from inbox import actions as inbox
from inbox import runner
from inbox.models import Received
from inbox.querysets import ReceivedQuerySet
from outbox.models import Message
from registrations import actions
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from registrations.wording import DECLINED_IN_CALENDAR
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later
from tests.support.received import AT, reply

pytestmark = pytest.mark.postgres

ROUNDS = 12


def places(rounds: int, *, waiting: int = 0) -> list[Registration]:
    """One seat each at an event of its own, for which others wait."""
    found = []
    for _ in range(rounds):
        event = make_event(capacity=1)
        found.append(register(event))
        for minute in range(waiting):
            register(event, at=NOW + timedelta(minutes=minute))
    return found


def declined(place: Registration) -> Received:
    """The answer of somebody's calendar, stored and not read yet."""
    entry = Entry.objects.of(place.participant).get()
    raw = reply(entry, state="DECLINED")
    inbox.receive(raw=raw, size=len(raw), sender="", recipient=entry.organiser_address, at=AT)
    return Received.objects.order_by("pk").last()


def read(received: Received) -> None:
    runner.read(received, at=AT)


def cancel(place: Registration) -> None:
    with suppress(RegistrationRefused):  # the calendar was first
        actions.cancel(registration=place, by=place.user, at=AT)


def miscounted() -> int:
    """Pools whose counter is not what is seated, or in which a seat is free while somebody waits."""
    wrong = 0
    for pool in Pool.objects.filter(capacity=1):
        seated = Registration.objects.filter(pool=pool, status="confirmed").count()
        wrong += pool.seats_taken != seated or seated != 1
    return wrong


def declined_and_cancelled(race: Callable, rounds: int) -> int:
    """How often something went wrong, where people decline in their calendar and cancel on the site at once."""
    seats = places(rounds, waiting=2)
    mails = [declined(place) for place in seats]

    results = race([partial(read, mail) for mail in mails], [partial(cancel, place) for place in seats])

    broken = sum(bool(result.error) for lane in results for result in lane)
    return broken + miscounted() + Received.objects.filter(state="waiting").count()


def test_who_declines_and_cancels_at_once_frees_one_seat_for_one_person(race: Callable):
    assert declined_and_cancelled(race, ROUNDS) == 0


@pytest.mark.usefixtures("_entry_first")
def test_with_the_entry_locked_first_the_two_wait_for_each_other(race: Callable):
    assert sooner_or_later(lambda: declined_and_cancelled(race, 3), tries=8)


@pytest.fixture
def _entry_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "hold_for_reply", lambda *, entry: entry)


def accepted_and_registered(race: Callable, rounds: int) -> int:
    """How often something went wrong, where people who have declined accept in their calendar and register at once."""
    mails, steps = [], []
    for place in places(rounds):
        read(declined(place))
        entry = Entry.objects.of(place.participant).get()
        raw = reply(entry, state="ACCEPTED", stamp="20270301T094500Z")
        inbox.receive(raw=raw, size=len(raw), sender="", recipient=entry.organiser_address, at=AT)
        mails.append(Received.objects.order_by("pk").last())
        steps.append(partial(come_back, place))

    results = race([partial(read, mail) for mail in mails], steps)

    broken = sum(bool(result.error) for lane in results for result in lane)
    return broken + miscounted() + Received.objects.filter(state="waiting").count()


def come_back(place: Registration) -> None:
    with suppress(RegistrationRefused):  # the calendar was first
        actions.register(event=place.event, participant=place.user, pool=place.pool, at=AT)


def test_who_accepts_in_the_calendar_and_registers_at_once_has_one_seat(race: Callable):
    assert accepted_and_registered(race, ROUNDS) == 0


@pytest.mark.usefixtures("_person_last")
def test_with_the_person_locked_after_the_event_the_two_wait_for_each_other(race: Callable):
    assert sooner_or_later(lambda: accepted_and_registered(race, 4), tries=8)


@pytest.fixture
def _person_last(monkeypatch: pytest.MonkeyPatch) -> None:
    def hold_event(*, entry: Entry) -> None:
        Event.objects.lock(Event.objects.get(sessions__uid=entry.meeting.uid))

    monkeypatch.setattr(actions, "hold_for_reply", hold_event)


def read_twice(race: Callable, rounds: int) -> int:
    """How many mails were followed more than once: each leaves a line of the log, and one mail."""
    mails = [declined(place) for place in places(rounds)]
    lane = [partial(read, mail) for mail in mails]

    results = race(lane, lane)

    broken = sum(bool(result.error) for lane in results for result in lane)
    return broken + Received.objects.filter(done_at=None).count()


def test_the_same_answer_read_by_two_workers_is_followed_once(race: Callable):
    assert read_twice(race, ROUNDS) == 0
    assert Message.objects.filter(kind=DECLINED_IN_CALENDAR).count() == ROUNDS


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_second_reader_takes_the_first_ones_word_back(race: Callable):
    assert sooner_or_later(lambda: read_twice(race, 3), tries=8)


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReceivedQuerySet, "locked", lambda self: self.order_by("pk"))


def store(raw: bytes) -> None:
    inbox.receive(raw=raw, size=len(raw), sender="", recipient="roundtable@testserver", at=AT)


def test_the_same_mail_that_comes_by_two_doors_is_stored_once(race: Callable):
    [place] = places(1)
    entry = Entry.objects.of(place.participant).get()
    lane = [partial(store, reply(entry, uid=str(number))) for number in range(60)]

    results = race(lane, lane, lane)

    assert [result.error for lane in results for result in lane if result.error] == []
    assert Received.objects.count() == len(lane)
