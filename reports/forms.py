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


class SignsForm(forms.Form):
    """Who is named on the tables."""

    with_names = forms.BooleanField(
        label=_("With all names"),
        help_text=_("Otherwise only those who agreed to be named stand there, and the departments of the others."),
        required=False,
    )
