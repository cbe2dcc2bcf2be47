"""How often a page asks the database: as often with much to show as with little. The catalogue has tests of its own."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from calendars.models import Entry
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft, SpeakerDraft
from events.enums import PoolKind, RuleKind
from events.models import Event
from registrations import actions
from registrations.enums import Mark, WishKind
from registrations.notifications.writing import Words
from registrations.queries import Whom
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_event, make_many_events, make_topic, session_draft
from tests.factories.inbox import make_reply
from tests.factories.recognition import give_certificates
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client) -> User:
    user = make_user("Mara", department=make_department("Research"))
    client.force_login(user)
    return user


def day(days: int) -> date:
    return (timezone.now() + timedelta(days=days)).date()


def offer(**values: object) -> Event:
    """An event to come with everything that a list shows: host, topic, speakers, seats of both kinds."""
    return make_event(
        at=timezone.now(),
        sessions=(session_draft(day(10)), session_draft(day(11))),
        host_department=make_department(),
        topics=(make_topic(),),
        speakers=(SpeakerDraft(user=make_user()), SpeakerDraft(name="Somebody else")),
        seats={"room": 3, "online": 30},
        **values,
    )


@pytest.mark.parametrize("number", [10, 1000])
def test_the_event_page_asks_as_often_with_ten_as_with_a_thousand_events(number, me, client, count_queries):
    make_many_events(number, owner=me)
    event = offer()
    register(event, me, at=timezone.now())
    for _ in range(4):
        register(event, at=timezone.now())

    assert count_queries(lambda: client.get(reverse("event", args=[event.slug]))) == 7


@pytest.mark.django_db(transaction=True)
def test_the_way_to_a_seat_under_rules_asks_so_often(me, client):
    floor = SeatRuleDraft(
        pool=PoolKind.ROOM,
        kind=RuleKind.FLOOR,
        department=make_department("Legal"),
        seats=2,
        lapses_at=timezone.now() + timedelta(days=2),
    )
    ceiling = SeatRuleDraft(pool=PoolKind.ROOM, kind=RuleKind.CEILING, percent=40)
    event = make_event(
        at=timezone.now(), seats={"room": 10}, shows_participants=True, sessions=(session_draft(day(9)),)
    )
    owner = event.roles.get().user
    events.set_seating(event=event, draft=SeatingDraft(rules=(floor, ceiling)), by=owner, at=timezone.now())
    page, post = reverse("event", args=[event.slug]), reverse("register", args=[event.slug])

    way = [
        number_asked(lambda: client.get(page)),
        number_asked(lambda: client.post(post, {"pool": "room"})),
        number_asked(lambda: client.get(page)),
    ]

    assert [one.status for one in me.registrations.all()] == ["confirmed"]
    assert way == [6, 15, 7]  # one of them asks how the mail stands, once in a while


def number_asked(do: Callable[[], object]) -> int:
    """How many statements that took; a transaction begins with one on SQLite, and without on PostgreSQL."""
    said: list[str] = []

    def note(execute: Callable[..., object], sql: str, *arguments: object) -> object:
        said.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        do()
    return sum(not sql.startswith("BEGIN") for sql in said)


def my_seminars(me: User, number: int) -> str:
    for _ in range(number):
        register(offer(), me, at=timezone.now())
        attend(held(make_user()), me)
    return reverse("my-seminars")


def desk(me: User, number: int) -> str:
    for _ in range(number):
        register(offer(owner=me), at=timezone.now())
        attend(held(me), make_user())
    return reverse("organise")


def held(owner: User) -> Event:
    """An event that is over."""
    return make_event(owner=owner, at=timezone.now() - timedelta(days=9), sessions=(session_draft(day(-2)),))


def attend(event: Event, *people: User) -> None:
    places = [register(event, person, at=event.published_at) for person in people]
    session = event.sessions.get()
    marks = {place.pk: Mark.PRESENT for place in places}
    actions.mark(event=event, session=session, marks=marks, by=event.roles.get().user, at=session.ends_at)


def workspace(page: str) -> Callable[[User, int], str]:
    """A page of the workspace of an event to come, with ``number`` seated and as many in line."""

    def arrange(me: User, number: int) -> str:
        event = make_event(owner=me, at=timezone.now(), capacity=number, sessions=(session_draft(day(10)),))
        for _ in range(2 * number):
            register(event, make_user(department=make_department()), at=timezone.now())
        return reverse(page, args=[event.slug])

    return arrange


def written(me: User, number: int) -> str:
    """The mails of an event, to ``number`` people who were written to as often."""
    url = workspace("workspace-messages")(me, number)
    event, words = Event.objects.get(), Words(subject="Hello", text="All well")
    for _ in range(number):
        writing = actions.Writing(words=words, whom=Whom(), number=number, key=uuid4())
        actions.write(event=event, writing=writing, by=me, at=timezone.now())
    return url


def attendance(me: User, number: int) -> str:
    event = held(me)
    attend(event, *(make_user(department=make_department()) for _ in range(number)))
    return reverse("workspace-attendance", args=[event.slug])


def certificates(me: User, number: int) -> str:
    event = held(me)
    give_certificates(event, by=me, at=timezone.now())
    attend(event, *(make_user(department=make_department()) for _ in range(number)))
    actions.close_list(event=event, by=me, at=timezone.now())
    return reverse("workspace-certificates", args=[event.slug])


def own_certificates(me: User, number: int) -> str:
    for _ in range(number):
        event = held(make_user())
        give_certificates(event, by=me, at=timezone.now())
        attend(event, me)
        actions.close_list(event=event, by=me, at=timezone.now())
    return reverse("my-certificates")


def person(me: User, number: int) -> str:
    """One person of whom as much was said, each time otherwise."""
    event = held(me)
    attend(event, make_user())
    place, session = event.registrations.get(), event.sessions.get()
    for turn in range(number):
        marks = {place.pk: (Mark.ABSENT, Mark.PRESENT)[turn % 2]}
        actions.mark(event=event, session=session, marks=marks, by=me, at=session.ends_at, reason="Looked again")
    return reverse("attendance-person", args=[event.slug, place.pk])


def report(me: User, number: int) -> str:
    """A report of ``number`` people with a seat, and of as many without."""
    event = held(me)
    attend(event, *(make_user(f"Person {turn}") for turn in range(number)))
    rows = "".join(f"{name} {turn},60\n" for turn in range(number) for name in ("Person", "Stranger"))
    upload = actions.Upload("report.csv", f"Name,Duration\n{rows}".encode(), "UTC", 75)
    return actions.keep_report(session=event.sessions.get(), upload=upload, by=me, at=timezone.now()).get_absolute_url()


def groups(me: User, number: int) -> str:
    """Groups with ``number`` people and newcomers each, a wish, and one of them from a group before."""
    event = make_event(
        owner=me, at=timezone.now(), capacity=30, sessions=(session_draft(day(10)), session_draft(day(11)))
    )
    first, second = event.sessions.select_related("event").order_by("starts_at")
    people = [register(event, make_user(department=make_department()), at=timezone.now()) for _ in range(number + 1)]
    common = {"by": me, "at": timezone.now()}
    actions.make_wish(event=event, first=people[0], second=people[1], kind=WishKind.TOGETHER, **common)
    for session in (first, second):
        actions.mix_groups(session=session, size=2, **common)
    for _ in range(number):
        register(event, make_user(department=make_department()), at=timezone.now())
    return reverse("workspace-groups", args=[event.slug], query={"session": second.pk})


def answers(me: User, number: int) -> str:
    event = offer(owner=me)
    for _ in range(number):
        entry = Entry.objects.filter(user=register(event, at=timezone.now()).user).first()
        make_reply(scope=event.scope, about_type="calendars.entry", about_id=str(entry.pk))
    return reverse("workspace-replies", args=[event.slug])


LISTS = {
    "my-seminars": (my_seminars, 14),
    "organise": (desk, 23),
    "workspace": (workspace("workspace"), 24),
    "workspace-people": (workspace("workspace-people"), 15),
    "workspace-replies": (answers, 8),
    "workspace-messages": (workspace("workspace-messages"), 13),
    "workspace-messages, written to people": (written, 15),
    "workspace-write": (workspace("workspace-write"), 9),
    "workspace-settings": (workspace("workspace-settings"), 24),
    "workspace-groups": (groups, 19),
    "workspace-attendance": (attendance, 18),
    "workspace-certificates": (certificates, 16),
    "my-certificates": (own_certificates, 2),
    "attendance-person": (person, 5),
    "attendance-report": (report, 7),
}


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("arrange", "asked"), LISTS.values(), ids=LISTS)
def test_a_list_asks_as_often_with_three_as_with_one(arrange, asked, item_count, me, client, count_queries):
    url = arrange(me, item_count)

    assert count_queries(lambda: client.get(url)) == asked
