"""What is asked: a question with its wording in every language, to and from the JSON of a form.

Pure: the wording is handed in and kept as it was, so what was asked does not bend later when a
translation is improved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Wording = Mapping[str, str]  # language code -> text


class Kind(StrEnum):
    """How a question is answered."""

    RATING = "rating"  # one step of a scale
    RECOMMENDATION = "recommendation"  # 0 to 10, summed up as a recommendation score
    TEXT = "text"  # in one's own words


@dataclass(frozen=True)
class Question:
    """One question. ``low`` and ``high`` are the ends of its scale; a text has none."""

    key: str
    kind: Kind
    text: Wording
    is_required: bool = False
    low: int = 0
    high: int = 0
    lowest: Wording = field(default_factory=dict)
    highest: Wording = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether it is answered in words."""
        return self.kind is Kind.TEXT

    @property
    def steps(self) -> range:
        """The answers of a scale, lowest first; none for a text."""
        return range(0) if self.is_text else range(self.low, self.high + 1)


def to_json(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as a form keeps them."""
    return [
        {
            "key": question.key,
            "kind": question.kind.value,
            "text": dict(question.text),
            "is_required": question.is_required,
            "low": question.low,
            "high": question.high,
            "lowest": dict(question.lowest),
            "highest": dict(question.highest),
        }
        for question in questions
    ]


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Question]:
    """The questions that a form has kept."""
    return [Question(**{**question, "kind": Kind(question["kind"])}) for question in kept]


def in_language(wording: Wording, *languages: str) -> str:
    """The wording in the first of ``languages`` that it has, or else in any; empty where it has none."""
    for language in languages:
        if language in wording:
            return wording[language]
    return next(iter(wording.values()), "")
