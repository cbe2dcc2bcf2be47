"""What is asked: a question with its wording in every language, to and from the JSON of a form.

Pure: the wording is handed in and kept as it was, so what was asked does not bend later when a
translation is improved. What an organiser writes (``matrix``, a question about each speaker) becomes
plain questions when the form opens: see ``feedback.unrolling``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from uuid import uuid4

Wording = Mapping[str, str]  # language code -> text
Answer = int | str | tuple[str, ...]  # a step, a text, or the keys of the options that were chosen
Answers = Mapping[str, Answer]  # by the question's key; what was left out is not in it

ANSWERED = "*"  # counts who has chosen anything where several can be chosen


class Kind(StrEnum):
    """How a question is answered."""

    RATING = "rating"  # one step of a scale
    RECOMMENDATION = "recommendation"  # 0 to 10, summed up as a recommendation score
    CHOICE = "choice"  # one of several options
    CHOICES = "choices"  # any number of them
    MATRIX = "matrix"  # several things, each on the same scale
    SHORT = "short"  # a line in one's own words
    TEXT = "text"  # in one's own words
    HEADING = "heading"  # nothing is asked: a new section begins


class Each(StrEnum):
    """What a question is about: the event, or in turn each of its sessions or speakers."""

    EVENT = "event"
    SESSION = "session"
    SPEAKER = "speaker"


TEXTS = (Kind.SHORT, Kind.TEXT)
SCALES = (Kind.RATING, Kind.RECOMMENDATION, Kind.MATRIX)
LISTS = (Kind.CHOICE, Kind.CHOICES)


@dataclass(frozen=True)
class Option:
    """Something to choose, or a row of a matrix."""

    key: str
    text: Wording


@dataclass(frozen=True)
class Condition:
    """When a question is asked: only of those who answered ``of`` within these steps, or with one of ``options``."""

    of: str
    low: int | None = None
    high: int | None = None
    options: tuple[str, ...] = ()

    def is_met(self, answers: Answers) -> bool:
        """Whether somebody with these answers is asked; nobody who has left ``of`` out."""
        answer = answers.get(self.of)
        if isinstance(answer, int):
            return (self.low is None or answer >= self.low) and (self.high is None or answer <= self.high)
        return isinstance(answer, tuple) and bool(set(self.options).intersection(answer))


@dataclass(frozen=True)
class Question:
    """One question. ``low`` and ``high`` are the ends of its scale; a text has none.

    ``group`` and ``heading`` hold together what was one question when it was written: the rows of a
    matrix, or the same about each speaker. ``speaker`` is whom it is about, by the key of that person's part.
    """

    key: str
    kind: Kind
    text: Wording
    is_required: bool = False
    low: int = 0
    high: int = 0
    lowest: Wording = field(default_factory=dict)
    highest: Wording = field(default_factory=dict)
    help: Wording = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    each: Each = Each.EVENT
    condition: Condition | None = None
    group: str = ""
    heading: Wording = field(default_factory=dict)
    speaker: int | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is answered in words."""
        return self.kind in TEXTS

    @property
    def is_answered(self) -> bool:
        """Whether it takes an answer at all."""
        return self.kind is not Kind.HEADING

    @property
    def steps(self) -> range:
        """The answers of a scale, lowest first; none for whatever is no scale."""
        return range(self.low, self.high + 1) if self.kind in SCALES else range(0)

    @property
    def counted(self) -> tuple[str, ...]:
        """What is counted, each for itself: steps, or options; where several can be chosen, first who has chosen any."""
        if self.kind in LISTS:
            several = (ANSWERED,) if self.kind is Kind.CHOICES else ()
            return (*several, *(option.key for option in self.options))
        return tuple(str(step) for step in self.steps)


def fresh_key() -> str:
    """The key of a question that was not asked before."""
    return uuid4().hex[:12]


def to_json(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as a form keeps them."""
    return [asdict(question) | {"kind": question.kind.value, "each": question.each.value} for question in questions]


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Question]:
    """The questions that a form has kept; an older one has kept less of each."""
    return [_question(each) for each in kept]


def _question(kept: Mapping[str, Any]) -> Question:
    condition = kept.get("condition")
    read = {
        "kind": Kind(kept["kind"]),
        "each": Each(kept.get("each", Each.EVENT)),
        "options": tuple(Option(**one) for one in kept.get("options", ())),
        "rows": tuple(Option(**one) for one in kept.get("rows", ())),
        "condition": Condition(**condition | {"options": tuple(condition["options"])}) if condition else None,
    }
    return Question(**{**kept, **read})


def in_language(wording: Wording, *languages: str) -> str:
    """The wording in the first of ``languages`` that it has, or else in any; empty where it has none."""
    for language in languages:
        if language in wording:
            return wording[language]
    return next(iter(wording.values()), "")
