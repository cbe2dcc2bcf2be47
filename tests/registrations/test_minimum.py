"""Whether an event takes place: by the number of people who have a seat at the date of decision."""

from datetime import timedelta

import pytest
from django.utils import translation

from audit.models import Line
from calendars.enums import Method
from calendars.models import Entry
from events import notifications as event_notifications
from events.drafts import MinimumDraft, RulesDraft
from events.enums import Refusal, Verdict
from events.exceptions import EventRefused
from events.models import Event, Minimum
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions, clock, notifications
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

DECIDED = NOW + timedelta(days=3)


def offered(*, people: int = 2, cancels_itself: bool = True, **values: object) -> Event:
    minimum = MinimumDraft(people=people, decide_at=DECIDED, cancels_itself=cancels_itself)
    return make_event(title="Talks", rules=RulesDraft(minimum=minimum), **values)


def told(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("address", flat=True))


def verdict() -> tuple[str, object]:
    return Minimum.objects.values_list("verdict", "decided_at").get()


def test_enough_people_are_told_that_it_takes_place():
    event = offered(people=2)
    places = [register(event), register(event)]

    clock.decide_due(DECIDED)

    assert verdict() == (Verdict.TAKES_PLACE, DECIDED)
    assert told("registration.takes_place") == [place.user.email for place in places]
    assert Line.objects.filter(verb="event.decided").values_list("by", "after").get() == (
        None,
        {"verdict": "takes_place"},
    )


def test_who_waits_does_not_count_and_is_not_told():
    event = offered(people=1, capacity=1)
    seated, _waiting = register(event), register(event)

    clock.decide_due(DECIDED)

    assert told("registration.takes_place") == [seated.user.email]


def test_too_few_people_call_it_off_and_everybody_is_told_why():
    event = offered(people=2)
    place = register(event)

    clock.decide_due(DECIDED)

    event.refresh_from_db()
    assert (event.state, event.cancelled_at, verdict()) == ("cancelled", DECIDED, (Verdict.CALLED_OFF, DECIDED))
    assert Registration.objects.get().status == RegistrationStatus.CANCELLED
    assert told("registration.event_cancelled") == [place.user.email]
    assert Entry.objects.get().method == Method.CANCEL


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        (
            "en",
            "It would have taken place with at least 2 people. Too few had registered by the date of decision.",
        ),
        ("de", "Ab 2 Teilnehmenden hätte sie stattgefunden. Bis zum Stichtag hatten sich zu wenige angemeldet."),
    ],
)
def test_the_mail_says_why_in_the_readers_language(language, reason):
    register(offered(people=2))

    clock.decide_due(DECIDED)

    with translation.override(language):
        mail = notifications.render(Message.objects.get(kind="registration.event_cancelled"))
    assert reason in mail.text.splitlines()


def test_the_confirmation_says_the_deadline_and_what_staying_away_means():
    register(make_event(no_show_policy="You come last next time.", cancellation_hours=24))

    mail = notifications.render(Message.objects.get(kind="registration.confirmed"))

    assert [line for line in mail.text.splitlines() if line.startswith(("You can", "If you stay"))] == [
        "You can cancel until Tuesday 9 March 2027, 10:00.",
        "If you stay away without a word: You come last next time.",
    ]


def test_the_owners_mail_leads_to_where_they_decide_until_they_have():
    event = offered(people=2, cancels_itself=False)
    clock.decide_due(DECIDED)
    message = Message.objects.get(kind="events.too_few")

    mail = event_notifications.render_too_few(message)
    actions.let_take_place(event=event, by=event.roles.get().user, at=DECIDED)

    assert f"/organise/{event.slug}/decide/" in mail.text
    with pytest.raises(Obsolete):
        event_notifications.render_too_few(message)


def test_where_the_owners_want_to_be_asked_nobody_else_hears_of_it():
    event = offered(people=2, cancels_itself=False)
    register(event)

    clock.decide_due(DECIDED)

    event.refresh_from_db()
    assert (event.state, verdict()) == ("published", (Verdict.ASKED, DECIDED))
    assert told("events.too_few") == [event.roles.get().user.email]
    assert told("registration.event_cancelled") + told("registration.takes_place") == []


def test_an_owner_lets_it_take_place_all_the_same_once():
    event = offered(people=2, cancels_itself=False)
    owner, place = event.roles.get().user, register(event)
    clock.decide_due(DECIDED)

    actions.let_take_place(event=event, by=owner, at=DECIDED)
    with pytest.raises(EventRefused) as caught:
        actions.let_take_place(event=event, by=owner, at=DECIDED)

    assert caught.value.reason == Refusal.NOT_ASKED
    assert (verdict()[0], told("registration.takes_place")) == (Verdict.TAKES_PLACE, [place.user.email])


def test_it_is_decided_once_however_often_the_clock_looks():
    event = offered(people=1)
    place = register(event)

    for minutes in (0, 1, 2):
        clock.decide_due(DECIDED + timedelta(minutes=minutes))
    actions.cancel(registration=place, by=place.user, at=DECIDED + timedelta(hours=1))
    clock.decide_due(DECIDED + timedelta(hours=2))

    event.refresh_from_db()
    assert (event.state, len(told("registration.takes_place"))) == ("published", 1)


def test_nothing_is_decided_before_its_time():
    offered(people=2)

    clock.decide_due(DECIDED - timedelta(seconds=1))

    assert verdict() == ("", None)
