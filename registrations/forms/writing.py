"""To whom organisers write, and what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department
from common.widgets import Textarea
from events.enums import PoolKind, QuestionKind
from events.models import Event, RegistrationQuestion, Session
from outbox.forms import WordedField
from registrations.enums import LIVE, Mark
from registrations.models import LONGEST_SUBJECT, LONGEST_TEXT, Registration
from registrations.notifications.writing import Words
from registrations.queries import NO_DEPARTMENT, Whom

MOST_NAMES = 200  # more are not ticked one by one


class WhomForm(forms.Form):
    """Who is meant."""

    status = forms.MultipleChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        choices=[(one, one.label) for one in LIVE],
        widget=forms.CheckboxSelectMultiple,
    )
    session = forms.ModelChoiceField(
        label=gettext_lazy("Coming to"),
        required=False,
        queryset=Session.objects.none(),
        empty_label=gettext_lazy("Any session"),
    )
    seat = forms.ChoiceField(
        label=gettext_lazy("Seat"), required=False, choices=[("", gettext_lazy("Either kind")), *PoolKind.choices]
    )
    department = forms.MultipleChoiceField(
        label=gettext_lazy("Departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all."),
    )
    unanswered = forms.ModelChoiceField(
        label=gettext_lazy("Without an answer to"),
        required=False,
        queryset=RegistrationQuestion.objects.none(),
        empty_label=gettext_lazy("Answered or not"),
    )
    was = forms.ChoiceField(
        label=gettext_lazy("Attendance"),
        required=False,
        choices=[
            ("", gettext_lazy("Marked or not")),
            (Mark.PRESENT, gettext_lazy("Was there")),
            (Mark.ABSENT, gettext_lazy("Was absent")),
        ],
    )
    only = forms.MultipleChoiceField(
        label=gettext_lazy("Only these people"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, asked: QueryDict, *, event: Event) -> None:
        super().__init__(asked)
        people = Registration.objects.for_event(event).live().with_people().by_name()
        sessions, questions = self.fields["session"], self.fields["unanswered"]
        # What access people need is for the owner's eyes alone; so is who has said nothing about it.
        sessions.queryset = event.sessions.order_by("starts_at", "pk")  # type: ignore[attr-defined]  # declared above
        questions.queryset = (  # type: ignore[attr-defined]  # likewise
            RegistrationQuestion.objects.for_event(event).standing().exclude(kind=QuestionKind.ACCESS)
        )
        departments = Department.objects.filter(pk__in=people.values("user__department")).order_by("name")
        named = [(str(pk), name) for pk, name in departments.values_list("pk", "name")]
        self.fields["department"].choices = [*named, (NO_DEPARTMENT, _("Guest, or without department"))]  # type: ignore[attr-defined]  # likewise
        self.fields["only"].choices = [(str(one.pk), one.participant.name) for one in people]  # type: ignore[attr-defined]  # likewise
        if len(sessions.queryset) < 2:  # type: ignore[attr-defined]  # noqa: PLR2004  # there is no choice
            del self.fields["session"]
        if not event.has_questions:
            del self.fields["unanswered"]
        if len(people) > MOST_NAMES:
            del self.fields["only"]

    @property
    def first(self) -> BoundField:
        """What is asked first."""
        return self["status"]

    @property
    def more(self) -> list[BoundField]:
        """What it can be narrowed down by."""
        return [self[name] for name in self.fields if name != "status"]

    @property
    def is_narrowed(self) -> bool:
        """Whether some of that was said, or is wrong."""
        return any(one.data or one.errors for one in self.more)

    @property
    def whom(self) -> Whom | None:
        """Who is meant; nobody where the address asks for what is not there."""
        if not self.is_valid():
            return None
        values: dict[str, Any] = self.cleaned_data
        return Whom(
            states=values["status"],
            session=values.get("session"),
            seat=values["seat"],
            departments=values["department"],
            unanswered=values.get("unanswered"),
            was_there=values["was"],
            only=[int(one) for one in values.get("only", ())],
        )


class WordsForm(forms.Form):
    """What is written."""

    subject = WordedField(label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT)
    text = WordedField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        widget=Textarea(attrs={"rows": 10}),
    )
    is_answered_by_author = forms.BooleanField(
        label=gettext_lazy("Answers come to me"),
        required=False,
        help_text=gettext_lazy("Everybody who gets the mail sees your address then."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    shown_to = forms.ChoiceField(label=gettext_lazy("Filled in as for"), required=False)

    def __init__(self, *args: Any, to: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = to[:MOST_NAMES]
        self.fields["shown_to"].choices = [(str(one.pk), one.participant.name) for one in self.to]  # type: ignore[attr-defined]  # declared above

    @property
    def is_complete(self) -> bool:
        """Whether all of it was understood, whatever speaks against sending it."""
        return not self.errors.keys() - {"__all__"}

    @property
    def shown(self) -> Registration | None:
        """For whom it is filled in: whoever was chosen, or the first."""
        chosen = self.cleaned_data["shown_to"]
        return next((one for one in self.to if str(one.pk) == chosen), self.to[0] if self.to else None)

    @property
    def words(self) -> Words:
        """What is written, as clean values."""
        names = ("subject", "text", "is_answered_by_author")
        return Words(**{name: self.cleaned_data[name] for name in names})
