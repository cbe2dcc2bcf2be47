"""Answers as they are typed, read by the pure core."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from feedback import tally
from feedback.enums import Complaint
from feedback.questions import Question, Wording, in_language


def in_reader_language(wording: Wording) -> str:
    """The wording as the reader knows it; in the site's language where theirs was not there yet."""
    return in_language(wording, get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)


class AnswerField(forms.Field):
    """The answer to one question. ``look``, ``lowest`` and ``highest`` are for the page."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.look = "" if question.is_text else "scale"
        self.lowest, self.highest = in_reader_language(question.lowest), in_reader_language(question.highest)
        super().__init__(
            required=question.is_required,
            label=in_reader_language(question.text),
            widget=_widget(question),
            help_text=_("Your wording may give you away; keep it general if that matters.") if question.is_text else "",
        )

    def clean(self, value: Any) -> tally.Answer | None:
        """The answer as it is kept, or what is wrong with it."""
        checked = tally.check(self.question, value)
        if checked.fault is not None:
            raise ValidationError(Complaint(checked.fault).label, code=checked.fault)
        return checked.answer


class AnswerForm(forms.Form):
    """One person's answers. It belongs to nobody: who sends it is known to the action alone."""

    def __init__(self, questions: Sequence[Question], data: Any = None) -> None:
        super().__init__(data)
        for question in questions:
            self.fields[question.key] = AnswerField(question)

    @property
    def answers(self) -> dict[str, tally.Answer]:
        """What was answered; what was left out is not in it."""
        return {key: answer for key, answer in self.cleaned_data.items() if answer is not None}


def _widget(question: Question) -> forms.Widget:
    if question.is_text:
        return forms.Textarea(attrs={"rows": 4})
    return forms.RadioSelect(choices=[(str(step), str(step)) for step in question.steps])
