"""Dates of a series that say something of their own, when all of them are edited."""

from dataclasses import replace

import pytest

from events import actions
from events.models import Event
from events.repeating import Reach
from tests.factories.events import DAY, NOW, session_draft
from tests.factories.series import events_of, make_series, owner_of

pytestmark = pytest.mark.django_db


def edited(
    event: Event, reach: Reach, *, place: str = "", sessions: int | None = None, **values: object
) -> list[Event]:
    """Those that said something else there before."""
    draft = actions.draft_of(event)
    kept = tuple(replace(one, place=place or one.place) for one in draft.sessions[:sessions])
    draft = replace(draft, sessions=kept, **values)
    by = owner_of(event.series)
    return actions.edit_series(event=event, draft=draft, reach=reach, by=by, at=NOW).overruled


def test_a_date_that_said_something_else_there_is_named_and_no_other():
    series = make_series(sessions=(session_draft(DAY), session_draft(DAY, "14:00", "15:00")), seats={"room": 10})
    first, second, third, last = events_of(series)
    alone = [
        edited(second, Reach.ONE, place="Alster 1"),
        edited(third, Reach.ONE, seats={"room": 8}),
        edited(last, Reach.ONE, place="Alster 2", sessions=1),
    ]

    # The last one has another number of sessions and keeps its place.
    assert alone == [[], [], []]
    assert edited(first, Reach.ALL, description="Bring nothing.") == []
    assert edited(first, Reach.ALL, place="Maas 3") == [second]
    assert edited(first, Reach.ALL, seats={"room": 12}) == [third]


def test_what_only_this_date_had_said_is_nothing_of_the_others():
    series = make_series()
    first = events_of(series)[0]
    edited(first, Reach.ONE, place="Tent")

    assert edited(first, Reach.ALL, place="Roof") == []
