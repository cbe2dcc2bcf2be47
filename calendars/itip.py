"""What a calendar answers by mail (RFC 5546), as far as we act on it. Knows no Django."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from calendars import unfolding

MOST_BYTES = 256_000
MOST_INSIDE = 5
LONGEST_UID, LONGEST_COMMENT = 255, 1_000
STAMP = re.compile(r"(\d{8}T\d{6})Z?")


class Flaw(StrEnum):
    """Why an answer can't be understood."""

    NO_CALENDAR = "no_calendar"
    SEVERAL = "several"
    NO_UID = "no_uid"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer about one meeting. ``attendees``: what each of those it names says of themselves, by address."""

    method: str
    uid: str
    sequence: int
    stamped_at: datetime | None
    attendees: Mapping[str, str]
    comment: str


def read(text: str) -> Reply | Flaw:
    """The answer that a calendar file holds: one, about one meeting."""
    method, found = "", list[dict[str, list[tuple[str, str]]]]()
    inside: list[str] = []
    for name, parameters, value in unfolding.lines(text):
        if name == "BEGIN":
            inside.append(value.strip().upper())
            found += [{}] if inside == ["VCALENDAR", "VEVENT"] else []
        elif name == "END":
            inside = inside[:-1]
        elif inside == ["VCALENDAR"] and name == "METHOD":
            method = value.strip().upper()[:20]
        elif inside == ["VCALENDAR", "VEVENT"]:
            found[-1].setdefault(name, []).append((parameters, value))
        if len(found) > 1 or len(inside) > MOST_INSIDE:
            return Flaw.SEVERAL
    return _reply(method, found[0]) if found and method else Flaw.NO_CALENDAR


def _reply(method: str, lines: Mapping[str, list[tuple[str, str]]]) -> Reply | Flaw:
    uid, sequence, stamp, comment = (
        next((value.strip() for _parameters, value in lines.get(name, ())), "")
        for name in ("UID", "SEQUENCE", "DTSTAMP", "COMMENT")
    )
    attendees = dict(_attendees(lines.get("ATTENDEE", ())))
    if not uid or len(uid) > LONGEST_UID:
        return Flaw.NO_UID
    if not attendees:
        return Flaw.NOBODY
    return Reply(
        method=method,
        uid=unfolding.seen(uid),
        sequence=int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0,
        stamped_at=_stamp(stamp),
        attendees=attendees,
        comment=unfolding.seen(comment)[:LONGEST_COMMENT],
    )


def _attendees(lines: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for said, value in lines:
        named = unfolding.parameters(said)
        address = value.strip().lower()
        if not address.startswith("mailto:"):  # some give a number, and the address beside it
            address = named.get("EMAIL", "").lower()
        if "@" in address:
            yield address.removeprefix("mailto:").strip(), named.get("PARTSTAT", "NEEDS-ACTION").upper()


def _stamp(value: str) -> datetime | None:
    found = STAMP.fullmatch(value)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
