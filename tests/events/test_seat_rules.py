"""Rules by which departments share seats, where the number of seats or the time of the event changes under them."""

from datetime import timedelta

import pytest

from events import actions
from events.drafts import SeatingDraft, SeatRuleDraft
from events.enums import Refusal
from events.exceptions import EventRefused, LimitInPercent, SeatsRuled
from events.models import Event, SeatRule
from tests.factories.accounts import make_department
from tests.factories.events import DAY, NOW, event_draft, main_pool, make_event, session_draft

pytestmark = pytest.mark.django_db

IN_TWO_DAYS, LATER = NOW + timedelta(days=2), NOW + timedelta(days=3)


def ceiling(percent: int, department: object = None) -> SeatRuleDraft:
    return SeatRuleDraft(pool="room", kind="ceiling", department=department, percent=percent)


def floor(department: object, seats: int) -> SeatRuleDraft:
    return SeatRuleDraft(pool="room", kind="floor", department=department, seats=seats, lapses_at=IN_TWO_DAYS)


def ruled(*rules: SeatRuleDraft, **values: object) -> Event:
    event = make_event(capacity=30)
    draft = SeatingDraft(rules=rules, **values)
    return actions.set_seating(event=event, draft=draft, by=event.roles.get().user, at=NOW)


def edit(event: Event, *, seats: int | None = 30, day: object = DAY, at: object = NOW) -> Event:
    draft = event_draft(sessions=(session_draft(day, pk=event.sessions.get().pk),), seats={"room": seats})
    return actions.edit(event=event, draft=draft, by=event.roles.get().user, at=at)


def refusal(event: Event, **values: object) -> EventRefused:
    with pytest.raises(EventRefused) as caught:
        edit(event, **values)
    event.refresh_from_db()
    assert main_pool(event).capacity == 30
    return caught.value


@pytest.mark.parametrize(("percent", "least"), [(10, 10), (33, 4), (40, 3), (100, 1)])
def test_a_limit_in_percent_stays_a_seat_at_least(percent, least):
    event = ruled(ceiling(percent))

    refused = refusal(event, seats=least - 1) if least > 1 else None
    edit(event, seats=least)

    assert main_pool(event).capacity == least
    if refused:
        assert (type(refused), refused.reason, refused.least) == (SeatsRuled, Refusal.PERCENT_OF_NOTHING, least)
        assert str(refused) == (
            "A limit in percent would be less than one seat, so nobody could come."
            f" Choose {least} or more, or change the rules first."
        )


@pytest.mark.parametrize("limited", ["itself", "the one above", "each at the top"])
def test_a_limit_in_percent_lets_in_those_for_whom_seats_are_held(limited):
    finance = make_department("Finance")
    audit, tax = make_department("Audit", parent=finance), make_department("Tax", parent=finance)
    whose = {"itself": audit, "the one above": finance, "each at the top": None}[limited]
    event = ruled(floor(audit, 4), floor(tax, 2), ceiling(40, whose))

    refused = refusal(event, seats={"itself": 9}.get(limited, 14))
    edit(event, seats={"itself": 10}.get(limited, 15))

    assert refused.reason == Refusal.FLOOR_ABOVE_CEILING


def test_seats_that_are_held_stay_until_they_lapse_and_ask_nothing_then():
    event = ruled(floor(make_department("Finance"), 4))

    refused = refusal(event, seats=3)
    edit(event, seats=3, at=LATER)

    event.refresh_from_db()
    assert (refused.reason, str(refused)) == (
        Refusal.FLOORS_ABOVE_CAPACITY,
        "4 seats are held for departments. Choose 4 or more, or hold fewer first.",
    )
    assert (main_pool(event).capacity, SeatRule.objects.count(), event.rules_set) == (3, 0, 0)


def test_of_seats_without_a_limit_nobody_may_have_a_percentage():
    refused = refusal(ruled(ceiling(40)), seats=None)

    assert (type(refused), str(refused)) == (
        LimitInPercent,
        "A limit is in percent of the seats. Give a number of seats, or change the rules first.",
    )


def test_seats_under_a_limit_may_be_closed():
    event = ruled(ceiling(10))

    edit(event, seats=0)

    assert main_pool(event).capacity == 0


def test_an_event_that_begins_earlier_holds_seats_until_then():
    event = ruled(floor(make_department("Finance"), 4))

    edit(event, day=NOW.date() + timedelta(days=1))

    event.refresh_from_db()
    assert SeatRule.objects.get().lapses_at == event.starts_at < IN_TWO_DAYS


def test_an_event_whose_seats_are_drawn_does_not_begin_before_requests_end():
    event = ruled(allotment="draw", requests_until=IN_TWO_DAYS)

    refused = refusal(event, day=NOW.date() + timedelta(days=1))

    assert refused.reason == Refusal.WINDOW_AFTER_START
