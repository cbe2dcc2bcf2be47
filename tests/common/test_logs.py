"""What must not be read in a log, and what must."""

import json
import logging
import sys

import pytest

from common import logs


def record(text: str, *args: object, name: str = "tests", **more: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, "", 0, text, args, None)
    made.__dict__ |= more
    return made


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("/g/eyJ4IjoxfQ:1abc:def/cancel/", "/g/…/cancel/"),
        ("/c/3q2-7w_A.ics", "/c/…"),
        ("/accounts/password/reset/key/1-set-password/", "/accounts/password/reset/key/…/"),
        ("/events/?q=Mara+Winter&page=2", "/events/?…"),
        ("550 <mara.winter+x@example.org>: unknown", "550 <…@…>: unknown"),
        ("{'mara@bücher.example': (550, b'no')}", "{'…@…': (550, b'no')}"),
        ("/e/reading-a-balance-sheet/", "/e/reading-a-balance-sheet/"),
    ],
)
def test_links_queries_and_addresses_stand_in_no_log(text, written):
    assert logs.entry(record("Seen: %s", text))["event"] == f"Seen: {written}"


def test_an_exception_is_its_kind_and_its_way_and_not_what_it_says():
    try:
        try:
            raise ValueError("Mara Winter, mara@example.org")  # noqa: TRY301  # as deep as it gets
        except ValueError as error:
            raise RuntimeError("Failing row contains (7, Mara Winter)") from error
    except RuntimeError:
        line = logs.Json().format(record("message %s can't be written", 7, exc_info=sys.exc_info()))

    found = json.loads(line)
    stack = found.pop("stack")
    assert (found["event"], found["error"]) == ("message 7 can't be written", "RuntimeError from ValueError")
    assert [frame.rpartition(" ")[2] for frame in stack] == [
        "test_an_exception_is_its_kind_and_its_way_and_not_what_it_says"
    ] * 2
    assert "Mara" not in line


def test_the_queue_does_not_tell_what_a_task_has_said():
    said = "Failed 'a-b' (outbox.tasks.drain) - exception : Mara Winter : Traceback (most recent call last):\n  Mara"

    event = logs.entry(record(said, name="django-q"))["event"]

    assert event == "Failed 'a-b' (outbox.tasks.drain) - exception"


def test_a_line_carries_its_fields_and_the_number_of_its_request():
    with logs.request("0123456789"):
        line = logs.Json().format(record("request", fields={"route": "catalogue", "status": 200}))

    assert {name: json.loads(line)[name] for name in ("event", "request_id", "route", "status")} == {
        "event": "request",
        "request_id": "0123456789",
        "route": "catalogue",
        "status": 200,
    }


def test_a_line_to_read_ends_with_its_fields():
    line = logs.Line().format(record("message", fields={"kind": "registrations.status", "attempts": 2}))

    assert line.partition(" ")[2] == "WARNING tests message kind=registrations.status attempts=2"
