"""Our addresses of online meetings: who gets through, from when on, and what is noted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from calendars.models import Entry, Meeting, Revision
from events import actions as events
from events.actions.copying import draft_of
from events.drafts import SpeakerDraft
from events.enums import RoleKind
from events.links import sign_speaker
from events.models import Engagement
from outbox.models import Message
from registrations import actions, links
from registrations.models import Joining
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import ONLINE, main_pool, make_online_event
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db

YESTERDAY = timedelta(days=1)


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def seat(event, person, **values):
    return register(event, person, at=timezone.now() - YESTERDAY, **values)


def ways(page):
    return [link.attributes["href"] for link in page.all("a") if link.text == "Join online"]


def address(event):
    return event.sessions.get().join_path


def edit(event, **values):
    """Change the only session of ``event``, as its editor does."""
    draft = draft_of(event)
    changed = replace(draft.sessions[0], **values)
    owner = event.roles.get(kind=RoleKind.OWNER).user
    events.edit(event=event, draft=replace(draft, sessions=(changed,)), by=owner, at=timezone.now())


def test_whoever_has_a_seat_goes_through_from_a_quarter_of_an_hour_before(client, colleague):
    event = make_online_event(minutes=14)
    seat(event, colleague)

    response = client.get(address(event))

    assert (response.status_code, response["Location"]) == (302, ONLINE)
    assert (response["Referrer-Policy"], "no-store" in response["Cache-Control"]) == ("no-referrer", True)


def test_whoever_comes_too_early_reads_when_it_opens_and_the_page_goes_on_by_itself(client, colleague):
    event = make_online_event(minutes=40, join_minutes=30)
    seat(event, colleague)
    opens_at = timezone.localtime(event.starts_at - timedelta(minutes=30))

    response = client.get(address(event))

    page = main(response).one("#join")
    assert (response.status_code, page.one("h2").text) == (200, "This online meeting is not open yet.")
    assert page.texts("p")[0].startswith(f"It opens at {opens_at:%H:%M}, in ")
    assert 0 < int(response["Refresh"]) <= 301
    assert ONLINE not in response.content.decode()
    assert Joining.objects.count() == 0


def test_waiting_pages_go_on_once_it_is_open(client, colleague):
    event = make_online_event(minutes=40, join_minutes=60)
    seat(event, colleague)

    response = client.get(address(event), headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (200, address(event))
    assert Joining.objects.count() == 0


def test_the_first_time_somebody_joins_is_noted_once(client, colleague):
    event = make_online_event()
    registration = seat(event, colleague)

    client.get(address(event))
    first = Joining.objects.get()
    client.get(address(event))

    assert list(Joining.objects.values_list("registration", "session", "joined_at")) == [
        (registration.pk, event.sessions.get().pk, first.joined_at)
    ]


def test_the_organiser_sees_who_joined(client, colleague):
    owner = make_user()
    event = make_online_event(owner=owner)
    seat(event, colleague)
    seat(event, make_user("Noor"))
    client.get(address(event))
    joined_at = timezone.localtime(Joining.objects.get().joined_at)

    client.force_login(owner)
    page = main(client.get(reverse("workspace-attendance", args=[event.slug])))

    rows = page.one("tbody").all("tr")
    assert [row.one("th").text for row in rows] == [f"Mara Lindqvist Joined online at {joined_at:%H:%M}", "Noor"]


def test_nobody_else_gets_through(client, colleague):
    event = make_online_event(seats={"online": 1})
    unknown = reverse("join", args=["0" * 32])
    stranger = client.get(address(event)).status_code
    seat(event, make_user())
    seat(event, colleague)
    waiting = client.get(address(event)).status_code

    assert (stranger, waiting, client.get(unknown).status_code) == (404, 404, 404)


def test_whoever_is_not_signed_in_does_that_first(client):
    event = make_online_event()

    assert client.get(address(event))["Location"] == f"/accounts/login/?next={address(event)}"


def test_the_team_and_those_who_teach_come_in_before_and_are_not_noted(client):
    owner, teacher, helper = make_user(), make_user(), make_user()
    event = make_online_event(minutes=300, owner=owner, speakers=(SpeakerDraft(user=teacher),))
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=owner, at=timezone.now())

    found = []
    for person in (owner, teacher, helper):
        client.force_login(person)
        found.append(client.get(address(event))["Location"])

    assert (found, Joining.objects.count()) == ([ONLINE] * 3, 0)


@pytest.mark.parametrize(("join_for", "status"), [("seated", 302), ("online", 404)])
def test_the_event_says_whether_people_in_the_room_may_join(join_for, status, client, colleague):
    event = make_online_event(seats={"room": 5, "online": 5}, join_for=join_for)
    seat(event, colleague, pool=event.pools.get(kind="room"))
    shown = ways(main(client.get(event.get_absolute_url())))

    assert client.get(address(event)).status_code == status
    assert shown == ([address(event)] if status == 302 else [])


def test_guests_join_by_their_own_link(client):
    event, at = make_online_event(), timezone.now() - YESTERDAY
    owner = event.roles.get().user
    registration = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=at)
    page = main(client.get(links.guest_url(registration)))
    (url,) = ways(page)

    # When it was signed stands in it, to the second.
    assert (url.startswith("/g/"), url.endswith(f"/join/{event.sessions.get().token}/")) == (True, True)
    assert client.get(url)["Location"] == ONLINE
    assert Joining.objects.get().registration == registration


def test_speakers_from_outside_join_by_their_own_link(client):
    event = make_online_event(minutes=300, speakers=(SpeakerDraft(name="Jo", email="jo@example.com"),))
    other = make_online_event(minutes=300)
    signed = sign_speaker(Engagement.objects.get())
    (url,) = ways(main(client.get(reverse("speaker-page", args=[signed]))))

    assert url == reverse("speaker-join", args=[signed, event.sessions.get().token])
    assert client.get(url)["Location"] == ONLINE
    assert client.get(reverse("speaker-join", args=[signed, other.sessions.get().token])).status_code == 404


@pytest.mark.parametrize(("answer", "status"), [("confirmed", 302), ("declined", 404)])
def test_who_has_said_that_they_do_not_teach_does_not_get_through(answer, status, client, colleague):
    event = make_online_event(minutes=300, speakers=(SpeakerDraft(user=colleague),))
    engagement = Engagement.objects.get()

    events.answer_as_speaker(
        engagement=engagement, comes=answer == "confirmed", note="", by=colleague, at=timezone.now()
    )

    signed = sign_speaker(engagement)
    by_link = reverse("speaker-join", args=[signed, event.sessions.get().token])
    assert (client.get(address(event)).status_code, client.get(by_link).status_code) == (status, status)


def test_after_the_end_nobody_gets_through(client, colleague):
    event = make_online_event(minutes=-61)
    seat(event, colleague)

    response = client.get(address(event))

    assert (response.status_code, main(response).one("h2").text) == (200, "This session is over.")


def test_another_link_is_told_to_nobody_and_stands_behind_the_same_address(client, colleague):
    event = make_online_event()
    seat(event, colleague)
    before = (address(event), list(Meeting.objects.values()), list(Entry.objects.values()), Message.objects.count())

    edit(event, join_url="https://meet.example/second")

    after = (address(event), list(Meeting.objects.values()), list(Entry.objects.values()), Message.objects.count())
    assert after == before
    assert client.get(address(event))["Location"] == "https://meet.example/second"


def test_whether_there_is_a_link_is_told(client, colleague):
    event = make_online_event(seats={"room": 5})
    seat(event, colleague)
    ours = address(event)

    edit(event, join_url="", place="Elbe 2.04")
    closed = client.get(ours)
    edit(event, join_url=ONLINE)

    assert main(closed).one("h2").text.startswith("There is no online link for this session at the moment.")
    assert [(one.told.details.place, one.told.details.description) for one in Revision.objects.order_by("pk")] == [
        (f"http://testserver{ours}", f"Join online: http://testserver{ours}"),
        ("Elbe 2.04", ""),
        ("Elbe 2.04", f"Join online: http://testserver{ours}"),
    ]


def test_calendars_carry_our_address_and_never_the_link(client, colleague):
    event = make_online_event()
    seat(event, colleague)
    ours = f"http://testserver{address(event)}"

    details = Revision.objects.get().told.details
    file = client.get(reverse("event-calendar", args=[event.slug])).content.decode().replace("\r\n ", "")

    assert (details.place, details.description) == (ours, f"Join online: {ours}")
    assert (f"LOCATION:{ours}" in file, ONLINE in file) == (True, False)


def test_a_session_keeps_its_address_and_shares_it_with_none(colleague):
    event, other = make_online_event(), make_online_event()
    session = event.sessions.get()
    edit(event, starts_wall=session.starts_wall.replace(minute=(session.starts_wall.minute + 1) % 60))

    assert event.sessions.get().token == session.token
    session.token = other.sessions.get().token
    with pytest.raises(IntegrityError, match="token"), transaction.atomic():
        session.save()


def test_the_database_keeps_one_joining_for_each_session():
    event = make_online_event()
    registration = seat(event, make_user())
    row = {"registration": registration, "session": event.sessions.get(), "joined_at": timezone.now()}
    Joining.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Joining.objects.create(**row)
