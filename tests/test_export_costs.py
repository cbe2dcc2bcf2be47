"""What a table to take along asks the database: as often with three rows as with one, for every table there is."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common import exports
from events import actions as events
from events.enums import RoleKind
from events.models import Event
from feedback import actions as feedback
from feedback.enums import Occasion
from jobs.enums import JobState
from polls import actions as polls
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import make_equipment, make_room, make_topic
from tests.factories.feedback import answer, close, make_attended, make_form
from tests.factories.jobs import make_file, make_job
from tests.factories.materials import make_material
from tests.factories.outbox import make_message
from tests.factories.polls import open_poll, vote_often
from tests.factories.series import make_series, weekly
from tests.support.routes import routes
from tests.test_query_counts import LISTS, attend, day, held, offer

pytestmark = pytest.mark.django_db
Arrange = Callable[[User, int], str]


@pytest.fixture
def me(client: Client) -> User:
    """Somebody who sees every table."""
    user = make_user("Mara", department=make_department("Research"), is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def each(page: str, make: Callable[[User], object]) -> Arrange:
    """A page without an argument, and ``make`` for each row."""

    def arrange(me: User, number: int) -> str:
        for _ in range(number):
            make(me)
        return reverse(page)

    return arrange


def of_event(page: str, make: Callable[[User, Event], object]) -> Arrange:
    """A page of an event to come, and ``make`` for each row."""

    def arrange(me: User, number: int) -> str:
        event = offer(owner=me)
        for _ in range(number):
            make(me, event)
        return reverse(page, args=[event.slug])

    return arrange


def told(number_of_days: int, page: str, **arguments: str) -> Arrange:
    """Results of five answers and more."""

    def arrange(me: User, number: int) -> str:
        at = timezone.now() - timedelta(days=number_of_days)
        form, asked = make_form(4 + number, at=at, owner=me)
        for person in asked:
            answer(form, person, at=at, useful=f"Maps {person.pk}")
        return reverse(page, kwargs={"slug": close(form).event.slug, **arguments})

    return arrange


def told_later(me: User, number: int) -> str:
    """The same of what was asked a month later."""
    asked_at = timezone.now() - timedelta(days=50)
    event, asked = make_attended(4 + number, at=asked_at, owner=me, has_follow_up=True)
    at = event.ends_at + timedelta(days=30)
    feedback.open_form(event=event, at=asked_at)
    form = feedback.open_form(event=event, occasion=Occasion.MONTH, at=at)
    for person in asked:
        answer(form, person, {"used": ("often",), "used_what": f"Maps {person.pk}", "worth": 5}, at=at)
    return reverse("workspace-feedback-later", args=[close(form).event.slug, Occasion.MONTH])


def dates(me: User, number: int) -> str:
    series = make_series(owner=me, rule=weekly(day(7), count=number + 1))
    return reverse("series-organise", args=[series.slug])


def voted(_me: User, event: Event) -> None:
    """A poll that may be shown."""
    poll = open_poll(event, at=timezone.now())
    polls.close(poll=vote_often(poll, [("0",)] * 5), by=event.roles.get().user, at=timezone.now())


def work(me: User) -> None:
    make_file(make_job(JobState.DONE, owner=me))


def learned(me: User) -> None:
    attend(held(make_user()), me)


def helped(me: User, event: Event) -> None:
    events.set_role(event=event, user=make_user(), kind=RoleKind.HELPER, by=me, at=timezone.now())


TABLES: dict[str, Arrange] = {
    "jobs": each("jobs", work),
    "all-jobs": each("all-jobs", lambda _me: work(make_user())),
    "learning-record": each("learning-record", learned),
    "catalogue": each("catalogue", lambda _me: offer()),
    "library": each("library", lambda _me: make_material(offer(), visible="all")),
    "messages": each("messages", lambda _me: make_message()),
    "directory-people": each("directory-people", lambda _me: make_user(department=make_department())),
    "directory-departments": each("directory-departments", lambda _me: make_department()),
    "locations": each("locations", lambda _me: make_location()),
    "rooms": each("rooms", lambda _me: make_room()),
    "equipment": each("equipment", lambda _me: make_equipment()),
    "topics": each("topics", lambda _me: make_topic()),
    "workspace-polls": of_event("workspace-polls", voted),
    "team": of_event("team", helped),
    "series-organise": dates,
    "held-certificates": lambda me, number: (
        LISTS["workspace-certificates"][0](me, number) and reverse("held-certificates")
    ),
    "workspace-feedback-later": told_later,
    "workspace-feedback": told(20, "workspace-feedback"),
    "ratings": lambda me, number: told(20, "workspace-feedback")(me, number) and reverse("ratings"),
    **{name: arrange for name, (arrange, _asked) in LISTS.items()},
}
ONE_ROW = {"figures": "what was kept of a quarter is one row of the database"}
OFFERED = sorted({route.name for route in routes() if exports.is_offered(route.view)} - ONE_ROW.keys())
PARAMETERS = {"workspace": "history-export"}  # where a page has more than one table


def asked(client: Client, url: str) -> tuple[int, int]:
    """How many rows the file at ``url`` has, and how many statements it took."""
    with CaptureQueriesContext(connection) as captured:
        file = b"".join(client.get(url).streaming_content).decode("utf-8-sig")
    return len(list(csv.reader(io.StringIO(file, newline="")))) - 1, len(captured)


@pytest.mark.parametrize("name", OFFERED)
def test_a_file_asks_as_often_with_three_rows_as_with_one(name, me, client):
    arrange, export = TABLES[name], PARAMETERS.get(name, "export")
    asked(client, f"{arrange(me, 1)}?{export}=csv")  # what is kept in memory is there from then on

    (few, once), (more, often) = (asked(client, f"{arrange(me, number)}?{export}=csv") for number in (1, 3))

    assert (few < more, often) == (True, once)
