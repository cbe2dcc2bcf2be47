"""The editor in the browser's hands: what is typed stays, and one button more needs no script."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from events import actions
from events.drafts import MinimumDraft, RulesDraft, SeatingDraft, SeatRuleDraft, SpeakerDraft
from events.enums import Refusal
from events.models import Event, Pool
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import (
    make_draft,
    make_past_event,
    make_room,
    make_topic,
    make_upcoming_event,
    session_draft,
)
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db

NEW = "/organise/new/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor", email="ines@example.org")
    client.force_login(owner)
    return owner


def editor_of(response) -> tuple[Page, dict[str, list[str]]]:
    page = Page(response.content.decode())
    form = next(form for form in page.forms if "title" in form.fields)
    return page, form.values


def send(client, url: str, values: dict[str, list[str]], **changes: str):
    return client.post(url, {name: value for name, value in (values | changes).items() if value})


def typed(client, url: str = NEW, **changes: str):
    """Open the editor, type over what stands there, and press Save."""
    _page, values = editor_of(client.get(url))
    return send(client, url, values, **changes)


MORNING = {
    "title": "Reading a balance sheet",
    "session-0-held_on": "2030-03-10",
    "session-0-starts_wall": "09:30",
    "session-0-ends_wall": "11:30",
    "session-0-place": "Elbe 2.04",
    "room_seats": "24",
}


def test_title_when_where_and_seats_make_a_draft(client, owner):
    response = typed(client, **MORNING)

    event = Event.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("workspace", args=[event.slug]))
    assert (event.title, event.state, event.language, event.roles.get().user) == (
        "Reading a balance sheet",
        "draft",
        "en",
        owner,
    )
    assert (event.sessions.get().place, event.pools.get().capacity) == ("Elbe 2.04", 24)


def test_a_title_alone_makes_a_draft(client, owner):
    assert typed(client, title="Only an idea").status_code == 302
    assert Event.objects.get().sessions.count() == 0


def test_each_mistake_stands_at_its_field_and_nothing_typed_is_lost(client, owner):
    wrong = {"session-0-ends_wall": "08:30", "room_seats": "many", "speakers": "nobody@example.org", "kind": "talk"}

    sent = MORNING | wrong | {"description": "# Hello"}
    response = typed(client, **sent)

    page, values = editor_of(response)
    form = next(form for form in page.forms if "title" in form.fields)
    errors = {name: page.error_at(field) for name, field in form.fields.items() if page.error_at(field)}
    assert errors == {
        "session-0-ends_wall": "Choose a time after 09:30, or a later last day.",
        "room_seats": "Enter a whole number.",
        "speakers": "Line 1: no colleague has the address “nobody@example.org”. Correct it, or write a name.",
    }
    assert {name: values[name][0] for name in sent} == sent
    assert Event.objects.count() == 0


def test_a_part_with_a_mistake_is_open(client, owner):
    response = typed(client, **MORNING, audience="departments")

    assert [(part.name, part.is_open) for part in response.context["folds"]] == [
        ("about", False),
        ("cover", False),
        ("audience", True),
        ("finding", False),
        ("minimum", False),
        ("rules", False),
        ("joining", False),
        ("arriving", False),
        ("afterwards", False),
    ]


def test_another_session_needs_no_script_and_loses_nothing(client, owner):
    _page, values = editor_of(client.get(NEW))
    response = send(client, NEW, values, **MORNING, speakers="Jonas", sessions="add")

    _page, again = editor_of(response)
    assert {name: again[name][0] for name in MORNING} == MORNING
    assert (again["speakers"], again["session-1-starts_wall"], again["session-1-held_on"]) == (
        ["Jonas"],
        ["09:30"],
        [""],
    )
    assert "autofocus" in response.content.decode().split('name="session-1-held_on"')[1].split(">")[0]

    saved = send(client, NEW, again, **{"session-1-held_on": "2030-03-17"})
    assert saved.status_code == 302
    assert [str(day) for day in Event.objects.get().sessions.order_by("held_on").values_list("held_on", flat=True)] == [
        "2030-03-10",
        "2030-03-17",
    ]


def test_a_session_is_removed_without_script(client, owner):
    day = timezone.now().date()
    event = make_draft(owner=owner, sessions=(session_draft(day), session_draft(day, start="14:00", end="15:00")))
    url = reverse("workspace-settings", args=[event.slug])
    _page, values = editor_of(client.get(url))

    _page, fewer = editor_of(send(client, url, values, sessions="remove-0"))
    assert event.sessions.count() == 2
    send(client, url, fewer)

    assert [f"{session.starts_wall:%H:%M}" for session in event.sessions.all()] == ["14:00"]


def test_settings_show_and_keep_what_the_event_is(client, owner):
    room = make_room(capacity=30)
    event = make_upcoming_event(
        owner=owner,
        sessions=(session_draft(timezone.now().date().replace(year=2030), room=room, place=""),),
        speakers=(SpeakerDraft(user=owner), SpeakerDraft(name="Jonas")),
        topics=(make_topic(),),
        seats={"room": 12, "online": None},
        audience="departments",
        departments=(make_department(),),
        description="# Hello",
    )
    before = Event.objects.filter(pk=event.pk).values().get()
    url = reverse("workspace-settings", args=[event.slug])

    response = typed(client, url)

    assert (response.status_code, response["Location"]) == (302, url)
    after = Event.objects.filter(pk=event.pk).values().get()
    assert after | {"changed_at": None} == before | {"changed_at": None}
    assert sorted(event.pools.values_list("kind", "capacity")) == [("online", None), ("room", 12)]
    assert [str(speaker) for speaker in event.sessions.get().speakers.order_by("position")] == ["Ines Okafor", "Jonas"]


def test_fewer_seats_than_are_taken_are_refused_at_the_field(client, owner):
    event = make_upcoming_event(owner=owner, capacity=10)
    Pool.objects.filter(event=event).update(seats_taken=7)

    page, values = editor_of(typed(client, reverse("workspace-settings", args=[event.slug]), room_seats="5"))

    form = next(form for form in page.forms if "title" in form.fields)
    assert (
        page.error_at(form.fields["room_seats"])
        == "7 seats are taken, offered or held. Choose 7 or more, or free seats first."
    )
    assert values["room_seats"] == ["5"]
    assert event.pools.get().capacity == 10


def test_fewer_seats_than_rules_need_are_refused_at_the_field(client, owner):
    event = make_upcoming_event(owner=owner, capacity=10)
    rules = (SeatRuleDraft(pool="room", kind="ceiling", percent=20),)
    actions.set_seating(event=event, draft=SeatingDraft(rules=rules), by=owner, at=timezone.now())

    page, _values = editor_of(typed(client, reverse("workspace-settings", args=[event.slug]), room_seats="4"))

    form = next(form for form in page.forms if "title" in form.fields)
    assert page.error_at(form.fields["room_seats"]) == (
        "A limit in percent would be less than one seat, so nobody could come."
        " Choose 5 or more, or change the rules first."
    )


def test_more_seats_than_the_room_has_are_refused_at_the_field_once_published(client, owner):
    room = make_room("Elbe 2.04", capacity=22)
    event = make_upcoming_event(owner=owner, sessions=(session_draft(room=room, place=""),))

    page, values = editor_of(typed(client, reverse("workspace-settings", args=[event.slug]), room_seats="24"))

    form = next(form for form in page.forms if "title" in form.fields)
    assert page.error_at(form.fields["room_seats"]) == "Elbe 2.04 has 22 seats, and you offer 24."
    assert values["room_seats"] == ["24"]
    assert event.pools.get().capacity == 10


def test_more_seats_than_the_room_has_are_a_warning_in_a_draft(client, owner):
    room = make_room("Elbe 2.04", capacity=22)
    event = make_draft(owner=owner, sessions=(session_draft(room=room, place=""),))

    response = typed(client, reverse("workspace-settings", args=[event.slug]), room_seats="24")

    assert event.pools.get().capacity == 24
    assert [str(message) for message in response.wsgi_request._messages][1:] == [
        "Elbe 2.04 has 22 seats, and you offer 24."
    ]


def test_whoever_saves_second_is_told_what_the_first_has_changed_and_nothing_is_lost(client, owner):
    event = make_draft(title="Sales", owner=owner)
    url = reverse("workspace-settings", args=[event.slug])
    _page, mine = editor_of(client.get(url))
    draft = replace(actions.draft_of(event), title="Sales, slowly")
    actions.edit(event=event, draft=draft, by=make_user("Mara Lindqvist"), at=event.changed_at + MINUTE)

    refused = send(client, url, mine, room_seats="31")

    assert refused.context["editor"].form.non_field_errors() == [str(Refusal.CHANGED_MEANWHILE.label)]
    assert [(row.who, row.what) for row in refused.context["since"]] == [("Mara Lindqvist", "Changed: title")]
    _page, kept = editor_of(refused)
    assert (kept["title"], kept["room_seats"]) == (["Sales"], ["31"])
    assert (Event.objects.get().title, Pool.objects.get().capacity) == ("Sales, slowly", 10)

    send(client, url, kept, title="Sales, slowly")
    assert (Event.objects.get().title, Pool.objects.get().capacity) == ("Sales, slowly", 31)


def test_who_came_meanwhile_does_not_hide_what_was_changed(client, owner):
    event = make_upcoming_event(title="Sales", owner=owner)
    url = reverse("workspace-settings", args=[event.slug])
    _page, mine = editor_of(client.get(url))
    draft = replace(actions.draft_of(event), title="Sales, slowly")
    actions.edit(event=event, draft=draft, by=make_user("Mara Lindqvist"), at=event.changed_at + MINUTE)
    for _person in range(6):
        register(event, at=event.changed_at + 2 * MINUTE)

    refused = send(client, url, mine, room_seats="31")

    assert [(row.who, row.what) for row in refused.context["since"]] == [("Mara Lindqvist", "Changed: title")]


def test_a_text_that_nobody_has_touched_is_no_change_however_a_browser_ends_its_lines(client, owner):
    event = make_draft(title="Sales", description="One\n\nTwo", owner=owner)
    url = reverse("workspace-settings", args=[event.slug])
    _page, mine = editor_of(client.get(url))

    send(client, url, mine, title="Other", description="One\r\n\r\nTwo")

    event.refresh_from_db()
    assert (event.title, event.description) == ("Other", "One\n\nTwo")
    line = Line.objects.filter(verb="event.edited").latest("pk")
    assert [name for name, value in line.after.items() if line.before[name] != value] == ["title"]


def test_another_session_asked_for_meanwhile_does_not_hide_that_somebody_was_faster(client, owner):
    event = make_draft(title="Sales", owner=owner)
    url = reverse("workspace-settings", args=[event.slug])
    _page, mine = editor_of(client.get(url))
    actions.edit(event=event, draft=actions.draft_of(event), by=owner, at=event.changed_at + MINUTE)

    _page, longer = editor_of(send(client, url, mine, sessions="add"))

    assert longer["seen"] == mine["seen"] != [Event.objects.get().version]


@pytest.mark.parametrize("seen", ["soon", "2027-13-45T00:00:00+00:00", "0001-01-01T00:00:00+14:00", "2027-01-01"])
def test_a_version_that_no_page_has_sent_is_one_that_stands_no_more(client, owner, seen):
    event = make_draft(title="Sales", owner=owner)
    url = reverse("workspace-settings", args=[event.slug])
    _page, mine = editor_of(client.get(url))

    refused = send(client, url, mine, seen=seen, title="Other")

    assert (refused.status_code, Event.objects.get().title) == (200, "Sales")


def test_the_last_session_of_a_published_event_can_not_be_dropped(client, owner):
    event = make_upcoming_event(owner=owner)
    empty = {
        f"session-0-{name}": "" for name in ("id", "held_on", "starts_wall", "ends_wall", "ends_on", "zone", "place")
    }

    response = typed(client, reverse("workspace-settings", args=[event.slug]), **empty)

    assert response.context["editor"].form.non_field_errors() == ["Add a date before you publish."]
    assert event.sessions.count() == 1


@pytest.mark.parametrize("state", ["over", "cancelled"])
def test_what_is_over_or_cancelled_can_be_read_and_not_changed(client, owner, state):
    event = make_past_event(owner=owner, at=timezone.now()) if state == "over" else make_upcoming_event(owner=owner)
    if state == "cancelled":
        actions.cancel(event=event, message="", by=owner, at=timezone.now())

    response = client.get(reverse("workspace-settings", args=[event.slug]))

    assert response.status_code == 200
    assert [form for form in Page(response.content.decode()).forms if "title" in form.fields] == []


def test_the_closed_lines_say_what_an_event_asks_of_people(client, owner):
    here, decide_at = make_location("Hamburg"), timezone.now() + timedelta(days=3)
    first = make_upcoming_event(title="Part 1")
    rules = RulesDraft(locations=(here,), needs=(first,), minimum=MinimumDraft(people=8, decide_at=decide_at))
    event = make_upcoming_event(owner=owner, rules=rules, hands_over="never")
    local = timezone.localtime(decide_at)

    page = main(client.get(reverse("workspace-settings", args=[event.slug])))

    lines = {
        fold.attributes["id"]: fold.all("summary")[0].text for fold in page.all(".fold") if "id" in fold.attributes
    }
    when = f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"
    assert lines["audience"] == "Who may come Internal: all colleagues, only at Hamburg, after another event"
    assert lines["minimum"] == f"Whether it takes place with at least 8 people, decided on {when}"
    assert lines["rules"].split(", ")[1] == "seats can't be given to colleagues"
