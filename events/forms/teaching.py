"""What those who teach say, and what organisers set about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.widgets import Textarea
from events.models import LONGEST_NOTE
from events.queries import MOST_BRIEFING_DAYS


class SpeakerAnswerForm(forms.Form):
    """Whether somebody comes to teach, and what they want to say with it."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", pgettext_lazy("speaker", "Yes, I come")),
            ("no", pgettext_lazy("speaker", "No, I can't")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("A message to the organisers"),
        help_text=_("What you need on the spot, or which other time would suit you."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=Textarea(attrs={"rows": 3}),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What the action asks for."""
        return {"comes": self.cleaned_data["answer"] == "yes", "note": self.cleaned_data["note"]}


class BriefingForm(forms.Form):
    """How many days before a session its speakers are briefed; empty for never."""

    days = forms.IntegerField(
        label=_("Days before"),
        help_text=_("Empty: no briefing is sent."),
        required=False,
        min_value=1,
        max_value=MOST_BRIEFING_DAYS,
    )
