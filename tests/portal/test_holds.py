"""Seats that a coordinator holds for a department: the pages, the mails, and who may see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Coordinator
from events import actions as events
from events.enums import Audience
from events.models import Event
from outbox.models import Message
from portal.panels.history import history
from registrations import actions, clock, notifications
from registrations.enums import RegistrationStatus
from registrations.models import SeatHold
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    return make_department("Finance")


@pytest.fixture
def coordinator(client, finance):
    user = make_user("Cora Coordinator")
    Coordinator.objects.create(department=finance, user=user)
    client.force_login(user)
    return user


def held(event, coordinator, finance, *, seats=2, days=2):
    at = timezone.now()
    until = at + timedelta(days=days)
    return actions.hold_seats(
        pool=event.pools.get(), department=finance, seats=seats, until=until, by=coordinator, at=at
    )


def hold_address(event):
    return reverse("seats-hold", args=[event.slug])


def values_of(response):
    return next(form for form in Page(response.content.decode()).forms if "seats" in form.fields).values


def errors(response):
    form = next(form for form in Page(response.content.decode()).forms if form.is_filled_by_people)
    page = Page(response.content.decode())
    return {name: page.error_at(field) for name, field in form.fields.items() if field.is_invalid}


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_coordinator_holds_seats_and_names_somebody(client, coordinator, finance):
    event, colleague = make_upcoming_event(days=20, capacity=5), make_user("Fred", department=finance)
    until = event.starts_at - timedelta(days=7)

    asked = client.get(event.get_absolute_url())
    response = client.post(hold_address(event), {"seats": 2, "until": typed(until)}, follow=True)
    hold = SeatHold.objects.get()
    named = client.post(reverse("seat-hold", args=[hold.pk]), {"person": colleague.pk}, follow=True)

    assert "Hold seats for your department" in [link.text for link in main(asked).all("a")]
    assert response.redirect_chain == [(reverse("seat-hold", args=[hold.pk]), 302)]
    assert (hold.seats, hold.until, hold.department) == (2, until.replace(second=0, microsecond=0), finance)
    assert main(named).one(".person").one(".strong").text == "Fred"
    assert event.registrations.get().status == RegistrationStatus.CONFIRMED
    assert event.pools.get().seats_taken == 2


def test_a_second_click_holds_nothing_more_and_shows_what_is_held(client, coordinator, finance):
    event = make_upcoming_event(capacity=5)
    asked = values_of(client.get(hold_address(event))) | {"seats": 2, "until": typed(event.starts_at)}

    client.post(hold_address(event), asked)
    again = client.post(hold_address(event), asked)
    client.post(hold_address(event), values_of(again))

    said = "Seats for this department were held meanwhile: look above. Hold more only if you still need them."
    assert main(again).texts(".note--danger")[1:] == [said]
    assert list(SeatHold.objects.values_list("seats", flat=True)) == [2, 2]


def test_what_can_not_be_held_is_said_at_its_field(client, coordinator):
    event = make_upcoming_event(capacity=3)
    register(event, at=timezone.now())
    late = typed(event.starts_at + timedelta(hours=1))

    many = client.post(hold_address(event), {"seats": 5, "until": typed(event.starts_at)})
    long = client.post(hold_address(event), {"seats": 1, "until": late})
    past = client.post(hold_address(event), {"seats": 1, "until": typed(timezone.now() - timedelta(hours=1))})
    empty = client.post(hold_address(event), {"seats": "", "until": ""})

    assert errors(many) == {"seats": "Seats that are free for this department: 2."}
    assert errors(long) == {"until": "Seats can be held only until the event starts."}
    assert errors(past) == {"until": "Choose a time to come."}
    assert set(errors(empty)) == {"seats", "until"}
    assert SeatHold.objects.count() == 0


def test_only_somebody_of_the_department_is_named(client, coordinator, finance):
    event = make_upcoming_event(capacity=3)
    hold = held(event, coordinator, finance)
    address, outsider = reverse("seat-hold", args=[hold.pk]), make_user(department=make_department("Elsewhere"))

    other = client.post(address, {"email": outsider.email})
    unknown = client.post(address, {"email": "nobody@example.org"})
    nothing = client.post(address, {})

    assert errors(other) == {"email": "This person belongs to another department."}
    assert errors(unknown) == {"email": "No colleague has this address."}
    assert errors(nothing) == {"person": "Choose one person, or type an address."}


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.DEPARTMENTS])
def test_only_a_coordinator_of_a_department_that_may_come_holds_seats(client, coordinator, finance, audience):
    departments = (make_department("Sales"),) if audience == Audience.DEPARTMENTS else ()
    event = make_upcoming_event(capacity=3, audience=audience, departments=departments)
    client.force_login(coordinator if departments else make_user())

    assert client.get(hold_address(event)).status_code == 404


def test_held_seats_are_shown_on_the_page_of_the_event(client, coordinator, finance):
    event = make_upcoming_event(days=20, capacity=5)
    hold = held(event, coordinator, finance)
    client.force_login(make_user())

    key = main(client.get(event.get_absolute_url())).one("#registration-panel").one(".key").texts("li")

    until = timezone.localtime(hold.until)
    assert key == [f"2 held for Finance until {until:%A} {until.day} {until:%B}, {until:%H:%M}", "3 free for everyone"]


def test_my_seminars_lists_what_is_held(client, coordinator, finance):
    event = make_upcoming_event(title="Tea", days=20, capacity=5)
    held(event, coordinator, finance)

    page = main(client.get("/my/"))

    assert (page.texts("h2")[0], page.texts("h3")[0]) == ("Held for your department", "Tea")


def test_what_is_given_back_goes_to_whoever_waits(client, coordinator, finance):
    event = make_upcoming_event(capacity=2)
    hold = held(event, coordinator, finance)
    waiting = register(event, at=timezone.now())

    client.post(reverse("seat-hold-release", args=[hold.pk]))

    waiting.refresh_from_db()
    assert (waiting.status, SeatHold.objects.standing().count()) == (RegistrationStatus.CONFIRMED, 0)
    assert not Message.objects.filter(kind="seats.released").exists()


def test_the_organiser_sees_what_is_held_and_gives_it_back(client, coordinator, finance):
    owner = make_user("Ines")
    event = make_upcoming_event(capacity=3, owner=owner)
    hold = held(event, coordinator, finance)
    client.force_login(owner)
    people = reverse("workspace-people", args=[event.slug])

    shown = main(client.get(people)).texts("h2")
    client.post(reverse("workspace-hold-release", args=[event.slug, hold.pk]))

    assert "Seats that coordinators hold" in shown
    message = Message.objects.get(kind="seats.released")
    assert (message.address, SeatHold.objects.standing().count()) == (coordinator.email, 0)
    assert history(event, asked={}).rows[0].what == "2 seats of Finance given back"


def test_a_coordinator_is_reminded_once_and_told_what_went_back(coordinator, finance):
    coordinator.language = "de"
    coordinator.save()
    event = make_upcoming_event(days=20, title="Tea", capacity=5)
    hold = held(event, coordinator, finance, seats=3, days=5)
    early, soon = hold.until - timedelta(days=1, minutes=1), hold.until - timedelta(hours=20)

    clock.remind_of_holds(early)
    none_yet = Message.objects.filter(kind="seats.ends_soon").count()
    clock.remind_of_holds(soon)
    clock.remind_of_holds(soon + timedelta(hours=1))
    with translation.override("de"):
        reminder = notifications.render_hold(Message.objects.get(kind="seats.ends_soon"))
    clock.let_lapse(hold.until)
    clock.let_lapse(hold.until)
    with translation.override("de"):
        lapsed = notifications.render_hold(Message.objects.get(kind="seats.lapsed"))

    assert none_yet == 0
    assert (reminder.subject, lapsed.subject) == ("Plätze gehen bald zurück: Tea", "Plätze sind zurückgegangen: Tea")
    assert reverse("seat-hold", args=[hold.pk]) in reminder.text
    assert event.pools.get().seats_taken == 0
    assert history(event, asked={}).rows[0].what == "3 seats are not held for Finance any more"


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(client, coordinator, finance, count_queries, number):
    event = make_upcoming_event(days=20, capacity=20)
    holds = [held(event, coordinator, finance, seats=4, days=2 + each) for each in range(number)]
    for _ in range(number):
        person, at = make_user(department=finance), timezone.now()
        actions.name_person(hold=holds[0], participant=person, by=coordinator, at=at)

    asked = [
        count_queries(lambda: client.get(hold_address(event))),
        count_queries(lambda: client.get(reverse("seat-hold", args=[holds[0].pk]))),
        count_queries(lambda: client.get(event.get_absolute_url())),
    ]

    assert asked == [7, 5, 7]


def test_a_coordinator_is_told_that_the_event_does_not_take_place(coordinator, finance):
    event, at = make_upcoming_event(title="Tea", days=20, capacity=5), timezone.now()
    held(event, coordinator, finance)

    events.cancel(event=event, message="", by=event.roles.get().user, at=at)

    mail = notifications.render_hold(Message.objects.get(kind="seats.called_off"))
    assert (mail.subject, SeatHold.objects.standing().count()) == ("Cancelled: Tea", 0)


def test_nobody_is_named_who_could_not_register(client, coordinator, finance):
    event, colleague = make_upcoming_event(capacity=5), make_user("Fred", department=finance)
    hold = held(event, coordinator, finance)
    Event.objects.filter(pk=event.pk).update(is_restricted=True)
    event.locations.add(make_location("Elsewhere"))

    named = client.post(reverse("seat-hold", args=[hold.pk]), {"person": colleague.pk}, follow=True)

    assert "This colleague can't take the seat" in main(named).text
    assert event.registrations.count() == 0
