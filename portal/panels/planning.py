"""What is in the way of the sessions that somebody plans: rooms and people that are taken, and rooms that are free."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import ngettext

from accounts.models import User
from common import times
from events.clashing import Booking
from events.drafts import SessionDraft
from events.enums import StepFree
from events.forms import COMMAND, Editor, SessionForm, WishForm
from events.models import Event, Room, Session
from events.queries import Clash, Wanted, Wish, clashes, free_rooms, seats_in_room

MOST_ROOMS = 6
MOST_LISTED = 50


@dataclass(frozen=True, kw_only=True)
class FreeRoom:
    """A room that is free, and what is to be known of it."""

    room: Room

    @property
    def about(self) -> str:
        """Like "24 seats · Step-free · Projector"."""
        seats = ngettext("%(number)d seat", "%(number)d seats", self.room.capacity) % {"number": self.room.capacity}
        way = [] if self.room.step_free == StepFree.UNKNOWN else [str(self.room.get_step_free_display())]
        names = sorted(each.name for each in self.room.equipment.all())
        return " · ".join([seats, *way, *names])


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """One session of the editor with what clashes with it; ``free``: rooms, where somebody has asked for them."""

    form: SessionForm
    position: int
    slug: str = ""
    draft: SessionDraft | None = None
    seats: int | None = None
    clashes: list[Clash] = field(default_factory=list)
    is_asked: bool = False
    free: list[FreeRoom] = field(default_factory=list)

    @property
    def tight(self) -> Room | None:
        """The room, where it has fewer seats than are offered."""
        room = self.draft.room if self.draft else None
        return room if room and self.seats is not None and room.capacity < self.seats else None


@dataclass(frozen=True, kw_only=True)
class RoomSearch:
    """The page on which a room is looked for: for which session, what it is to have, what is free."""

    form: WishForm
    session: Session | None
    free: list[FreeRoom] = field(default_factory=list)
    total: int = 0

    @property
    def when(self) -> str:
        """The time for which rooms are looked for."""
        return times.span(self.session.starts_at, self.session.ends_at) if self.session else ""


def room_search(event: Event, asked: QueryDict, *, at: datetime) -> RoomSearch:
    """Rooms for one session of ``event``: the one that was asked for, else the first to come."""
    sessions = list(event.sessions.filter(ends_at__gt=at).select_related("room__location").order_by("starts_at", "pk"))
    seats = seats_in_room(event)
    usual = {"seats": "" if seats is None else str(seats), "session": str(sessions[0].pk) if sessions else ""}
    form = WishForm(asked if "seats" in asked else {**asked.dict(), "seats": usual["seats"]}, sessions=sessions)
    session = next((one for one in sessions if one.pk == form.chosen), sessions[0] if sessions else None)
    if session is None:
        return RoomSearch(form=form, session=None)
    when = Booking(key=session.pk, starts_at=session.starts_at, ends_at=session.ends_at)
    rooms = free_rooms([when], form.wish, apart_from=event)
    here = session.room.location_id if session.room else None
    rooms.sort(key=lambda room: room.location_id != here)
    free = [FreeRoom(room=room) for room in rooms if room != session.room]
    return RoomSearch(form=form, session=session, free=free[:MOST_LISTED], total=len(free))


def plans(editor: Editor, *, at: datetime) -> list[SessionPlan]:
    """Every session that the editor shows, as far as it was typed, beside what other events take."""
    drafts = editor.tentative
    wanted = editor.wanted(drafts)
    found = _by_session(wanted, editor, at=at)
    return [
        SessionPlan(
            form=form,
            position=position,
            slug=editor.event.slug if editor.event else "",
            draft=drafts.get(position),
            seats=editor.form.tentative_seats,
            clashes=found[position],
            is_asked=position == editor.asked_for_rooms,
            free=_free(editor, drafts, position) if position == editor.asked_for_rooms else [],
        )
        for position, form in enumerate(editor.sessions.forms)
    ]


def plan_of(asked: QueryDict, *, position: int, person: User, event: Event | None, at: datetime) -> SessionPlan:
    """One session as a page sends it while somebody types."""
    data = asked.copy()
    data.update({"session-TOTAL_FORMS": str(position + 1), "session-INITIAL_FORMS": "0", COMMAND: "check"})
    return plans(Editor(data, person=person, event=event), at=at)[position]


def _by_session(wanted: Wanted, editor: Editor, *, at: datetime) -> dict[int, list[Clash]]:
    found: dict[int, list[Clash]] = defaultdict(list)
    for clash in clashes(wanted, apart_from=editor.event, reader=editor.person, at=at):
        found[clash.own.key].append(clash)
    return found


def _free(editor: Editor, drafts: dict[int, SessionDraft], position: int) -> list[FreeRoom]:
    """Rooms for one session, those at its place, or where the organiser works, first."""
    draft = drafts.get(position)
    if draft is None:
        return []
    when = Booking(key=position, starts_at=draft.starts_at, ends_at=draft.ends_at)
    rooms = free_rooms([when], Wish(seats=editor.form.tentative_seats), apart_from=editor.event)
    here = draft.room.location_id if draft.room else editor.person.location_id
    rooms.sort(key=lambda room: room.location_id != here)
    return [FreeRoom(room=room) for room in rooms if room != draft.room][:MOST_ROOMS]
