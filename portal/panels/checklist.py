"""What is looked at before an event is published: what it must have, and what it should."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import times
from common.words import listed
from events import policies
from events.enums import ClashKind, PoolKind, Refusal
from events.models import Event, Session, unique_speakers
from events.queries import Clash, tight_rooms

SHORT_NOTICE = timedelta(days=3)
FEW_WORDS = 10
# Where what stands against publishing is mended: the field of the editor.
AT_FIELD = {
    Refusal.NO_SESSION: "sessions",
    Refusal.IN_THE_PAST: "sessions",
    Refusal.NO_SEATS: "room_seats",
    Refusal.ROOM_TOO_SMALL: "room_seats",
    Refusal.DECIDED_IN_PAST: "decide_at",
}
CLASHES_AT = {ClashKind.ROOM: "sessions", ClashKind.SPEAKER: "speakers", ClashKind.ORGANISER: "needs_organisers"}
NO_FIELD = {"sessions"}  # a part of the page with an id of its own


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at: what it is, what was found, and where it is changed.

    ``is_must``: without it nothing is published; what only should be is said and left to the organisers.
    """

    label: str
    said: str
    url: str
    is_met: bool = True
    is_must: bool = False

    @property
    def tone(self) -> str:
        """How it is marked."""
        if self.is_met:
            return "ok"
        return "danger" if self.is_must else "wait"

    @property
    def icon(self) -> str:
        return {"ok": "check", "danger": "alert", "wait": "info"}[self.tone]


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """Everything that was looked at."""

    checks: list[Check]

    @property
    def missing(self) -> list[Check]:
        """What it must have and has not."""
        return [one for one in self.checks if one.is_must and not one.is_met]

    @property
    def advice(self) -> list[Check]:
        """What it should have and has not."""
        return [one for one in self.checks if not one.is_must and not one.is_met]

    @property
    def met(self) -> list[Check]:
        """What is as it should be."""
        return [one for one in self.checks if one.is_met]


def checklist(event: Event, *, taken: Sequence[Clash] = (), at: datetime) -> Checklist:
    """What is to be said of ``event``, a draft, before it is published; ``taken``: what other events have."""
    return Checklist(checks=[*_musts(event, at=at), *_clashes(event, taken), *_shoulds(event, at=at)])


def _musts(event: Event, *, at: datetime) -> Iterator[Check]:
    """What stands against publishing, from the one list of it; where nothing does, what was found instead."""
    against = policies.missing(event, at=at)
    for reason in against:
        if reason in AT_FIELD:
            yield Check(
                label=_subject(reason),
                said=_small_rooms(event) if reason == Refusal.ROOM_TOO_SMALL else str(reason.label),
                url=_edit(event, AT_FIELD[reason]),
                is_met=False,
                is_must=True,
            )
    if event.starts_at is not None and Refusal.IN_THE_PAST not in against:
        yield Check(label=_("Date"), said=times.moment(event.starts_at), url=_edit(event, "sessions"), is_must=True)
    if Refusal.NO_SEATS not in against:
        yield Check(label=_("Seats"), said=_seats(event), url=_edit(event, "room_seats"), is_must=True)


def _clashes(event: Event, taken: Sequence[Clash]) -> Iterator[Check]:
    """What other events have at the time."""
    for clash in taken:
        label, url = str(clash.kind.label), _edit(event, CLASHES_AT[clash.kind])
        yield Check(label=label, said=clash.text, url=url, is_met=False, is_must=True)


def _small_rooms(event: Event) -> str:
    """Which rooms are too small, and by how much."""
    text = _("%(room)s has %(seats)d seats, you offer %(offered)d")
    return listed(
        [
            text % {"room": tight.room.name, "seats": tight.room.capacity, "offered": tight.offered}
            for tight in tight_rooms(event)
        ]
    )


def _subject(reason: Refusal) -> str:
    subjects = {
        Refusal.NO_SEATS: _("Seats"),
        Refusal.ROOM_TOO_SMALL: _("Room"),
        Refusal.DECIDED_IN_PAST: _("Whether it takes place"),
    }
    return subjects.get(reason, _("Date"))


