"""Rooms and what stands in them, as administrators keep them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import offer, zone_choices
from accounts.models import Location
from common import times
from common.forms import RowForm
from events.forms.rows import RowsField
from events.forms.rules import MOST_SEATS
from events.models import LONGEST_SETUP, Equipment, Room, Session
from events.queries import Wish


class RoomForm(RowForm):
    """A room: where it is, how many fit in, how one gets in, and what one finds there."""

    location = forms.TypedChoiceField(label=_("Location"), empty_value=None)
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    equipment = RowsField(
        label=_("Equipment"),
        required=False,
        queryset=Equipment.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
    )
    setup_minutes = forms.IntegerField(
        label=_("Minutes between two sessions"),
        initial=0,
        min_value=0,
        max_value=LONGEST_SETUP,
        help_text=_("For airing, tidying up and moving chairs. 0: one may begin as another ends."),
    )

    class Meta:
        model = Room
        fields = (
            "name",
            "location",
            "capacity",
            "step_free",
            "equipment",
            "setup_minutes",
            "note",
            "zone",
            "is_offered",
        )
        labels: ClassVar = {
            "name": _("Name"),
            "capacity": _("Seats"),
            "step_free": _("Way in"),
            "is_offered": _("Can be chosen for new sessions"),
        }
        help_texts: ClassVar = {
            "step_free": _("From the street to a seat, lifts included. It stands on the pages of events."),
            "note": _("How to find it."),
            "is_offered": _("Without it the room stays where it is planned, and is offered for nothing new."),
        }
        widgets: ClassVar = {"step_free": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["location"] = self.instance.location_id
        self.order_fields(self.Meta.fields)
        rows = [(row, row.name) for row in Location.objects.order_by("name")]
        offer(self, "location", rows, nothing=_("Choose a location"))
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  # declared above
        own = self.instance.zone or (self.instance.location.zone if self.instance.location_id else "UTC")
        zone.choices = [("", _("That of its location")), *zone_choices(own)]
        if not self.fields["equipment"].queryset.exists():  # type: ignore[attr-defined]  # declared above
            del self.fields["equipment"]


class EquipmentForm(RowForm):
    """What something that rooms may have is called."""

    class Meta:
        model = Equipment
        fields = ("name",)
        labels: ClassVar = {"name": _("Name")}
        help_texts: ClassVar = {"name": _("As people look for it: projector, hearing loop, whiteboard.")}


class WishForm(forms.Form):
    """What a room is to have; it comes with the address, so whatever can't be is passed over."""

    session = forms.TypedChoiceField(label=_("Session"), required=False, coerce=int, empty_value=None)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=0, max_value=MOST_SEATS)
    location = forms.TypedChoiceField(label=_("Location"), required=False, coerce=int, empty_value=None)
    step_free = forms.BooleanField(label=_("Step-free"), required=False)
    equipment = forms.TypedMultipleChoiceField(
        label=_("Equipment"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: dict[str, list[tuple[Any, Any]]] = {
            "session": [(each.pk, times.span(each.starts_at, each.ends_at)) for each in sessions],
            "location": [("", _("Anywhere")), *Location.objects.order_by("name").values_list("pk", "name")],
            "equipment": list(Equipment.objects.order_by("name").values_list("pk", "name")),
        }
        for name, choices in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
            field.choices = choices
        if len(sessions) == 1:
            self.fields["session"].widget = forms.HiddenInput()
        if not rows["equipment"]:
            del self.fields["equipment"]

    @property
    def wish(self) -> Wish:
        """What was asked for, as far as it can be."""
        self.full_clean()
        said = self.cleaned_data
        return Wish(
            seats=said.get("seats"),
            location=said.get("location"),
            is_step_free=bool(said.get("step_free")),
            equipment=frozenset(said.get("equipment") or ()),
        )

    @property
    def chosen(self) -> int | None:
        """The id of the session that was asked about."""
        self.full_clean()
        chosen: int | None = self.cleaned_data.get("session")
        return chosen
