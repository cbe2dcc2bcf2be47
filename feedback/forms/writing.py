"""A question as an organiser writes it, in every language of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import LinesField
from feedback.enums import About, AnswerKind, WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.forms.answers import in_reader_language
from feedback.questions import LISTS, Condition, Each, Kind, Option, Question, Wording
from feedback.unrolling import depends_on

LONGEST, LONGEST_OPTION, MOST_OPTIONS = 200, 100, 12
ENDS = {Kind.RATING: (1, 5), Kind.MATRIX: (1, 5), Kind.RECOMMENDATION: (0, 10)}
# What a question can follow from, of each kind of scale: the ends are what one asks about.
STRETCHES = {Kind.RATING: ((1, 2), (1, 3), (4, 5)), Kind.RECOMMENDATION: ((0, 6), (7, 8), (9, 10))}
LABELS = {
    "text": gettext_lazy("Question (%(language)s)"),
    "options": gettext_lazy("To choose from, or to rate (%(language)s)"),
    "help": gettext_lazy("Help (%(language)s)"),
    "lowest": gettext_lazy("What the lowest step means (%(language)s)"),
    "highest": gettext_lazy("What the highest step means (%(language)s)"),
}
MORE = ("help_", "lowest_", "highest_")
AT_FIELD = {WritingRefusal.NOT_EARLIER: "follows", WritingRefusal.TOO_MANY: "each"}


class QuestionForm(forms.Form):
    """One question. Where a language is left empty, its readers get another one's wording."""

    kind = forms.ChoiceField(label=gettext_lazy("How it is answered"), choices=AnswerKind.choices)
    each = forms.ChoiceField(
        label=gettext_lazy("Asked about"),
        choices=About.choices,
        help_text=gettext_lazy("Asked anew for each session or speaker that the event has when it ends."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("It has to be answered"), required=False)
    follows = forms.ChoiceField(label=gettext_lazy("Asked of"), required=False)

    def __init__(
        self, data: Any = None, *, key: str, earlier: Sequence[Question], question: Question | None = None
    ) -> None:
        super().__init__(data)
        self.key = key
        for name, form_field in _worded().items():
            self.fields[name] = form_field
        self.offered = dict(_conditions(earlier))
        self.fields["follows"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Everybody")),
            *((value, label) for value, (label, _condition) in self.offered.items()),
        ]
        last = ["each", "is_required", "follows", *_names("help"), *_names("lowest"), *_names("highest")]
        self.order_fields([*_names("text"), "kind", *_names("options"), *last])
        if question:
            self.initial = _typed(question) | {"follows": self._value_of(question.condition)}

    def _value_of(self, condition: Condition | None) -> str:
        return next((value for value, (_label, one) in self.offered.items() if one == condition), "")

    @property
    def first(self) -> list[BoundField]:
        """What every question has."""
        return [bound for bound in self if not bound.name.startswith(MORE)]

    @property
    def more(self) -> list[BoundField]:
        """What few need."""
        return [bound for bound in self if bound.name.startswith(MORE)]

    @property
    def shows_more(self) -> bool:
        """Whether something stands there, or is wrong there."""
        return any(bound.errors or bound.value() for bound in self.more)

    def clean(self) -> dict[str, Any]:
        """What only fits together or does not: the kind, and what there is to choose."""
        values = self.cleaned_data
        if not any(values.get(name) for name in _names("text")):
            self.add_error(_names("text")[0], _("Write the question in one language at least."))
        kind = values.get("kind")
        written = {name: values[name] for name in _names("options") if values.get(name)}
        if kind in (*LISTS, Kind.MATRIX) and not written:
            self.add_error(_names("options")[0], _("Write what there is to choose, one a line."))
        elif kind in LISTS and (few := [name for name, lines in written.items() if len(lines) == 1]):
            self.add_error(few[0], _("Write two answers at least, one a line."))
        elif len({len(lines) for lines in written.values()}) > 1:
            self.add_error(list(written)[-1], _("Write as many lines as in the other language: they go together."))
        return values

    @property
    def question(self) -> Question:
        """The question as it was written."""
        values = self.cleaned_data
        kind = Kind(values["kind"])
        low, high = ENDS.get(kind, (0, 0))
        lines = _options(values) if kind in (*LISTS, Kind.MATRIX) else ()
        _label, condition = self.offered.get(values["follows"], ("", None))
        return Question(
            key=self.key,
            kind=kind,
            text=_wording(values, "text"),
            is_required=values["is_required"] and kind is not Kind.HEADING,
            low=low,
            high=high,
            lowest=_wording(values, "lowest") if kind in ENDS else {},
            highest=_wording(values, "highest") if kind in ENDS else {},
            help=_wording(values, "help"),
            options=lines if kind in LISTS else (),
            rows=lines if kind is Kind.MATRIX else (),
            each=Each.EVENT if kind is Kind.HEADING else Each(values["each"]),
            condition=None if kind is Kind.HEADING else condition,
        )

    def refuse(self, refused: WritingRefused) -> None:
        """Say at its field why it can't be asked that way."""
        self.add_error(AT_FIELD.get(refused.reason), str(refused))


def _names(part: str) -> list[str]:
    return [f"{part}_{language}" for language, _name in settings.LANGUAGES]


def _worded() -> Mapping[str, forms.Field]:
    """The fields for words, one of each for every language."""
    made: dict[str, forms.Field] = {}
    for part, label in LABELS.items():
        for language, name in settings.LANGUAGES:
            said = str(label) % {"language": _(str(name))}
            if part == "options":
                made[f"{part}_{language}"] = LinesField(
                    most=MOST_OPTIONS, longest=LONGEST_OPTION, label=said, required=False, max_length=2_000
                )
            else:
                made[f"{part}_{language}"] = forms.CharField(label=said, required=False, max_length=LONGEST)
    made[_names("options")[0]].help_text = _("One a line; only where the question is answered by choosing.")
    return made


def _conditions(earlier: Sequence[Question]) -> list[tuple[str, tuple[str, Condition]]]:
    """After which answers to ``earlier`` questions another can be asked: values, what they are called, and what they mean."""
    found: list[tuple[str, tuple[str, Condition]]] = []
    for question in earlier:
        title = in_reader_language(question.text)
        for low, high in STRETCHES.get(question.kind, ()):
            label = _("Whoever gave %(low)d to %(high)d: %(question)s") % {"low": low, "high": high, "question": title}
            found.append((f"{question.key}={low}-{high}", (label, Condition(question.key, low=low, high=high))))
        for option in question.options:
            said = {"answer": in_reader_language(option.text), "question": title}
            label = _("Whoever chose “%(answer)s”: %(question)s") % said
            found.append((f"{question.key}={option.key}", (label, Condition(question.key, options=(option.key,)))))
    return found


def _wording(values: Mapping[str, Any], part: str) -> Wording:
    return {
        language: values[f"{part}_{language}"] for language, _name in settings.LANGUAGES if values[f"{part}_{language}"]
    }


def _options(values: Mapping[str, Any]) -> tuple[Option, ...]:
    worded = _wording(values, "options")
    number = max(map(len, worded.values()), default=0)
    return tuple(Option(str(each + 1), {key: lines[each] for key, lines in worded.items()}) for each in range(number))


def _typed(question: Question) -> dict[str, Any]:
    """A question as the fields show it."""
    lines = question.options or question.rows
    typed: dict[str, Any] = {"kind": question.kind, "each": question.each, "is_required": question.is_required}
    for language, _name in settings.LANGUAGES:
        parts = {"text": question.text, "help": question.help, "lowest": question.lowest, "highest": question.highest}
        typed |= {f"{part}_{language}": wording.get(language, "") for part, wording in parts.items()}
        typed[f"options_{language}"] = "\n".join(line.text.get(language, "") for line in lines).strip("\n")
    return typed


def possible(question: Question | None, questions: Sequence[Question]) -> list[Question]:
    """On which of ``questions`` it can hang whether ``question`` is asked: those before it; of a new one, all."""
    before = questions if question is None else questions[: [one.key for one in questions].index(question.key)]
    return depends_on(replace(question, condition=None) if question else Question("", Kind.TEXT, {}), before)
