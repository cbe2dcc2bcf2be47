"""Input about feeds."""

from django import forms
from django.utils.translation import gettext_lazy as _

ALARMS = (
    ("", _("No alarm")),
    ("10", _("10 minutes before")),
    ("60", _("1 hour before")),
    ("1440", _("1 day before")),
)


class AlarmForm(forms.Form):
    """How long before each start a program calls."""

    minutes_before = forms.ChoiceField(label=_("Alarm"), choices=ALARMS, required=False)

    @property
    def minutes(self) -> int | None:
        """As it was chosen; None for no alarm."""
        chosen = self.cleaned_data["minutes_before"]
        return int(chosen) if chosen else None
