"""Who is on an event's list: reading, adding, taking off."""

import csv
import io
from datetime import timedelta
from functools import partial

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Guest
from common import times
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.models import Event
from portal.panels.history import history
from registrations import actions
from registrations.enums import Ending
from registrations.models import Registration
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import main_pool, make_draft, make_past_event, make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


@pytest.fixture
def event(owner):
    return make_upcoming_event(owner=owner, capacity=2)


def notes(response) -> list[str]:
    """What is said below the states of people, each once."""
    return sorted({one.text for one in main(response).all(".under") if not one.matches(".address")})


def at(minutes: int):
    return timezone.now() - timedelta(minutes=60 - minutes)


@pytest.fixture
def crowd(event) -> Event:
    """Two with a seat, two who wait, one who left, and a guest who waits."""
    sales, legal = make_department("Sales"), make_department("Legal")
    names = [("Clara", sales), ("Amelie", legal), ("Bashir", sales), ("Daniel", None)]
    places = [
        register(event, make_user(name, department=department), at=at(minute))
        for minute, (name, department) in enumerate(names)
    ]
    actions.add_guest(event=event, guest=make_guest("Zoe"), pool=main_pool(event), by=make_user(), at=at(10))
    left = register(event, make_user("Gone"), at=at(11))
    actions.cancel(registration=left, by=left.user, at=at(12))
    assert [place.status for place in places] == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    return event


def people_url(event: Event, **asked: str) -> str:
    return reverse("workspace-people", args=[event.slug], query=asked)


def listed(client, event: Event, **asked: str) -> list[str]:
    return [row.name for row in client.get(people_url(event, **asked)).context["people"].rows]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Clara", "Amelie", "Bashir", "Daniel", "Zoe"]),
        ({"status": "confirmed"}, ["Clara", "Amelie"]),
        ({"status": "waitlisted"}, ["Bashir", "Daniel", "Zoe"]),
        ({"status": "cancelled"}, ["Gone"]),
        ({"status": "nonsense"}, ["Clara", "Amelie", "Bashir", "Daniel", "Zoe"]),
        ({"q": "sales"}, ["Clara", "Bashir"]),
        ({"q": " AMELIE "}, ["Amelie"]),
        ({"q": "sales", "status": "waitlisted"}, ["Bashir"]),
        ({"q": "nobody"}, []),
        ({"sort": "name"}, ["Amelie", "Bashir", "Clara", "Daniel", "Zoe"]),
        ({"sort": "-name"}, ["Zoe", "Daniel", "Clara", "Bashir", "Amelie"]),
        ({"sort": "-since"}, ["Zoe", "Daniel", "Bashir", "Amelie", "Clara"]),
        ({"sort": "department"}, ["Daniel", "Zoe", "Amelie", "Bashir", "Clara"]),
        ({"sort": "nonsense"}, ["Clara", "Amelie", "Bashir", "Daniel", "Zoe"]),
        ({"department": "none"}, ["Daniel", "Zoe"]),
        ({"department": "0"}, ["Clara", "Amelie", "Bashir", "Daniel", "Zoe"]),
        ({"department": "\x00"}, ["Clara", "Amelie", "Bashir", "Daniel", "Zoe"]),
        ({"page": "9"}, ["Clara", "Amelie", "Bashir", "Daniel", "Zoe"]),
    ],
)
def test_the_list_is_filtered_searched_and_sorted(client, crowd, asked, names):
    assert listed(client, crowd, **asked) == names


def test_the_filters_count_and_who_waits_has_a_place(client, crowd):
    people = client.get(people_url(crowd, status="waitlisted")).context["people"]

    assert [(one.value, one.count, one.is_current) for one in people.table.filters[0].choices] == [
        ("", 5, False),
        ("confirmed", 2, False),
        ("waitlisted", 3, True),
        ("cancelled", 1, False),
    ]
    assert [row.state_text for row in people.rows] == [f"Waiting, number {place}" for place in (1, 2, 3)]


def test_a_long_list_comes_in_pages(client, owner):
    event = make_upcoming_event(owner=owner, capacity=None)
    for number in range(51):
        register(event, make_user(f"Person {number:02}"), at=at(0))

    assert (len(listed(client, event)), listed(client, event, page="2", sort="name")) == (50, ["Person 50"])


def download(client, url: str) -> bytes:
    return client.get(url).getvalue()


