"""The same question beside itself: as some and as others have answered it, at one glance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from common import crowds
from feedback import comparing, tally
from feedback.comparing import Counts
from feedback.forms import in_reader_language
from feedback.models import Form
from feedback.queries import Elsewhere
from feedback.questions import LISTS, Question
from feedback.slicing import publishable

FEWEST_OF_A_DEPARTMENT = 3  # events, so that a mean does not say how one colleague's seminar was


@dataclass(frozen=True)
class Entry:
    """What some have said to one question; nothing where it must not be shown. ``shade``: none, they mean nothing here."""

    text: str = ""
    shade: str = ""


@dataclass(frozen=True)
class Column:
    """Whose answers; no mark of a department stands beside it."""

    name: str
    of: None = None


@dataclass(frozen=True)
class Line:
    """A question, or one answer to it, as each column has it."""

    name: str
    cells: tuple[Entry, ...]
    of: None = None


@dataclass(frozen=True)
class Contrast:
    """Columns of people, lines of questions; ``rows``: each figure for itself, as exports say it."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, str, int, str], ...] = ()

    @property
    def hides_some(self) -> bool:
        """Whether there are figures that must not be shown."""
        return any(not cell.text for line in self.lines for cell in line.cells)


def by_cell(form: Form, boxes: Mapping[tuple[str, str], Counts], asked: Sequence[Question]) -> Contrast | None:
    """What each cell of ``form`` has said, where it may be shown; None where nothing may. ``boxes``: by question and cell."""
    cells = form.counted_apart
    names = [in_reader_language(cell.name) for cell in cells]
    lines: list[Line] = []
    rows: list[tuple[str, str, int, str]] = []
    for question in asked:
        apart = {cell.key: boxes[question.key, cell.key] for cell in cells if (question.key, cell.key) in boxes}
        total = boxes[question.key, ""]
        shown = publishable(tally.answers(total), {key: tally.answers(counts) for key, counts in apart.items()})
        if shown:
            counts = [apart[cell.key] if cell.key in shown else None for cell in cells]
            lines += contrasted(question, [total, *counts])
            rows += _rows(question, zip(names, counts, strict=True))
    return Contrast(tuple(map(Column, [_("Everybody"), *names])), tuple(lines), tuple(rows)) if lines else None


def compared(
    boxes: Mapping[tuple[str, str], Counts], asked: Sequence[Question], elsewhere: Elsewhere
) -> Contrast | None:
    """What this event was answered beside others; None where no other asked the same."""
    others = (
        (_("The time before"), elsewhere.before, 1),
        (_("The dates of the series before"), elsewhere.series, 1),
        (_("Other seminars of the department"), elsewhere.department, FEWEST_OF_A_DEPARTMENT),
    )
    sums = {
        question.key: [comparing.total(question, said[question.key], fewest=fewest) for _name, said, fewest in others]
        for question in asked
        if crowds.is_enough(tally.answers(boxes[question.key, ""]))
    }
    columns = [place for place in range(len(others)) if any(found[place] for found in sums.values())]
    lines: list[Line] = []
    rows: list[tuple[str, str, int, str]] = []
    for question in asked:
        if any(sums.get(question.key, ())):
            apart = [sums[question.key][place] for place in columns]
            lines += contrasted(question, [boxes[question.key, ""], *apart])
            rows += _rows(question, ((others[place][0], sums[question.key][place]) for place in columns))
    names = [_("This seminar"), *(others[place][0] for place in columns)]
    return Contrast(tuple(map(Column, names)), tuple(lines), tuple(rows)) if lines else None


def contrasted(question: Question, counted: Sequence[Counts | None]) -> Iterator[Line]:
    """A question as each of ``counted`` has answered it: a scale by its mean, of options each by its share."""
    if question.kind not in LISTS:
        yield Line(question_title(question), tuple(_mean(question, counts) for counts in counted))
        return
    for option in question.options:
        name = f"{question_title(question)}: {in_reader_language(option.text)}"
        yield Line(name, tuple(_share(option.key, counts) for counts in counted))


def titled(about: str, title: str) -> str:
    """A question with what it is about."""
    return f"{about} · {title}" if about else title


def question_title(question: Question) -> str:
    """The same in the reader's language."""
    return titled(in_reader_language(question.heading), in_reader_language(question.text))


def _mean(question: Question, counts: Counts | None) -> Entry:
    figures = tally.figures(question, counts) if counts is not None else None
    return (
        Entry(_of(number_format(figures.mean, 1), figures.total)) if figures and figures.mean is not None else Entry()
    )


def _share(option: str, counts: Counts | None) -> Entry:
    if counts is None:
        return Entry()
    total = tally.answers(counts)
    return Entry(_of(_("%(share)d %%") % {"share": round(100 * counts[option] / total)}, total))


def _of(figure: str, total: int) -> str:
    return f"{figure} ({total})"


def _rows(question: Question, whose: Iterator[tuple[str, Counts | None]]) -> Iterator[tuple[str, str, int, str]]:
    names = {option.key: in_reader_language(option.text) for option in question.options}
    names = names or {str(step): str(step) for step in question.steps}
    for name, counts in whose:
        if counts is not None:
            yield from ((question_title(question), answer, counts[key], name) for key, answer in names.items())
