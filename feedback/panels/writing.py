"""What an event will ask, as its organisers see it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from events.models import Event
from feedback import policies, queries
from feedback.enums import About, AnswerKind, WritingRefusal
from feedback.forms import AnswerForm, SlicingForm, in_reader_language
from feedback.models import QuestionSet
from feedback.questions import Each, Question
from feedback.taking import untranslated
from feedback.unrolling import Subject, unroll


@dataclass(frozen=True)
class Line:
    """One question as its organisers see it among the others. ``missing``: languages in which not all of it is there."""

    key: str
    title: str
    kind: str
    notes: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class QuestionnairePanel:
    """What an event will ask. ``preview``: in which language it is shown as those see it who are asked.

    ``is_own``: whether somebody has written it.
    """

    lines: tuple[Line, ...]
    preview: str
    version: int
    refusal: WritingRefusal | None
    slicing: SlicingForm

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Those in which it can be looked at, by what they are called in themselves."""
        return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]

    @property
    def missing(self) -> list[str]:
        """Languages in which something is missing, in the order of the site."""
        found = {name for line in self.lines for name in line.missing}
        return [said for _code, name in settings.LANGUAGES if (said := _(str(name))) in found]

    @property
    def is_own(self) -> bool:
        """Whether it differs from what every event asks."""
        return self.version > 0


@dataclass(frozen=True)
class SetPanel:
    """What a set asks, and how that looks in the reader's language."""

    lines: tuple[Line, ...]
    preview: AnswerForm


def set_panel(kept: QuestionSet) -> SetPanel:
    """What ``kept`` asks, question by question; as if there were one session and one speaker."""
    nobody = [Subject(0, {})]
    asked = unroll(kept.written, sessions=nobody, speakers=nobody)
    return SetPanel(tuple(_line(one) for one in kept.written), AnswerForm(asked, auto_id="preview_%s"))


def questionnaire_panel(event: Event, *, language: str, slicing: SlicingForm | None = None) -> QuestionnairePanel:
    """What ``event`` will ask, question by question; shown as people see it in ``language``.

    ``slicing``: how answers are to be counted, as it was just sent.
    """
    questions, version = queries.written(event)
    return QuestionnairePanel(
        lines=tuple(_line(question) for question in questions),
        preview=language,
        version=version,
        refusal=policies.writing_refusal(event),
        slicing=slicing or SlicingForm(dimension=queries.dimension_of(event)),
    )


def _line(question: Question) -> Line:
    names = dict(settings.LANGUAGES)
    missing = [_(str(names[code])) for code in untranslated(question, names)]
    notes = [] if question.each is Each.EVENT else [str(About(question.each).label)]
    notes += [_("has to be answered")] if question.is_required else []
    notes += [_("asked of some")] if question.condition else []
    return Line(
        key=question.key,
        title=in_reader_language(question.text),
        kind=str(AnswerKind(question.kind).label),
        notes=tuple(notes),
        missing=tuple(missing),
    )
