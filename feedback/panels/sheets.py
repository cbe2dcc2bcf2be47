"""Results as exports say them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.exports import Sheet
from common.spreadsheets import Row
from events.models import Event
from feedback.panels.results import Results


def result_sheet(event: Event, shown: Results) -> Sheet:
    """The results as an export says them: what the page shows and no more."""
    title = _("Feedback, %(event)s") % {"event": event.title}
    names = [_("Question"), _("Answer"), _("Number")]
    lines: list[Row] = list(_result_rows(shown))
    if shown.slices:
        names.append(_("Of whom"))
        lines = [*([*line, ""] for line in lines), *shown.slices.rows]
    return Sheet.of_lines(title=title, names=names, lines=lines)


def _result_rows(shown: Results) -> Iterator[Row]:
    for scale in shown.scales:
        for name, number in zip(scale.names, scale.counts, strict=False):  # none where too few have answered
            yield [scale.full_title, name, number]
    for words in shown.words:
        for text in words.texts:
            yield [words.full_title, text, None]
