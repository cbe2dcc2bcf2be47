"""What participants send: which kind of seat they want."""

from collections.abc import Sequence
from typing import Any

from django import forms

from events.models import Pool


class SeatForm(forms.Form):
    """The kind of seat, by name; only what the event offers."""

    pool = forms.ChoiceField()

    def __init__(self, *args: Any, pools: Sequence[Pool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pools = {pool.kind: pool for pool in pools}
        field = self.fields["pool"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(kind, kind) for kind in self._pools]

    @property
    def chosen_pool(self) -> Pool:
        """The seats that were chosen."""
        return self._pools[self.cleaned_data["pool"]]