def test_what_is_shown_is_exported_with_all_pages(client, crowd):
    answer = client.get(people_url(crowd, status="waitlisted", sort="-name", page="2", export="csv"))

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert (answer["Content-Type"], answer["Content-Disposition"][:29]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="people-',
    )
    assert rows[0] == ["Name", "Mail address", "Department", "State", "Seat", "Why no seat yet", "Since (Berlin time)"]
    assert [[name, *rest] for name, _email, *rest, _since in rows[1:]] == [
        ["Zoe", "Guest", "Waiting, number 3", "In the room", "All seats are taken."],
        ["Daniel", "", "Waiting, number 2", "In the room", "All seats are taken."],
        ["Bashir", "Sales", "Waiting, number 1", "In the room", "All seats are taken."],
    ]


def test_a_workbook_speaks_the_readers_language(client, crowd, owner):
    owner.language = "de"
    owner.save(update_fields=["language"])

    answer = client.get(people_url(crowd, export="xlsx"))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert [cell.value for cell in sheet["A"]] == ["Name", "Clara", "Amelie", "Bashir", "Daniel", "Zoe"]
    assert sheet["D1"].value == "Stand"


def test_an_export_asks_as_often_with_many_as_with_few(client, owner, count_queries):
    counts = []
    for number in (1, 30):
        event = make_upcoming_event(owner=owner, capacity=2)
        for minute in range(number):
            register(event, make_user(department=make_department()), at=at(minute))
        counts.append(count_queries(partial(download, client, people_url(event, export="csv"))))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("make", "words"), [(make_draft, b"once the event is published"), (None, b"Add people")])
def test_an_empty_list_says_what_to_do(client, owner, make, words):
    event = make(owner=owner) if make else make_upcoming_event(owner=owner)

    assert words in client.get(people_url(event)).content


# Adding.


def post(client, name: str, event: Event, *args: object, **values: str):
    return client.post(reverse(name, args=[event.slug, *args]), values)


def test_a_colleague_is_added_by_address(client, owner, event):
    amelie = make_user("Amelie", email="amelie@example.org")

    response = post(client, "person-add", event, **{"colleague-email": "Amelie@example.org"})

    assert (response.status_code, response["Location"]) == (302, people_url(event))
    place = Registration.objects.get()
    assert (place.user, place.status, place.added_by) == (amelie, "confirmed", owner)


def test_whoever_waits_though_seats_are_free_waits_for_the_reason_that_is_said(client, owner):
    sales, event = make_department("Sales"), make_upcoming_event(capacity=5, owner=owner)
    limit = SeatRuleDraft(pool="room", kind="ceiling", department=sales, seats=1)
    events.set_seating(event=event, draft=SeatingDraft(rules=(limit,)), by=owner, at=timezone.now())
    register(event, make_user(department=sales), at=timezone.now())
    make_user("Amelie", email="amelie@example.org", department=sales)

    response = post(client, "person-add", event, **{"colleague-email": "amelie@example.org"})

    assert [str(message) for message in response.wsgi_request._messages] == [
        "Amelie is on the waiting list. The department has as many seats as one department may have here."
    ]


def test_a_guest_is_added_in_their_language_and_the_zone_of_the_event(client, owner, event):
    values = {"guest-name": "Zoe", "guest-email": "Zoe@example.net", "guest-language": "de"}

    assert post(client, "guest-add", event, **values).status_code == 302
    guest = Guest.objects.get()
    assert (guest.name, guest.email, guest.language, guest.zone) == ("Zoe", "zoe@example.net", "de", "Europe/Berlin")
    assert (Registration.objects.get().guest, Registration.objects.get().added_by) == (guest, owner)


def test_of_two_kinds_of_seats_one_is_chosen(client, owner):
    event = make_upcoming_event(owner=owner, seats={"room": 1, "online": 5})
    make_user(email="amelie@example.org")
    online = event.pools.get(kind="online")

    missing = post(client, "person-add", event, **{"colleague-email": "amelie@example.org"})
    chosen = {"colleague-email": "amelie@example.org", "colleague-pool": str(online.pk)}
    post(client, "person-add", event, **chosen)

    assert missing.context["colleague"].errors == {"pool": ["This field is required."]}
    assert Registration.objects.get().pool == online


@pytest.mark.parametrize(
    ("name", "values", "field", "error"),
    [
        (
            "person-add",
            {"colleague-email": "nobody@example.org"},
            "colleague-email",
            "No colleague has this address. Somebody from outside is added as a guest.",
        ),
        (
            "person-add",
            {"colleague-email": "clara@example.org"},
            "colleague-email",
            "This person is already on the list.",
        ),
        (
            "guest-add",
            {"guest-name": "Clara", "guest-email": "clara@example.org", "guest-language": "en"},
            "guest-email",
            "This is a colleague's address. Add them as a colleague.",
        ),
    ],
)
def test_who_can_not_be_added_is_said_at_the_field(client, event, name, values, field, error):
    register(event, make_user("Clara", email="clara@example.org"), at=at(0))

    page = Page(post(client, name, event, **values).content.decode())

    form = next(form for form in page.forms if field in form.fields)
    assert page.error_at(form.fields[field]) == error
    assert {key: form.values[key][0] for key in values} == values
    assert Registration.objects.count() == 1


