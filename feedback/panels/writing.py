"""What an event will ask, as its organisers see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Event
from feedback import policies, queries
from feedback.enums import About, AnswerKind, WritingRefusal
from feedback.forms import AnswerForm, SlicingForm, in_reader_language
from feedback.questions import Each, Question


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
    slicing: SlicingForm

    @property
    def is_own(self) -> bool:
        """Whether it differs from what every event asks."""
        return self.version > 0


def questionnaire_panel(event: Event, *, slicing: SlicingForm | None = None) -> QuestionnairePanel:
    """What ``event`` will ask, question by question. ``slicing``: how answers are to be counted, as it was just sent."""
    questions, version = queries.written(event)
    return QuestionnairePanel(
        lines=tuple(_line(question) for question in questions),
        preview=AnswerForm(queries.asked_at(event), auto_id="preview_%s"),
        version=version,
        refusal=policies.writing_refusal(event),
        slicing=slicing or SlicingForm(dimension=queries.dimension_of(event)),
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
