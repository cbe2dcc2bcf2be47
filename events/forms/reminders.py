"""When those with a seat are reminded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.reminding import together
from accounts.wording import REMINDERS
from events.models import Event


class RemindersForm(forms.Form):
    """Times before the start and after the end, any number of them."""

    times = forms.TypedMultipleChoiceField(
        label=_("Send a mail"),
        coerce=int,
        choices=[(one.value, label) for one, label in REMINDERS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("People may choose other times before the start for themselves."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["times"].initial = [one.value for one in REMINDERS if one & event.reminders]

    def clean_times(self) -> int:
        """All of them as one number."""
        return together(self.cleaned_data["times"]).value
