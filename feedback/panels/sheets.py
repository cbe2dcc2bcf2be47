"""Results as exports say them: all that may be shown, figure by figure."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.exports import Sheet
from common.spreadsheets import Row
from events.models import Event
from feedback.panels.contrasts import Contrast
from feedback.panels.results import Results, Scale, Words

FORMAT, VERSION = "roundtable.feedback-results", 1  # see docs/feedback-results.md


def result_sheet(event: Event, shown: Results) -> Sheet:
    """The results as a table, and as JSON for programs."""
    title = _("Feedback, %(event)s") % {"event": event.title}
    names = [_("Question"), _("Answer"), _("Number")]
    lines: list[Row] = list(_result_rows(shown))
    beside = [row for one in (shown.slices, shown.comparison) if one for row in one.rows]
    if beside:
        names.append(_("Of whom"))
        lines = [*([*line, ""] for line in lines), *beside]
    return Sheet.of_lines(title=title, names=names, lines=lines, data=partial(result_data, event, shown))


def _result_rows(shown: Results) -> Iterator[Row]:
    for scale in shown.scales:
        for name, number in zip(scale.names, scale.counts, strict=False):  # none where too few have answered
            yield [scale.full_title, name, number]
    for words in shown.words:
        for text in words.texts:
            yield [words.full_title, text, None]


def result_data(event: Event, shown: Results) -> dict[str, object]:
    """The results as JSON says them: parts are only ever added to it while ``VERSION`` stays."""
    form = shown.form
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": get_language(),
        "event": {
            "slug": event.slug,
            "title": event.title,
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
        },
        "opened_at": form.opened_at if form else None,
        "closed_at": form.closed_at if form else None,
        "asked": shown.invited,
        "answered": shown.answered,
        "response_rate": shown.rate,
        "apart": _beside(shown.slices),
        "compared": _beside(shown.comparison),
        "questions": [*map(_counted, shown.scales), *map(_written, shown.words)],
    }


def _beside(contrast: Contrast | None) -> list[dict[str, object]]:
    names = ("question", "answer", "number", "of")
    return [dict(zip(names, row, strict=True)) for row in (contrast.rows if contrast else ())]


def _counted(scale: Scale) -> dict[str, object]:
    return {
        "key": scale.key,
        "kind": scale.kind,
        "question": scale.title,
        "about": scale.about,
        "is_shown": scale.is_enough,
        "answers": scale.total if scale.is_enough else None,
        "mean": scale.mean,
        "spread": scale.spread,
        "recommendation_score": scale.score,
        "counts": [{"answer": bar.label, "number": bar.number} for bar in scale.bars] if scale.is_enough else [],
        "texts": [],
    }


def _written(words: Words) -> dict[str, object]:
    return {
        "key": words.key,
        "kind": words.kind,
        "question": words.title,
        "about": words.about,
        "is_shown": words.is_enough,
        "answers": None,
        "mean": None,
        "spread": None,
        "recommendation_score": None,
        "counts": [],
        "texts": list(words.texts),
    }