def _seats(event: Event) -> str:
    said = [
        _("%(kind)s: no limit") % {"kind": pool.get_kind_display()}
        if pool.capacity is None
        else f"{pool.get_kind_display()}: {number_format(pool.capacity)}"
        for pool in event.pools.all()
    ]
    return listed(said)


def _shoulds(event: Event, *, at: datetime) -> Iterator[Check]:
    sessions = sorted(event.sessions.all(), key=lambda one: (one.starts_at, one.pk))
    yield _description(event)
    yield _speakers(event, sessions)
    yield from _places(event, sessions)
    yield from _times(event, at=at)
    yield _named(_("Topics"), [topic.name for topic in event.topics.all()], _edit(event, "topics"), _("None yet."))
    others = event.co_hosts.order_by("name", "pk") if event.has_co_hosts else ()
    host = [one.name for one in (event.host_department, *others) if one]
    yield _named(_("Host"), host, _edit(event, "host_department"), _("No department is named as the host."))
    yield Check(label=_("Who may come"), said=str(event.get_audience_display()), url=_edit(event, "audience"))
    yield Check(label=_("Language"), said=str(event.get_language_display()), url=_edit(event, "language"))
    cover = event.cover_text or _("drawn for this event")
    yield Check(label=_("Cover"), said=cover, url=_edit(event, "cover_picture"))


def _named(label: str, names: list[str], url: str, missing: str) -> Check:
    return Check(label=label, said=listed(names) if names else missing, url=url, is_met=bool(names))


def _description(event: Event) -> Check:
    words = len(event.description.split())
    said = ngettext("%(number)d word", "%(number)d words", words) % {"number": words}
    if words < FEW_WORDS:
        said = _("Say in a few sentences what it is about and for whom.")
    url = _edit(event, "description")
    return Check(label=_("Description"), said=said, url=url, is_met=words >= FEW_WORDS)


def _speakers(event: Event, sessions: list[Session]) -> Check:
    names = [str(speaker) for speaker in unique_speakers(sessions)]
    return _named(_("Speakers"), names, _edit(event, "speakers"), _("Nobody is named who teaches."))


def _places(event: Event, sessions: list[Session]) -> Iterator[Check]:
    """Whether whoever has a seat finds it: in a room, behind a link."""
    offered = {pool.kind for pool in event.pools.all() if pool.capacity != 0}
    url = _edit(event, "sessions")
    small = tight_rooms(event)
    if PoolKind.ROOM in offered and sessions and not small:
        is_met = all(session.place_name for session in sessions)
        places = list(dict.fromkeys(session.place_name for session in sessions if session.place_name))
        said = listed(places) if is_met else _("Seats in the room, but a session without a place")
        yield Check(label=_("Place"), said=said, url=url, is_met=is_met)
    if PoolKind.ONLINE in offered and sessions:
        is_met = all(session.join_url for session in sessions)
        said = _("Every session has one.") if is_met else _("Online seats, but a session without a link")
        yield Check(label=_("Online link"), said=said, url=url, is_met=is_met)


def _times(event: Event, *, at: datetime) -> Iterator[Check]:
    """Whether there is time to hear of it, to ask for a seat, and to give one back."""
    if event.starts_at is None or event.starts_at <= at:
        return
    if event.starts_at - at < SHORT_NOTICE:
        said = _("It starts within three days: few people will hear of it in time.")
        yield Check(label=_("Notice"), said=said, url=_edit(event, "sessions"), is_met=False)
    if event.requests_until is not None and event.requests_until <= at:
        said = _("The time for requests is over before anybody could ask.")
        url = reverse("workspace-seats", args=[event.slug])
        yield Check(label=_("Requests"), said=said, url=url, is_met=False)
    deadline = event.starts_at - timedelta(hours=event.cancellation_hours)
    if deadline <= at:
        said = _("The time in which seats can be given back is over already.")
        yield Check(label=_("Cancelling"), said=said, url=_edit(event, "cancellation_hours"), is_met=False)


def _edit(event: Event, field: str) -> str:
    """Where that field of the editor stands, its fold open."""
    settings = reverse("workspace-settings", args=[event.slug])
    return f"{settings}#{field}" if field in NO_FIELD else f"{settings}?at={field}#id_{field}"
