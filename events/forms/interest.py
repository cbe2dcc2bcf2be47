"""How long those who were interested may register before everybody else."""

from django import forms
from django.utils.translation import gettext_lazy

from events.headstart import MOST_DAYS


class HeadStartForm(forms.Form):
    """A number of working days."""

    days = forms.IntegerField(
        label=gettext_lazy("Head start, in working days"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("0: everybody can register at once. It ends when the event starts, at the latest."),
    )
