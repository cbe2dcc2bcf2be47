"""The pages that are opened most read no table from end to end that grows for as long as the product is used.

SQLite plans by what it knows of indexes, not by how many rows there are: what it would read of a small organisation it
reads of a large one.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.answers import answer

# PostgreSQL plans by the number of rows.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
GROWING = {
    "audit_entry",
    "calendars_entry",
    "events_event",
    "events_session",
    "outbox_message",
    "registrations_attendance",
    "registrations_registration",
}
PAGES = ["catalogue", "calendar", "my-seminars", "requests", "organise", "board", "follows"]


def read_whole(sql: str) -> set[str]:
    """The growing tables that ``sql`` reads from end to end, by the names that stand for nothing else in it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3].split() for row in cursor.fetchall()]
    names: dict[str, set[str]] = {}
    for table, alias in re.findall(r'(?:FROM|JOIN) "(\w+)"(?: (\w+)\b)?', sql):
        names.setdefault(table if alias in {"", "WHERE", "INNER", "LEFT", "ORDER"} else alias, set()).add(table)
    scanned = [names.get(step[1], set()) for step in steps if step[0] == "SCAN" and "USING" not in step]
    return {table for tables in scanned for table in tables if len(tables) == 1} & GROWING


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_nothing_that_grows_from_end_to_end(page, organisation, clients):
    with CaptureQueriesContext(connection) as asked, answer(clients["owner"], "get", reverse(page)) as response:
        assert response.status_code == 200

    found = [read_whole(one["sql"]) for one in asked if one["sql"].startswith("SELECT")]
    assert set().union(*found) == set()
