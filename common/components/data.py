"""Figures, bars, charts, timelines, long lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import charts, times
from common.components.drawings import dept, drawn
from common.markup import format_html

register = template.Library()


@register.simple_block_tag
def figures(content: str) -> SafeString:
    """A row of figures; holds `figure` parts."""
    return format_html('<dl class="figures">{}</dl>', content)


@register.simple_tag
def figure(*, label: str, value: object, note: str = "") -> SafeString:
    """One figure with its name above and a remark below."""
    rest = format_html("<dd>{}</dd>", note) if note else ""
    return format_html("<div><dt>{}</dt><dd>{}</dd>{}</div>", label, value, rest)


@dataclass(frozen=True)
class BarRow:
    """One bar as the template draws it."""

    name: SafeString
    plain_name: str
    drawing: SafeString
    number: int
    text: str
    percent: str


def _bar_row(row: Any, top: float, total: float, *, paint: str, rule: float | None) -> BarRow:
    department = getattr(row, "department", None)
    name = getattr(row, "label", "") or (department.name if department else _("No department"))
    return BarRow(
        name=dept(of=department) if department else format_html("<span>{}</span>", name),
        plain_name=name,
        drawing=drawn(charts.bar(charts.percent(row.number, top), paint=paint, rule=rule)),
        number=row.number,
        text=getattr(row, "text", "") or number_format(row.number),
        percent=_("%(number)s %%") % {"number": number_format(round(charts.percent(row.number, total)))},
    )


@register.inclusion_tag("components/bars.html")
def bars(  # noqa: PLR0913  # each is one fact of the drawing
    *,
    rows: Iterable[Any],
    title: str,
    counted: str,
    name: str = "",
    limit: int | None = None,
    paint: str = "b-seat",
    of: int | None = None,
    table: bool = True,
) -> dict[str, object]:
    """Bars with the numbers as a table below.

    `rows`: objects with `number` and `department` (or `label`), perhaps `text` ("9 of 23").
    `title`: of the table; `counted`: heading of its numbers; `name`: heading of its names; `limit`: a line on the bars.
    `of`: how many the shares are of; all numbers together where each is counted once.
    `table`: not on a wall, and not where the bars come anew every few seconds: what was opened would close.
    """
    listed = list(rows)
    top = max([row.number for row in listed] + ([limit] if limit else []), default=0)
    total = sum(row.number for row in listed) if of is None else of
    rule = charts.percent(limit, top) if limit else None
    return {
        "rows": [_bar_row(row, top, total, paint=paint, rule=rule) for row in listed],
        "title": title,
        "counted": counted,
        "name": name or _("Department"),
        "with_share": total > 0,
        "table": table,
    }


@register.inclusion_tag("components/histogram.html")
def histogram(  # noqa: PLR0913  # each is one fact of the drawing
    *,
    title: str,
    counts: Sequence[int],
    answers: Sequence[str] = (),
    lowest: str = "",
    highest: str = "",
    mean: float | None = None,
    spread: float | None = None,
    level: int = 2,
) -> dict[str, object]:
    """How often each answer was given. `answers`: their names, 1, 2, 3 … if left out; `mean` and `spread`: of all."""
    names = [str(name) for name in answers] or [str(number + 1) for number in range(len(counts))]
    total = sum(counts)
    pairs = [_("%(answer)s: %(number)d") % {"answer": n, "number": c} for n, c in zip(names, counts, strict=True)]
    listed = pgettext("between the items of a list", ", ").join(pairs)
    label = _("%(title)s %(list)s") % {"title": title, "list": listed}
    return {
        "title": title,
        "level": level,
        "chart": drawn(charts.histogram(counts, texts=names, label=label)),
        "rows": [
            (name, count, _("%(number)s %%") % {"number": number_format(round(charts.percent(count, total)))})
            for name, count in zip(names, counts, strict=True)
        ],
        "lowest": lowest,
        "highest": highest,
        "mean": None if mean is None else number_format(mean, decimal_pos=1),
        "spread": None if spread is None else number_format(spread, decimal_pos=1),
        "answered": ngettext("%(number)d answer", "%(number)d answers", total) % {"number": total},
    }


@register.inclusion_tag("components/matrix.html")
def matrix(
    *,
    rows: Sequence[Any],
    columns: Sequence[Any],
    caption: str,
    corner: str,
    sums: str = "",
    foot: Sequence[Any] = (),
    foot_name: str = "",
) -> dict[str, object]:
    """Numbers of pairs, the more the darker; nothing stands for a number that is hidden.

    `rows`: objects with `of` (a department or None), `name`, `cells` and `sum`; `columns`: with `of` and `name`; `foot`:
    the sums below, the last one of all. Each cell has a `text` and a `shade`: "1" to "4", "self" or nothing.
    """
    return {
        "rows": rows,
        "columns": columns,
        "caption": caption,
        "label": _("%(caption)s, scrolls sideways") % {"caption": caption},
        "corner": corner,
        "sums": sums,
        "foot": foot,
        "foot_name": foot_name,
    }


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happens when; holds `milestone` parts."""
    return format_html('<ol class="line">{}</ol>', content)


@register.simple_tag
def milestone(*, at: datetime | None = None, text: str, when: str = "", state: str = "") -> SafeString:
    """One point of a timeline. `state`: "done", "next" or ""; `when`: words instead of the moment."""
    mark = format_html(' class="{}"', state) if state else ""
    return format_html("<li{}><time>{}</time>{}</li>", mark, when or (times.moment(at) if at else ""), text)


@register.simple_tag
def progress(*, value: int, total: int, label: str) -> SafeString:
    """How far a long work is; `label` says it in words."""
    return format_html('<progress max="{}" value="{}" aria-label="{}"></progress>', max(total, 1), value, label)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, *, page: Page[Any], name: str = "page") -> dict[str, object]:
    """The pages of a long list; keeps the other parameters of the address. Nothing for one page."""

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
