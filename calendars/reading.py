"""An .ics file as other systems write it: what takes place when, as far as it can be read. Knows no Django.

Only the lines that say so are looked at: who was invited, alarms and attachments are passed over unread.
What is wrong with one event is said of that event, and the others are read all the same.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes, vDuration, vRecur

from calendars import unfolding
from calendars.found import Diary, Flaw, Found, Note, Repetition, Trouble
from calendars.plaintext import from_html, is_html
from calendars.unfolding import seen
from calendars.zoning import MOST_TURNS, MOST_ZONES, Turn, ZoneRules, named, turn_of, zone_of

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 500
MOST_DATES = 1_000  # exceptions of one event
LONGEST_TEXT, LONGEST_LINE = 100_000, 20_000
WORKDAY = (time(9), time(17))  # of something that takes all day
NO_END = timedelta(hours=1)
FIRST_YEAR, LAST_YEAR = 2000, 2199  # what a form lets through
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "X-ALT-DESC", "CATEGORIES", "UID", "STATUS", "CLASS"}
LINKS = ("X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-GOOGLE-CONFERENCE", "CONFERENCE")
DATES = {"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"}
OTHERS = {"DURATION", "RRULE", "SEQUENCE", "URL", *LINKS}
ZONE = re.compile(r';TZID=("[^"]*"|[^;:]*)', re.IGNORECASE)
MEETING = re.compile(
    r"https://(?:[\w-]+\.)*(?:zoom\.us|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|meet\.jit\.si"
    r"|whereby\.com|gotomeeting\.com|bigbluebutton\.org)/[^\s<>\"')\]]{1,400}"
)
WEB = re.compile(r"https?://[^\s<>\"]{1,490}")

Lines = dict[str, list[tuple[str, str]]]  # by name: parameters and value


def read(data: bytes, *, zone: str) -> Diary:
    """The events of ``data``; ``zone``: that of whoever reads it, where the file names none."""
    if len(data) > MOST_BYTES:
        return _nothing(Flaw.TOO_LARGE, str(MOST_BYTES // 1024**2))
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return _nothing(Flaw.NOT_UTF8)
    if "BEGIN:VCALENDAR" not in text.upper():
        return _nothing(Flaw.NOT_ICS)
    sorter = _Sorter()
    for name, parameters, value in unfolding.lines(text):
        sorter.take(name, parameters, value)
        if len(sorter.events) > MOST_EVENTS:
            return _nothing(Flaw.TOO_MANY, str(MOST_EVENTS))
    if not sorter.events:
        return _nothing(Flaw.NO_EVENTS)
    reader = _Reader(sorter, zone=named(sorter.zone) or zone)
    found = [reader.event(number, lines) for number, lines in enumerate(sorter.events, start=1)]
    return Diary(found=list(_latest(found)))


def _nothing(flaw: Flaw, value: str = "") -> Diary:
    return Diary(trouble=Trouble(flaw=flaw, value=value))


def _latest(found: list[Found]) -> Iterator[Found]:
    """Of several versions of one event the last; dates that stand apart are exceptions from their series."""
    last: dict[tuple[str, str], Found] = {}
    for one in found:
        before = last.get((one.uid, one.recurrence))
        if before is None or one.sequence >= before.sequence:
            last[one.uid, one.recurrence] = one
    apart: dict[str, set[date]] = {}
    for uid, recurrence in last:
        if recurrence:
            apart.setdefault(uid, set()).add(date.fromisoformat(recurrence[:10]))
    for one in found:
        if last[one.uid, one.recurrence] is not one:
            continue
        if one.repeats and not one.recurrence and one.uid in apart:
            repeats = replace(one.repeats, without=one.repeats.without | apart[one.uid])
            yield replace(one, repeats=repeats)
        else:
            yield one


class _Sorter:
    """Takes the lines of a file and keeps those that matter, by event and by zone."""

    def __init__(self) -> None:
        self.events: list[Lines] = []
        self.zones: dict[str, ZoneRules] = {}
        self.zone = ""
        self.is_cancelled = False
        self._open: list[str] = []
        self._turns = 0
        self._turns_here: list[Turn] = []
        self._zone: dict[str, str] = {}
        self._turn: dict[str, str] = {}

    def take(self, name: str, parameters: str, value: str) -> None:
        """The next line."""
        if name == "BEGIN":
            self._begin(value.strip().upper())
        elif name == "END":
            self._end(value.strip().upper())
        elif self._open == ["VCALENDAR", "VEVENT"]:
            self._note(name, parameters, value)
        elif self._open == ["VCALENDAR"]:
            self.zone = value.strip()[:100] if name == "X-WR-TIMEZONE" else self.zone
            self.is_cancelled |= name == "METHOD" and value.strip().upper() == "CANCEL"
        elif self._open[-1:] == ["VTIMEZONE"]:
            self._zone[name] = value.strip()[:200]
        elif self._open[-1:] in (["STANDARD"], ["DAYLIGHT"]):
            self._turn[name] = value.strip()[:200]

    def _begin(self, name: str) -> None:
        if len(self._open) < 10:  # noqa: PLR2004  # deeper than anything is nested
            self._open.append(name)
        if self._open == ["VCALENDAR", "VEVENT"]:
            self.events.append({})
        elif self._open == ["VCALENDAR", "VTIMEZONE"]:
            self._zone, self._turns_here = {}, []
        elif name in {"STANDARD", "DAYLIGHT"}:
            self._turn = {}

    def _end(self, name: str) -> None:
        if name in {"STANDARD", "DAYLIGHT"} and self._open[1:2] == ["VTIMEZONE"] and self._turns < MOST_TURNS:
            self._turns += 1
            turn = turn_of(self._turn)
            self._turns_here += [turn] if turn else []
        elif name == "VTIMEZONE" and self._zone.get("TZID") and len(self.zones) < MOST_ZONES:
            location = self._zone.get("X-LIC-LOCATION", "")
            self.zones[self._zone["TZID"]] = ZoneRules(location=location, turns=tuple(self._turns_here))
        if name in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(name) :]

    def _note(self, name: str, parameters: str, value: str) -> None:
        lines = self.events[-1]
        if name in TEXTS:
            lines.setdefault(name, []).append(("", value[:LONGEST_TEXT]))
        elif name in DATES | OTHERS and len(lines.get(name, ())) < MOST_DATES:
            lines.setdefault(name, []).append((parameters[:1_000], value[:LONGEST_LINE]))


class _Broken(ValueError):
    """A line can't be read."""

    def __init__(self, flaw: Flaw, part: str, value: str) -> None:
        self.trouble = Trouble(
            flaw=flaw, part=part, value="".join(char if char.isprintable() else "\ufffd" for char in value)[:80]
        )
        super().__init__(flaw.value)


