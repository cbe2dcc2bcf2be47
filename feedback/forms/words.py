"""The words of several questions in every language, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _

from feedback.forms.answers import in_reader_language
from feedback.forms.writing import LABELS, LONGEST, LONGEST_OPTION
from feedback.questions import Question, Wording
from feedback.taking import Piece, pieces


@dataclass
class Worded:
    """One question with its fields: each piece of it in every language."""

    title: str
    fields: list[BoundField] = field(default_factory=list)


class WordsForm(forms.Form):
    """Every text of ``questions``; a piece that is written in one language at least may be left out in the others."""

    def __init__(self, data: Any = None, *, questions: Sequence[Question]) -> None:
        super().__init__(data)
        self.questions = questions
        for question in questions:
            for piece in pieces(question):
                for language, called in settings.LANGUAGES:
                    self.fields[_name(question, piece, language)] = forms.CharField(
                        label=_label(piece) % {"language": _(str(called)), "number": piece.number},
                        required=False,
                        max_length=LONGEST_OPTION if piece.number else LONGEST,
                        initial=piece.wording.get(language, ""),
                    )

    @property
    def rows(self) -> list[Worded]:
        """The questions in their order."""
        return [
            Worded(
                in_reader_language(question.text),
                [
                    self[_name(question, piece, language)]
                    for piece in pieces(question)
                    for language, _called in settings.LANGUAGES
                ],
            )
            for question in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """Nothing loses its last word, and no two answers to choose from become one."""
        for question in self.questions:
            for piece in pieces(question):
                if not self._wording(question, piece) and not self._is_wrong(question, piece):
                    first = _name(question, piece, settings.LANGUAGES[0][0])
                    self.add_error(first, _("Leave it in one language at least."))
            for language, _called in settings.LANGUAGES:
                self._compare(question, language)
        return self.cleaned_data

    def _compare(self, question: Question, language: str) -> None:
        """Two things to choose between must differ in each language."""
        seen: set[str] = set()
        for piece in pieces(question):
            text = self._wording(question, piece).get(language, "").casefold() if piece.number else ""
            if text and text in seen:
                self.add_error(_name(question, piece, language), _("Another answer is called the same."))
            seen.add(text)

    def _is_wrong(self, question: Question, piece: Piece) -> bool:
        return any(_name(question, piece, language) in self.errors for language, _called in settings.LANGUAGES)

    def _wording(self, question: Question, piece: Piece) -> Wording:
        said = {
            language: self.cleaned_data.get(_name(question, piece, language), "")
            for language, _called in settings.LANGUAGES
        }
        return {language: text for language, text in said.items() if text}

    @property
    def wordings(self) -> dict[str, dict[str, Wording]]:
        """What was written: by the key of the question, and the name of the piece."""
        return {one.key: {piece.name: self._wording(one, piece) for piece in pieces(one)} for one in self.questions}


def _name(question: Question, piece: Piece, language: str) -> str:
    return f"{question.key}.{piece.name}.{language}"


def _label(piece: Piece) -> str:
    return _("Answer %(number)d (%(language)s)") if piece.number else str(LABELS[piece.name])
