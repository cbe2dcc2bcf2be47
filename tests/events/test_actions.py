"""Drafting and editing; publishing, cancelling and the team stand in test_publishing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from accounts.models import User
from audit.models import Line
from calendars.models import Meeting
from events import actions
from events.drafts import EventDraft, SpeakerDraft
from events.enums import Refusal
from events.exceptions import EventRefused, SeatsTaken
from events.models import Event
from events.signals import event_changed
from registrations import actions as registrations
from registrations.enums import Mark
from tests.factories.accounts import make_department, make_user
from tests.factories.events import (
    DAY,
    NOW,
    event_draft,
    main_pool,
    make_draft,
    make_event,
    make_past_event,
    make_room,
    make_topic,
    session_draft,
)
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def refusal(call, **values: object) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(**values)
    return caught.value.reason


def edit(event: Event, *, at: datetime = LATER, **values: object) -> Event:
    """Change what ``values`` say; everything else stays as ``event_draft`` has it."""
    kept = tuple(
        session_draft(
            session.held_on, f"{session.starts_wall}", f"{session.ends_wall}", place=session.place, pk=session.pk
        )
        for session in event.sessions.order_by("pk")
    )
    seats = dict(event.pools.values_list("kind", "capacity"))
    draft = event_draft(**{"title": event.title, "sessions": kept, "seats": seats} | values)
    return actions.edit(event=event, draft=draft, by=event.roles.first().user, at=at)


def lines(event: Event) -> list[str]:
    return list(Line.objects.filter(scope=event.scope).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def announced():
    """What the app says has changed while a test runs."""
    heard: list[object] = []

    def listen(*, programme, **_kwargs):
        heard.append(programme)

    event_changed.connect(listen)
    yield heard
    event_changed.disconnect(listen)


# Creating.


def everything(author: User) -> EventDraft:
    return EventDraft(
        title="Reading a balance sheet",
        language="de",
        kind="workshop",
        description="# Hello",
        audience="departments",
        departments=(make_department(key="sales"),),
        host_department=make_department(key="finance"),
        topics=(make_topic("Money"),),
        cancellation_hours=24,
        shows_participants=True,
        sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=1), room=make_room(), place="")),
        speakers=(SpeakerDraft(user=author), SpeakerDraft(name="Jonas")),
        seats={"room": 12, "online": None},
    )


def test_create_writes_everything_the_draft_says():
    author = make_user("Ines Okafor")

    event = actions.create(draft=everything(author), by=author, at=NOW)

    event.refresh_from_db()
    assert (event.title, event.slug, event.state, event.language, event.kind, event.description) == (
        "Reading a balance sheet",
        "reading-a-balance-sheet",
        "draft",
        "de",
        "workshop",
        "# Hello",
    )
    assert (event.audience, event.cancellation_hours, event.shows_participants, event.host_department.key) == (
        "departments",
        24,
        True,
        "finance",
    )
    assert (event.created_at, event.changed_at, event.published_at) == (NOW, NOW, None)
    assert [one.key for one in event.departments.all()] == ["sales"]
    assert [one.name for one in event.topics.all()] == ["Money"]
    assert dict(event.pools.values_list("kind", "capacity")) == {"room": 12, "online": None}
    assert [(role.user, role.kind) for role in event.roles.all()] == [(author, "owner")]
    for session in event.sessions.all():
        assert [str(speaker) for speaker in session.speakers.order_by("position")] == ["Ines Okafor", "Jonas"]


def test_create_derives_the_dates_of_the_event_from_its_sessions():
    event = make_draft(sessions=(session_draft(DAY + timedelta(days=1)), session_draft(DAY)))

    assert (event.starts_at, event.ends_at) == (
        datetime(2027, 3, 10, 9, tzinfo=UTC),
        datetime(2027, 3, 11, 10, tzinfo=UTC),
    )


def test_create_leaves_a_draft_out_of_every_calendar():
    make_draft()

    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(("title", "slug"), [("New", "new-"), ("Twice", "twice-"), ("会議", "event")])
def test_create_finds_an_address_that_is_free(title, slug):
    make_draft(title="Twice")

    assert make_draft(title=title).slug.startswith(slug)
    assert Event.objects.filter(slug="new").count() == 0


def test_create_leaves_an_audit_line():
    author = make_user()

    event = actions.create(draft=event_draft(title="Hello", seats={"room": 3}), by=author, at=NOW)

    line = Line.objects.get(verb="event.created")
    assert (line.by, line.at, line.scope, line.before) == (author, NOW, event.scope, None)
    assert (line.after["title"], line.after["state"], line.after["seats"]) == ("Hello", "draft", {"room": 3})


# Editing.


def test_edit_changes_adds_and_drops_sessions():
    event = make_draft(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=1))))
    first, second = event.sessions.order_by("pk")
    moved = session_draft(DAY, "14:00", "15:00", pk=first.pk)

    edit(event, sessions=(moved, session_draft(DAY + timedelta(days=9))))

    assert [(one.pk == first.pk, one.held_on, one.starts_wall) for one in event.sessions.order_by("pk")] == [
        (True, DAY, time(14)),
        (False, DAY + timedelta(days=9), time(10)),
    ]
    assert event.sessions.filter(pk=second.pk).count() == 0


def test_edit_keeps_the_uid_of_a_session_that_moves():
    event = make_event()
    session = event.sessions.get()

    edit(event, sessions=(session_draft(DAY, "14:00", "15:00", pk=session.pk),))

    assert event.sessions.get().uid == session.uid
    assert Meeting.objects.get(uid=session.uid).sequence == 1


def test_edit_calls_a_dropped_session_off_in_calendars():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=1))))
    first = event.sessions.order_by("starts_at")[0]

    edit(event, sessions=(session_draft(DAY, pk=first.pk),))

    assert [meeting.is_cancelled for meeting in Meeting.objects.order_by("starts_at")] == [False, True]


def test_edit_of_a_session_of_another_event_makes_a_new_one():
    other, event = make_event(), make_draft()

    edit(event, sessions=(session_draft(DAY, "16:00", "17:00", pk=other.sessions.get().pk),))

    assert (other.sessions.get().starts_wall, event.sessions.get().starts_wall) == (time(10), time(16))


def test_edit_drops_a_pool_of_a_draft_and_closes_one_of_a_published_event():
    draft, published = make_draft(seats={"room": 5, "online": 9}), make_event(seats={"room": 5, "online": 9})

    edit(draft, seats={"room": 6})
    edit(published, seats={"room": 6})

    assert dict(draft.pools.values_list("kind", "capacity")) == {"room": 6}
    assert dict(published.pools.values_list("kind", "capacity")) == {"room": 6, "online": 0}


@pytest.mark.parametrize("seats", [{"room": 1}, {"room": 0}, {}])
def test_edit_refuses_fewer_seats_than_are_taken_and_says_how_many(seats):
    event = make_event(capacity=3)
    register(event)
    register(event)

    with pytest.raises(SeatsTaken) as refused:
        edit(event, title="Another title", seats=seats)

    event.refresh_from_db()
    assert (refused.value.kind, refused.value.taken, main_pool(event).capacity) == ("room", 2, 3)
    assert event.title != "Another title"
    assert lines(event).count("event.edited") == 0


def test_edit_down_to_the_seats_taken_is_possible():
    event = make_event(capacity=3)
    register(event)

    edit(event, seats={"room": 1})

    assert (main_pool(event).capacity, main_pool(event).seats_taken) == (1, 1)


def test_edit_is_refused_for_what_is_over_or_cancelled():
    cancelled = make_event()
    actions.cancel(event=cancelled, message="", by=make_user(), at=NOW)

    assert refusal(edit, event=make_past_event()) == Refusal.OVER
    assert refusal(edit, event=cancelled) == Refusal.CANCELLED


def test_edit_of_a_draft_whose_date_has_passed_is_possible():
    event = make_draft(title="Old", sessions=(session_draft(date(2026, 1, 1)),))

    assert edit(event, title="Still an idea").title == "Still an idea"


def test_edit_does_not_drop_the_last_session_of_a_published_event():
    event = make_event()

    assert refusal(edit, event=event, sessions=()) == Refusal.NO_SESSION
    assert event.sessions.count() == 1


def test_edit_does_not_drop_a_session_that_was_held():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))))
    second = event.sessions.order_by("pk")[1]
    rest = (session_draft(DAY + timedelta(days=7), pk=second.pk),)

    assert refusal(edit, event=event, sessions=rest, at=event.starts_at) == Refusal.SESSION_HELD
    assert event.sessions.count() == 2


def test_edit_does_not_drop_a_session_for_which_somebody_is_marked():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))))
    registration, session = register(event), event.sessions.order_by("pk")[0]
    doors = event.starts_at - timedelta(minutes=20)
    registrations.mark(event=event, session=session, marks={registration.pk: Mark.PRESENT}, by=make_user(), at=doors)
    rest = (session_draft(DAY + timedelta(days=7), pk=event.sessions.order_by("pk")[1].pk),)

    assert refusal(edit, event=event, sessions=rest, at=doors) == Refusal.SESSION_HELD


def test_edit_announces_what_participants_must_hear_of_and_nothing_else(announced):
    event = make_event()
    uid = event.sessions.get().uid

    edit(event, description="Other words")
    edit(event, title="Another title")
    edit(make_draft(), title="Nobody knows")

    assert [programme and programme.uids for programme in announced] == [None, (uid,)]


def test_edit_leaves_an_audit_line_with_before_and_after():
    event = make_event(title="Before", capacity=3)

    edit(event, title="After", seats={"room": 4}, speakers=(SpeakerDraft(name="Jonas"),))

    line = Line.objects.get(verb="event.edited")
    changed = {name for name in line.after if line.before[name] != line.after[name]}
    assert changed == {"title", "seats", "speakers"}
    assert (line.before["title"], line.after["title"]) == ("Before", "After")
