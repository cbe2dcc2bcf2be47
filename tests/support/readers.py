"""Calendar files as two programs read them that are not the one that wrote them: vobject, and ical.js in node."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import TypeVar

import pytest
import vobject

import comparison
from tests.support.architecture import TOP

# vobject knows the zones of the world by name and would not look at ours, so each file gets names of its own.
_numbers = count(1)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One event as a program understands it; times are instants."""

    method: str
    uid: str
    sequence: int
    status: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    stamped_at: datetime
    organiser: str
    attendees: tuple[tuple[str, str, bool], ...]


def available(ask: Callable[[], T]) -> T:
    """What ``ask`` answers; a test that can't have the program says why, and in CI it fails."""
    try:
        return ask()
    except comparison.Unavailable as reason:
        if os.environ.get("CI", "").lower() in {"true", "1"}:
            pytest.fail(str(reason))
        pytest.skip(str(reason))


@cache
def programs() -> comparison.Programs:
    """Node and ical.js."""
    return available(comparison.programs)


def read(contents: Sequence[bytes]) -> list[list[Seen]]:
    """The events of each file; fails where the two don't read the same."""
    seen = [_by_vobject(content) for content in contents]
    assert seen == by_ical_js(contents)
    return seen


def by_ical_js(contents: Sequence[bytes]) -> list[list[Seen]]:
    """As Thunderbird and Nextcloud read them."""
    command = [programs().node, TOP / "tests" / "support" / "read.mjs", programs().ical]
    asked = json.dumps([content.decode() for content in contents])
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=120)
    return [[_seen(event) for event in events] for events in json.loads(done.stdout)]


def _seen(event: dict[str, object]) -> Seen:
    times = {name: datetime.fromisoformat(str(event[name])) for name in ("starts_at", "ends_at", "stamped_at")}
    attendees = tuple((str(who), str(said), bool(asks)) for who, said, asks in event["attendees"])
    return Seen(**(event | times | {"attendees": attendees}))


def _by_vobject(content: bytes) -> list[Seen]:
    name = f"Read/{next(_numbers)}-"
    calendar = vobject.readOne(re.sub(rb"TZID([:=])", rb"TZID\g<1>" + name.encode(), content).decode())
    zones = {zone.tzid.value: zone.tzinfo for zone in calendar.contents.get("vtimezone", ())}

    def instant(line) -> datetime:
        value = line.value
        zone = zones.get(getattr(line, "tzid_param", "") or getattr(line, "x_vobj_original_tzid_param", ""))
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)

    def text(event, key: str) -> str:
        return str(getattr(event, key).value) if hasattr(event, key) else ""

    return [
        Seen(
            method=text(calendar, "method"),
            uid=event.uid.value,
            sequence=int(event.sequence.value),
            status=event.status.value,
            title=event.summary.value,
            place=text(event, "location"),
            starts_at=instant(event.dtstart),
            ends_at=instant(event.dtend),
            stamped_at=instant(event.dtstamp),
            organiser=text(event, "organizer"),
            attendees=tuple(
                (one.value, one.partstat_param, getattr(one, "rsvp_param", "") == "TRUE")
                for one in event.contents.get("attendee", ())
            ),
        )
        for event in calendar.contents.get("vevent", ())
    ]
