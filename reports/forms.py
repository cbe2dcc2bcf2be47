"""What may be chosen about a document."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SummaryForm(forms.Form):
    """How an attendance summary is to look."""

    signatures = forms.BooleanField(
        label=_("With a column for signatures"),
        help_text=_("To be printed and passed round."),
        required=False,
    )
