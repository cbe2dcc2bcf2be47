"""One meeting in wall time, and the list of them."""

from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from events.drafts import SessionDraft
from events.forms.clocks import instant
from events.forms.widgets import DateInput, TimeInput
from events.models import Event, Room, Session
from events.walltime import zone_named

if TYPE_CHECKING:
    SessionFormSetBase = forms.BaseFormSet["SessionForm"]
else:
    SessionFormSetBase = forms.BaseFormSet

MOST_SESSIONS = 40
TIMES = ("held_on", "starts_wall", "ends_wall", "ends_on", "zone")
SOMEWHERE = "-"  # a place that nobody has named yet
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
BETWEEN = [
    MinValueValidator(FIRST_DAY, message=_("Check the year.")),
    MaxValueValidator(LAST_DAY, message=_("Check the year.")),
]


class LinkField(forms.URLField):
    """A link that a browser may follow."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class SessionForm(forms.Form):
    """Date, start, end and place of one meeting. An empty one is no meeting at all."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    held_on = forms.DateField(label=_("Date"), widget=DateInput, validators=BETWEEN)
    starts_wall = forms.TimeField(label=_("Start"), widget=TimeInput)
    ends_wall = forms.TimeField(label=_("End"), widget=TimeInput)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DateInput, validators=BETWEEN)
    zone = forms.CharField(label=_("Time zone"), required=False, max_length=64)
    room = forms.TypedChoiceField(label=_("Room"), required=False, empty_value=None)
    place = forms.CharField(label=_("Another place"), required=False, max_length=200)
    join_url = LinkField(label=_("Online link"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, person: User, rooms: dict[str, Room], ids: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.ids, self.rooms = person, ids, rooms
        room = self.fields["room"]
        assert isinstance(room, forms.TypedChoiceField)  # noqa: S101  # declared above
        room.coerce = rooms.get
        room.choices = [("", _("No room")), *((key, _room_label(room)) for key, room in rooms.items())]
        self.fields["zone"].widget.attrs["list"] = "zones"

    @property
    def is_elsewhere(self) -> bool:
        """Whether a place is named that is no room of ours, or may have to be."""
        said = any(self[name].value() for name in ("place", "join_url"))
        return said or not self.rooms or any(self[name].errors for name in ("room", "place", "join_url"))

    @property
    def is_by_another_clock(self) -> bool:
        """Whether it ends on another day, or by a clock that is not the usual one: the room's, or one's own."""
        zone = self["zone"].value()
        is_usual = not zone or (zone == self.person.zone and not self["room"].value())
        return bool(self["ends_on"].value() or not is_usual or self["ends_on"].errors or self["zone"].errors)

    def clean_zone(self) -> str:
        """An IANA name; empty stands for the zone of the room, or one's own."""
        typed: str = self.cleaned_data["zone"]
        zone = zone_named(typed)
        if typed and not zone:
            raise forms.ValidationError(_("We don't know this time zone. Write it like Europe/Berlin."))
        return zone

    def clean(self) -> dict[str, Any]:
        """What only several answers together can get wrong."""
        values = self.cleaned_data
        if values.get("id") and values["id"] not in self.ids:
            self.add_error(
                None, _("This session was removed in the meantime. Remove it here too, or add it as another session.")
            )
        self._check_times()
        if not self.errors.keys() & {"room", "place", "join_url"} and not self._has_place():
            self.add_error("room", _("Choose a room, write another place, or give an online link."))
        return values

    def _has_place(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("room", "place", "join_url"))

    def _check_times(self) -> None:
        if self.errors.keys() & set(TIMES):
            return
        held_on, starts_wall, ends_wall = (self.cleaned_data[name] for name in TIMES[:3])
        ends_on = self.cleaned_data["ends_on"] or held_on
        starts_at = self._instant("starts_wall", held_on, starts_wall)
        ends_at = self._instant("ends_wall", ends_on, ends_wall)
        if ends_on < held_on:
            self.add_error("ends_on", _("The last day is before the first."))
        elif starts_at and ends_at and ends_at <= starts_at:
            message = _("Choose a time after %(start)s, or a later last day.")
            self.add_error("ends_wall", message % {"start": time_format(starts_wall)})

    def _instant(self, name: str, day: date, wall: time) -> datetime | None:
        try:
            return instant(day, wall, self.resolved_zone)
        except forms.ValidationError as error:
            self.add_error(name, error)
            return None

    @property
    def resolved_zone(self) -> str:
        """The zone that was named, else that of the room, else one's own."""
        room: Room | None = self.cleaned_data.get("room")  # none while one is chosen that can't be
        named: str = self.cleaned_data["zone"]
        return named or (room.own_zone if room else self.person.zone)

    @property
    def tentative(self) -> SessionDraft | None:
        """The meeting as far as it was typed, wherever it is to be; None as long as it has no time that can be."""
        return self._checked.draft if self._checked.is_valid() else None

    @property
    def amiss(self) -> str:
        """What is wrong with the time that was typed; empty where it only is not all there."""
        errors = self._checked.errors.as_data()
        wrong = [error for name in TIMES for error in errors.get(name, ()) if error.code != "required"]
        return " ".join(wrong[0].messages) if wrong else ""

    @cached_property
    def _checked(self) -> "SessionForm":
        """The same as if a place were named."""
        said = {name: self[name].value() for name in self.fields}
        if not any(said[name] for name in ("room", "place", "join_url")):
            said["place"] = SOMEWHERE
        return SessionForm(said, person=self.person, rooms=self.rooms, ids=self.ids)

    @property
    def draft(self) -> SessionDraft:
        """The meeting as clean values."""
        values = self.cleaned_data
        return SessionDraft(
            held_on=values["held_on"],
            starts_wall=values["starts_wall"],
            ends_on=values["ends_on"] or values["held_on"],
            ends_wall=values["ends_wall"],
            zone=self.resolved_zone,
            room=values["room"],
            place=values["place"],
            join_url=values["join_url"],
            pk=values["id"],
        )


def _room_label(room: Room) -> str:
    text = ngettext("%(room)s (%(seats)d seat)", "%(room)s (%(seats)d seats)", room.capacity)
    return text % {"room": room, "seats": room.capacity}


class BaseSessionFormSet(SessionFormSetBase):
    """The sessions of one event."""

    def initial_form_count(self) -> int:
        """None of those that were sent must be filled in: an empty one is no session."""
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def drafts(self) -> tuple[SessionDraft, ...]:
        """Every session that was filled in."""
        return tuple(form.draft for form in self.forms if form.cleaned_data)


SessionFormSet: type[BaseSessionFormSet] = forms.formset_factory(  # type: ignore[assignment]  # the stubs know no own base
    SessionForm,
    formset=BaseSessionFormSet,
    extra=0,
    max_num=MOST_SESSIONS,
    absolute_max=2 * MOST_SESSIONS,
    validate_max=True,
)


def session_values(event: Event) -> list[dict[str, Any]]:
    """What the editor shows of the sessions that stand."""
    sessions = event.sessions.select_related("room__location").order_by("starts_at", "pk")
    return [_values(session) for session in sessions]


def _values(session: Session) -> dict[str, Any]:
    follows_room = session.room is not None and session.room.own_zone == session.zone
    return {
        "id": session.pk,
        "held_on": session.held_on,
        "starts_wall": session.starts_wall,
        "ends_wall": session.ends_wall,
        "ends_on": None if session.ends_on == session.held_on else session.ends_on,
        "zone": "" if follows_room else session.zone,
        "room": session.room_id,
        "place": session.place,
        "join_url": session.join_url,
    }
