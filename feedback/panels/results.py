"""What all answers come to, as the team may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from common import crowds
from events.models import Event
from feedback import noting, policies, queries, tally
from feedback.enums import Occasion
from feedback.forms import in_reader_language
from feedback.models import Form
from feedback.panels.contrasts import Contrast, by_cell, compared, question_title, titled
from feedback.questionnaire import overall_question
from feedback.questions import LISTS, Kind, Question

FIRST = 6  # texts of each question beside the charts


@dataclass(frozen=True)
class Bar:
    """One option, and how many have chosen it."""

    label: str
    number: int


@dataclass(frozen=True)
class Scale:
    """The answers to a question with steps or options; without counts where too few have answered it.

    ``about``: the matrix, session or speaker to which it belongs.
    """

    title: str
    names: list[str]
    counts: tuple[int, ...]
    lowest: str
    highest: str
    mean: float | None
    spread: float | None
    score: int | None
    total: int
    is_enough: bool
    about: str = ""
    is_list: bool = False
    key: str = ""
    kind: str = ""

    @property
    def full_title(self) -> str:
        """The question with what it is about."""
        return titled(self.about, self.title)

    @property
    def bars(self) -> list[Bar]:
        """Each option with how many have chosen it."""
        return [Bar(name, number) for name, number in zip(self.names, self.counts, strict=True)]


@dataclass(frozen=True)
class Words:
    """The answers to a question in one's own words, without those that are hidden.

    ``has_own_page``: whether all of them stand elsewhere, so that a few do beside everything else.
    """

    title: str
    texts: tuple[str, ...]
    about: str = ""
    is_enough: bool = True
    key: str = ""
    kind: str = ""
    has_own_page: bool = True

    @property
    def on_page(self) -> tuple[str, ...]:
        """Those that stand on the page of results."""
        return self.texts[:FIRST] if self.has_own_page else self.texts

    @property
    def has_more(self) -> bool:
        """Whether that is not all."""
        return len(self.texts) > len(self.on_page)

    @property
    def full_title(self) -> str:
        """The question with what it is about."""
        return titled(self.about, self.title)


@dataclass(frozen=True, kw_only=True)
class Results:
    """What the team may see of an event's feedback now.

    Figures stand here only when the form is closed and enough have answered: what must not be
    shown is not handed to the page. ``overall``: by which key people said how it was, all in all.
    """

    form: Form | None
    questions: tuple[str, ...]
    is_to_come: bool = False
    invited: int = 0
    answered: int = 0
    scales: tuple[Scale, ...] = ()
    words: tuple[Words, ...] = ()
    slices: Contrast | None = None
    comparison: Contrast | None = None
    needed: int = crowds.FEWEST
    is_later: bool = False
    overall: str = ""

    @property
    def stage(self) -> str:
        """Where it stands: "to_come", "unasked", "open", "few" or "shown"."""
        if self.form is None:
            return "to_come" if self.is_to_come else "unasked"
        if not self.form.is_closed:
            return "open"
        return "shown" if crowds.is_enough(self.answered) else "few"

    @property
    def is_writable(self) -> bool:
        """Whether its questions can still be changed."""
        return self.form is None and self.is_to_come and not self.is_later

    @property
    def rating(self) -> Scale | None:
        """How it was, all in all, where enough have said so."""
        return next((scale for scale in self.scales if scale.key == self.overall and scale.mean is not None), None)

    @property
    def score(self) -> int | None:
        """The recommendation score, where it was asked for."""
        return next((scale.score for scale in self.scales if scale.score is not None), None)

    @property
    def rate(self) -> int:
        """How many in a hundred have answered."""
        return round(100 * self.answered / self.invited)


def results(event: Event, *, occasion: Occasion = Occasion.AFTER, at: datetime) -> Results:
    """What the team of ``event`` may see now of what it was asked on that ``occasion``."""
    form = Form.objects.for_event(event, occasion).select_related("event").first()
    asked = form.asked if form else queries.asked_at(event, occasion)
    asked = [question for question in asked if question.is_answered]
    questions = tuple(question_title(question) for question in asked)
    is_later = occasion is not Occasion.AFTER
    if form is None:
        is_to_come = policies.is_to_follow(event, occasion, at=at) if is_later else policies.is_to_come(event, at=at)
        return Results(form=None, questions=questions, is_to_come=is_to_come, is_later=is_later)
    invited = form.invited.count()
    if not form.is_closed:
        return Results(form=form, questions=questions, invited=invited, is_later=is_later)
    answered = len(form.answered.people)
    if not crowds.is_enough(answered):
        return Results(form=form, questions=questions, invited=invited, answered=answered, is_later=is_later)
    boxes = list(form.boxes.all())
    heaps = {box.question: box.heap for box in boxes if not box.cell}
    counts = {(box.question, box.cell): box.tally for box in boxes}
    scales, words = answers_to(form, asked, heaps)
    with_figures = [question for question in asked if not question.is_text]
    overall = overall_question(asked)
    return Results(
        form=form,
        questions=questions,
        invited=invited,
        answered=answered,
        scales=scales,
        words=words,
        slices=by_cell(form, counts, with_figures),
        comparison=compared(counts, with_figures, queries.said_elsewhere(form)),
        is_later=is_later,
        overall=overall.key if overall else "",
    )


def answers_to(
    form: Form, questions: Sequence[Question], heaps: Mapping[str, tally.Heap]
) -> tuple[tuple[Scale, ...], tuple[Words, ...]]:
    """The answers to some questions of a form of which results are shown."""
    texts = _unhidden(form, queries.shown_texts(form, heaps))
    return (
        tuple(_scale(one, heaps[one.key]) for one in questions if one.is_answered and not one.is_text),
        tuple(_words(one, texts.get(one.key), has_own_page=not form.is_later) for one in questions if one.is_text),
    )


def _unhidden(form: Form, texts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    hidden = set(form.notes.filter(hidden_at__isnull=False).values_list("question", "digest"))
    if not hidden:
        return dict(texts)
    return {key: tuple(one for one in some if (key, noting.digest(one)) not in hidden) for key, some in texts.items()}


def _words(question: Question, texts: tuple[str, ...] | None, *, has_own_page: bool) -> Words:
    return Words(
        key=question.key,
        kind=question.kind.value,
        title=in_reader_language(question.text),
        texts=texts or (),
        about=in_reader_language(question.heading),
        is_enough=texts is not None,
        has_own_page=has_own_page,
    )


def _scale(question: Question, heap: tally.Heap) -> Scale:
    figures = tally.figures(question, heap.counts)
    is_enough = crowds.is_enough(figures.total)
    is_score = is_enough and question.kind is Kind.RECOMMENDATION
    return Scale(
        title=in_reader_language(question.text),
        names=[in_reader_language(option.text) for option in question.options]
        or [str(step) for step in question.steps],
        counts=figures.counts if is_enough else (),
        lowest=in_reader_language(question.lowest),
        highest=in_reader_language(question.highest),
        mean=figures.mean if is_enough else None,
        spread=figures.spread if is_enough else None,
        total=figures.total if is_enough else 0,
        about=in_reader_language(question.heading),
        is_list=question.kind in LISTS,
        score=tally.recommendation_score(question, heap.counts) if is_score else None,
        is_enough=is_enough,
        key=question.key,
        kind=question.kind.value,
    )
