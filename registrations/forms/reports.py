"""An attendance report: choosing the file, saying by hand whom people in it are, agreeing to what was shown."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.walltime import zones
from registrations.models.reports import WHOLE
from registrations.presence.planning import LEFT_OUT, By, Fate, Participant, Plan, Step, folded
from registrations.presence.sheet import MOST_BYTES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ENDINGS = (".csv", ".txt", ".tsv")
ENOUGH = 75  # percent of the session
LONGEST_LABEL = 450


class ReportForm(forms.Form):
    """A report as somebody uploads it, and how it is to be read."""

    file = forms.FileField(
        label=_("Attendance report"),
        help_text=_("The CSV file that Teams, Zoom or Meet gives to whoever has called the meeting; at most 2 MB."),
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": f"{','.join(ENDINGS)},text/csv"}),
        error_messages={"empty": _("The file is empty.")},
    )
    share = forms.IntegerField(
        label=_("Present from"),
        help_text=_("Percent of the session. Whoever was there for less is partly present, with their minutes."),
        min_value=1,
        max_value=WHOLE,
        initial=ENOUGH,
    )
    zone = forms.ChoiceField(
        label=_("Time zone of the file"),
        help_text=_("Most programs write times by the clock of whoever downloads the file."),
        choices=[(zone, zone) for zone in (*zones(), "UTC")],
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """What is too large is refused before anybody reads it; what is in it, is looked at next."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Attendance reports are much smaller."))
        if not (file.name or "").lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Choose a CSV file. Save a spreadsheet as CSV first."))
        return file


class ReportRowsForm(forms.Form):
    """Whom people in the file are: left out, or named by hand. ``expected``: the digest of what was shown.

    ``rows``: which of them are asked about, since a page shows some of thousands; what was said of the others holds.
    """

    expected = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    rows = forms.RegexField(r"^(\d{1,5}(,\d{1,5})*)?$", required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, plan: Plan, people: Sequence[Participant], shown: Sequence[Step], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected"].initial = plan.digest
        self.fields["rows"].initial = ",".join(str(step.attendee.number) for step in shown)
        self.labels = labels_of(people)
        self._owners: dict[str, list[int]] = {}
        for pk, label in self.labels.items():
            self._owners.setdefault(folded(label), []).append(pk)
        self._addresses = {person.email.casefold(): person.pk for person in people if person.email}
        for step in shown:
            if step.fate != Fate.WRONG:
                self._add_field(step)

    def _add_field(self, step: Step) -> None:
        name = f"row-{step.attendee.number}"
        if is_found(step):
            self.fields[name] = forms.BooleanField(
                label=gettext("Leave out %(name)s") % {"name": step.attendee.name},
                required=False,
                initial=step.fate == Fate.LEFT_OUT,
            )
            return
        self.fields[name] = forms.CharField(
            label=gettext("Who is %(name)s?") % {"name": step.attendee.name},
            required=False,
            max_length=LONGEST_LABEL,
            initial=self.labels.get(step.person or 0, ""),
            widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        )

    def clean(self) -> dict[str, Any]:
        """Each name that was typed is somebody's on the list."""
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if name.startswith("row-") and isinstance(value, str) and value and self._named(value) is None:
                self.add_error(name, gettext("Nobody with a seat is called that. Choose one of the names offered."))
        return cleaned

    def _named(self, text: str) -> int | None:
        found = self._owners.get(folded(text), [])
        return found[0] if len(found) == 1 else self._addresses.get(text.strip().casefold())

    def choices(self, before: Mapping[int, int]) -> dict[int, int]:
        """Whom somebody in the file is by hand, by their first row, where ``before`` was said so far."""
        chosen = {row: person for row, person in before.items() if f"row-{row}" not in self.fields}
        for name, value in self.cleaned_data.items():
            if not name.startswith("row-") or not value:
                continue
            person = LEFT_OUT if value is True else self._named(value)
            if person is not None:
                chosen[int(name.removeprefix("row-"))] = person
        return chosen


def is_found(step: Step) -> bool:
    """Whether somebody was found by themselves, so that they can only be left out."""
    return step.by in {By.ADDRESS, By.NAME} or step.fate == Fate.LEFT_OUT


def labels_of(people: Sequence[Participant]) -> dict[int, str]:
    """What each is called where one is chosen: their name, with the address where several have it."""
    names: dict[str, int] = {}
    for person in people:
        names[folded(person.name)] = names.get(folded(person.name), 0) + 1
    return {
        person.pk: person.name if names[folded(person.name)] == 1 else f"{person.name}, {person.email}"
        for person in people
    }
