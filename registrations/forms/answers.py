"""What participants answer: one field for each question of the event."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.files import Sent, content_type_of, sent
from common.widgets import Textarea
from events.enums import QuestionKind
from events.models import RegistrationQuestion
from registrations.answering import Value
from registrations.enums import ACCESS_NEEDS_KEPT
from registrations.models import Answer
from registrations.queries import Given

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_LINE, LONGEST_TEXT = 300, 4_000  # characters
MOST_BYTES = 5 * 1024 * 1024


class SentField(forms.FileField):
    """A file that is looked at by its content; clean, it is its description with its bytes, or None."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def clean(self, data: Any, initial: Any = None) -> tuple[Sent, bytes] | None:
        """The file; nothing of what is too large is read."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if not file or file is initial:  # what was sent before stays
            return None
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Save it smaller, and choose it again."))
        content = file.read()
        if not content_type_of(content):
            raise ValidationError(_("Choose a PDF, JPEG or PNG file. This is none, whatever its name says."))
        return sent(file.name or "", content), content


class ToldField(forms.CharField):
    """Of which questions the page said that those who teach read the answers; a page shown again says it anew."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  # as Django calls it
        """What is shown now, whatever was sent."""
        return initial


def _field(question: RegistrationQuestion, standing: Sequence[int]) -> forms.Field:
    """The field of one question; ``standing``: choices that were made and may stay, even if retired since."""
    makers: dict[str, Callable[..., forms.Field]] = {
        QuestionKind.SHORT: lambda **kw: forms.CharField(max_length=LONGEST_LINE, **kw),
        QuestionKind.LONG: lambda **kw: _text(4, **kw),
        QuestionKind.ACCESS: lambda **kw: _text(3, **kw),
        QuestionKind.YES_NO: lambda **kw: forms.ChoiceField(
            choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))], widget=forms.RadioSelect, **kw
        ),
        QuestionKind.NUMBER: lambda **kw: forms.DecimalField(max_digits=12, decimal_places=3, **kw),
        QuestionKind.DATE: lambda **kw: forms.DateField(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kw
        ),
        QuestionKind.CONSENT: forms.BooleanField,
        QuestionKind.FILE: lambda **kw: SentField(max_length=200, **kw),
        QuestionKind.CHOICE: lambda **kw: forms.ChoiceField(
            choices=_choices(question, standing), widget=forms.RadioSelect, **kw
        ),
        QuestionKind.CHOICES: lambda **kw: forms.MultipleChoiceField(
            choices=_choices(question, standing), widget=forms.CheckboxSelectMultiple, **kw
        ),
    }
    return makers[question.kind](label=question.label, required=question.is_required, help_text=_help(question))


def _text(rows: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST_TEXT, widget=Textarea(attrs={"rows": rows}), **kwargs)


def _choices(question: RegistrationQuestion, standing: Sequence[int]) -> list[tuple[str, str]]:
    offered = [one for one in question.choices.all() if one.retired_at is None or one.pk in standing]
    return [(str(one.pk), one.label) for one in offered]


def _help(question: RegistrationQuestion) -> str:
    said = [question.help_text] if question.help_text else []
    if question.is_protected:
        days = ACCESS_NEEDS_KEPT.days
        promise = ngettext(
            "Only whoever owns this event reads this. It is deleted %(number)d day after the event.",
            "Only whoever owns this event reads this. It is deleted %(number)d days after the event.",
            days,
        )
        said.append(promise % {"number": days})
    if question.is_for_speakers:
        said.append(_("Organisers read it with your name. Speakers read all answers in sum, without names."))
    if question.kind == QuestionKind.FILE:
        said.append(_("A PDF, JPEG or PNG file of up to 5 MB."))
    return " ".join(said)


class AnswersForm(forms.Form):
    """One person's answers to ``questions``; ``before``: what they have answered, by the question's id."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[RegistrationQuestion],
        before: Mapping[int, Answer] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {f"question-{question.pk}": question for question in questions}
        for name, question in self._asked.items():
            answer = (before or {}).get(question.pk)
            said = answer.said if answer else None
            self.fields[name] = _field(question, said if isinstance(said, tuple) else ())
            self.fields[name].initial = _initial(question, said)
            if isinstance(said, Sent):
                self.fields[name].help_text += " " + _("Sent already: %(name)s") % {"name": said.name}

        if any(question.is_for_speakers for question in questions):
            told = ",".join(str(question.pk) for question in questions if question.is_for_speakers)
            self.fields["told"] = ToldField(required=False, initial=told)

    def clean(self) -> dict[str, Any]:
        """Nobody answers for other eyes than those that the page named."""
        told = self.data.get("told", "").split(",")
        for name, question in self._asked.items():
            if question.is_for_speakers and self.cleaned_data.get(name) and str(question.pk) not in told:
                self.add_error(name, _("Speakers read this too now, in sum. Send it again if you agree."))
        return self.cleaned_data

    @property
    def given(self) -> list[Given]:
        """What was said to each question; a file that was sent before and is not sent anew stays."""
        return [
            self._one(question, self.cleaned_data[name])
            for name, question in self._asked.items()
            if question.kind != QuestionKind.FILE or self.cleaned_data[name]
        ]

    def _one(self, question: RegistrationQuestion, value: Any) -> Given:
        if question.kind == QuestionKind.FILE:
            said, data = value
            return Given(question=question, said=said, data=data)
        return Given(question=question, said=_said(question.kind, value))


def _said(kind: str, value: Any) -> Value | None:
    """A clean value as an answer is kept; None where nothing was said."""
    if value in (None, "", [], False):
        return None
    match kind:
        case QuestionKind.YES_NO:
            return bool(value == "yes")
        case QuestionKind.CHOICE:
            return (int(value),)
        case QuestionKind.CHOICES:
            return tuple(int(each) for each in value)
    said: Value = value
    return said


def _initial(question: RegistrationQuestion, said: Value | None) -> Any:
    if said is None:
        return None
    match question.kind:
        case QuestionKind.YES_NO:
            return "yes" if said else "no"
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            chosen = [str(pk) for pk in said] if isinstance(said, tuple) else []
            return chosen if question.kind == QuestionKind.CHOICES else chosen[0]
    return said
