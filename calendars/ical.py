"""The bytes of iCalendar files: invitations, downloads, feeds. No Django here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import CUTYPE, PARTSTAT, ROLE, Calendar, vCalAddress, vDuration, vText

from calendars import lines, vtimezone
from calendars.details import MeetingDetails
from calendars.enums import Answer, Method

PRODID = "-//Roundtable//Roundtable//EN"
REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
UTC_ZONES = frozenset({"UTC", "UCT", "Zulu", "Universal", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Etc/Universal"})
# Control characters and halves of surrogate pairs; tab and newline stay.
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
NEW_LINES = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))


@dataclass(frozen=True)
class Party:
    """Somebody in an invitation."""

    name: str
    address: str


@dataclass(frozen=True)
class Item:
    """One VEVENT. An invitation names its organiser and one attendee; a feed names nobody."""

    uid: str
    details: MeetingDetails
    sequence: int
    stamped_at: datetime
    revised_at: datetime
    is_cancelled: bool = False
    organiser: Party | None = None
    attendee: Party | None = None
    answer: Answer = Answer.NEEDS_ACTION


def invitation(item: Item, method: Method) -> bytes:
    """One REQUEST or CANCEL to one person."""
    return _file(_head(method), [item])


def download(items: Sequence[Item]) -> bytes:
    """A file that anybody may open; it says how things stand and invites nobody."""
    return _file(_head("PUBLISH"), items)


def feed(items: Sequence[Item], *, name: str, alarm: timedelta | None = None) -> bytes:
    """What a subscription reads: no method, nobody named, the same bytes until something changes.

    ``alarm``: how long before each start the reader's program is to call.
    """
    head = _head()
    for key in ("NAME", "X-WR-CALNAME"):
        head.add(key, vText(_line(name)))
    head.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    head.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return _file(head, items, alarm)


def _head(method: str = "") -> Calendar:
    # Calendar.new() would add a random UID, and no feed would ever be the same twice.
    head = Calendar()
    head.add("VERSION", "2.0")
    head.add("PRODID", PRODID)
    head.add("CALSCALE", "GREGORIAN")
    if method:
        head.add("METHOD", str(method))
    return head


def _file(head: Calendar, items: Sequence[Item], alarm: timedelta | None = None) -> bytes:
    opening = head.to_ical().removesuffix(END)
    return b"".join((opening, *_zones(items), *(_event(item, alarm) for item in items), END))


def _zones(items: Iterable[Item]) -> list[bytes]:
    """One VTIMEZONE for each zone that is named, for the years in which it is used."""
    years: dict[str, set[int]] = {}
    for item in items:
        starts, ends = wall_times(item.details)
        if starts.tzinfo is not UTC:
            years.setdefault(item.details.zone, set()).update((starts.year, ends.year))
    return [vtimezone.write(zone, min(used), max(used)).encode() for zone, used in sorted(years.items())]


def wall_times(details: MeetingDetails) -> tuple[datetime, datetime]:
    """Start and end as they are written: on the wall of the place, or both in UTC.

    An hour that the clock shows twice can't be told apart on the wall.
    """
    starts, ends = details.starts_at.astimezone(UTC), details.ends_at.astimezone(UTC)
    if details.zone in UTC_ZONES:
        return starts, ends
    zone = ZoneInfo(details.zone)
    on_wall = starts.astimezone(zone), ends.astimezone(zone)
    is_ambiguous = any(at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset() for at in on_wall)
    return (starts, ends) if is_ambiguous else on_wall


@lru_cache(maxsize=4_096)
def _event(item: Item, alarm: timedelta | None = None) -> bytes:
    """The VEVENT of ``item``. Remembered by everything it says, so it can't be out of date."""
    details = item.details
    starts, ends = wall_times(details)
    title = lines.text(_line(details.title))
    written = [
        "BEGIN:VEVENT",
        f"SUMMARY:{title}",
        f"DTSTART{_moment(starts, details.zone)}",
        f"DTEND{_moment(ends, details.zone)}",
        f"DTSTAMP{_moment(item.stamped_at.astimezone(UTC))}",
        f"UID:{lines.text(item.uid)}",
        f"SEQUENCE:{item.sequence}",
        *_people(item),
        *(f"DESCRIPTION:{lines.text(text)}" for text in (_description(details),) if text),
        f"LAST-MODIFIED{_moment(item.revised_at.astimezone(UTC))}",
        *(f"LOCATION:{lines.text(place)}" for place in (_line(details.place),) if place),
        f"STATUS:{'CANCELLED' if item.is_cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if item.is_cancelled else 'OPAQUE'}",
        *(f"URL:{url}" for url in (_line(details.url),) if url),
        *(_alarm(title, alarm) if alarm and not item.is_cancelled else ()),
        "END:VEVENT",
    ]
    return lines.folded(written)


def _moment(at: datetime, zone: str = "") -> str:
    """The rest of a line that says when."""
    return f":{at:%Y%m%dT%H%M%S}Z" if at.tzinfo is UTC else f";TZID={zone}:{at:%Y%m%dT%H%M%S}"


def _alarm(title: str, before: timedelta) -> Iterator[str]:
    minutes = before // timedelta(minutes=1)
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", f"TRIGGER:-PT{minutes}M", "END:VALARM")


def _people(item: Item) -> Iterator[str]:
    """Whom an invitation names: the one who is invited, and where the answer goes."""
    if item.attendee:
        yield _party("ATTENDEE", _attendee(item, item.attendee))
    if item.organiser:
        yield _party("ORGANIZER", _address(item.organiser))


def _party(name: str, address: vCalAddress) -> str:
    params = address.params.to_ical().decode()
    return f"{name};{params}:{address}" if params else f"{name}:{address}"


def _description(details: MeetingDetails) -> str:
    """The text and the address of the page; many programs show no other link."""
    return "\n\n".join(part for part in (_text(details.description), _line(details.url)) if part)


def _attendee(item: Item, person: Party) -> vCalAddress:
    address = _address(person)
    address.params["CUTYPE"] = CUTYPE.INDIVIDUAL
    address.params["ROLE"] = ROLE.REQ_PARTICIPANT
    address.params["PARTSTAT"] = PARTSTAT(item.answer)
    if item.answer is Answer.NEEDS_ACTION and not item.is_cancelled:
        address.params["RSVP"] = "TRUE"
    return address


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{_line(party.address)}")
    if name := _line(party.name):
        address.params["CN"] = name
    return address


def _text(text: str) -> str:
    """``text`` without what a calendar must not contain."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(NEW_LINES)
    return UNWANTED.sub("", lines).strip()


def _line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(_text(text).split())
