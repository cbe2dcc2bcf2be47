"""Times that suit many of those who may come."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Location, User
from events.drafts import SpeakerDraft
from events.models import Event
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import make_draft, make_event, make_room, session_draft
from tests.factories.registrations import register
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def hamburg() -> Location:
    location = make_location("Hamburg")
    Location.objects.filter(pk=location.pk).update(country="DE", subdivision="HH")
    return location


@pytest.fixture
def owner(client: Client, hamburg: Location) -> User:
    user = make_user("Ines Okafor", department=make_department("Finance"), location=hamburg)
    client.force_login(user)
    return user


def next_tuesday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=14 + (1 - today.weekday()) % 7)


def people(location: Location, number: int) -> list[User]:
    return [make_user(location=location, workday_starts=time(9), workday_ends=time(12)) for _ in range(number)]


def asked(client: Client, event: Event, day: date, **values: object):
    url = reverse("workspace-times", args=[event.slug])
    return client.get(url, {"since": str(day), "until": str(day), "length": "60", **values}).context["page"]


def clock(found) -> list[str]:
    return [each.starts_at.astimezone(BERLIN).strftime("%H:%M") for each in found]


def test_the_share_of_the_audience_that_is_free_ranks_the_times(client, owner, hamburg):
    crowd, day = people(hamburg, 9), next_tuesday()
    User.objects.filter(pk=owner.pk).update(workday_ends=time(12))
    taken = make_event(at=timezone.now(), sessions=(session_draft(day, "09:00", "10:30"),))
    for person in crowd[:4]:
        register(taken, person, at=timezone.now())
    draft = make_draft(owner=owner, sessions=(session_draft(day, join_url="https://v.example"),), seats={"online": 5})

    page = asked(client, draft, day)

    # The owner of the other event is a colleague without a location, who works until five.
    assert (page.people, clock(page.found[:2])) == (11, ["10:30", "09:00"])
    assert [(each.percent, list(each.shares)) for each in page.found[:2]] == [(100, []), (64, [])]


def test_of_fewer_than_five_people_nothing_is_said(client, owner, hamburg):
    people(hamburg, 3)
    day = next_tuesday()
    draft = make_draft(owner=owner, sessions=(session_draft(day),), seats={"online": 5})

    page = asked(client, draft, day)

    assert (page.people, page.says_shares, {each.percent for each in page.found}) == (4, False, {None})


def test_whoever_teaches_and_a_room_are_free_at_every_time(client, owner, hamburg):
    people(hamburg, 6)
    day, speaker = next_tuesday(), make_user("Speaker", location=hamburg)
    room = make_room("Elbe", capacity=20)
    at = {"at": timezone.now()}
    make_event(**at, speakers=(SpeakerDraft(user=speaker),), sessions=(session_draft(day, "09:00", "10:00"),))
    make_event(**at, sessions=(session_draft(day, "10:00", "11:00", room=room, place=""),))
    draft = make_draft(owner=owner, speakers=(SpeakerDraft(user=speaker),), sessions=(session_draft(day),))

    page = asked(client, draft, day)

    assert clock(page.found)[:1] == ["11:00"]
    assert [room.name for room in page.found[0].rooms] == ["Elbe"]


def test_nothing_is_suggested_on_a_public_holiday(client, owner, hamburg):
    people(hamburg, 6)
    this_year = timezone.localdate().year
    reformation = (date(this_year + number, 10, 31) for number in range(1, 4))
    holiday = next(day for day in reformation if day.weekday() < 5)
    draft = make_draft(owner=owner, sessions=(session_draft(holiday),), seats={"online": 5})

    assert asked(client, draft, holiday).found == []
    assert len(asked(client, draft, holiday + timedelta(days=14)).found) == 2


def test_one_click_puts_the_time_into_the_editor_and_saves_nothing(client, owner, hamburg):
    people(hamburg, 6)
    day = next_tuesday()
    draft = make_draft(owner=owner, sessions=(session_draft(day + timedelta(days=40)),), seats={"online": 5})
    before = draft.sessions.get().starts_at
    found = asked(client, draft, day).found[0]

    page = client.get(found.url)

    form = next(form for form in Page(page.content.decode()).forms if "title" in form.fields)
    assert form.values["session-0-held_on"] == [str(day)]
    starts = datetime.combine(day, time.fromisoformat(form.values["session-0-starts_wall"][0]), BERLIN)
    assert (starts, draft.sessions.get().starts_at) == (found.starts_at, before)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": "2000-01-01"}, "until"),
        ({"until": "2199-12-31"}, "until"),
        ({"length": "5"}, "length"),
        ({"since": "no day"}, "since"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(client, owner, values, field):
    draft = make_draft(owner=owner)

    assert list(asked(client, draft, next_tuesday(), **values).form.errors) == [field]


def test_nobody_looks_for_times_without_end(client, owner, settings):
    settings.ACCOUNT_RATE_LIMITS = {"good_times": "2/m/user"}
    url = reverse("workspace-times", args=[make_draft(owner=owner).slug])

    answers = [client.get(url) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "You have asked for this very often in a short time." in answers[-1].content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_time_is_found_with_as_many_questions_for_three_as_for_one(client, owner, hamburg, item_count, count_queries):
    for person in people(hamburg, 5 + item_count):
        event = make_event(at=timezone.now(), sessions=(session_draft(next_tuesday()),))
        register(event, person, at=timezone.now())
    make_room()
    draft = make_draft(owner=owner, speakers=(SpeakerDraft(user=make_user()),))

    assert count_queries(lambda: client.get(reverse("workspace-times", args=[draft.slug]))) == 19
