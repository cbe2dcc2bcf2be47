"""Saying that one is here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.rotating import LENGTH


class HereForm(forms.Form):
    """The code on the screen, typed where it was not scanned."""

    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=3 * LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, is_scanned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_scanned:
            self.fields["code"].required = False
            self.fields["code"].widget = forms.HiddenInput()
