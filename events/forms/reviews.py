"""What is asked of those who review an event, and what they answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.widgets import Textarea
from events.models import LONGEST_REMARK

LONGEST_ID = 18  # digits that every database can hold


class AskReviewForm(forms.Form):
    """What the organisers want to say with their request."""

    note = forms.CharField(
        label=gettext_lazy("A word to those who look at it"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=Textarea(attrs={"rows": 3}),
    )


class RemarkForm(forms.Form):
    """Something said while an event is reviewed."""

    text = forms.CharField(
        label=gettext_lazy("Your remark"), max_length=LONGEST_REMARK, widget=Textarea(attrs={"rows": 3})
    )


class ReviewForm(forms.Form):
    """The answer of whoever reviews an event. ``seen``: which state of it they have read."""

    APPROVE, CHANGES, REMARK = "approve", "changes", "remark"

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    comment = forms.CharField(
        label=gettext_lazy("What you want to say"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The organisers get it by mail. Needed where you ask for changes."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever asks for something says for what."""
        values = super().clean() or {}
        if self.verb != self.APPROVE and not values.get("comment") and not self.errors:
            self.add_error("comment", _("Say what is to be changed, or what you want to know."))
        return values

    @property
    def verb(self) -> str:
        """Which button was pressed; the first one where none says so."""
        return next((verb for verb in (self.CHANGES, self.REMARK) if verb in self.data), self.APPROVE)


class SeenField(forms.Field):
    """Which state of each event was read, as hidden fields that name the event's id first."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> dict[int, str]:
        """The states by ids; whatever is none can only have been sent by a program."""
        pairs = [str(one).partition(" ") for one in value or ()]
        if not all(pk.isdecimal() and len(pk) <= LONGEST_ID for pk, _gap, _state in pairs):
            raise ValidationError(_("This page is out of date. Open it again."))
        return {int(pk): state for pk, _gap, state in pairs}


class RoundForm(forms.Form):
    """The answer about several dates at once. ``seen``: which state of each was read."""

    seen = SeenField(required=False)
    comment = forms.CharField(
        label=gettext_lazy("What you want to say"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The organisers get it by mail. Needed where you ask for changes."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever sends something back says why."""
        values = super().clean() or {}
        if self.sends_back and not values.get("comment") and not self.errors:
            self.add_error("comment", _("Say what is to be changed, or what you want to know."))
        return values

    @property
    def sends_back(self) -> bool:
        """Whether the dates are sent back."""
        return ReviewForm.CHANGES in self.data
