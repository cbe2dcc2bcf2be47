"""What people wrote, grouped by question, to be searched and tagged."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from common.search import term
from feedback import noting, queries
from feedback.models import Form, TextNote
from feedback.panels.contrasts import question_title

A_PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Said:
    """One text with what the team noted about it; ``number``: how many wrote the very same."""

    question: str
    title: str
    text: str
    digest: str
    number: int
    note: TextNote | None

    @property
    def tags(self) -> Sequence[str]:
        """By which it is found again."""
        return self.note.tags if self.note else ()

    @property
    def is_hidden(self) -> bool:
        """Whether only administrators see it."""
        return self.note is not None and self.note.is_hidden


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A tag or a question to look at alone."""

    label: str
    address: str
    is_chosen: bool
    number: int


@dataclass(frozen=True, kw_only=True)
class TextsPage:
    """All texts that fit what is looked for, a page of them at a time."""

    typed: str
    tag: str
    question: str
    questions: tuple[Choice, ...]
    tags: tuple[Choice, ...]
    found: Page[Said]
    hidden: tuple[Said, ...]
    is_empty: bool

    @property
    def groups(self) -> list[tuple[str, list[Said]]]:
        """What stands on this page, by question."""
        by_question = groupby(self.found.object_list, key=lambda one: one.title)
        return [(title, list(some)) for title, some in by_question]

    @property
    def is_narrowed(self) -> bool:
        """Whether not everything is looked at."""
        return bool(self.typed or self.tag or self.question)


def texts_page(form: Form, asked: Mapping[str, str], *, shows_hidden: bool) -> TextsPage:
    """The texts of ``form``, of which results are shown; ``shows_hidden``: to an administrator."""
    everything = list(_said(form))
    seen = [one for one in everything if not one.is_hidden]
    typed, tag, question = term(asked.get("q", "")), asked.get("tag", ""), asked.get("question", "")
    fitting = [
        one
        for one in seen
        if noting.holds(one.text, typed) and (not tag or tag in one.tags) and question in ("", one.question)
    ]
    chosen = {"q": typed, "tag": tag, "question": question}
    titles = {one.question: one.title for one in seen}
    by_question, by_tag = Counter(one.question for one in seen), Counter(name for one in seen for name in one.tags)
    return TextsPage(
        typed=typed,
        tag=tag,
        question=question,
        questions=tuple(_choices(chosen, "question", titles, by_question)) if len(titles) > 1 else (),
        tags=tuple(_choices(chosen, "tag", {name: name for name in sorted(by_tag, key=str.casefold)}, by_tag)),
        found=Paginator(fitting, A_PAGE).get_page(asked.get("page")),
        hidden=tuple(one for one in everything if one.is_hidden) if shows_hidden else (),
        is_empty=not seen,
    )


def text_of(form: Form, *, question: str, digest: str) -> Said | None:
    """One text of a form of which results are shown, hidden or not."""
    return next((one for one in _said(form) if (one.question, one.digest) == (question, digest)), None)


def _said(form: Form) -> Iterator[Said]:
    notes = {(note.question, note.digest): note for note in form.notes.select_related("hidden_by")}
    texts = queries.shown_texts(form, queries.heaps_of(form))
    titles = {one.key: question_title(one) for one in form.asked}
    for question, some in texts.items():
        for text, number in Counter(some).items():
            digest = noting.digest(text)
            yield Said(
                question=question,
                title=titles[question],
                text=text,
                digest=digest,
                number=number,
                note=notes.get((question, digest)),
            )


def _choices(
    chosen: Mapping[str, str], name: str, labels: Mapping[str, str], numbers: Mapping[str, int]
) -> Iterator[Choice]:
    for value, label in labels.items():
        is_chosen = chosen[name] == value
        asked = {**chosen, name: "" if is_chosen else value}
        query = urlencode({key: text for key, text in asked.items() if text})
        yield Choice(label=label, address=f"?{query}", is_chosen=is_chosen, number=numbers[value])
