"""Everything one page shows, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from common.exports import Sheet
from common.spreadsheets import Row
from events.models import Event
from feedback import policies, tally
from feedback.enums import Refusal
from feedback.forms import AnswerForm, in_reader_language
from feedback.models import Form
from feedback.questionnaire import default_questions
from feedback.questions import Kind, Question


@dataclass(frozen=True)
class AnswerPanel:
    """The page of somebody who is asked. ``refusal``: why answers are not taken, if they are not."""

    form: Form
    event: Event
    answers: AnswerForm
    refusal: Refusal | None

    @property
    def is_answerable(self) -> bool:
        """Whether there is something to send."""
        return self.refusal is None

    @property
    def is_thanks(self) -> bool:
        """Whether nothing is left to do but to say thank you."""
        return self.refusal == Refusal.ALREADY_ANSWERED and not self.answers.is_bound

    @property
    def is_over(self) -> bool:
        """Whether the time is over and nothing was typed that would be lost."""
        return self.refusal == Refusal.CLOSED and not self.answers.is_bound


def answer_panel(
    form: Form, *, person: User, answers: AnswerForm, at: datetime, refusal: Refusal | None = None
) -> AnswerPanel:
    """What ``person`` sees of ``form``; ``refusal``: why what they have just sent was not taken."""
    return AnswerPanel(
        form=form,
        event=form.event,
        answers=answers,
        refusal=refusal or policies.answer_refusal(form, person=person, at=at),
    )


@dataclass(frozen=True)
class Scale:
    """The answers to a question with steps; without counts where too few have answered it."""

    title: str
    names: list[str]
    counts: tuple[int, ...]
    lowest: str
    highest: str
    mean: float | None
    score: int | None
    is_enough: bool


@dataclass(frozen=True)
class Words:
    """The answers to a question in one's own words."""

    title: str
    texts: tuple[str, ...]


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
    def rating(self) -> Scale | None:
        """The first rating that enough have given."""
        return next((scale for scale in self.scales if scale.is_enough and scale.score is None), None)

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
    asked = form.asked if form else default_questions()
    questions = tuple(in_reader_language(question.text) for question in asked)
    if form is None:
        return Results(form=None, questions=questions, is_to_come=policies.is_to_come(event, at=at))
    invited = form.invited.count()
    if not form.is_closed:
        return Results(form=form, questions=questions, invited=invited)
    answered = len(form.answered.people)
    if not tally.is_enough(answered):
        return Results(form=form, questions=questions, invited=invited, answered=answered)
    heaps = {box.question: box.heap for box in form.boxes.all()}
    return Results(
        form=form,
        questions=questions,
        invited=invited,
        answered=answered,
        scales=tuple(_scale(question, heaps[question.key]) for question in asked if not question.is_text),
        words=tuple(_words(question, heaps[question.key]) for question in asked if question.is_text),
    )


def _words(question: Question, heap: tally.Heap) -> Words:
    return Words(title=in_reader_language(question.text), texts=heap.texts)


def _scale(question: Question, heap: tally.Heap) -> Scale:
    figures = tally.figures(question, heap.counts)
    is_enough = tally.is_enough(figures.total)
    is_score = is_enough and question.kind is Kind.RECOMMENDATION
    return Scale(
        title=in_reader_language(question.text),
        names=[str(step) for step in question.steps],
        counts=figures.counts if is_enough else (),
        lowest=in_reader_language(question.lowest),
        highest=in_reader_language(question.highest),
        mean=figures.mean if is_enough else None,
        score=tally.recommendation_score(question, heap.counts) if is_score else None,
        is_enough=is_enough,
    )


def result_sheet(event: Event, shown: Results) -> Sheet:
    """The results as an export says them: what the page shows and no more."""
    title = _("Feedback, %(event)s") % {"event": event.title}
    names = [_("Question"), _("Answer"), _("Number")]
    return Sheet.of_lines(title=title, names=names, lines=list(_result_rows(shown)))


def _result_rows(shown: Results) -> Iterator[Row]:
    for scale in shown.scales:
        for name, number in zip(scale.names, scale.counts, strict=False):  # none where too few have answered
            yield [scale.title, name, number]
    for words in shown.words:
        for text in words.texts:
            yield [words.title, text, None]
