"""An event that begins earlier than it did: nothing is asked of anybody, or held, beyond its start."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from events import actions as events
from events.drafts import SeatingDraft
from events.models import Event
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions, clock, links, notifications, recount, wording
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import DAY, NOW, event_draft, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

CHANGED = "The organisers have changed something since you were asked. This is how it stands now."
SOON, TOMORROW = NOW + timedelta(minutes=5), (NOW + timedelta(days=1)).date()


def make(**draft: object) -> Event:
    event = make_event(seats={"room": 1, "online": 1})
    return events.set_seating(event=event, draft=SeatingDraft(**draft), by=event.roles.get().user, at=NOW)


def moved(event: Event, day: date = TOMORROW, *, at: datetime = SOON) -> datetime:
    sessions = (session_draft(day, pk=event.sessions.get().pk),)
    draft = event_draft(sessions=sessions, seats={"room": 1, "online": 1})
    starts_at = events.edit(event=event, draft=draft, by=event.roles.get().user, at=at).starts_at
    assert starts_at is not None
    return starts_at


def offered(event: Event) -> Registration:
    seat, waiting = (register(event, pool=event.pools.get(kind="room")) for _ in range(2))
    actions.cancel(registration=seat, by=None, at=NOW)
    return Registration.objects.offered().get(pk=waiting.pk)


def link(place: Registration) -> str:
    return links.sign_offer(place)


def stands(asked: str) -> bool:
    offer = links.offer_from(asked, at=SOON)
    assert offer is not None
    return offer.stands


def asked_anew() -> list[Message]:
    asking = Message.objects.filter(kind__in=wording.ASKING).order_by("pk")
    return [mail for mail in asking if mail.params.get("is_anew")]


def text_of(mail: Message) -> str:
    return " ".join(notifications.render(mail).text.split())


def test_an_offer_ends_with_the_start_and_says_so_by_mail():
    event = make(promotion="offer", offer_hours=72)
    place = offered(event)
    asked = link(place)

    starts_at = moved(event)

    place.refresh_from_db()
    assert (place.offered_until, stands(asked)) == (starts_at, True)
    said = list(Message.objects.filter(kind="registration.offered").order_by("pk"))
    assert [mail.params["revision"] for mail in said] == [place.revision - 1, place.revision]
    assert "2 March" in text_of(said[-1])
    assert CHANGED in text_of(said[-1])
    clock.let_lapse(starts_at)
    place.refresh_from_db()
    assert (place.status, recount.differences(at=starts_at)) == (RegistrationStatus.EXPIRED, [])


def test_an_offer_that_ends_sooner_anyway_has_its_time_and_says_the_new_day():
    event = make(promotion="offer", offer_hours=2)
    place = offered(event)

    moved(event)

    assert Registration.objects.get(pk=place.pk).offered_until == place.offered_until
    (said,) = asked_anew()
    assert ("2 March" in text_of(said), said.not_before) == (True, SOON + settings.QUIET_PERIOD)


@pytest.mark.parametrize("day", ["the first day", "a later one"])
def test_an_offer_stands_where_an_event_is_moved_to_an_earlier_day_and_back(day):
    event = make(promotion="offer", offer_hours=72)
    place = offered(event)
    first = link(place)
    starts_at = moved(event)
    place.refresh_from_db()
    second = link(place)
    later = DAY if day == "the first day" else DAY + timedelta(days=3)

    moved(event, later, at=SOON + timedelta(minutes=1))

    place.refresh_from_db()
    assert (place.offered_until, stands(first), stands(second)) == (starts_at, True, True)
    *overtaken, said = asked_anew()
    with pytest.raises(Obsolete):
        notifications.render(overtaken[-1])
    assert f"{later:%-d %B}" in text_of(said)
    actions.accept(registration=place, by=None, at=SOON + timedelta(minutes=2))
    assert (Registration.objects.get(pk=place.pk).is_confirmed, stands(first)) == (True, False)


def test_whoever_is_asked_about_the_other_kind_of_seat_is_asked_again_only_with_less_time():
    event = make(promotion="offer", offer_hours=2)
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seat, place = register(event, pool=room), register(event, pool=online)
    actions.wish(registration=place, pool=room, by=None, at=NOW)
    actions.cancel(registration=seat, by=None, at=NOW)

    moved(event)

    assert asked_anew() == []


def test_with_little_time_left_nobody_waits_for_a_quiet_period():
    event = make(promotion="offer", offer_hours=1)
    place = offered(event)
    assert place.offered_until is not None
    shortly_before = place.offered_until - timedelta(minutes=4)

    moved(event, at=shortly_before)

    assert [mail.not_before for mail in asked_anew()] == [shortly_before + timedelta(minutes=2)]


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
