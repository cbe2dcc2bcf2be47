"""The editor: an event and its sessions on one page, saved together."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from events.drafts import EventDraft
from events.enums import Reach, Refusal
from events.exceptions import EventRefused, SeatsHeld, SeatsTaken
from events.forms.event import EventForm, default_values, event_values
from events.forms.series import ReachForm
from events.forms.session import MOST_SESSIONS, SessionForm, SessionFormSet, session_values
from events.models import Event
from events.queries import rooms_for

COMMAND = "sessions"
AT_FIELD = {
    Refusal.LISTED_ALREADY: "is_unlisted",
    Refusal.NEEDS_ITSELF: "needs",
    Refusal.NEEDS_CIRCLE: "needs",
    Refusal.MINIMUM_ABOVE_SEATS: "minimum",
    Refusal.DECIDED_AFTER_START: "decide_at",
    Refusal.DECIDED_IN_PAST: "decide_at",
}
Files = MultiValueDict[str, Any]
REPEATED = ("starts_wall", "ends_wall", "zone", "room", "place", "join_url")


class Editor:
    """What somebody typed about an event: bound when it is to be saved.

    The buttons that add or drop a session send the whole form too. It comes back with one
    session more or less, everything else as it was typed, and without a word about mistakes:
    nobody has asked to save yet.
    """

    def __init__(
        self, data: QueryDict | None, files: Files | None = None, *, person: User, event: Event | None = None
    ) -> None:
        self.event = event
        rooms = {str(room.pk): room for room in rooms_for(event)}
        ids = set(event.sessions.values_list("pk", flat=True)) if event else set()
        kwargs: dict[str, Any] = {"prefix": "session", "form_kwargs": {"person": person, "rooms": rooms, "ids": ids}}
        about: dict[str, Any] = {"person": person, "event": event, "has_cover": event is not None and event.cover != ""}
        self._is_adding = data is not None and data.get(COMMAND) == "add"
        self.is_bound = data is not None and COMMAND not in data
        if self.is_bound:
            self.form = EventForm(data, files, **about)
            self.sessions = SessionFormSet(data, **kwargs)
        elif data is not None:
            self.form = EventForm(initial=_typed(EventForm(data, **about)), **about)
            typed = _rearranged(str(data[COMMAND]), [_typed(form) for form in SessionFormSet(data, **kwargs).forms])
            self.sessions = SessionFormSet(initial=typed or [{}], **kwargs)
        else:
            values = event_values(event) if event else default_values(person)
            self.form = EventForm(initial=values, **about)
            self.sessions = SessionFormSet(initial=(session_values(event) if event else []) or [{}], **kwargs)
        # Which dates of its series the edit is for; nobody is asked where there is only this one.
        self.reach = ReachForm(data if self.is_bound else None) if event and event.series_id else None

    @property
    def chosen_reach(self) -> Reach:
        """Which dates of a series the edit is for."""
        return self.reach.chosen if self.reach else Reach.ONE

    @property
    def added(self) -> SessionForm | None:
        """The session that was just asked for; its first field has the focus."""
        return self.sessions.forms[-1] if self._is_adding else None

    def is_valid(self) -> bool:
        """Whether it can be saved; all parts are checked, so that every mistake shows at once."""
        reach = self.reach is None or self.reach.is_valid()
        return self.is_bound and all([self.form.is_valid(), self.sessions.is_valid(), reach])

    @property
    def draft(self) -> EventDraft:
        """The event as clean values; only of a valid editor."""
        return self.form.draft(self.sessions.drafts)

    def refuse(self, refused: EventRefused) -> None:
        """Show why the action refused, at the field it is about."""
        about_seats = f"{refused.kind}_seats" if isinstance(refused, SeatsTaken | SeatsHeld) else None
        name = about_seats or AT_FIELD.get(refused.reason)
        self.form.add_error(name, str(refused))


def _typed(form: forms.Form) -> dict[str, Any]:
    """The raw text of each field, as it came in."""
    return {name: form[name].data for name in form.fields}


def _rearranged(command: str, typed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The typed sessions with one more, like the last one but for its day, or without one of them."""
    if command == "add" and len(typed) < MOST_SESSIONS:
        return [*typed, {name: typed[-1][name] for name in REPEATED} if typed else {}]
    return [one for number, one in enumerate(typed) if command != f"remove-{number}"]
