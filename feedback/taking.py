"""Questions taken over from elsewhere, and their words in every language, piece by piece.

Pure: no Django here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from feedback.questions import Option, Question, Wording

PLAIN = ("text", "help", "lowest", "highest")
LISTED = {"option": "options", "row": "rows"}


@dataclass(frozen=True)
class Piece:
    """One text of a question. ``name`` says which: "text", "help", "option-2"; ``number`` counts what there is to choose."""

    name: str
    wording: Wording
    number: int = 0


def taken(questions: Sequence[Question], *, standing: Collection[str], fresh: Callable[[], str]) -> list[Question]:
    """Copies of ``questions`` that can be asked beside those with the keys ``standing``; each still follows from its own."""
    keys = {one.key: fresh() if one.key in standing else one.key for one in questions}
    return [
        replace(
            one,
            key=keys[one.key],
            condition=one.condition and replace(one.condition, of=keys.get(one.condition.of, one.condition.of)),
        )
        for one in questions
    ]


def pieces(question: Question) -> list[Piece]:
    """All its texts, in the order in which they are read."""
    plain = {name: getattr(question, name) for name in PLAIN}
    found = [Piece(name, wording) for name, wording in plain.items() if wording or name == "text"]
    listed = [(kind, one) for kind, name in LISTED.items() for one in getattr(question, name)]
    found[1:1] = [Piece(f"{kind}-{one.key}", one.text, number) for number, (kind, one) in enumerate(listed, start=1)]
    return found


def worded(question: Question, wordings: Mapping[str, Wording]) -> Question:
    """The same question in other words: those of ``wordings``, by the name of their piece."""
    plain: dict[str, Any] = {name: wordings[name] for name in PLAIN if name in wordings}
    listed: dict[str, Any] = {
        name: tuple(Option(one.key, wordings.get(f"{kind}-{one.key}", one.text)) for one in getattr(question, name))
        for kind, name in LISTED.items()
    }
    return replace(question, **plain, **listed)


def untranslated(question: Question, languages: Iterable[str]) -> list[str]:
    """Those of ``languages`` in which some of its texts are missing."""
    texts = [piece.wording for piece in pieces(question)]
    return [language for language in languages if not all(wording.get(language) for wording in texts)]
