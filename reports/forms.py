"""What may be chosen about a document."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from events.models import Event


class OptionsForm(forms.Form):
    """What is chosen about every document: its language, which is the reader's unless they say otherwise."""

    language = forms.ChoiceField(label=pgettext_lazy("document", "Language"), choices=settings.LANGUAGES)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, reader: User, event: Event, auto_id: str = "id_%s"
    ) -> None:
        # A page or a program that asks nothing about the language gets the reader's.
        super().__init__(None if data is None else {"language": reader.language, **data}, auto_id=auto_id)
        self.event = event
        self.fields["language"].initial = reader.language
        self.order_fields([name for name in self.fields if name != "language"])

    @property
    def options(self) -> dict[str, Any]:
        """What is chosen besides, as plain values."""
        return {name: value for name, value in self.cleaned_data.items() if name != "language"}


class SummaryForm(OptionsForm):
    """How an attendance summary is to look."""

    with_signatures = forms.BooleanField(
        label=_("With a column for signatures"),
        help_text=_("To be printed and passed round."),
        required=False,
    )


class SignsForm(OptionsForm):
    """Who is named on the tables."""

    with_names = forms.BooleanField(
        label=_("With all names"),
        help_text=_("Otherwise only those who agreed to be named stand there, and the departments of the others."),
        required=False,
    )


# The kinds that are asked for on the reports tab of an event, in its order.
EVENT_FORMS: dict[str, type[OptionsForm]] = {"attendance-summary": SummaryForm}


class CompareForm(forms.Form):
    """The file that somebody holds, to be compared with the one that was made."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("It is compared and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": _("Choose the file first.")},
    )

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        found, file = hashlib.sha256(), self.cleaned_data["file"]
        assert isinstance(file, UploadedFile)  # noqa: S101  # by the kind of field
        for chunk in file.chunks():
            found.update(chunk)
        return found.hexdigest()
