"""Two uploads of the same calendar, imported at the same moment: the events are made once."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from events import actions
from events.enums import Refusal
from events.models import Event, EventFile, Imported
from events.queries import plan_of_file
from tests.factories.accounts import make_user
from tests.factories.events import NOW

pytestmark = pytest.mark.postgres

ROUNDS, ROWS = 12, 3


def _upload(number: int, name: str, owner: User, rows: Sequence[int]) -> tuple[EventFile, str]:
    events = "\n".join(
        f"BEGIN:VEVENT\nUID:{number}-{row}\nDTSTART:20300305T100000Z\nSUMMARY:Number {number}-{row}\nEND:VEVENT"
        for row in rows
    )
    content = f"BEGIN:VCALENDAR\n{events}\nEND:VCALENDAR".encode()
    file = actions.keep_event_file(name=f"{name}.ics", content=content, by=owner, at=NOW)
    return file, plan_of_file(file, at=NOW).digest


def _import(file: EventFile, expected: str) -> None:
    actions.import_event_file(file=file, expected=expected, by=file.owner, at=NOW)


def _raced(race: Callable) -> list[str]:
    """The same rows in two files, in opposite orders."""
    owners = [make_user() for _ in range(ROUNDS)]
    rows = {"first": range(ROWS), "second": range(ROWS - 1, -1, -1)}
    lanes = race(
        *[
            [partial(_import, *_upload(number, name, owner, order)) for number, owner in enumerate(owners)]
            for name, order in rows.items()
        ]
    )
    return [result.error for lane in lanes for result in lane if result.error]


def test_the_same_calendar_imported_twice_at_once_is_imported_once(race):
    errors = _raced(race)

    assert (len(errors), set(errors)) == (ROUNDS, {f"EventRefused: {Refusal.FILE_CHANGED.label}"})
    assert Event.objects.count() == Imported.objects.count() == ROUNDS * ROWS


@pytest.mark.django_db
def test_the_turn_for_rooms_is_taken_before_the_file_as_everywhere():
    owner = make_user()
    file, expected = _upload(0, "first", owner, range(ROWS))

    with CaptureQueriesContext(connection) as asked:
        _import(file, expected)

    waits = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"] or "advisory" in query["sql"]]
    assert ["advisory" in waits[0], "events_eventfile" in waits[1]] == [True, True]
