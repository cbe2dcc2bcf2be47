"""What somebody wants to do with what they have learned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.widgets import Textarea

LONGEST = 500  # characters


class IntentionForm(forms.Form):
    """A note to oneself; left empty, there is none."""

    intention = forms.CharField(
        label=_("What do you want to try?"),
        required=False,
        max_length=LONGEST,
        widget=Textarea(attrs={"rows": 4}),
        help_text=_("One thing, and when. You see it again when you are asked what came of it."),
    )
