"""Checking in by oneself and importing reports, under real concurrency. Each was seen to fail without its lock."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from audit.models import Line
from events.models import Event
from events.querysets import EventQuerySet
from registrations import actions, queries
from registrations.models import Attendance, AttendanceReport, Registration
from registrations.querysets import AttendanceReportQuerySet
from tests.factories.events import make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

PEOPLE = 8


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))
    monkeypatch.setattr(
        AttendanceReportQuerySet, "lock", lambda self, report: self.select_related("session__event").get(pk=report.pk)
    )


def _say_so(place: Registration) -> None:
    session, at = place.event.sessions.get(), place.event.ends_at - timedelta(minutes=1)
    actions.check_in_oneself(registration=place, session=session, has_seen=True, by=place.user, at=at)


def _close(event: Event) -> None:
    actions.close_list(event=event, by=event.roles.get().user, at=event.ends_at)


def _beside_closing(race: Callable) -> int:
    """Somebody checks in as the list is closed: how many entries came after their list was closed."""
    places = [register(make_event(has_self_check_in=True)) for _ in range(PEOPLE)]

    lanes = race([partial(_say_so, place) for place in places], [partial(_close, place.event) for place in places])

    taken = [place.event for place, result in zip(places, lanes[0], strict=True) if not result.error]
    return sum(_line("attendance.marked", event) > _line("attendance.closed", event) for event in taken)


def _line(verb: str, event: Event) -> int:
    """Rows get their numbers as they are written, so the later transaction has the later audit line."""
    return Line.objects.get(verb=verb, scope=event.scope).pk


def test_nobody_checks_in_once_the_list_is_closed(race):
    assert _beside_closing(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_somebody_checks_in_on_a_closed_list(race):
    assert sooner_or_later(lambda: _beside_closing(race) > 0)


def _report(event: Event) -> AttendanceReport:
    session, owner = event.sessions.get(), event.roles.get().user
    names = [place.participant.name for place in event.registrations.select_related("user")]
    rows = "".join(f"{name},60 min\n" for name in names)
    upload = actions.Upload("report.csv", f"Name,Duration\n{rows}".encode(), session.zone, 75)
    return actions.keep_report(session=session, upload=upload, by=owner, at=event.ends_at)


def _import(report: AttendanceReport, expected: str) -> None:
    at = report.session.ends_at
    actions.import_report(report=report, expected=expected, by=report.uploaded_by, at=at)


def _twice(race: Callable) -> tuple[int, int]:
    """The same reports are imported by two at once: how many entries there are, and how often nothing was refused."""
    reports = [_report(register(make_event()).event) for _ in range(PEOPLE)]
    digests = [queries.plan_of_report(report).digest for report in reports]
    work = [partial(_import, report, digest) for report, digest in zip(reports, digests, strict=True)]

    lanes = race(work, work)

    errors = [result.error.partition(":")[0] for lane in lanes for result in lane if result.error]
    return Attendance.objects.filter(session__in=[one.session_id for one in reports]).count(), errors.count(
        "RegistrationRefused"
    )


def test_a_report_is_imported_once(race):
    assert _twice(race) == (PEOPLE, PEOPLE)


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_the_second_import_meets_an_error_or_imports_again(race):
    assert sooner_or_later(lambda: _twice(race)[1] < PEOPLE)
