"""What other sites and search engines may show of an event that everybody may read: preview card and schema.org."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common import site
from common.markdown import to_html
from common.raster import HEIGHT, WIDTH, cover_card_key
from events.enums import Audience
from events.models import Event, Session, unique_speakers

LONGEST_SUMMARY = 160  # characters; what sites show of a link
LONGEST_DESCRIPTION = 2_000
SCHEMA = "https://schema.org"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The picture of a preview: the cover that was uploaded, or the one that is drawn."""

    address: str
    kind: str
    text: str
    size: tuple[int, int] | None  # an uploaded one may be smaller than its size says


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What other sites may show of a link to an event."""

    title: str
    address: str
    summary: str
    picture: Picture
    data: dict[str, Any]  # empty before there is a date


def is_for_all(event: Event) -> bool:
    """Whether other sites may show it: not what strangers may not read, or only those who were given the link."""
    is_public = event.audience == Audience.PUBLIC and settings.PUBLIC_CATALOGUE
    return bool(is_public and not event.is_draft and not event.is_unlisted and not event.is_archived)


def preview(event: Event) -> Preview | None:
    """The preview of ``event``, where there may be one."""
    if not is_for_all(event):
        return None
    words = " ".join(unescape(strip_tags(to_html(event.description))).split())
    address = settings.BASE_URL + event.get_absolute_url()
    picture = _picture(event)
    return Preview(
        title=event.title,
        address=address,
        summary=Truncator(words).chars(LONGEST_SUMMARY),
        picture=picture,
        data=_data(event, address, Truncator(words).chars(LONGEST_DESCRIPTION), picture),
    )


def _picture(event: Event) -> Picture:
    if event.cover:
        address = settings.BASE_URL + event.cover_address
        return Picture(address=address, kind="image/jpeg", text=event.cover_text, size=None)
    key = cover_card_key(key=str(event.uuid), kind=event.kind)
    address = settings.BASE_URL + reverse("event-card", args=[event.slug, key])
    return Picture(address=address, kind="image/png", text=_("A drawing made for this event"), size=(WIDTH, HEIGHT))


def _data(event: Event, address: str, words: str, picture: Picture) -> dict[str, Any]:
    """The event as schema.org has it: nothing that its page does not say, and nothing that is soon untrue."""
    sessions = sorted(event.sessions.all(), key=lambda session: (session.starts_at, session.pk))
    if not sessions:
        return {}
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    host = (
        {"department": {"@type": "Organization", "name": event.host_department.name}} if event.host_department else {}
    )
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "EducationEvent",
        "@id": address,
        "url": address,
        "name": event.title,
        "description": words,
        "image": [picture.address],
        "inLanguage": event.language,
        "eventStatus": f"{SCHEMA}/{status}",
        "eventAttendanceMode": f"{SCHEMA}/{_mode(sessions)}",
        "organizer": {"@type": "Organization", "name": site.name(), "url": settings.BASE_URL, **host},
        "performer": [{"@type": "Person", "name": str(speaker)} for speaker in unique_speakers(sessions)],
        **_time_and_place(sessions, address),
    }
    if len(sessions) > 1:
        data["subEvent"] = [
            {
                "@type": "Event",
                "name": event.title,
                "eventStatus": f"{SCHEMA}/{status}",
                **_time_and_place([one], address),
            }
            for one in sessions
        ]
    return {name: value for name, value in data.items() if value}


def _mode(sessions: Sequence[Session]) -> str:
    in_room, online = any(one.place_name for one in sessions), any(one.join_url for one in sessions)
    if in_room and online:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"


def _time_and_place(sessions: Sequence[Session], address: str) -> dict[str, Any]:
    """From the first start to the last end, in the event's own zone. Whoever joins online begins at our page."""
    last = max(sessions, key=lambda session: session.ends_at)
    places: list[dict[str, str]] = [
        {"@type": "Place", "name": name, "address": name}
        for name in dict.fromkeys(one.place_name for one in sessions if one.place_name)
    ]
    if any(one.join_url for one in sessions):
        places.append({"@type": "VirtualLocation", "url": address})
    return {
        "startDate": _moment(sessions[0].starts_at, sessions[0].zone),
        "endDate": _moment(last.ends_at, last.zone),
        "location": places[0] if len(places) == 1 else places,
    }


def _moment(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat()
