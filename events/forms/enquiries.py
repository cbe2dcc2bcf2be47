"""A question to the organisers, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.widgets import Textarea
from events.models import LONGEST_ENQUIRY


class AskForm(forms.Form):
    """What somebody wants to know."""

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST_ENQUIRY,
        widget=Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """The answer, and the question as everybody may read it, if they may."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=LONGEST_ENQUIRY, widget=Textarea(attrs={"rows": 5})
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("Show question and answer on the event's page"),
        help_text=gettext_lazy("Without the name of whoever asked."),
        required=False,
    )
    shown_text = forms.CharField(
        label=gettext_lazy("The question as everybody may read it"),
        help_text=gettext_lazy("Take out whatever tells who asked."),
        max_length=LONGEST_ENQUIRY,
        widget=Textarea(attrs={"rows": 3}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """What is shown says something."""
        values = super().clean() or {}
        if not values.get("is_shown"):
            values["shown_text"] = ""
        elif not values.get("shown_text") and "shown_text" not in self.errors:
            self.add_error("shown_text", _("Write what everybody may read, or show nothing."))
        return values
