"""The panel of an event, in each of the states somebody can stand in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.drafts import MinimumDraft, RulesDraft, SeatingDraft, SeatRuleDraft
from registrations import actions
from registrations.enums import Mark
from tests.factories.accounts import make_department, make_guest, make_location, make_user
from tests.factories.events import make_online_event, make_past_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def panel(client, event):
    return main(client.get(event.get_absolute_url())).one("#registration-panel")


def buttons(client, event):
    return panel(client, event).texts("button")


def day(days):
    return (timezone.now() + timedelta(days=days)).date()


def test_an_open_event_offers_its_seats(client, colleague):
    event = make_upcoming_event(capacity=2, cancellation_hours=3)
    register(event, at=timezone.now())
    deadline = timezone.localtime(event.starts_at - timedelta(hours=3))

    shown = panel(client, event)

    assert (shown.one("h2").text, shown.texts("button")) == ("1 of 2 seats left", ["Register"])
    assert shown.texts("p") == [
        "One click, nothing to fill in. The invitation comes by mail at once.",
        f"You can cancel until {deadline:%A} {deadline.day} {deadline:%B}, {deadline:%H:%M}.",
    ]
    assert shown.texts(".note") == ["No other seminar of yours is at that time."]


def test_a_full_event_offers_a_place_in_line(client, colleague):
    event = make_upcoming_event(capacity=1)
    for _ in range(4):
        register(event, at=timezone.now())

    shown = panel(client, event)

    assert (shown.one("h2").text, shown.texts("button")) == (
        "The only seat is taken",
        ["Join the waiting list (you would be 4th)"],
    )


def test_two_kinds_of_seats_are_two_buttons(client, colleague):
    event = make_upcoming_event(
        seats={"online": None, "room": 1}, sessions=(session_draft(day(4), join_url="https://v.example/1"),)
    )
    register(event, pool=event.pools.get(kind="room"), at=timezone.now())

    shown = panel(client, event)

    assert (shown.one("h2").text, shown.texts("h3")) == ("Choose how you take part", ["In the room", "Online"])
    assert shown.texts("button") == [
        "Wait for a seat in the room (you would be 1st)",
        "Join online",
        "Come online, and wait for a seat in the room",
    ]


def test_a_kind_that_is_closed_is_no_choice(client, colleague):
    event = make_upcoming_event(seats={"online": 0, "room": 3})

    assert buttons(client, event) == ["Register"]


def test_no_seats_at_all_say_so(client, colleague):
    event = make_upcoming_event(capacity=0)

    assert (panel(client, event).one("h2").text, buttons(client, event)) == ("No seats are offered at the moment", [])


def test_a_clash_is_said_before_the_click(client, colleague):
    register(make_upcoming_event(title="Other", days=4, start="10:30", end="12:00"), colleague, at=timezone.now())
    event = make_upcoming_event(days=4)

    assert panel(client, event).texts(".note") == ["You have a seat at “Other” at that time."]


def test_a_seat_is_confirmed_with_its_deadline(client, colleague):
    event = make_upcoming_event(capacity=3)
    register(event, colleague, at=timezone.now())

    shown = panel(client, event)

    assert (shown.texts(".state"), shown.one("h2").text, shown.texts("button")) == (
        ["Confirmed"],
        "You have a seat in the room",
        ["Cancel my seat"],
    )
    assert shown.texts(".key") == ["1 yours 2 free"] or shown.one(".key").texts("li") == ["yours", "2 free"]


def test_after_the_deadline_the_reason_stands_where_the_button_was(client, colleague):
    event = make_upcoming_event(days=1, cancellation_hours=90)
    register(event, colleague, at=timezone.now())

    shown = panel(client, event)

    assert (shown.texts("button"), shown.texts("p")[-1]) == (
        [],
        "The deadline for cancelling has passed. Please write to the organiser.",
    )


def test_whoever_waits_learns_their_place_and_why(client, colleague):
    event = make_upcoming_event(capacity=1)
    at = timezone.now()
    register(event, at=at)
    register(event, at=at)
    register(event, colleague, at=at)
    register(event, at=at)

    shown = panel(client, event)

    assert (shown.texts(".state"), shown.one("h2").text) == (["Waiting, 2nd of 3"], "You are on the waiting list")
    assert shown.one(".fold").one("h3").text == "Why 2nd?"
    assert shown.one(".fold").texts("p")[0] == "All seats are taken."
    assert shown.one(".fold").texts("p")[1].endswith("One colleague joined before you.")
    assert shown.texts("button") == ["Leave the waiting list"]


def test_whoever_waits_when_it_begins_reads_that_nobody_moves_up(client, colleague):
    event, at = make_online_event(minutes=-10, seats={"online": 1}), timezone.now() - timedelta(hours=1)
    seat = register(event, at=at)
    register(event, colleague, at=at)
    actions.remove(registration=seat, message="", by=make_user(), at=timezone.now())

    shown = panel(client, event)

    assert shown.texts(".note") == ["It has begun, so nobody moves up from the waiting list any more."]
    assert "All seats are taken." not in shown.texts("p")


def test_whoever_gave_a_seat_back_may_come_again(client, colleague):
    event = make_upcoming_event()
    actions.cancel(registration=register(event, colleague, at=timezone.now()), by=colleague, at=timezone.now())

    shown = panel(client, event)

    assert (shown.texts(".state"), shown.texts("button")) == (["You gave your seat back"], ["Register"])


def test_whoever_left_the_waiting_list_never_had_a_seat_to_give_back(client, colleague):
    event = make_upcoming_event(capacity=1)
    register(event, at=timezone.now())
    actions.cancel(registration=register(event, colleague, at=timezone.now()), by=colleague, at=timezone.now())

    assert panel(client, event).texts(".state") == ["You left the waiting list"]


def test_whoever_was_taken_off_learns_by_whom(client, colleague):
    event = make_upcoming_event()
    registration = register(event, colleague, at=timezone.now())
    actions.remove(registration=registration, message="", by=make_user(), at=timezone.now())

    assert panel(client, event).texts(".state") == ["The organiser took you off the list"]


def test_a_cancelled_event_says_why(client, colleague):
    event = make_upcoming_event()
    register(event, colleague, at=timezone.now())
    events.cancel(event=event, message="<b>Ill</b>\nSorry", by=make_user(), at=timezone.now())

    shown = panel(client, event)

    assert (shown.texts(".state"), shown.one("h2").text, shown.texts("button")) == (
        ["Event cancelled"],
        "This event does not take place",
        [],
    )
    assert shown.texts(".note") == ["<b>Ill</b> Sorry"]


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        (Mark.PRESENT, ["You were there"]),
        (Mark.PARTIAL, ["You were there in part"]),
        (Mark.EXCUSED, ["You were excused"]),
        (Mark.ABSENT, ["You were not there"]),
        (None, []),
    ],
)
def test_an_event_that_is_over_says_what_was_noted(client, colleague, mark, state):
    at = timezone.now()
    event = make_past_event(at=at)
    registration = register(event, colleague, at=at - timedelta(days=5))
    if mark:
        marks = {registration.pk: mark}
        actions.mark(event=event, session=event.sessions.get(), marks=marks, by=make_user(), at=at)

    shown = panel(client, event)

    assert (shown.texts(".state"), shown.one("h2").text, shown.texts("button")) == (state, "This event is over", [])


def test_guests_and_colleagues_may_share_a_number(client, colleague):
    event = make_upcoming_event()
    guest = make_guest(pk=colleague.pk)
    actions.add_guest(event=event, guest=guest, pool=event.pools.get(), by=make_user(), at=timezone.now())

    assert buttons(client, event) == ["Register"]


def test_what_takes_nobody_any_more_leads_on_to_other_events(client, colleague):
    at = timezone.now()
    cancelled, past = make_upcoming_event(), make_past_event(at=at)
    events.cancel(event=cancelled, by=cancelled.roles.get().user, message="", at=at)
    was_there = make_past_event(at=at)
    register(was_there, colleague, at=was_there.published_at)

    links = [panel(client, event).texts("a") for event in (cancelled, past, was_there, make_upcoming_event())]

    assert links == [["Find another event"], ["Find another event"], [], []]


def test_what_is_asked_of_people_is_said_before_the_click_and_leads_to_it(client, colleague):
    first = make_past_event(title="Part 1", at=timezone.now())
    here = make_location("Hamburg")
    event = make_upcoming_event(rules=RulesDraft(locations=(here,), needs=(first,)))
    User.objects.filter(pk=colleague.pk).update(location=here)

    shown = panel(client, event)

    assert shown.one(".asked").texts("li") == ["For colleagues at Hamburg fulfilled", "After “Part 1”"]
    assert (shown.one(".asked").one("a").attributes["href"], shown.texts("button")) == (first.get_absolute_url(), [])
    assert shown.texts(".note") == ["Take part in “Part 1” first: whoever was there can register here."]


def test_terms_are_said_before_the_click(client, colleague):
    decide_at = timezone.now() + timedelta(days=2)
    rules = RulesDraft(minimum=MinimumDraft(people=3, decide_at=decide_at))
    event = make_upcoming_event(rules=rules, no_show_policy="You come last next time.")
    register(event, at=timezone.now())
    local = timezone.localtime(decide_at)

    shown = panel(client, event)

    when = f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"
    assert shown.texts(".note")[0] == f"Takes place with at least 3 people; decided on {when}. So far: 1."
    assert shown.texts("p")[-1] == "If you stay away without a word: You come last next time."


def test_an_event_for_which_too_few_came_says_so(client, colleague):
    decide_at = timezone.now() + timedelta(days=2)
    event = make_upcoming_event(rules=RulesDraft(minimum=MinimumDraft(people=3, decide_at=decide_at)))
    actions.decide(event=event, at=decide_at)

    assert panel(client, event).texts(".note") == [
        "It would have taken place with at least 3 people. Too few had registered by the date of decision."
    ]


def test_a_session_is_missed_by_one_click_and_taken_back_by_another(client, colleague):
    event = make_upcoming_event(sessions=(session_draft(day(4)), session_draft(day(11))))
    register(event, colleague, at=timezone.now())
    _first, second = event.sessions.order_by("starts_at")
    url = reverse("session-absence", args=[event.slug])

    client.post(url, {"miss": second.pk})
    missed = [element.text.split(" ")[:3] for element in panel(client, event).one("details").all("button")]
    client.post(url, {"come": second.pk})

    assert [" ".join(words) for words in missed] == ["I can't come", "Come after all"]
    assert panel(client, event).one("details").one("summary").text.endswith("You come to every session")


@pytest.mark.parametrize("sent", [{}, {"miss": "0"}, {"miss": "9" * 40}, {"come": "x"}])
def test_a_session_that_was_not_chosen_is_asked_for(client, colleague, sent):
    event = make_upcoming_event(sessions=(session_draft(day(4)), session_draft(day(11))))
    register(event, colleague, at=timezone.now())

    shown = client.post(reverse("session-absence", args=[event.slug]), sent, follow=True)

    assert "Choose a session." in shown.content.decode()


def test_whoever_wishes_for_the_room_hears_why_they_are_not_in_it_yet(client, colleague):
    event, at = make_upcoming_event(seats={"room": 1, "online": 3}), timezone.now()
    held = SeatRuleDraft(
        pool="room", kind="floor", department=make_department(), seats=1, lapses_at=at + timedelta(days=2)
    )
    events.set_seating(event=event, draft=SeatingDraft(rules=(held,)), by=event.roles.get().user, at=at)
    seat = register(event, colleague, pool=event.pools.get(kind="online"), at=at)

    actions.wish(registration=seat, pool=event.pools.get(kind="room"), by=colleague, at=at)

    said = "You are number 1 in line for a seat in the room, and keep this one until you have said yes to it."
    assert f"{said} The free seats are held for other departments." in panel(client, event).texts("p")


def test_who_would_rather_have_the_same_seat_and_asked_before_is_said_to_whoever_waits(client, colleague):
    event, at = make_upcoming_event(seats={"room": 1, "online": 3}), timezone.now()
    room = event.pools.get(kind="room")
    register(event, pool=room, at=at)
    rather = register(event, pool=event.pools.get(kind="online"), at=at)
    actions.wish(registration=rather, pool=room, by=rather.user, at=at)

    register(event, colleague, pool=room, at=at + timedelta(seconds=1))

    before = "One colleague with a seat of the other kind asked for one of these before you."
    joined = next(text for text in panel(client, event).texts("p") if text.startswith("You joined on"))
    assert (joined.endswith(before), "You are next." in joined) == (True, False)
