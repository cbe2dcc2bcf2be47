"""Everything one page shows, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from common.exports import Sheet
from common.spreadsheets import Row
from events.models import Event
from feedback import policies, queries, tally
from feedback.enums import About, AnswerKind, Refusal, WritingRefusal
from feedback.forms import AnswerForm, in_reader_language
from feedback.models import Form
from feedback.questions import LISTS, Each, Kind, Question


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
    questions = tuple(_title(question) for question in asked)
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
    # Whoever is asked because of an answer has given that answer: a few texts would tell how their writers rated.
    is_enough = question.condition is None or tally.is_enough(len(heap.texts))
    return Words(
        title=in_reader_language(question.text),
        texts=heap.texts if is_enough else (),
        about=in_reader_language(question.heading),
        is_enough=is_enough,
    )


def _title(question: Question) -> str:
    """A question with what it is about, for a list."""
    return _about(in_reader_language(question.heading), in_reader_language(question.text))


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


def result_sheet(event: Event, shown: Results) -> Sheet:
    """The results as an export says them: what the page shows and no more."""
    title = _("Feedback, %(event)s") % {"event": event.title}
    names = [_("Question"), _("Answer"), _("Number")]
    return Sheet.of_lines(title=title, names=names, lines=list(_result_rows(shown)))


def _result_rows(shown: Results) -> Iterator[Row]:
    for scale in shown.scales:
        for name, number in zip(scale.names, scale.counts, strict=False):  # none where too few have answered
            yield [scale.full_title, name, number]
    for words in shown.words:
        for text in words.texts:
            yield [words.full_title, text, None]


@dataclass(frozen=True)
class Line:
    """One question as its organisers see it among the others."""

    key: str
    title: str
    kind: str
    notes: tuple[str, ...]
    is_heading: bool


@dataclass(frozen=True)
class QuestionnairePanel:
    """What an event will ask. ``preview``: as those see it who are asked. ``is_own``: whether somebody has written it."""

    lines: tuple[Line, ...]
    preview: AnswerForm
    version: int
    refusal: WritingRefusal | None

    @property
    def is_own(self) -> bool:
        """Whether it differs from what every event asks."""
        return self.version > 0


def questionnaire_panel(event: Event) -> QuestionnairePanel:
    """What ``event`` will ask, question by question."""
    questions, version = queries.written(event)
    return QuestionnairePanel(
        lines=tuple(_line(question) for question in questions),
        preview=AnswerForm(queries.asked_at(event), auto_id="preview_%s"),
        version=version,
        refusal=policies.writing_refusal(event),
    )


def _line(question: Question) -> Line:
    notes = [] if question.each is Each.EVENT else [str(About(question.each).label)]
    notes += [_("has to be answered")] if question.is_required else []
    notes += [_("asked of some")] if question.condition else []
    return Line(
        key=question.key,
        title=in_reader_language(question.text),
        kind=str(AnswerKind(question.kind).label),
        notes=tuple(notes),
        is_heading=not question.is_answered,
    )
