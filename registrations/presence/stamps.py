"""Times and durations as attendance reports write them: in English or German, by 12 hours or by 24."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar",
            "feb february februar",
            "mar march mär märz mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(am|pm)?(?:\s*uhr)?", re.IGNORECASE)
ISO_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
DOTTED = re.compile(r"(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4}|\d{2})")
SLASHED = re.compile(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"(?P<m>[^\W\d]+)\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})")
DAY_FIRST = re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<m>[^\W\d]+)\.?,?\s+(?P<y>\d{4})")
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
    text = _plain(text)
    if len(text) > LONGEST_TEXT:
        return None
    if stamp := _iso(text, zone):
        return stamp
    clock = CLOCK.search(text)
    while clock and (following := CLOCK.search(text, clock.end())):
        clock = following  # the last one: 10.03.2027 begins like a time too
    wall = _wall(clock) if clock else None
    if clock is None or wall is None or text[clock.end() :].strip():
        return None
    before = text[: clock.start()].strip().rstrip(",").removesuffix("um").removesuffix("at").strip()
    on = _day(before, is_day_first=is_day_first) if before else day
    return _instant(datetime.combine(on, wall), zone) if on else None


def read_duration(text: str) -> int | None:
    """How many seconds: "1h 5m 20s", "1 hr 5 min", "1 Std. 5 Min.", "1:05:20", or minutes as a number."""
    text = _plain(text).lstrip("<> ")
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


def _plain(text: str) -> str:
    """With plain spaces; "p.m." as "pm"."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"\b([ap])\.\s?m\.?$", r"\1m", text, flags=re.IGNORECASE)


def _iso(text: str, zone: str) -> datetime | None:
    """A time as machines write it, which may say its own offset."""
    if "T" not in text:
        return None
    try:
        stamp = datetime.fromisoformat(text)
        return stamp.astimezone(UTC) if stamp.tzinfo else _instant(stamp, zone)
    except (ValueError, OverflowError):
        return None


def _wall(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").lower():
        if not 1 <= hour <= 12:  # noqa: PLR2004  # on that clock
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _day(text: str, *, is_day_first: bool) -> date | None:
    if found := SLASHED.fullmatch(text):
        month, day = (found["b"], found["a"]) if is_day_first else (found["a"], found["b"])
        return _date(found["y"], month, day)
    for pattern in (ISO_DAY, DOTTED, MONTH_FIRST, DAY_FIRST):
        if found := pattern.fullmatch(text):
            month = found["m"] if found["m"].isdecimal() else str(MONTHS.get(found["m"].casefold(), 0))
            return _date(found["y"], month, found["d"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004  # digits
    except ValueError:
        return None


def _instant(wall: datetime, zone: str) -> datetime | None:
    try:
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return None


def from_midnight(starts: datetime, ends: datetime) -> datetime:
    """The end of what began at ``starts``; where only times of day were written, it may be of the next day."""
    return ends + timedelta(days=1) if ends < starts else ends
