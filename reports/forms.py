"""What may be chosen about a document, and about figures."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from common import times
from events.models import Event
from reports import queries, wording
from reports.periods import Period

YEARS = 5  # back from this one
EVERYBODY = "all"
PARTS_OF_THE_YEAR = [
    (0, _("The whole year")),
    (1, _("1st quarter")),
    (2, _("2nd quarter")),
    (3, _("3rd quarter")),
    (4, _("4th quarter")),
]


class OptionsForm(forms.Form):
    """What is chosen about every document: its language, which is the reader's unless they say otherwise."""

    language = forms.ChoiceField(label=pgettext_lazy("document", "Language"), choices=settings.LANGUAGES)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, reader: User, event: Event | None = None, auto_id: str = "id_%s"
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


class PlaceForm(OptionsForm):
    """What hangs or lies where the event is, and speaks its language."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        self.fields["language"].initial = event.language


class SignInForm(PlaceForm):
    """For which session, and how many may come unannounced."""

    session = forms.ChoiceField(label=_("Session"))
    blank_lines = forms.IntegerField(
        label=_("Empty lines"), help_text=_("For people who come without a seat."), min_value=0, max_value=60, initial=6
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        sessions = event.sessions.order_by("starts_at", "pk")
        every = [(queries.EVERY, gettext("Each session, on sheets of its own"))]
        chosen = [(str(one.pk), times.span(one.starts_at, one.ends_at)) for one in sessions]
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = every + chosen


class ParticipantsForm(OptionsForm):
    """What is said of each person."""

    with_addresses = forms.BooleanField(label=_("With e-mail addresses"), required=False)


class PosterForm(PlaceForm):
    """How large it is."""

    paper = forms.ChoiceField(label=_("Paper"), choices=[("a4", "A4"), ("a3", "A3")])


class PeriodForm(OptionsForm):
    """About which department, or about all of them, and which quarter or year."""

    about = forms.ChoiceField(label=_("Report on"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    quarter = forms.TypedChoiceField(label=_("Part of the year"), coerce=int, choices=PARTS_OF_THE_YEAR)

    def __init__(self, *args: Any, departments: Iterable[Department], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(one.pk): one for one in departments}
        today = timezone.localdate(at)
        everything = [(EVERYBODY, gettext("The whole organisation"))] if kwargs["reader"].is_staff else []
        self._offer("about", everything + [(pk, one.name) for pk, one in self.departments.items()])
        self._offer("year", [(str(year), str(year)) for year in range(today.year, today.year - YEARS, -1)])
        self.fields["quarter"].initial = (today.month + 2) // 3

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = choices

    @property
    def subject(self) -> Department | None:
        """What it is about; None is the whole organisation."""
        return self.departments.get(self.cleaned_data["about"])

    @property
    def options(self) -> dict[str, Any]:
        """The period alone."""
        return {name: self.cleaned_data[name] for name in ("year", "quarter")}


# The kinds that are asked for on the reports tab of an event, in its order.
EVENT_FORMS: dict[str, type[OptionsForm]] = {
    "sign-in-sheet": SignInForm,
    "participant-list": ParticipantsForm,
    "name-badges": PlaceForm,
    "door-signs": PlaceForm,
    "poster": PosterForm,
    "attendance-summary": SummaryForm,
    "certificates": PlaceForm,
    "feedback-results": OptionsForm,
}


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


class ScopeForm(forms.Form):
    """Of which department something is to be seen, or of the whole organisation; the first of them where nothing is said."""

    def __init__(self, data: Mapping[str, Any], *, scope: queries.Scope) -> None:
        whole = [("", gettext("Whole organisation"))] if scope.may_see_all else []
        tree = [(str(one.department.pk), "\u2003" * one.depth + one.department.name) for one in scope.places]
        choices = whole + tree
        super().__init__({"department": choices[0][0], **data})
        self.scope = scope
        # The empty choice is one: everybody. Who may not see all has no such choice, and an empty one is wrong.
        self.fields["department"] = forms.ChoiceField(
            label=_("Department"), choices=choices, required=not scope.may_see_all
        )

    @property
    def department(self) -> Department | None:
        """The one that was chosen; None is the whole organisation."""
        return self.scope.everywhere.get(int(self.cleaned_data["department"] or 0))

    @property
    def title(self) -> str:
        """What was chosen, as it is called."""
        return self.department.name if self.department else gettext("Whole organisation")


class HeldForm(ScopeForm):
    """Whose certificates are to be seen, and of which period; of all time where none is chosen."""

    def __init__(self, data: Mapping[str, Any], *, scope: queries.Scope, periods: Iterable[Period]) -> None:
        super().__init__(data, scope=scope)
        every = [("", _("All time")), *_offered(periods)]
        self.fields["period"] = forms.ChoiceField(label=_("Period"), choices=every, required=False)


class FiguresForm(ScopeForm):
    """Of which period the figures are to be, and of which department; of the latest quarter where none is chosen."""

    def __init__(self, data: Mapping[str, Any], *, scope: queries.Scope, periods: Sequence[Period]) -> None:
        latest = next((str(one) for one in periods if not one.is_year), "")
        super().__init__({"period": latest, **data}, scope=scope)
        self.fields["period"] = forms.ChoiceField(label=_("Period"), choices=_offered(periods), required=bool(periods))


def _offered(periods: Iterable[Period]) -> list[tuple[str, str]]:
    return [(str(one), wording.period(one)) for one in periods]
