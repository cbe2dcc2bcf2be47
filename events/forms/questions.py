"""A question to whoever registers, as the organiser types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import LinesField
from events.drafts import QuestionDraft
from events.enums import PoolKind, QuestionKind, Refusal
from events.exceptions import EventRefused
from events.models import LONGEST_CHOICE, LONGEST_HELP, LONGEST_LABEL, RegistrationQuestion
from events.policies.questions import MOST_CHOICES

AT_FIELD = {
    Refusal.KIND_FIXED: "kind",
    Refusal.CONSENT_FIXED: "label",
    Refusal.NOT_SUMMED: "is_for_speakers",
    Refusal.ANSWERED_UNTOLD: "is_for_speakers",
    Refusal.FEW_CHOICES: "added",
    Refusal.MANY_CHOICES: "added",
    Refusal.CHOICE_TWICE: "added",
}


class QuestionForm(forms.Form):
    """One question. Each choice that stands has a field of its own, so that a new name keeps its answers."""

    label = forms.CharField(label=gettext_lazy("Question"), max_length=LONGEST_LABEL)
    kind = forms.ChoiceField(label=gettext_lazy("How it is answered"), choices=QuestionKind.choices)
    help_text = forms.CharField(
        label=gettext_lazy("Help"),
        max_length=LONGEST_HELP,
        required=False,
        help_text=gettext_lazy("Why you ask, or an example. It stands below the question."),
    )
    added = LinesField(
        most=MOST_CHOICES,
        longest=LONGEST_CHOICE,
        label=gettext_lazy("Answers to choose from"),
        max_length=5_000,
        required=False,
        help_text=gettext_lazy("One a line; only where the question is answered by choosing."),
    )
    pool_kind = forms.ChoiceField(
        label=gettext_lazy("Asked of"),
        choices=[("", gettext_lazy("Everybody")), *PoolKind.choices],
        required=False,
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("It has to be answered"),
        required=False,
        help_text=gettext_lazy("Whoever is on the list already keeps their seat, and can answer on the event's page."),
    )

    is_for_speakers = forms.BooleanField(
        label=gettext_lazy("Speakers read the answers, in sum"),
        required=False,
        help_text=gettext_lazy(
            "How often each answer was chosen, and texts without names, from five answers on. "
            "You read them with names. People are told both before they answer."
        ),
    )

    def __init__(self, *args: Any, question: RegistrationQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices = [choice for choice in question.choices.all() if not choice.retired_at] if question else []
        if question is None:
            return
        for name in ("label", "kind", "help_text", "pool_kind", "is_required", "is_for_speakers"):
            self.fields[name].initial = getattr(question, name)
        for number, choice in enumerate(self._choices, start=1):
            self.fields[f"choice-{choice.pk}"] = forms.CharField(
                label=_("Answer %(number)d") % {"number": number},
                max_length=LONGEST_CHOICE,
                required=False,
                initial=choice.label,
                help_text=_("Empty it to offer it no longer; whoever chose it keeps their answer.")
                if number == 1
                else "",
            )
        if self._choices:
            self.fields["added"].label = _("More answers to choose from")
        own = [f"choice-{choice.pk}" for choice in self._choices]
        self.order_fields(["label", "kind", "help_text", *own, "added", "pool_kind", "is_required", "is_for_speakers"])

    @property
    def draft(self) -> QuestionDraft:
        """The question as clean values."""
        values = self.cleaned_data
        named = {choice.pk: values[f"choice-{choice.pk}"] for choice in self._choices}
        return QuestionDraft(
            kind=values["kind"],
            label=values["label"],
            help_text=values["help_text"],
            is_required=values["is_required"],
            pool_kind=values["pool_kind"],
            is_for_speakers=values["is_for_speakers"],
            kept={pk: label for pk, label in named.items() if label},
            added=tuple(values["added"]),
        )

    def refuse(self, refused: EventRefused) -> None:
        """Say at its field why it can't be asked that way."""
        self.add_error(AT_FIELD.get(refused.reason), str(refused))
