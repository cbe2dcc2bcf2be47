"""Events without a date as people meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import EventState
from events.models import Interest
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import make_draft, make_topic, make_upcoming_event, session_draft
from tests.factories.interest import give_date, make_gathering, make_people
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(client):
    user = make_user("Mara Lindqvist", department=make_department("Research"))
    client.force_login(user)
    return user


def panel(client, event):
    return main(client.get(event.get_absolute_url())).one("#interest-panel")


def test_one_click_says_it_and_another_takes_it_back(client, mara):
    event = make_gathering()
    empty = panel(client, event).one("h2").text

    client.post(reverse("interest", args=[event.slug]))
    said = panel(client, event).one("h2").text
    client.post(reverse("interest-withdraw", args=[event.slug]))

    assert (empty, said, Interest.objects.count()) == (
        "Nobody has said yet that they would come",
        "1 person would come",
        0,
    )


def test_the_page_names_no_day_even_where_one_is_planned(client, mara):
    event = make_gathering()
    draft = make_upcoming_event().sessions.get()
    event.sessions.create(
        **{name: getattr(draft, name) for name in ("held_on", "starts_wall", "ends_on", "ends_wall", "zone", "place")},
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
    )

    page = main(client.get(event.get_absolute_url()))

    assert page.one(".facts").texts(".strong") == ["No date yet"]


@pytest.mark.parametrize(
    ("is_coordinator", "shown"),
    [(False, ["Finance 10", "from elsewhere 5"]), (True, ["Finance 10", "Sales 4", "Legal 1"])],
)
def test_small_departments_are_named_to_coordinators_alone(client, is_coordinator, shown):
    event = make_gathering(*make_people(10, "Finance"), *make_people(4, "Sales"), *make_people(1, "Legal"))
    reader = make_coordinator(make_department()) if is_coordinator else make_user()
    client.force_login(reader)

    assert panel(client, event).texts("li") == shown


def test_a_draft_is_announced_and_its_interest_has_a_page(client, mara):
    event = make_draft(owner=mara, sessions=())

    answer = client.post(reverse("event-gather", args=[event.slug]))
    event.refresh_from_db()
    page = main(client.get(reverse("workspace-interest", args=[event.slug])))

    assert (answer["Location"], event.state) == (reverse("workspace", args=[event.slug]), EventState.INTEREST)
    assert "0 people would come" in page.text


def test_whoever_was_not_interested_reads_from_when_they_can_register(client, mara):
    at = timezone.now()
    event = make_gathering(make_user(), at=at)
    event = give_date(event, at=at, sessions=(session_draft((at + timedelta(days=20)).date()),))

    button = main(client.get(event.get_absolute_url())).one("#registration-panel").one(".wide")
    assert (button.text.split(" from ")[0], "disabled" in button.attributes) == ("Register", True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_with_three_as_with_one(number, client, mara, count_queries):
    for _ in range(number):
        make_gathering(mara, host_department=make_department(), topics=(make_topic(),))

    assert count_queries(lambda: client.get(reverse("gathering"))) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_departments_as_for_one(number, client, mara, count_queries):
    event = make_gathering(*(person for _ in range(number) for person in make_people(5)))

    assert count_queries(lambda: client.get(event.get_absolute_url())) == 7


def test_the_organiser_ends_the_head_start(client, mara):
    at = timezone.now()
    event = make_gathering(make_user(), owner=mara, at=at)
    event = give_date(event, at=at, sessions=(session_draft((at + timedelta(days=20)).date()),))

    client.post(reverse("workspace-interest", args=[event.slug]), {"days": "0"})

    event.refresh_from_db()
    assert (event.head_start_days, event.is_in_head_start(timezone.now())) == (0, False)
