"""Charts as SVG, sized by attributes; the numbers follow as a table beside them."""

import html
from collections.abc import Sequence

COLUMN, BASE, HEIGHT = 64, 96.5, 78


def bar(share: float, *, paint: str = "b-seat", rule: float | None = None) -> str:
    """One bar from 0 to 100; `rule` marks a limit on it."""
    line = f'<path class="b-rule" d="M{rule:g} 0V14" vector-effect="non-scaling-stroke"/>' if rule is not None else ""
    return (
        '<svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="b-track" width="100" height="14"/>'
        f'<rect class="{paint}" width="{min(max(share, 0), 100):.4g}" height="14"/>{line}</svg>'
    )


def bar_on_paper(share: float, *, colour: str = "#3d474b", within: float = 0, title: str = "") -> str:
    """One bar with its colours as attributes, for PDF; `within`: a paler one behind it, `title`: what it says."""
    name = f"<title>{html.escape(title)}</title>" if title else ""
    behind = f'<rect width="{min(max(within, 0), 100):.4g}" height="6" fill="#bcc5c9"/>' if within else ""
    return (
        f'<svg viewBox="0 0 100 6" preserveAspectRatio="none">{name}<rect width="100" height="6" fill="#f1f4f4"/>'
        f'{behind}<rect width="{min(max(share, 0), 100):.4g}" height="6" fill="{colour}"/></svg>'
    )


def _column(number: int, count: int, top: int, text: str, *, width: float, paint: str) -> str:
    height = HEIGHT * count / top if top else 0
    middle, y = (number + 0.5) * width, BASE - 0.5 - height
    bar_width = width * 52 / COLUMN
    return (
        f'<rect {paint} x="{middle - bar_width / 2:g}" y="{y:.1f}" width="{bar_width:g}" height="{height:.1f}" rx="4"/>'
        f'<text class="v" x="{middle:g}" y="{y - 6:.1f}" text-anchor="middle">{count}</text>'
        f'<text x="{middle:g}" y="113" text-anchor="middle">{html.escape(text)}</text>'
    )


def histogram(counts: Sequence[int], *, texts: Sequence[str], label: str) -> str:
    """How often each answer was given; the tallest in full colour. `label` is the full sentence.

    More than five columns share the width of five, so that the words keep their size.
    """
    top = max(counts, default=0)
    width = min(COLUMN, 5 * COLUMN / max(len(counts), 1))
    columns = "".join(
        _column(number, count, top, text, width=width, paint='class="b-fill"' if count == top else 'class="b-soft"')
        for number, (count, text) in enumerate(zip(counts, texts, strict=True))
    )
    whole = f"{width * len(counts):g}"
    return (
        f'<svg class="chart" viewBox="0 0 {whole} 118" role="img" aria-label="{html.escape(label)}">'
        f'<path d="M0 {BASE}H{whole}" stroke="currentColor" opacity=".25"/>{columns}</svg>'
    )


def percent(part: float, whole: float) -> float:
    """A share in percent, to one decimal; nothing of nothing is nothing."""
    return round(100 * part / whole, 1) if whole else 0.0
