"""What all answers come to, as the team may see it."""

from dataclasses import dataclass
from datetime import datetime

from events.models import Event
from feedback import policies, queries, tally
from feedback.forms import in_reader_language
from feedback.models import Form
from feedback.panels.contrasts import Contrast, by_cell, question_title
from feedback.questions import LISTS, Kind, Question


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

    @property
    def full_title(self) -> str:
        """The question with what it is about."""
        return _about(self.about, self.title)

    @property
    def bars(self) -> list[Bar]:
        """Each option with how many have chosen it."""
        return [Bar(name, number) for name, number in zip(self.names, self.counts, strict=True)]


@dataclass(frozen=True)
class Words:
    """The answers to a question in one's own words."""

    title: str
    texts: tuple[str, ...]
    about: str = ""
    is_enough: bool = True

    @property
    def full_title(self) -> str:
        """The question with what it is about."""
        return _about(self.about, self.title)


@dataclass(frozen=True, kw_only=True)
class Results:
    """What the team may see of an event's feedback now.

    Figures stand here only when the form is closed and enough have answered: what must not be
    shown is not handed to the page.
    """

    form: Form | None
    questions: tuple[str, ...]
    is_to_come: bool = False
    invited: int = 0
    answered: int = 0
    scales: tuple[Scale, ...] = ()
    words: tuple[Words, ...] = ()
    slices: Contrast | None = None
    needed: int = tally.FEWEST

    @property
    def stage(self) -> str:
        """Where it stands: "to_come", "unasked", "open", "few" or "shown"."""
        if self.form is None:
            return "to_come" if self.is_to_come else "unasked"
        if not self.form.is_closed:
            return "open"
        return "shown" if tally.is_enough(self.answered) else "few"

    @property
    def is_writable(self) -> bool:
        """Whether its questions can still be changed."""
        return self.form is None and self.is_to_come

    @property
    def rating(self) -> Scale | None:
        """The first rating that enough have given."""
        return next((scale for scale in self.scales if scale.mean is not None and scale.score is None), None)

    @property
    def score(self) -> int | None:
        """The recommendation score, where it was asked for."""
        return next((scale.score for scale in self.scales if scale.score is not None), None)

    @property
    def rate(self) -> int:
        """How many in a hundred have answered."""
        return round(100 * self.answered / self.invited)


def results(event: Event, *, at: datetime) -> Results:
    """What the team of ``event`` may see of its feedback now."""
    form = Form.objects.for_event(event).select_related("event").first()
    asked = [question for question in (form.asked if form else queries.asked_at(event)) if question.is_answered]
    questions = tuple(question_title(question) for question in asked)
    if form is None:
        return Results(form=None, questions=questions, is_to_come=policies.is_to_come(event, at=at))
    invited = form.invited.count()
    if not form.is_closed:
        return Results(form=form, questions=questions, invited=invited)
    answered = len(form.answered.people)
    if not tally.is_enough(answered):
        return Results(form=form, questions=questions, invited=invited, answered=answered)
    boxes = list(form.boxes.all())
    heaps = {box.question: box.heap for box in boxes if not box.cell}
    counts = {(box.question, box.cell): box.tally for box in boxes}
    return Results(
        form=form,
        questions=questions,
        invited=invited,
        answered=answered,
        scales=tuple(_scale(question, heaps[question.key]) for question in asked if not question.is_text),
        words=tuple(_words(question, heaps[question.key]) for question in asked if question.is_text),
        slices=by_cell(form, counts, [question for question in asked if not question.is_text]),
    )


def _words(question: Question, heap: tally.Heap) -> Words:
    # Whoever is asked because of an answer has given that answer: a few texts would tell how their writers rated.
    is_enough = question.condition is None or tally.is_enough(len(heap.texts))
    return Words(
        title=in_reader_language(question.text),
        texts=heap.texts if is_enough else (),
        about=in_reader_language(question.heading),
        is_enough=is_enough,
    )


def _about(about: str, title: str) -> str:
    return f"{about} · {title}" if about else title


def _scale(question: Question, heap: tally.Heap) -> Scale:
    figures = tally.figures(question, heap.counts)
    is_enough = tally.is_enough(figures.total)
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
    )
