"""What participants send: which kind of seat they want."""

from typing import Any

from django import forms

from events.models import Event, Pool


class SeatForm(forms.Form):
    """The kind of seat, by name; only what the event offers."""

    pool = forms.ModelChoiceField(queryset=Pool.objects.none(), to_field_name="kind")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pool"].queryset = event.pools.all()  # type: ignore[attr-defined]  # declared above
