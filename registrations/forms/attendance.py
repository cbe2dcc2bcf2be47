"""Who was there: one by one, many at once, from a pasted list; and closing the list."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.widgets import Textarea
from registrations.enums import OUTCOME_CHOICES, Mark
from registrations.models import Registration
from registrations.presence.planning import Attendee, Participant, folded, matched

LONGEST_DAY = 24 * 60  # minutes
ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
MOST_NAMES = 40_000  # characters


class Known(NamedTuple):
    """What stands on the page about somebody."""

    mark: str
    minutes: int | None = None


class AttendanceForm(forms.Form):
    """What happened with each person at one session, and why it is corrected.

    Only what was changed on the page is written: two people may mark at the same time. ``missing`` are the
    ids of those who have said that they can't come.
    """

    reason = forms.CharField(label=_("Why it is corrected"), required=False, max_length=200)

    def __init__(
        self,
        *args: Any,
        registrations: Sequence[Registration],
        known: Mapping[int, Known],
        missing: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.missing = known, missing
        self.people = [registration.pk for registration in registrations]
        for registration in registrations:
            name, one = str(registration.participant), known.get(registration.pk)
            self.fields[f"mark-{registration.pk}"] = forms.ChoiceField(
                label=name,
                choices=OUTCOME_CHOICES,
                required=False,
                widget=forms.RadioSelect,
                initial=one.mark if one else None,
                show_hidden_initial=True,
            )
            self.fields[f"minutes-{registration.pk}"] = forms.IntegerField(
                label=gettext("Minutes of %(name)s") % {"name": name},
                required=False,
                min_value=1,
                max_value=LONGEST_DAY,
                initial=one.minutes if one else None,
                show_hidden_initial=True,
            )

    def marks(self, *, rest: Mark | None = None) -> dict[int, Mark]:
        """What was changed, by registration id; ``rest`` for all those of whom nothing is known yet.

        Whoever has said before that they can't come is excused then.
        """
        marks = {}
        for pk in self.people:
            value = self._mark_of(pk)
            if value and self._is_changed(pk, value):
                marks[pk] = value
            elif rest and not value and pk not in self.known:
                marks[pk] = Mark.EXCUSED if pk in self.missing else rest
        return marks

    @property
    def unmarked(self) -> set[int]:
        """Those on the page of whom nothing was known when it was shown."""
        return set(self.people) - self.known.keys()

    @property
    def minutes(self) -> dict[int, int]:
        """For how long those were there who were there in part, where that was said."""
        said = {pk: self.cleaned_data[f"minutes-{pk}"] for pk in self.people if self._mark_of(pk) == Mark.PARTIAL}
        return {pk: minutes for pk, minutes in said.items() if minutes}

    def _mark_of(self, pk: int) -> Mark | None:
        """The mark that was chosen; who has minutes and no mark was there in part."""
        value = self.cleaned_data[f"mark-{pk}"]
        return Mark(value) if value else Mark.PARTIAL if self.cleaned_data[f"minutes-{pk}"] else None

    def _is_changed(self, pk: int, mark: Mark) -> bool:
        names = {f"mark-{pk}"} | ({f"minutes-{pk}"} if mark == Mark.PARTIAL else set())
        return not names.isdisjoint(self.changed_data)


class Whom(models.TextChoices):
    """Whom one mark is for."""

    PICKED = "picked", _("Those chosen in the list")
    SHOWN = "shown", _("Everybody shown in the list")
    NAMED = "named", _("Those named here")


class BulkForm(forms.Form):
    """One mark for many: chosen in the list, all that are shown, or named in a text, one a line."""

    whom = forms.ChoiceField(label=_("Whom"), choices=Whom.choices, widget=forms.RadioSelect, initial=Whom.PICKED)
    names = forms.CharField(
        label=_("Names, one a line"),
        required=False,
        max_length=MOST_NAMES,
        widget=Textarea(attrs={"rows": 4}),
        help_text=_("As they stand on the paper, in any order of first and last name."),
    )
    to = forms.ChoiceField(label=_("Mark as"), choices=OUTCOME_CHOICES)
    spent = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=LONGEST_DAY,
        help_text=_("Of those who were there in part."),
    )

    def __init__(
        self, *args: Any, shown: Sequence[int], people: Sequence[Participant], is_pressed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._shown, self._people, self._is_pressed = shown, people, is_pressed
        self.finds_addresses = False  # whether people are found by their mail address too: for whoever may know it
        self.targets: list[int] = []
        for name in () if is_pressed else ("whom", "to"):
            self.fields[name].required = False

    @property
    def picked(self) -> set[str]:
        """The ids chosen in the list, as they were sent."""
        return set(self.data.getlist("pick")) if self.is_bound else set()  # type: ignore[attr-defined]  # a QueryDict

    def clean(self) -> dict[str, Any]:
        """Somebody is meant, every line is somebody, and nothing was typed in vain."""
        cleaned = super().clean() or {}
        whom = cleaned.get("whom") if self._is_pressed else None
        if cleaned.get("names") and whom != Whom.NAMED:
            stray = gettext("Choose “Those named here” and press “Mark them all”, or empty this field.")
            self.add_error("names", stray)
        if cleaned.get("spent") and (whom is None or cleaned.get("to") != Mark.PARTIAL):
            self.add_error("spent", gettext("Minutes are noted of those who are marked as partly present."))
        if whom == Whom.NAMED and "names" in cleaned:
            self._name(cleaned["names"])
        elif whom == Whom.SHOWN:
            self.targets = list(self._shown)
        elif whom == Whom.PICKED:
            self.targets = [pk for pk in self._shown if str(pk) in self.picked]
            if not self.targets:
                self.add_error("whom", gettext("Choose people in the list first."))
        return cleaned

    def _name(self, text: str) -> None:
        # A name that stands there twice is one person.
        named: dict[str, tuple[int, str]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            named.setdefault(line.strip().casefold() if "@" in line else folded(line), (number, line.strip()))
        lines = [line for key, line in named.items() if key]
        found = matched([self._attendee(*line) for line in lines], self._people, choices={})
        strange = [line for line in lines if line[0] not in found]
        for number, line in strange[:20]:
            said = gettext("Line %(number)d: “%(text)s” is nobody on the list, or several people.")
            self.add_error("names", said % {"number": number, "text": line[:80]})
        if not lines:
            self.add_error("names", gettext("Write the names, one a line."))
        self.targets = [] if strange else list(dict.fromkeys(pk for pk, _by in found.values()))

    def _attendee(self, number: int, line: str) -> Attendee:
        """A line as somebody to be found; by the address only for whoever may know addresses."""
        address = ADDRESS.search(line) if self.finds_addresses else None
        name = ADDRESS.sub(" ", line) if address else line
        email = address[0].casefold() if address else ""
        return Attendee(number=number, rows=(number,), name=name, email=email)

    @property
    def marks(self) -> dict[int, Mark]:
        """The mark for each of them."""
        return dict.fromkeys(self.targets, Mark(self.cleaned_data["to"]))

    @property
    def minutes(self) -> dict[int, int]:
        """The minutes of each, where they were there in part."""
        spent = self.cleaned_data["spent"] if self.cleaned_data["to"] == Mark.PARTIAL else None
        return dict.fromkeys(self.targets, spent) if spent else {}


class CloseForm(forms.Form):
    """What becomes of those who are not marked when the list is closed."""

    class Rest(models.TextChoices):
        """What they are."""

        ABSENT = "absent", _("They were absent")
        OPEN = "open", _("They stay without a mark")

    rest = forms.ChoiceField(
        label=_("Who is not marked"), choices=Rest.choices, widget=forms.RadioSelect, initial=Rest.ABSENT
    )

    @property
    def mark(self) -> Mark | None:
        """The mark for the rest."""
        return Mark.ABSENT if self.cleaned_data["rest"] == self.Rest.ABSENT else None
