"""The editor: an event and its sessions on one page, saved together."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from common.forms import Files
from events.drafts import EventDraft, SessionDraft
from events.enums import Refusal
from events.exceptions import EventRefused, LimitInPercent, SeatsRuled, SeatsTaken
from events.forms.event import EventForm, default_values, event_values
from events.forms.series import ReachForm
from events.forms.session import MOST_SESSIONS, SessionForm, SessionFormSet, session_values
from events.models import Event
from events.queries import Wanted, organisers_of, rooms_for, wanted_in
from events.repeating import Reach

COMMAND = "sessions"
AT_FIELD = {
    Refusal.LISTED_ALREADY: "is_unlisted",
    Refusal.ROOM_TOO_SMALL: "room_seats",
    Refusal.SPEAKER_BUSY: "speakers",
    Refusal.ORGANISER_BUSY: "needs_organisers",
    Refusal.NEEDS_ITSELF: "needs",
    Refusal.NEEDS_CIRCLE: "needs",
    Refusal.MINIMUM_ABOVE_SEATS: "minimum",
    Refusal.DECIDED_AFTER_START: "decide_at",
    Refusal.DECIDED_IN_PAST: "decide_at",
}
ABOUT_SEATS = (SeatsTaken, SeatsRuled, LimitInPercent)
TAKE_ROOM = re.compile(r"room-(\d{1,2})-(\d{1,18})")
PUT = ("held_on", "starts_wall", "ends_wall", "ends_on", "zone", "room")
REPEATED = ("starts_wall", "ends_wall", "zone", "room", "place", "join_url")


class Editor:
    """What somebody typed about an event: bound when it is to be saved.

    The buttons that add or drop a session send the whole form too. It comes back with one
    session more or less, everything else as it was typed, and without a word about mistakes:
    nobody has asked to save yet.
    """

    def __init__(
        self,
        data: QueryDict | None,
        files: Files | None = None,
        *,
        person: User,
        event: Event | None = None,
        put: Mapping[str, str] | None = None,
    ) -> None:
        self.event, self.person = event, person
        self._command = str(data.get(COMMAND, "")) if data else ""
        self.asked_for_rooms = _number(self._command, "rooms")
        rooms = {str(room.pk): room for room in rooms_for(event)}
        ids = set(event.sessions.values_list("pk", flat=True)) if event else set()
        kwargs: dict[str, Any] = {"prefix": "session", "form_kwargs": {"person": person, "rooms": rooms, "ids": ids}}
        about: dict[str, Any] = {"person": person, "event": event, "has_cover": event is not None and event.cover != ""}
        self.is_filled_in = False
        # Which version of the event was shown when this was typed; and the one before, if somebody else was faster.
        self.seen = data.get("seen", "") if data else event.version if event else ""
        self.overtaken = ""
        self.is_bound = data is not None and COMMAND not in data
        if self.is_bound:
            self.form = EventForm(data, files, **about)
            self.sessions = SessionFormSet(data, **kwargs)
        elif data is not None:
            self.form = EventForm(initial=_typed(EventForm(data, **about)), **about)
            typed = _rearranged(self._command, [_typed(form) for form in SessionFormSet(data, **kwargs).forms])
            self.sessions = SessionFormSet(initial=typed or [{}], **kwargs)
            _stay_at(self._command, self.sessions.forms)
        else:
            values = event_values(event) if event else default_values(person)
            self.form = EventForm(initial=values, **about)
            stored = (session_values(event) if event else []) or [{}]
            self.is_filled_in = _fill_in(stored, put or {})
            self.sessions = SessionFormSet(initial=stored, **kwargs)
        self.reach = ReachForm(data if self.is_bound else None, event=event)

    @property
    def chosen_reach(self) -> Reach:
        """Which dates of a series the edit is for."""
        return self.reach.chosen

    def is_valid(self) -> bool:
        """Whether it can be saved; all parts are checked, so that every mistake shows at once."""
        return self.is_bound and all([self.form.is_valid(), self.sessions.is_valid(), self.reach.is_valid()])

    @property
    def tentative(self) -> dict[int, SessionDraft]:
        """The sessions that have a time as far as they were typed, by their place in the editor."""
        found = {position: form.tentative for position, form in enumerate(self.sessions.forms)}
        return {position: draft for position, draft in found.items() if draft}

    def wanted(self, drafts: Mapping[int, SessionDraft]) -> Wanted:
        """What the event would take with these sessions, and with whoever was named."""
        organisers: dict[int, str] = {}
        if self.form["needs_organisers"].value():
            organisers = organisers_of(self.event) if self.event else {self.person.pk: self.person.name}
        speakers = [speaker.user for speaker in self.form.tentative_speakers if speaker.user]
        return wanted_in(drafts.items(), speakers=speakers, organisers=organisers)

    @property
    def draft(self) -> EventDraft:
        """The event as clean values; only of a valid editor."""
        return self.form.draft(self.sessions.drafts)

    def refuse(self, refused: EventRefused) -> None:
        """Show why the action refused, at the field it is about."""
        if refused.reason == Refusal.CHANGED_MEANWHILE and self.event:
            self.seen, self.overtaken = self.event.version, self.seen
        about_seats = f"{refused.kind}_seats" if isinstance(refused, ABOUT_SEATS) else None
        name = about_seats or AT_FIELD.get(refused.reason)
        self.form.add_error(name, str(refused))


def _typed(form: forms.Form) -> dict[str, Any]:
    """The raw text of each field, as it came in."""
    return {name: form[name].data for name in form.fields}


def _rearranged(command: str, typed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The typed sessions with one more, like the last one but for its day, or without one of them."""
    if command == "add" and len(typed) < MOST_SESSIONS:
        return [*typed, {name: typed[-1][name] for name in REPEATED} if typed else {}]
    if (taken := TAKE_ROOM.fullmatch(command)) and int(taken[1]) < len(typed):
        typed[int(taken[1])]["room"] = taken[2]
    return [one for number, one in enumerate(typed) if command != f"remove-{number}"]


def _stay_at(command: str, sessions: list[SessionForm]) -> None:
    """Give the focus to what a button has changed, so that nobody looks for it from the top of the page."""
    number, name = len(sessions) - 1, "held_on"
    if taken := TAKE_ROOM.fullmatch(command):
        number, name = int(taken[1]), "room"
    elif (removed := _number(command, "remove")) is not None:
        number = max(removed - 1, 0)
    elif command != "add":
        return
    for form in sessions[number : number + 1]:
        form.fields[name].widget.attrs["autofocus"] = True


def _number(command: str, name: str) -> int | None:
    """Which session a command like "rooms-2" is about."""
    found = re.fullmatch(rf"{name}-(\d{{1,2}})", command)
    return int(found[1]) if found else None


def _fill_in(values: list[dict[str, Any]], put: Mapping[str, str]) -> bool:
    """Put what another page has found, such as a room, into the session it was found for; says whether it did."""
    for one in values:
        if put.get("session", "") == str(one.get("id") or ""):
            one |= {name: put[name] for name in PUT if put.get(name)}
            return any(put.get(name) for name in PUT)
    return False
