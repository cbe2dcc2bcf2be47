"""What is read from the database, and how often it is asked."""

from datetime import timedelta

import pytest

from accounts.models import User
from events.actions import cancel as cancel_event
from registrations import actions
from registrations.enums import Mark
from registrations.models import Registration
from reports import queries
from reports.summary import Outcome
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import DAY, NOW, main_pool, make_event, make_room, session_draft
from tests.factories.registrations import register
from tests.factories.reports import make_attended

pytestmark = pytest.mark.django_db


def several(days: int) -> tuple:
    return tuple(session_draft(DAY + timedelta(days=7 * day)) for day in range(days))


def fill(event, number: int) -> None:
    """Many people at once, as no action would: only the number of rows matters here."""
    pool, departments = main_pool(event), [make_department() for _number in range(3)]
    people = User.objects.bulk_create(
        User(email=f"bulk{one}@example.org", name=f"Bulk {one}", department=departments[one % 3])
        for one in range(number)
    )
    Registration.objects.bulk_create(
        Registration(event=event, pool=pool, user=person, status="confirmed", queued_at=NOW, confirmed_at=NOW)
        for person in people
    )
    sessions = list(event.sessions.all())
    owner = event.roles.get().user
    places = Registration.objects.for_event(event).in_bulk()
    for session in sessions:
        actions.mark(
            event=event, session=session, marks=dict.fromkeys(places, Mark.PRESENT), by=owner, at=event.ends_at
        )


@pytest.mark.parametrize("people", [1, 300])
def test_the_number_of_people_does_not_change_the_number_of_queries(people, count_queries):
    event = make_event(capacity=None, sessions=several(3))
    fill(event, people)
    for session in event.sessions.all():
        session.speakers.create(user=make_user(department=make_department()))

    assert count_queries(lambda: queries.attendance_summary(event, at=event.ends_at)) == 9


def test_the_header_says_when_where_and_who_teaches():
    finance = make_department("Finance")
    ines, room = make_user("Ines Okafor", department=finance), make_room("Elbe 2.04")
    session = session_draft(room=room, place="", join_url="https://meet.example.org/a", zone="Asia/Tokyo")
    event = make_event(title="Balance sheets", owner=ines, sessions=(session,))
    event.sessions.get().speakers.create(user=ines, position=0)
    event.sessions.get().speakers.create(name="Jo Arendt", position=1)

    header = queries.attendance_summary(event, at=NOW).header

    (meeting,) = header.meetings
    assert (header.title, header.slug, header.organisers) == ("Balance sheets", event.slug, ("Ines Okafor",))
    assert (header.closed_at, header.taken_at, header.is_preliminary, header.is_cancelled) == (None, NOW, True, False)
    assert (meeting.starts_at, meeting.ends_at, meeting.zone) == (event.starts_at, event.ends_at, "Asia/Tokyo")
    assert (meeting.place, meeting.is_online) == (str(room), True)
    assert meeting.speakers == (("Ines Okafor", "Finance"), ("Jo Arendt", ""))


def test_the_last_word_on_each_person_and_session_counts():
    event = make_attended(Mark.ABSENT, Mark.PRESENT)
    late = Registration.objects.for_event(event).order_by("pk").first()
    owner, session = event.roles.get().user, event.sessions.get()
    actions.mark(
        event=event, session=session, marks={late.pk: Mark.PARTIAL}, by=owner, at=event.ends_at, reason="Came later"
    )

    rows = queries.attendance_summary(event, at=event.ends_at).rows

    assert sorted(row.person.marks for row in rows) == [(Outcome.PARTIAL,), (Outcome.PRESENT,)]


def test_only_people_with_a_seat_are_listed_and_guests_are_said_to_be_guests():
    sales = make_department("Sales", mark="drop", hue=5, is_open_mark=True)
    event = make_event(capacity=2)
    register(event, make_user("Mara Lindqvist", department=sales))
    owner = event.roles.get().user
    actions.add_guest(event=event, guest=make_guest("Jo Arendt"), pool=main_pool(event), by=owner, at=NOW)
    register(event, make_user("Waiting"))
    gone = register(make_event(), make_user("Elsewhere"))
    actions.cancel(registration=gone, by=gone.user, at=NOW)

    rows = queries.attendance_summary(event, at=NOW).rows

    assert [(row.person.name, row.person.is_guest, row.person.marks) for row in rows] == [
        ("Jo Arendt", True, (Outcome.UNMARKED,)),
        ("Mara Lindqvist", False, (Outcome.UNMARKED,)),
    ]
    department = rows[1].person.department
    assert (department.name, department.mark, department.hue, department.is_open_mark) == ("Sales", "drop", 5, True)
    assert rows[0].person.department is None


def test_a_closed_list_is_not_preliminary():
    event = make_attended(Mark.PRESENT)
    closed = event.ends_at + timedelta(minutes=1)
    actions.close_list(event=event, by=event.roles.get().user, at=closed)

    header = queries.attendance_summary(event, at=closed).header

    assert (header.closed_at, header.is_preliminary) == (closed, False)


def test_a_cancelled_event_has_nobody_left():
    event = make_event()
    register(event)
    cancel_event(event=event, message="", by=event.roles.get().user, at=NOW)
    event.refresh_from_db()

    found = queries.attendance_summary(event, at=NOW)

    assert (found.header.is_cancelled, found.rows) == (True, ())
