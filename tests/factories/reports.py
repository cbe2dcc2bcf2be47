"""Attendance as plain data, and as it stands in the database after an event."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from accounts.models import User
from common.organisation import Organisation
from events.models import Event
from jobs.models import Job
from jobs.tasks import run_due
from registrations import actions
from registrations.enums import Mark
from reports import actions as reports
from reports import documents
from reports.models import Document
from reports.registry import Kind, Order
from reports.seal import Seal, digest
from reports.summary import Belonging, Header, Meeting, Outcome, Person, Summary, summarise
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register

START = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
OURS = Organisation(name="Roundtable")
TAKEN = START + timedelta(hours=3)
_numbers = count(1)


def belonging(name: str = "", **values: object) -> Belonging:
    number = next(_numbers)
    given = {"key": number, "name": name or f"Department {number}", "mark": "disc", "is_open_mark": False, "hue": 1}
    return Belonging(**{**given, **values})


def meeting(day: int = 0, **values: object) -> Meeting:
    starts_at = START + timedelta(days=day)
    given = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "zone": "Europe/Berlin"}
    rest = {"place": "Elbe 2.04, Hamburg", "is_online": False, "speakers": (("Ines Okafor", "Finance"),)}
    return Meeting(**{**given, **rest, **values})


def person(name: str = "", *marks: Outcome, **values: object) -> Person:
    given = {"name": name or f"Person {next(_numbers)}", "department": None, "is_guest": False}
    return Person(**{**given, **values}, marks=marks or (Outcome.PRESENT,))


def header(*meetings: Meeting, **values: object) -> Header:
    given = {"title": "Balance sheets", "slug": "balance-sheets", "organisers": ("Ines Okafor",)}
    rest = {"is_cancelled": False, "closed_at": TAKEN - timedelta(minutes=5), "taken_at": TAKEN}
    return Header(**{**given, **rest, **values}, meetings=meetings or (meeting(),))


def summary(people: Iterable[Person], *meetings: Meeting, **values: object) -> Summary:
    return summarise(header(*meetings, **values), people)


def many(number: int, sessions: int = 1) -> Summary:
    """A long list: every tenth partly there, every eleventh absent."""
    departments = [belonging(hue=hue) for hue in range(1, 9)]
    marks = {0: Outcome.PARTIAL, 1: Outcome.ABSENT}
    return summary(
        (
            person(
                f"Person {one:04}", *[marks.get(one % 10, Outcome.PRESENT)] * sessions, department=departments[one % 8]
            )
            for one in range(number)
        ),
        *(meeting(day) for day in range(sessions)),
    )


def make_attended(*marks: Mark, **values: object) -> Event:
    """An event that is over, with somebody for each of ``marks``; its list is still open."""
    event = make_event(capacity=None, **values)
    places = [register(event, at=NOW) for _mark in marks]
    by, at = event.roles.get().user, event.ends_at
    for session in event.sessions.all():
        given = {place.pk: mark for place, mark in zip(places, marks, strict=True)}
        actions.mark(event=event, session=session, marks=given, by=by, at=at)
    return event


def make_seal(data: object = None, **values: object) -> Seal:
    given = {
        "code": "7k3mq2xp4a" + "0" * 16,
        "address": "http://localhost/v/7k3mq2xp4a/",
        "taken_at": TAKEN,
        "issuer": OURS,
    }
    return Seal(**{**given, "digest": digest(data), **values})


def ask_for(
    subject: object,
    *,
    kind: Kind = documents.ATTENDANCE,
    by: User | None = None,
    at: datetime = NOW,
    language: str = "en",
    **options: object,
) -> Job:
    """The job that makes a document about ``subject``, asked for by the event's owner."""
    given = {"with_signatures": False} if kind is documents.ATTENDANCE else {}
    order = Order(kind=kind, options=given | options, language=language)
    return reports.request(order=order, subject=subject, by=by or subject.roles.get(kind="owner").user, at=at)


def make_document(subject: object, **values: object) -> Document:
    """A document about ``subject``, made by its job."""
    job = ask_for(subject, **values)
    run_due()
    return Document.objects.get(file__job=job)
