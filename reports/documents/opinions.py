"""The results of feedback on paper."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import charts, times
from common.longtables import Cell
from reports import paper, policies, queries, wording
from reports.documents.attendance import Bar
from reports.documents.printing import Sheet, file_name, printed, sheet
from reports.enums import Subject
from reports.opinions import Asked, Opinions, Said
from reports.registry import Kind, Options, PageDone
from reports.seal import Seal

TEMPLATE = "documents/opinions.html"
TOO_FEW = gettext_lazy("Fewer than five people have answered this question, so it is not shown.")
QUESTIONS_A_PAGE, TEXTS_A_PAGE = 4, 25


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One question with its answers."""

    title: str
    summary: str
    bars: list[Bar]


@dataclass(frozen=True, kw_only=True)
class Texts:
    """One question with what was written."""

    title: str
    texts: list[str]
    note: str


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    when: str
    figures: list[wording.Figure]
    charts: list[Chart]
    words: list[Texts]


def _figures(opinions: Opinions) -> list[wording.Figure]:
    answered = _("%(answered)d of %(invited)d") % {"answered": opinions.answered, "invited": opinions.invited}
    rate = number_format(round(100 * opinions.answered / opinions.invited))
    figures = [
        wording.Figure(label=_("Answered"), value=answered),
        wording.Figure(label=_("Response rate"), value=_("%(rate)s %%") % {"rate": rate}),
    ]
    if opinions.rating is not None:
        figures.append(wording.Figure(label=_("All in all"), value=number_format(opinions.rating, 1)))
    if opinions.score is not None:
        figures.append(wording.Figure(label=_("Recommendation score"), value=number_format(opinions.score)))
    return figures


def _chart(asked: Asked) -> Chart:
    if not asked.counts:
        return Chart(title=paper.printable(asked.title), summary=str(TOO_FEW), bars=[])
    parts = [ngettext("%(total)d answer", "%(total)d answers", asked.total) % {"total": asked.total}]
    if asked.mean is not None and asked.spread is not None:
        values = {"mean": number_format(asked.mean, 1), "spread": number_format(asked.spread, 1)}
        parts.insert(0, _("mean %(mean)s ± %(spread)s") % values)
    bars = [
        Bar(
            name=Cell(content=paper.printable(name)),
            drawing=SafeString(charts.bar_on_paper(charts.percent(number, asked.total), title=f"{name}: {number}")),
            text=number_format(number, force_grouping=True),
        )
        for name, number in asked.counts
    ]
    return Chart(title=paper.printable(asked.title), summary=", ".join(parts), bars=bars)


def _texts(said: Said) -> Texts:
    if not said.is_enough:
        note = str(TOO_FEW)
    elif not said.number:
        note = _("Nobody wrote anything here.")
    elif said.more:
        note = _("%(number)s more stand in the table of the results.") % {"number": number_format(said.more)}
    else:
        note = ""
    texts = [paper.printable(text.replace("\n", " ")) for text in said.texts]
    return Texts(title=paper.printable(said.title), texts=texts, note=note)


def _draw(opinions: Opinions, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    page = Page(
        **sheet(opinions.title, taken_at=opinions.taken_at),
        when=times.span(opinions.starts_at, opinions.ends_at, with_year=True),
        figures=_figures(opinions),
        charts=[_chart(asked) for asked in opinions.asked],
        words=[_texts(said) for said in opinions.said],
    )
    return printed(TEMPLATE, page, seal=seal, on_page=on_page)


def _pages(opinions: Opinions) -> int:
    texts = sum(len(said.texts) for said in opinions.said)
    return 1 + len(opinions.asked) // QUESTIONS_A_PAGE + texts // TEXTS_A_PAGE


OPINIONS = Kind(
    name="feedback-results",
    label=gettext_lazy("Results of feedback"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.opinions_refusal(event, at=timezone.now()),
    read=lambda event, _options, at: queries.opinions(event, at=at),
    draw=_draw,
    file_name=lambda opinions: file_name(_("feedback"), opinions.slug, opinions.taken_at),
    pages=_pages,
    zone=lambda opinions: opinions.zone,
)
