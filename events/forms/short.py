"""The short form: something informal with a title, a time and a place."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.widgets import Textarea
from events.drafts import EventDraft, SessionDraft, SpeakerDraft
from events.enums import SHORT, EventKind, PoolKind, Refusal
from events.exceptions import EventRefused
from events.forms.clocks import instant
from events.forms.rules import MOST_SEATS
from events.forms.session import BETWEEN
from events.forms.widgets import DateInput, TimeInput
from events.models import Room
from events.queries import RoomNames

LASTS = {EventKind.LUNCH: timedelta(minutes=60), EventKind.LIGHTNING: timedelta(minutes=15)}
SEATS_AT_A_TABLE = 8
AT_FIELD = {
    Refusal.IN_THE_PAST: "held_on",
    Refusal.ROOM_TOO_SMALL: "seats",
    Refusal.ROOM_TAKEN: "where",
    Refusal.SPEAKER_BUSY: "starts_wall",
    Refusal.ORGANISER_BUSY: "starts_wall",
}


class ShortForm(forms.Form):
    """Three answers are enough: what, when and where."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in SHORT],
        initial=EventKind.LUNCH,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    held_on = forms.DateField(label=_("Date"), widget=DateInput, validators=BETWEEN)
    starts_wall = forms.TimeField(label=_("Start"), widget=TimeInput)
    where = forms.CharField(
        label=_("Where"), max_length=200, help_text=_("A room, another place, or the link of a meeting online.")
    )
    ends_wall = forms.TimeField(
        label=_("End"),
        required=False,
        widget=TimeInput,
        help_text=_("Empty: an hour for lunch, a quarter of an hour for a lightning talk."),
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Empty: eight at a lunch table; at a lightning talk as many as the room has."),
    )
    description = forms.CharField(
        label=_("What it is about"), required=False, max_length=20_000, widget=Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, person: User, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self._names = person, RoomNames(rooms)
        self.fields["where"].widget.attrs["list"] = "rooms"

    def clean(self) -> dict[str, Any]:
        """What only several answers together can get wrong."""
        values = self.cleaned_data
        where = values.get("where", "")
        self.room = self._names.named(where)
        if not self.room and "://" in where:
            self._check_link(where)
        if not self.errors.keys() & {"held_on", "starts_wall", "ends_wall"}:
            self._check_times(values["held_on"], values["starts_wall"], values["ends_wall"])
        return values

    def _check_link(self, where: str) -> None:
        try:
            URLValidator(schemes=["http", "https"])(where)
        except ValidationError:
            self.add_error("where", _("This is no link that a browser can follow. Copy it anew, or write a place."))

    def _check_times(self, day: date, starts: time, ends: time | None) -> None:
        try:
            starts_at = instant(day, starts, self.zone)
        except ValidationError as error:
            self.add_error("starts_wall", error)
            return
        self.ends_on, self.ends_at_wall = self._end(day, starts, ends)
        try:
            ends_at = instant(self.ends_on, self.ends_at_wall, self.zone)
        except ValidationError as error:
            self.add_error("ends_wall", error)
            return
        if ends_at <= starts_at:
            self.add_error("ends_wall", _("Choose a time after %(start)s.") % {"start": time_format(starts)})

    def _end(self, day: date, starts: time, ends: time | None) -> tuple[date, time]:
        """When it is over: as it was said, else after the time that such a thing takes."""
        if ends is not None:
            return day, ends
        kind = EventKind(self.cleaned_data.get("kind") or EventKind.LUNCH)
        over = datetime.combine(day, starts) + LASTS[kind]
        return over.date(), over.time()

    @property
    def zone(self) -> str:
        """That of the room, else one's own."""
        return self.room.location.zone if self.room else self.person.zone

    @property
    def _is_online(self) -> bool:
        return not self.room and "://" in self.cleaned_data["where"]

    @property
    def _seats(self) -> dict[str, int | None]:
        said: int | None = self.cleaned_data["seats"]
        if said is None and self.cleaned_data["kind"] == EventKind.LUNCH:
            said = min(SEATS_AT_A_TABLE, self.room.capacity) if self.room else SEATS_AT_A_TABLE
        elif said is None and self.room:
            said = self.room.capacity
        return {PoolKind.ONLINE if self._is_online else PoolKind.ROOM: said}

    @property
    def draft(self) -> EventDraft:
        """The event as clean values; whoever announces a talk gives it."""
        values = self.cleaned_data
        session = SessionDraft(
            held_on=values["held_on"],
            starts_wall=values["starts_wall"],
            ends_on=self.ends_on,
            ends_wall=self.ends_at_wall,
            zone=self.zone,
            room=self.room,
            place="" if self.room or self._is_online else values["where"],
            join_url=values["where"] if self._is_online else "",
        )
        is_talk = values["kind"] == EventKind.LIGHTNING
        return EventDraft(
            title=values["title"],
            language=self.person.language,
            kind=values["kind"],
            description=values["description"],
            host_department=self.person.department,
            sessions=(session,),
            speakers=(SpeakerDraft(user=self.person),) if is_talk else (),
            seats=self._seats,
        )

    def refuse(self, refused: EventRefused) -> None:
        """Show why the action refused, at the field it is about."""
        self.add_error(AT_FIELD.get(refused.reason), str(refused))
