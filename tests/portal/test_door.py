"""Check-in at the door: the helpers' page, what phones have kept, walk-ins, and the code that participants show."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.enums import RoleKind
from events.models import Event, Session
from registrations import actions, links
from registrations.models import Attendance, Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import main_pool, make_past_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(client):
    helper = make_user("Yusuf")
    client.force_login(helper)
    return helper


@pytest.fixture
def event(helper) -> Event:
    """An event that goes on now, with Amelie and Bashir, and one more seat."""
    return make_running_event(helper, people=("Bashir", "Amelie"))


def make_running_event(helper, *, people=(), capacity=3) -> Event:
    at = timezone.now()
    event = make_past_event(days_ago=1, at=at, capacity=capacity)
    for name in people:
        register(event, make_user(name), at=event.created_at)
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=helper, at=at)
    shift = at - timedelta(minutes=5) - event.starts_at
    for rows in (Event.objects.filter(pk=event.pk), Session.objects.filter(event=event)):
        rows.update(starts_at=F("starts_at") + shift, ends_at=F("ends_at") + shift)
    return Event.objects.get(pk=event.pk)


def url(event: Event, name: str = "check-in", **asked: object) -> str:
    return reverse(name, args=[event.slug], query=asked)


def place(event: Event, name: str) -> Registration:
    return event.registrations.get(user__name=name)


def here(event: Event) -> list[str]:
    entries = Attendance.objects.current().filter(registration__event=event, mark="present")
    return sorted(entry.registration.participant.name for entry in entries)


def said(response) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]


def press(client, event: Event, *, key=None, **button: int):
    return client.post(url(event), {"key": str(key or uuid4()), **button})


def tap(event: Event, name: str, *, ago: int = 0, **values: object) -> dict[str, object]:
    whose = {"person": place(event, name).pk, "session": event.sessions.get().pk}
    return {"key": str(uuid4()), "ago": ago, "undo": False} | whose | values


def send(client, event: Event, *taps: object):
    return client.post(url(event, "check-in-taps"), json.dumps({"taps": taps}), content_type="application/json")


def test_people_stand_by_name_with_how_many_are_here(client, event):
    door = client.get(url(event)).context["page"].door

    assert [(one.name, one.is_here) for one in door.people] == [("Amelie", False), ("Bashir", False)]
    assert (door.arrived, door.expected) == (0, 2)


def test_one_tap_checks_somebody_in_and_another_takes_it_back(client, event):
    pk = place(event, "Amelie").pk

    first = press(client, event, present=pk)
    arrived = here(event)
    second = press(client, event, undo=pk)

    assert (first.status_code, first["Location"], said(first)) == (302, url(event), ["Amelie is here."])
    assert (arrived, here(event), said(second)[-1]) == (["Amelie"], [], "Amelie is not checked in any more.")


def test_a_button_pressed_twice_counts_once(client, event):
    key, pk = uuid4(), place(event, "Amelie").pk
    press(client, event, key=key, present=pk)
    press(client, event, undo=pk)
    press(client, event, key=key, present=pk)

    assert here(event) == []


@pytest.mark.parametrize(
    "button", [{"present": 0}, {"present": "x"}, {"undo": "9" * 40}, {}, {"key": "x", "present": 1}]
)
def test_a_button_that_was_not_on_the_page_is_none(client, event, button):
    assert client.post(url(event), {"key": str(uuid4())} | button).status_code == 404


def test_somebody_is_found_by_a_part_of_the_name_or_by_their_code(client, event):
    code = place(event, "Bashir").check_in_code
    wanted = ["ame", "BASH", code.lower(), f" {code} ", "nobody"]

    found = [[one.name for one in client.get(url(event, q=words)).context["page"].found] for words in wanted]

    assert found == [["Amelie"], ["Bashir"], ["Bashir"], ["Bashir"], []]


def test_before_the_doors_open_nothing_can_be_tapped(client, helper):
    event = make_running_event(helper, people=("Amelie",))
    event.sessions.update(starts_at=F("starts_at") + timedelta(hours=1), ends_at=F("ends_at") + timedelta(hours=1))

    page, pressed = client.get(url(event)), press(client, event, present=place(event, "Amelie").pk)

    assert (b'name="present"' in page.content, here(event)) == (False, [])
    assert said(pressed) == ["Attendance can be marked once the session has begun."]


def test_what_a_phone_has_kept_is_answered_and_counts_once(client, event):
    kept = [tap(event, "Amelie", ago=60_000), tap(event, "Bashir")]

    first, again = send(client, event, *kept), send(client, event, *kept)

    assert [first.json()["answers"], again.json()["answers"]] == [{one["key"]: "" for one in kept}] * 2
    assert (here(event), Attendance.objects.count()) == (["Amelie", "Bashir"], 2)


def test_a_refusal_is_said_for_each_and_stops_no_other(client, event):
    stranger = tap(event, "Amelie", person=10**12)

    answers = send(client, event, stranger, other := tap(event, "Bashir")).json()["answers"]

    assert answers == {stranger["key"]: "Attendance can be marked only for people with a seat.", other["key"]: ""}


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"taps": 1}', '{"taps": [1]}', '{"taps": [{}]}', "\xff", "[" * 100_000,
        json.dumps({"taps": [{"key": str(uuid4()), "person": 2**70, "session": 1, "ago": 0}]}),
        json.dumps({"taps": [{"key": str(uuid4()), "person": 1, "session": 1, "ago": -1}]}),
        json.dumps({"taps": [{"key": str(uuid4()), "person": True, "session": 1, "ago": 0}]}),
        json.dumps({"taps": [{"key": "x", "person": 1, "session": 1, "ago": 0}]}),
        json.dumps({"taps": [{"key": str(uuid4()), "person": 1, "session": 1, "ago": 10**18}]}),
        json.dumps({"taps": [{}] * 201}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_changes_nothing(client, event, body):
    response = client.post(url(event, "check-in-taps"), body, content_type="application/json")

    assert (response.status_code, Attendance.objects.count()) == (400, 0)


def test_a_page_that_is_open_is_told_who_is_here_and_when_the_list_is_closed(client, event, helper):
    send(client, event, tap(event, "Amelie"))
    before = client.get(url(event, "check-in-state")).json()
    at = event.ends_at
    actions.close_list(event=event, by=helper, at=at)

    after = client.get(url(event, "check-in-state")).json()

    amelie, bashir = place(event, "Amelie").pk, place(event, "Bashir").pk
    assert [bool(before["people"][str(pk)][0]) for pk in (amelie, bashir)] == [True, False]
    assert (before["is_closed"], after["is_closed"]) == (False, True)
    assert "<b data-arrived>1</b> of 2 here" in before["shares"]


def test_who_came_last_stands_first_until_that_is_taken_back(client, helper):
    people = [f"Person {number}" for number in range(7)]
    event = make_running_event(helper, people=people, capacity=None)
    for seconds, name in enumerate(reversed(people)):
        send(client, event, tap(event, name, ago=1000 * (60 - seconds)))
    send(client, event, tap(event, "Person 1", undo=True))

    page = client.get(url(event)).context["page"]

    assert [one.name for one in page.door.just_now] == [f"Person {number}" for number in (0, 2, 3, 4, 5)]


def walk_in(client, event: Event, email: str):
    form = {"walk-in-email": email, "walk-in-key": str(uuid4()), "walk-in-pool": main_pool(event).pk}
    return client.post(url(event, "walk-in"), form)


def errors(response) -> list[str]:
    return response.context["form"].errors["email"]


def test_who_comes_without_a_seat_gets_a_free_one_and_is_here(client, event):
    response = walk_in(client, event, make_user("Clara").email)

    assert (response.status_code, said(response), here(event)) == (302, ["Clara is here."], ["Clara"])
    assert main_pool(event).seats_taken == 3


def test_who_comes_without_a_seat_but_has_one_is_checked_in(client, event):
    walk_in(client, event, place(event, "Amelie").user.email)

    assert (here(event), main_pool(event).seats_taken) == (["Amelie"], 2)


def test_a_walk_in_where_all_seats_are_taken_is_refused_and_leaves_no_trace(client, helper):
    event = make_running_event(helper, people=("Amelie",), capacity=1)
    late = make_user("Clara").email

    response = walk_in(client, event, late)

    assert (errors(response), response.context["form"]["email"].value()) == (["All seats are taken."], late)
    assert event.registrations.count() == 1


def test_a_walk_in_within_the_rules_alone(client, event):
    Event.objects.filter(pk=event.pk).update(approval="organiser")

    refused = walk_in(client, event, make_user("Clara").email)

    assert errors(refused) == ["Somebody has to say yes to each person here: ask the organisers."]


def test_an_address_that_nobody_has_is_said_at_its_field(client, event):
    response = walk_in(client, event, "nobody@example.org")

    assert errors(response) == ["No colleague has this address. Somebody from outside is added as a guest."]


def test_what_is_wrong_with_a_walk_in_is_said_above_the_people(client, event):
    page = walk_in(client, event, "nobody@example.org").content.decode()

    assert page.count("One thing needs your attention.") == 1
    assert page.index("One thing needs your attention.") < page.index('id="door-people"')


def code_url(registration: Registration) -> str:
    return reverse("check-in-code", args=[registration.check_in_token])


def test_a_helper_who_scans_a_code_confirms_with_one_tap(client, event):
    address = code_url(place(event, "Amelie"))
    person = client.get(address).context["code"].person

    response = client.post(address, {"key": str(uuid4()), "present": place(event, "Amelie").pk})

    assert (person.name, response["Location"], here(event)) == ("Amelie", address, ["Amelie"])


def test_a_participant_sees_what_to_show_and_cannot_check_in(client, event):
    own = place(event, "Amelie")
    client.force_login(own.user)

    page = client.get(code_url(own))

    assert (page.status_code, own.check_in_code in page.content.decode()) == (200, True)
    assert client.post(code_url(own), {"key": str(uuid4()), "present": own.pk}).status_code == 404
    assert client.get(code_url(place(event, "Bashir"))).status_code == 404


def test_a_code_is_dead_once_the_seat_was_given_back(client, event, helper):
    own = place(event, "Amelie")
    actions.remove(registration=own, message="", by=helper, at=timezone.now())

    assert client.get(code_url(own)).status_code == 404


def test_an_older_key_of_ours_still_opens(event, settings):
    own = place(event, "Amelie")
    token = own.check_in_token
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10

    assert (links.place_of(token), own.check_in_token == token) == (own, False)


def test_a_guest_has_a_code_behind_their_own_link(client, event, helper):
    guest = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=helper, at=event.created_at)
    client.logout()
    signed = links.guest_url(guest).rstrip("/").rpartition("/")[2]

    page = client.get(reverse("guest-code", args=[signed]))

    assert (page.status_code, guest.check_in_code in page.content.decode()) == (200, True)


def test_signing_out_erases_what_the_device_has_kept(client, helper):
    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_and_what_it_asks_cost_the_same_for_all(client, helper, number, django_assert_num_queries):
    event = make_running_event(helper, people=[f"Person {each}" for each in range(number)])
    taps = [tap(event, f"Person {each}") for each in range(number)]
    client.get(url(event))

    with django_assert_num_queries(9):
        client.get(url(event))
    with django_assert_num_queries(7):
        client.get(url(event, "check-in-state"))
    with django_assert_num_queries(7 + 10):
        send(client, event, *taps)
