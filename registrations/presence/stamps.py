"""Times and durations as attendance reports write them: in English or German, by 12 hours or by 24."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from common.written import CLOCK, First, readings, wall_time, with_plain_spaces

DURATION = re.compile(
    r"(?:(?P<h>\d+)\s*(?:h|hrs?|hours?|std|stunden?)\b\.?)?,?\s*"
    r"(?:(?P<m>\d+)\s*(?:m|mins?|minutes?|minuten?)\b\.?)?,?\s*"
    r"(?:(?P<s>\d+)\s*(?:s|secs?|seconds?|sek|sekunden?)\b\.?)?",
    re.IGNORECASE,
)
CLOCKED = re.compile(r"(?P<h>\d+):(?P<m>\d{2}):(?P<s>\d{2})")
MINUTES = re.compile(r"\d+")
LONGEST = 7 * 24 * 3600  # seconds; nobody is in a meeting for longer
LONGEST_TEXT = 60  # characters; no time is written at such length


def read_moment(text: str, *, zone: str, day: date, is_day_first: bool) -> datetime | None:
    """The instant that ``text`` names by the clocks of ``zone``; a time without a date is of ``day``."""
    text = with_plain_spaces(text)
    if len(text) > LONGEST_TEXT:
        return None
    if stamp := _iso(text, zone):
        return stamp
    clock = CLOCK.search(text)
    while clock and (following := CLOCK.search(text, clock.end())):
        clock = following  # the last one: 10.03.2027 begins like a time too
    wall = wall_time(clock) if clock else None
    if clock is None or wall is None or text[clock.end() :].strip():
        return None
    before = text[: clock.start()].strip().rstrip(",").removesuffix("um").removesuffix("at").strip()
    on = readings(before).by(First.DAY if is_day_first else First.MONTH) if before else day
    return _instant(datetime.combine(on, wall), zone) if on else None


def read_duration(text: str) -> int | None:
    """How many seconds: "1h 5m 20s", "1 hr 5 min", "1 Std. 5 Min.", "1:05:20", or minutes as a number."""
    text = with_plain_spaces(text).lstrip("<> ")
    if len(text) > LONGEST_TEXT:
        return None
    if MINUTES.fullmatch(text):
        seconds = int(text) * 60
    elif found := CLOCKED.fullmatch(text) or (DURATION.fullmatch(text) if text else None):
        parts = [int(found[name] or 0) for name in "hms"]
        seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    else:
        return None
    return seconds if seconds <= LONGEST else None


def _iso(text: str, zone: str) -> datetime | None:
    """A time as machines write it, which may say its own offset."""
    if "T" not in text:
        return None
    try:
        stamp = datetime.fromisoformat(text)
        return stamp.astimezone(UTC) if stamp.tzinfo else _instant(stamp, zone)
    except (ValueError, OverflowError):
        return None


def _instant(wall: datetime, zone: str) -> datetime | None:
    try:
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return None


def from_midnight(starts: datetime, ends: datetime) -> datetime:
    """The end of what began at ``starts``; where only times of day were written, it may be of the next day."""
    return ends + timedelta(days=1) if ends < starts else ends
