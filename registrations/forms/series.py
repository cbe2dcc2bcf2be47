"""What somebody sends who registers for dates of a series, or leaves it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import PoolKind
from events.models import Event

WHOLE = "whole"


class SeriesSeatForm(forms.Form):
    """Which dates, or all of them by the button "whole"; and which kind of seat where there are two."""

    dates = forms.MultipleChoiceField(required=False)
    # It stands beside the button for all dates, away from the form that it belongs to.
    seat = forms.ChoiceField(
        label=gettext_lazy("Which kind of seat"), required=False, widget=forms.RadioSelect(attrs={"form": "dates"})
    )

    def __init__(self, *args: Any, events: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._events = {str(event.pk): event for event in events}
        kinds = {pool.kind for event in events for pool in event.pools.all() if pool.capacity != 0}
        self.kinds = [kind for kind in PoolKind if kind in kinds]
        dates, seat = self.fields["dates"], self.fields["seat"]
        assert isinstance(dates, forms.ChoiceField)  # noqa: S101  # declared above
        assert isinstance(seat, forms.ChoiceField)  # noqa: S101  # declared above
        dates.choices = [(pk, pk) for pk in self._events]
        seat.choices = [(kind.value, kind.label) for kind in self.kinds]
        seat.initial = self.kinds[0].value if self.kinds else ""

    def clean(self) -> dict[str, Any]:
        """Somebody who chooses no date has to say that they mean all."""
        values = self.cleaned_data
        if not self.is_whole and not self.errors and not values["dates"]:
            self.add_error("dates", _("Choose at least one date."))
        return values

    @property
    def is_whole(self) -> bool:
        """Whether it is for the whole series."""
        return self.data.get("reach") == WHOLE

    @property
    def events(self) -> list[Event]:
        """The dates that were chosen."""
        return [self._events[pk] for pk in self.cleaned_data["dates"]]

    @property
    def pool_kind(self) -> str:
        """The kind of seat; the first that is offered where nobody was asked."""
        return self.cleaned_data["seat"] or (self.kinds[0].value if self.kinds else PoolKind.ROOM.value)


class LeaveSeriesForm(forms.Form):
    """Whether the places that one has are given back too."""

    gives_back = forms.BooleanField(
        label=gettext_lazy("Give back my places on the dates to come too"), required=False, initial=True
    )
