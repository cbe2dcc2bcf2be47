"""A file with events: choosing it, and agreeing to what was shown of it."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from common.written import First
from events.importing.table import MOST_BYTES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ENDINGS = (".ics", ".ical", ".csv", ".txt")


class EventFileForm(forms.Form):
    """A calendar or a table with events, as somebody uploads it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A calendar (.ics) or a table (CSV in UTF-8), at most 2 MB."),
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": f"{','.join(ENDINGS)},text/calendar,text/csv"}),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """What is too large is refused before anybody reads it; what is in it, is looked at next."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 2 MB. Export a shorter time, or one calendar alone.")
            )
        if not (file.name or "").lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Choose an .ics file of a calendar, or a CSV file."))
        return file


class OrderForm(forms.Form):
    """Saying what stands first in a day like 3/4/2027; whoever says nothing, or nonsense, has not said it."""

    first = forms.TypedChoiceField(
        choices=[(each, each) for each in First], coerce=First, empty_value=None, required=False
    )

    @property
    def said(self) -> First | None:
        """What somebody has said, if anything."""
        return self.cleaned_data.get("first") if self.is_valid() else None


class AgreeForm(forms.Form):
    """Agreeing to what was shown of a file."""

    expected = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