class _Reader:
    """Makes an event of its lines; ``zone`` is meant where they name none."""

    def __init__(self, sorter: _Sorter, *, zone: str) -> None:
        self._zones, self._zone, self._is_cancelled = sorter.zones, zone, sorter.is_cancelled

    def event(self, number: int, lines: Lines) -> Found:
        """The event; what is wrong with its times stands in its troubles."""
        text = _text(lines, "DESCRIPTION") or _text(lines, "X-ALT-DESC")
        if is_html(text):
            text = from_html(text)
        link = self._link(lines, text)
        place = _line(lines, "LOCATION")
        sequence = _first(lines, "SEQUENCE")[1].strip()
        title = _line(lines, "SUMMARY")
        found = Found(
            number=number,
            uid=_line(lines, "UID"),
            sequence=int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0,
            title=title,
            text=text.replace(link, "").strip() if link else text,
            place="" if WEB.fullmatch(place) else place,
            link=link,
            topics=tuple(dict.fromkeys(_topics(lines))),
            is_cancelled=self._is_cancelled or _line(lines, "STATUS").upper() == "CANCELLED",
            is_private=_line(lines, "CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
        )
        if not found.uid:  # some leave it out: then an event is what it is called and when it is
            said = "\n".join((title, _first(lines, "DTSTART")[1]))
            found = replace(found, uid="digest:" + hashlib.sha256(said.encode(errors="replace")).hexdigest())
        try:
            return self._timed(found, lines)
        except _Broken as broken:
            return replace(found, troubles=(broken.trouble,))

    def _timed(self, found: Found, lines: Lines) -> Found:
        if "DTSTART" not in lines:
            raise _Broken(Flaw.NO_START, "DTSTART", "")
        begins, zone = self._moment("DTSTART", *lines["DTSTART"][0])
        notes = [] if zone else [Note.FLOATING]
        zone = zone or self._zone
        over = self._end(lines, begins, zone)
        recurrence = ""
        if "RECURRENCE-ID" in lines:
            recurrence = self._here("RECURRENCE-ID", *lines["RECURRENCE-ID"][0], zone=zone).isoformat()
        if not isinstance(begins, datetime):
            last = max((over or begins + timedelta(days=1)) - timedelta(days=1), begins)
            starts, ends = datetime.combine(begins, WORKDAY[0]), datetime.combine(last, WORKDAY[1])
            notes = [Note.ALL_DAY]
        elif isinstance(over, datetime):
            starts, ends = begins, over
        else:
            starts, ends = begins, begins + NO_END
            notes.append(Note.NO_END)
        repeats = None if recurrence else self._repetition(lines, starts, zone)
        return replace(
            found, starts=starts, ends=ends, zone=zone, recurrence=recurrence, repeats=repeats, notes=tuple(notes)
        )

    def _moment(self, part: str, parameters: str, value: str) -> tuple[date, str]:
        """What stands on the clock, and in which zone; none for a time without one. A date is a whole day."""
        value = value.strip()
        try:
            moment = _value(value)
        except (ValueError, TypeError, KeyError, OverflowError):
            raise _Broken(Flaw.BROKEN_DATE, part, value) from None
        if isinstance(moment, tuple):  # a period
            moment = moment[0]
        if not isinstance(moment, date) or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise _Broken(Flaw.BROKEN_DATE, part, value)
        if not isinstance(moment, datetime):
            return moment, self._zone
        if moment.tzinfo is not None:
            return moment.astimezone(ZoneInfo(self._zone)).replace(tzinfo=None), self._zone
        named_zone = ZONE.search(parameters)
        if not named_zone:
            return moment, ""
        name = named_zone[1].strip('"')
        zone = zone_of(name, self._zones.get(name), year=moment.year, prefer=self._zone)
        if not zone:
            raise _Broken(Flaw.NO_ZONE, part, name)
        return moment, zone

    def _here(self, part: str, parameters: str, value: str, *, zone: str) -> date:
        """The same, as the clocks of ``zone`` show it."""
        moment, there = self._moment(part, parameters, value)
        if not isinstance(moment, datetime) or there in {"", zone}:
            return moment
        return moment.replace(tzinfo=ZoneInfo(there)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def _end(self, lines: Lines, starts: date, zone: str) -> date | None:
        """When it is over, on the same kind of clock as its start; None where nothing says so."""
        if "DTEND" in lines:
            ends = self._here("DTEND", *lines["DTEND"][0], zone=zone)
        elif "DURATION" in lines:
            value = lines["DURATION"][0][1].strip()
            try:
                ends = starts + _length(value)
            except (ValueError, TypeError, OverflowError):
                raise _Broken(Flaw.BROKEN_DATE, "DURATION", value) from None
        else:
            return None
        if isinstance(ends, datetime) != isinstance(starts, datetime):
            raise _Broken(Flaw.BROKEN_DATE, "DTEND", _first(lines, "DTEND")[1])
        if ends.year > LAST_YEAR:
            raise _Broken(Flaw.BROKEN_DATE, "DURATION", _first(lines, "DURATION")[1].strip())
        return ends

    def _repetition(self, lines: Lines, starts: datetime, zone: str) -> Repetition | None:
        without = self._days(lines, "EXDATE", starts, zone)
        extra = self._days(lines, "RDATE", starts, zone)
        if "RRULE" not in lines and not extra:
            return None
        value = _first(lines, "RRULE")[1].strip()
        try:
            parts = {str(name).upper(): list(part) for name, part in vRecur.from_ical(value).items()} if value else {}
        except (ValueError, TypeError, KeyError, OverflowError):
            raise _Broken(Flaw.BROKEN_RULE, "RRULE", value) from None
        until = parts.pop("UNTIL", [None])[0]
        if until is not None and not (isinstance(until, date) and until.year >= FIRST_YEAR):
            raise _Broken(Flaw.BROKEN_RULE, "RRULE", value)
        if isinstance(until, datetime):
            until = until.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if until.tzinfo else until
            until = until.date() if until.time() >= starts.time() else until.date() - timedelta(days=1)
        return Repetition(parts=parts, until=until, without=without, extra=extra)

    def _days(self, lines: Lines, part: str, starts: datetime, zone: str) -> frozenset[date]:
        """The days that a list of dates names; one at another time than the event's own is no such day."""
        found = set()
        for parameters, values in lines.get(part, ()):
            for value in values.split(",")[:MOST_DATES]:
                moment = self._here(part, parameters, value.partition("/")[0], zone=zone)
                if part == "RDATE" and isinstance(moment, datetime) and moment.time() != starts.time():
                    raise _Broken(Flaw.BROKEN_RULE, part, value)
                found.add(moment.date() if isinstance(moment, datetime) else moment)
        return frozenset(found)

    def _link(self, lines: Lines, text: str) -> str:
        """Where it takes place online; the address of a page about it is no such place."""
        for name in LINKS:
            for _parameters, value in lines.get(name, ()):
                if found := WEB.fullmatch(value.strip()):
                    return found[0]
        place, page = _line(lines, "LOCATION"), _first(lines, "URL")[1].strip()
        if found := WEB.fullmatch(place):
            return found[0]
        found = MEETING.search(place) or MEETING.fullmatch(page) or MEETING.search(text)
        return found[0] if found else ""


def _first(lines: Lines, name: str) -> tuple[str, str]:
    return lines.get(name, [("", "")])[0]


def _text(lines: Lines, name: str) -> str:
    return seen(_first(lines, name)[1])


def _line(lines: Lines, name: str) -> str:
    """A text that has no breaks."""
    return " ".join(_text(lines, name).split())


def _topics(lines: Lines) -> Iterator[str]:
    for _parameters, value in lines.get("CATEGORIES", ())[:20]:
        for name in re.split(r"(?<!\\),", value[:2_000])[:20]:
            if text := " ".join(seen(name).split()):
                yield text


def _value(text: str) -> object:
    """A date, a moment or a period."""
    return vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]


def _length(text: str) -> timedelta:
    found: timedelta = vDuration.from_ical(text)  # type: ignore[no-untyped-call]
    return found