def test_a_guest_who_can_not_be_added_leaves_no_trace(client, owner):
    event = make_past_event(owner=owner, at=timezone.now())
    values = {"guest-name": "Zoe", "guest-email": "zoe@example.net", "guest-language": "en"}

    response = post(client, "guest-add", event, **values)

    assert response.context["guest"].errors == {"email": ["This event is over."]}
    assert Guest.objects.count() == 0


# Taking off.


def test_an_organiser_takes_somebody_off_with_a_message(client, crowd):
    place = Registration.objects.get(user__name="Clara")

    asked = client.get(reverse("person-remove", args=[crowd.slug, place.pk]))
    response = post(client, "person-remove", crowd, place.pk, message="We need the seat.")

    assert (asked.status_code, response.status_code) == (200, 302)
    place.refresh_from_db()
    assert (place.status, place.ending) == ("cancelled", Ending.BY_ORGANISER)
    assert Registration.objects.get(user__name="Bashir").status == "confirmed"


def test_nobody_is_taken_off_twice(client, crowd):
    place = Registration.objects.get(user__name="Gone")

    response = post(client, "person-remove", crowd, place.pk)

    assert [str(message) for message in response.wsgi_request._messages] == ["This registration has already ended."]


def test_the_message_has_its_length(client, crowd):
    place = Registration.objects.get(user__name="Clara")

    response = post(client, "person-remove", crowd, place.pk, message="x" * 1_001)

    assert list(response.context["form"].errors) == ["message"]
    assert Registration.objects.get(pk=place.pk).status == "confirmed"


def test_a_place_at_another_event_does_not_exist(client, owner, event):
    place = register(make_upcoming_event(owner=owner), at=at(0))

    assert post(client, "person-remove", event, place.pk).status_code == 404


def test_of_a_cancelled_event_nobody_can_be_taken_off(client, owner, crowd):
    events.cancel(event=crowd, message="", by=owner, at=timezone.now())

    rows = client.get(people_url(crowd, status="cancelled")).context["people"].rows

    assert {row.can_be_removed for row in rows} == {False}


def test_the_waiting_list_says_why_and_is_put_in_another_order_for_a_reason(client, owner):
    event, at = make_upcoming_event(capacity=1, owner=owner), timezone.now()
    _seated, _first, second = (register(event, make_user(name), at=at) for name in ("Ada", "Bea", "Cem"))
    address = f"/organise/{event.slug}/people/{second.pk}/place/"

    asked = main(client.get(address)).texts("p")
    refused = Page(client.post(address, {"place": 3, "reason": ""}).content.decode())
    client.post(address, {"place": 1, "reason": "Speaks next week"})

    (form,) = (form for form in refused.forms if "reason" in form.fields)
    assert "Now number 2 of 2. All seats are taken." in asked
    assert {name for name, field in form.fields.items() if field.is_invalid} == {"place", "reason"}
    assert notes(client.get(f"/organise/{event.slug}/people/?status=waitlisted")) == [
        "All seats are taken.",
        "Moved: Speaks next week",
    ]
    assert history(event, asked={}).rows[0].what == "Cem moved on the waiting list from 2 to 1: Speaks next week"


def test_the_list_says_who_has_to_answer_until_when_and_who_would_rather_have_the_other_kind(client, owner):
    at = timezone.now()
    event = make_upcoming_event(seats={"room": 2, "online": 3}, owner=owner)
    draft = SeatingDraft(promotion="offer")
    events.set_seating(event=event, draft=draft, by=owner, at=at)
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seats = [register(event, make_user(name), pool=room, at=at) for name in ("Ada", "Bea")]
    rather, asked = (register(event, make_user(name), pool=online, at=at) for name in ("Cem", "Dan"))
    register(event, make_user("Eva"), pool=room, at=at)
    actions.wish(registration=asked, pool=room, by=asked.user, at=at)
    for seat in seats:
        actions.cancel(registration=seat, by=seat.user, at=at)
    register(event, make_user("Fay"), pool=room, at=at)
    actions.wish(registration=rather, pool=room, by=rather.user, at=at)

    until = times.moment(at + timedelta(hours=24))
    assert notes(client.get(f"/organise/{event.slug}/people/")) == [
        "All seats are taken.",
        f"Has until {until} to take a seat in the room.",
        "In the room",
        "Online",
        "Would rather sit in the room. All seats are taken.",
    ]
