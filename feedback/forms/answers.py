"""Answers as they are typed, read by the pure core."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.widgets import Textarea
from feedback import tally
from feedback.enums import Complaint
from feedback.questions import LISTS, Answer, Kind, Question, Wording, in_language


def in_reader_language(wording: Wording) -> str:
    """The wording as the reader knows it; in the site's language where theirs was not there yet."""
    return in_language(wording, get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)


class AnswerField(forms.Field):
    """The answer to one question. ``look``, ``lowest`` and ``highest`` are for the page.

    ``follows`` and ``only_after``: the question on whose answer it hangs whether this one is asked, and after which.
    """

    def __init__(self, question: Question, earlier: Question | None) -> None:
        self.question = question
        self.look = "scale" if question.steps else ""
        self.lowest, self.highest = in_reader_language(question.lowest), in_reader_language(question.highest)
        self.follows = question.condition.of if question.condition and earlier else ""
        self.only_after = " ".join(_within(question, earlier)) if earlier else ""
        super().__init__(
            required=question.is_required,
            label=in_reader_language(question.text),
            widget=_widget(question),
            help_text=" ".join(filter(None, _help(question, earlier))),
        )

    def clean(self, value: Any) -> Answer | None:
        """The answer as it is kept, or what is wrong with it."""
        checked = tally.check(self.question, value)
        if checked.fault is not None:
            values = {"most": number_format(tally.most_characters(self.question), force_grouping=True)}
            raise ValidationError(Complaint(checked.fault).label, code=checked.fault, params=values)
        return checked.answer


@dataclass
class Part:
    """Fields that stand together under one heading; ``is_section``: whether the heading begins a new part of the form."""

    title: str = ""
    help: str = ""
    is_section: bool = False
    fields: list[BoundField] = field(default_factory=list)


class AnswerForm(forms.Form):
    """One person's answers. It belongs to nobody: who sends it is known to the action alone."""

    def __init__(self, questions: Sequence[Question], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.questions = questions
        known = {question.key: question for question in questions}
        for question in questions:
            if question.is_answered:
                earlier = known.get(question.condition.of) if question.condition else None
                self.fields[question.key] = AnswerField(question, earlier)

    def clean(self) -> dict[str, Any]:
        """Without what is not asked after the answers before it: it is neither wrong nor kept."""
        answers: dict[str, Answer] = {}
        for question in self.questions:
            if question.condition and not question.condition.is_met(answers):
                self.cleaned_data.pop(question.key, None)
                self.errors.pop(question.key, None)
            elif (answer := self.cleaned_data.get(question.key)) is not None:
                answers[question.key] = answer
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered; what was left out is not in it."""
        return {key: answer for key, answer in self.cleaned_data.items() if answer is not None}

    @property
    def parts(self) -> Iterator[Part]:
        """The fields in their order, under the headings of sections and of what belongs together."""
        part, about = Part(), ("", "")
        for question in self.questions:
            title = in_reader_language(question.heading if question.is_answered else question.text)
            if not question.is_answered or (question.group, title) != about:
                if part.fields or part.title:
                    yield part
                is_section = not question.is_answered
                help_text = in_reader_language(question.help) if is_section else ""
                part, about = Part(title, help_text, is_section=is_section), (question.group, title)
            if question.is_answered:
                part.fields.append(self[question.key])
        yield part


def _within(question: Question, earlier: Question) -> Iterator[str]:
    """The answers to ``earlier``, as they are sent, after which ``question`` is asked."""
    for one in earlier.counted:
        answer = (one,) if earlier.kind in LISTS else int(one)
        if question.condition and question.condition.is_met({earlier.key: answer}):
            yield one


def _help(question: Question, earlier: Question | None) -> Iterator[str]:
    yield in_reader_language(question.help)
    if earlier and question.condition:
        names = {option.key: in_reader_language(option.text) for option in earlier.options}
        chosen = ", ".join(names.get(one, one) for one in _within(question, earlier))
        asked = in_reader_language(earlier.text)
        yield _("Asked only if your answer to “%(question)s” was: %(answers)s.") % {
            "question": asked,
            "answers": chosen,
        }
    if question.is_text:
        yield _("Your wording may give you away; keep it general if that matters.")


def _widget(question: Question) -> forms.Widget:
    if question.kind is Kind.TEXT:
        return Textarea(attrs={"rows": 4})
    if question.kind is Kind.SHORT:
        return forms.TextInput()
    if question.kind in LISTS:
        offered = [(option.key, in_reader_language(option.text)) for option in question.options]
        several = question.kind is Kind.CHOICES
        return (forms.CheckboxSelectMultiple if several else forms.RadioSelect)(choices=offered)
    return forms.RadioSelect(choices=[(str(step), str(step)) for step in question.steps])
