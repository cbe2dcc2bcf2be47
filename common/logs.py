"""What is written to the log: one event a line, as JSON or for reading, and nothing about people.

A line says what was done and how it went. It carries no addresses, names, query strings or links;
who did what stands in the audit trail. Of an exception it has the kind and the way through the
code: what an exception says is often a value somebody typed, and stands where administrators
look, at the mail or the job that failed.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# Addresses that are keys themselves: a guest's place, a calendar feed, a new password.
SECRET = re.compile(r"(/g/|/c/|/password/reset/key/)[^/\s]+")
PERSON = re.compile(r"[^\s@<>\"'(),;:=\[\]]+@[^\s@<>\"'(),;:=\[\]]+")
QUERY = re.compile(r"(/[^\s?]*)\?\S+")
QUEUE = "django-q"  # it writes whole tracebacks, with what the exceptions say, into its messages

_request_id: ContextVar[str] = ContextVar("request_id", default="")


@contextmanager
def request(number: str) -> Iterator[None]:
    """Every line of this request carries its ``number``."""
    token = _request_id.set(number)
    try:
        yield
    finally:
        _request_id.reset(token)


def without_people(text: str) -> str:
    """``text`` without mail addresses, secret links and query strings."""
    return PERSON.sub("…@…", QUERY.sub(r"\1?…", SECRET.sub(r"\1…", text)))


def entry(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of ``record``. Further values come as ``extra={"fields": {…}}``."""
    found: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": without_people(_text(record)),
    }
    if number := _request_id.get():
        found["request_id"] = number
    fields: Mapping[str, Any] = getattr(record, "fields", {})
    found |= {name: without_people(value) if isinstance(value, str) else value for name, value in fields.items()}
    if record.exc_info and record.exc_info[1] is not None:
        found |= _failure(record.exc_info[1])
    return found


class Json(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(entry(record), ensure_ascii=False, default=str)


class Line(logging.Formatter):
    """One line of words, for a terminal; the way through the code follows it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        found = entry(record)
        stack = found.pop("stack", [])
        head = " ".join(str(found.pop(name)) for name in ("at", "level", "logger", "event"))
        rest = "".join(f" {name}={value}" for name, value in found.items())
        return "\n    ".join([head + rest, *stack])


def _text(record: logging.LogRecord) -> str:
    asked = getattr(record, "request", None)
    if asked is not None and isinstance(record.args, tuple):
        # Django writes the path; ours carry what people are called. The route says as much.
        path, match = getattr(asked, "path", None), getattr(asked, "resolver_match", None)
        route = match.view_name if match else "no route"
        return str(record.msg) % tuple(route if value == path else value for value in record.args)
    text = record.getMessage()
    return text.partition("\n")[0].partition(" : ")[0] if record.name == QUEUE else text


def _failure(error: BaseException) -> dict[str, Any]:
    kinds: list[str] = []
    frames: list[str] = []
    link: BaseException | None = error
    while link is not None and len(kinds) < 5:  # noqa: PLR2004  # deeper, it says nothing new
        kinds.append(f"{type(link).__module__}.{type(link).__qualname__}".removeprefix("builtins."))
        frames += [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return {"error": " from ".join(kinds), "stack": frames}
