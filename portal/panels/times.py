"""Times that suit many of those who may come, with a room that is free."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import crowds
from events.enums import PoolKind
from events.forms import TimesForm
from events.goodtimes import Slot, best, overlapped, slots, times_between
from events.models import Event, Room, Session
from events.queries import Wish, seats_in_room, spans_of_people, spans_of_rooms, wanted_by
from registrations.queries import Diaries, diaries

MOST = 12


@dataclass(frozen=True, kw_only=True)
class GoodTime:
    """One time: what share of the audience could come, in which room, and the click that takes it."""

    starts_at: datetime
    ends_at: datetime
    percent: int | None
    shares: Sequence[str]
    rooms: Sequence[Room]
    url: str

    @property
    def free_rooms(self) -> str:
        """Like "Elbe 2.04, Hamburg and 2 more rooms"."""
        if not self.rooms:
            return ""
        more = len(self.rooms) - 1
        if not more:
            return str(self.rooms[0])
        text = ngettext("%(room)s, and %(number)d more room", "%(room)s, and %(number)d more rooms", more)
        return text % {"room": self.rooms[0], "number": more}


@dataclass(frozen=True, kw_only=True)
class GoodTimes:
    """The page on which a time is looked for."""

    form: TimesForm
    people: int = 0
    found: list[GoodTime] = field(default_factory=list)

    @property
    def says_shares(self) -> bool:
        """Whether the audience is large enough to say how many of it are free."""
        return crowds.is_enough(self.people)


@dataclass(frozen=True)
class _Search:
    event: Event
    session: Session | None
    zone: str
    length: timedelta
    starts: Sequence[datetime]

    @property
    def span(self) -> dict[str, datetime]:
        return {"since": self.starts[0], "until": self.starts[-1] + self.length}


def good_times(event: Event, asked: QueryDict, *, person: User, at: datetime) -> GoodTimes:
    """Times for ``event`` between two days: who of its audience is free then, as shares, and where it could be."""
    session = event.sessions.select_related("room__location").order_by("starts_at", "pk").first()
    form = TimesForm.asked(asked, session=session, person=person, at=at)
    if not form.is_valid():
        return GoodTimes(form=form)
    zone, length = session.zone if session else person.zone, timedelta(minutes=form.cleaned_data["length"])
    first, last = form.cleaned_data["since"], form.cleaned_data["until"]
    starts = [each for each in times_between(first, last, zone=zone, length=length) if each > at]
    if not starts:
        return GoodTimes(form=form)
    search = _Search(event, session, zone, length, starts)
    who = diaries(event, **search.span)
    # Of a few people it would show who is busy when, so that only their working hours count.
    every = slots(starts, length, who.groups, who.busy if crowds.is_enough(who.people) else {})
    rooms = _rooms_at(search, location=form.cleaned_data["location"])
    open_to_team = _open_to_team(search)
    possible = [
        slot for number, slot in enumerate(every) if number in open_to_team and (rooms is None or rooms.get(number))
    ]
    numbers = {each: number for number, each in enumerate(starts)}
    return GoodTimes(
        form=form,
        people=who.people,
        found=[
            _good(search, slot, who, rooms[numbers[slot.starts_at]] if rooms else [])
            for slot in best(possible, length, most=MOST, zone=zone)
        ],
    )


def _open_to_team(search: _Search) -> set[int]:
    """Numbers of the times at which whoever teaches or has to be there is free."""
    people = wanted_by(search.event).people
    spans = spans_of_people(people, **search.span, apart_from=search.event) if people else []
    taken = {number for low, high in overlapped(search.starts, search.length, spans) for number in range(low, high)}
    return set(range(len(search.starts))) - taken


def _rooms_at(search: _Search, *, location: int | None) -> dict[int, list[Room]] | None:
    """The rooms that are free at each time, by its number; None where the event needs none."""
    if not any(pool.kind == PoolKind.ROOM and pool.capacity != 0 for pool in search.event.pools.all()):
        return None
    wish = Wish(seats=seats_in_room(search.event), location=location)
    rooms = list(Room.objects.fitting(seats=wish.seats, location=wish.location))
    spans = spans_of_rooms(rooms, **search.span, apart_from=search.event)
    found: dict[int, list[Room]] = {number: [] for number in range(len(search.starts))}
    for room in rooms:
        taken = overlapped(search.starts, search.length, spans[room.pk])
        blocked = {number for low, high in taken for number in range(low, high)}
        for number in found.keys() - blocked:
            found[number].append(room)
    return found


def _good(search: _Search, slot: Slot, who: Diaries, rooms: Sequence[Room]) -> GoodTime:
    ends_at = slot.starts_at + search.length
    says = crowds.is_enough(who.people)
    return GoodTime(
        starts_at=slot.starts_at,
        ends_at=ends_at,
        percent=round(100 * slot.free / who.people) if says else None,
        shares=_shares(slot, who) if says else (),
        rooms=rooms,
        url=_into_editor(search, slot.starts_at, ends_at, rooms),
    )


def _shares(slot: Slot, who: Diaries) -> list[str]:
    """Like "Hamburg 80 %", the largest places first; of too few people nothing is said."""
    sizes = who.sizes
    said = sorted(crowds.apart(sizes), key=lambda place: (-sizes[place], who.places[place]))
    return [
        _("%(place)s %(percent)d %%")
        % {
            "place": who.places[place] or _("No location"),
            "percent": round(100 * slot.by_place.get(place, 0) / sizes[place]),
        }
        for place in said
    ]


def _into_editor(search: _Search, starts_at: datetime, ends_at: datetime, rooms: Sequence[Room]) -> str:
    """The editor with this time in the session; nothing is saved by that."""
    zone = ZoneInfo(search.zone)
    begin, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    stays = search.session is not None and search.session.room in rooms
    put = {
        "session": str(search.session.pk) if search.session else "",
        "held_on": begin.date().isoformat(),
        "starts_wall": f"{begin:%H:%M}",
        "ends_wall": f"{end:%H:%M}",
        "zone": search.zone,
        "room": "" if stays or not rooms else str(rooms[0].pk),
    }
    return reverse("workspace-settings", args=[search.event.slug], query={k: v for k, v in put.items() if v})
