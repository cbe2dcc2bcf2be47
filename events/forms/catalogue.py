"""Rooms and topics, as administrators keep them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import offer
from accounts.models import Location
from common.forms import RowForm
from events.models import Room, Topic


class RoomForm(RowForm):
    """A room: where it is, how many fit in, and what one should know."""

    location = forms.TypedChoiceField(label=_("Location"), empty_value=None)

    class Meta:
        model = Room
        fields = ("name", "location", "capacity", "note", "is_offered")
        labels: ClassVar = {
            "name": _("Name"),
            "capacity": _("Seats"),
            "is_offered": _("Can be chosen for new sessions"),
        }
        help_texts: ClassVar = {
            "note": _("How to find it, and what is in it."),
            "is_offered": _("Without it the room stays where it is planned, and is offered for nothing new."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["location"] = self.instance.location_id
        self.order_fields(self.Meta.fields)
        rows = [(row, row.name) for row in Location.objects.order_by("name")]
        offer(self, "location", rows, nothing=_("Choose a location"))


class TopicForm(RowForm):
    """What a topic is called."""

    class Meta:
        model = Topic
        fields = ("name",)
        labels: ClassVar = {"name": _("Name")}


class MergeForm(forms.Form):
    """Which topic takes the events of another."""

    into = forms.TypedChoiceField(label=_("Give its events to"), empty_value=None)

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row, row.name) for row in Topic.objects.exclude(pk=topic.pk).order_by("name")]
        offer(self, "into", rows, nothing=_("Choose a topic"))
