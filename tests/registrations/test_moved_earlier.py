"""An event that begins earlier than it did: nothing is asked of anybody, or held, beyond its start."""

from datetime import date, datetime, timedelta

import pytest

from events import actions as events
from events.drafts import SeatingDraft
from events.models import Event
from outbox.models import Message
from registrations import actions, clock, links, notifications, recount
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

SOON, TOMORROW = NOW + timedelta(minutes=5), (NOW + timedelta(days=1)).date()


def make(**draft: object) -> Event:
    event = make_event(seats={"room": 1, "online": 1})
    return events.set_seating(event=event, draft=SeatingDraft(**draft), by=event.roles.get().user, at=NOW)


def moved(event: Event, day: date = TOMORROW) -> datetime:
    sessions = (session_draft(day, pk=event.sessions.get().pk),)
    draft = event_draft(sessions=sessions, seats={"room": 1, "online": 1})
    starts_at = events.edit(event=event, draft=draft, by=event.roles.get().user, at=SOON).starts_at
    assert starts_at is not None
    return starts_at


def offered(event: Event) -> Registration:
    seat, waiting = (register(event, pool=event.pools.get(kind="room")) for _ in range(2))
    actions.cancel(registration=seat, by=None, at=NOW)
    return Registration.objects.offered().get(pk=waiting.pk)


def link(place: Registration) -> str:
    return links.sign_offer(place)


def test_an_offer_ends_with_the_start_and_says_so_by_mail():
    event = make(promotion="offer", offer_hours=72)
    place = offered(event)
    asked = link(place)

    starts_at = moved(event)

    place.refresh_from_db()
    offer = links.offer_from(asked, at=SOON)
    assert (place.offered_until, offer and (offer.stands, offer.until)) == (starts_at, (True, starts_at))
    said = list(Message.objects.filter(kind="registration.offered").order_by("pk"))
    assert [mail.params["revision"] for mail in said] == [place.revision - 1, place.revision]
    assert "2 March" in notifications.render(said[-1]).text
    clock.let_lapse(starts_at)
    place.refresh_from_db()
    assert (place.status, recount.differences(at=starts_at)) == (RegistrationStatus.EXPIRED, [])


def test_an_offer_that_ends_sooner_anyway_stays_as_it_was():
    event = make(promotion="offer", offer_hours=2)
    place = offered(event)

    moved(event)

    assert Registration.objects.get(pk=place.pk).revision == place.revision


def test_a_seat_of_the_other_kind_is_held_until_the_start():
    event = make(promotion="offer", offer_hours=72)
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seat, place = register(event, pool=room), register(event, pool=online)
    actions.wish(registration=place, pool=room, by=None, at=NOW)
    actions.cancel(registration=seat, by=None, at=NOW)

    starts_at = moved(event)

    place.refresh_from_db()
    assert place.upgrade_until == starts_at
    clock.let_lapse(starts_at)
    place.refresh_from_db()
    assert (place.pool, place.upgrade_until, recount.differences(at=starts_at)) == (online, None, [])


def test_a_request_waits_no_longer_than_until_the_start():
    event = make(approval="organiser", approval_days=14)
    place = register(event, pool=event.pools.get(kind="room"))

    starts_at = moved(event)

    place.refresh_from_db()
    assert place.request_until == starts_at


def test_seats_without_a_name_go_back_at_the_start():
    event = make()
    hold = actions.hold_seats(
        pool=event.pools.get(kind="room"),
        department=make_department(),
        seats=1,
        until=event.starts_at,
        by=make_user(),
        at=NOW,
    )

    starts_at = moved(event)

    hold.refresh_from_db()
    assert hold.until == starts_at
    clock.let_lapse(starts_at)
    hold.refresh_from_db()
    assert (hold.ended_at, recount.differences(at=starts_at)) == (starts_at, [])
