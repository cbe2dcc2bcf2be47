"""Parts with content: notes, folds, facts, tabs, empty states."""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.safestring import SafeString

from common import art, icons, marks
from common.components.drawings import dept, drawn
from common.markup import format_html, format_html_join

register = template.Library()

NOTE_ICONS = {"": "info", "ok": "confirmed", "wait": "alert", "danger": "alert", "accent": "info"}
ART = {
    "seats": ("art-1", art.round_table(taken=[2])),
    "lost": ("art-6", art.round_table(missing=1)),
    "full": ("art-4", art.round_table(taken=range(8))),
}


def _current(*, is_current: bool) -> SafeString:
    return SafeString(' aria-current="page"' if is_current else "")


def _icon(name: str) -> SafeString:
    return drawn(icons.icon(name)) if name else SafeString("")


@register.simple_block_tag
def note(content: str, *, tone: str = "", icon: str = "", role: str = "") -> SafeString:
    """A remark beside what it is about. `tone`: "", "ok", "wait", "danger" or "accent"; `role`: "alert", "status"."""
    return format_html(
        '<div class="{}"{}>{}<div>{}</div></div>',
        f"note note--{tone}" if tone else "note",
        format_html(' role="{}"', role) if role else "",
        _icon(icon or NOTE_ICONS[tone]),
        content,
    )


@register.simple_block_tag
def fold(content: str, *, title: str, now: str = "", open: bool = False, level: int = 3, id: str = "") -> SafeString:  # noqa: A002  # HTML's own names
    """A part that opens; the closed line says the current value in `now`. `level`: of its heading."""
    return format_html(
        '<details class="fold"{}{}><summary><h{} class="h3">{}</h{}>{}{}</summary><div class="stack">{}</div></details>',
        format_html(' id="{}"', id) if id else "",
        SafeString(" open") if open else "",
        level,
        title,
        level,
        _icon("down"),
        format_html("<p>{}</p>", now) if now else "",
        content,
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """The list of an event's facts; holds `fact` parts."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, *, label: str, title: str, icon: str = "", tile: str = "") -> SafeString:
    """One fact: `label` ("When") for screen readers, `title` in strong, the content below it.

    `icon`, or `tile`: a date tile made before with `{% tile … as … %}`.
    """
    sign = tile or format_html('<span class="facts__icon">{}</span>', _icon(icon))
    rest = format_html("<dd>{}</dd>", content) if content.strip() else ""
    return format_html(
        '<div><dt>{}<span class="hush">{}</span></dt><dd class="strong">{}</dd>{}</div>', sign, label, title, rest
    )


@register.simple_block_tag
def tabs(content: str, *, label: str) -> SafeString:
    """The tabs of a page, real links; holds `tab` parts."""
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label, content)


@register.simple_tag
def tab(*, to: str, label: str, current: bool = False, count: int | None = None) -> SafeString:
    """One tab; `count` stands faintly behind the word."""
    number = format_html(' <span class="faint">{}</span>', count) if count is not None else ""
    return format_html('<a href="{}"{}>{}{}</a>', to, _current(is_current=current), label, number)


@register.simple_block_tag
def switch(content: str, *, label: str) -> SafeString:
    """Two or three views of the same, real links; holds `switch_link` parts."""
    return format_html('<div class="switch" role="group" aria-label="{}">{}</div>', label, content)


@register.simple_tag
def switch_link(*, to: str, label: str, current: bool = False, icon: str = "") -> SafeString:
    """One side of a switch; with an icon the word is hidden on a small phone."""
    return format_html('<a href="{}"{}>{}<span>{}</span></a>', to, _current(is_current=current), _icon(icon), label)


@register.simple_block_tag
def chips(content: str, *, label: str) -> SafeString:
    """A row of filters that scrolls sideways on a phone; holds `chip` or `chip_check` parts."""
    return format_html('<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>', label, content)


@register.simple_tag
def chip(*, to: str, label: str, current: bool = False, count: int | None = None, icon: str = "") -> SafeString:
    """A filter that is a link; `count`: how many it would leave."""
    number = format_html(' <span class="chip__count">{}</span>', count) if count is not None else ""
    aria = SafeString(' aria-current="true"' if current else "")
    return format_html('<a class="chip" href="{}"{}>{}{}{}</a>', to, aria, _icon(icon), label, number)


class Choice(Protocol):
    """A value to choose; the words are in the reader's language already."""

    @property
    def label(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def is_chosen(self) -> bool: ...
    @property
    def count(self) -> int | None: ...
    @property
    def department(self) -> marks.Marked | None: ...


@register.simple_tag
def chip_row(*, of: Iterable[Choice]) -> SafeString:
    """Filters that are links (see Choice), as many as there are; at once, because a page may have a hundred."""
    rows = (
        (
            one.address,
            SafeString(' aria-current="true"' if one.is_chosen else ""),
            dept(of=one.department, text=one.label) if one.department else one.label,
            SafeString("" if one.count is None else f' <span class="chip__count">{one.count:d}</span>'),
        )
        for one in of
    )
    chips = format_html_join("", '<a class="chip" href="{}"{}>{}{}</a>', rows)
    return format_html('<div class="row">{}</div>', chips)


@register.simple_tag
def chip_check(*, name: str, value: str, label: str, checked: bool = False, id: str = "") -> SafeString:  # noqa: A002  # HTML's own name
    """A filter that is a checkbox in a form."""
    return format_html(
        '<label class="chip"><input class="hush" type="checkbox" name="{}" value="{}"{}{}>{}{}</label>',
        name,
        value,
        format_html(' id="{}"', id) if id else "",
        SafeString(" checked") if checked else "",
        _icon("check") if checked else "",
        label,
    )


@register.simple_block_tag
def empty(content: str, *, title: str, art: str = "seats", level: int = 2, framed: bool = True) -> SafeString:
    """Nothing here yet: a picture ("seats", "lost", "full"), what that means, and what to do next."""
    palette, svg = ART[art]
    return format_html(
        '<section class="{}"><div class="{}">{}</div><h{}>{}</h{}>{}</section>',
        "panel empty" if framed else "empty",
        f"empty__art {palette}",
        drawn(svg),
        level,
        title,
        level,
        content,
    )


@register.simple_block_tag
def panel(content: str, *, id: str = "", lift: bool = False, labelled_by: str = "", busy: bool = False) -> SafeString:  # noqa: A002  # HTML's own name
    """A box for what one acts on; `lift` for the one that holds the decision."""
    return format_html(
        '<section class="{}"{}{}{}>{}</section>',
        "panel panel--lift stack" if lift else "panel stack",
        format_html(' id="{}"', id) if id else "",
        format_html(' aria-labelledby="{}"', labelled_by) if labelled_by else "",
        SafeString(' aria-busy="true"') if busy else "",
        content,
    )


@register.simple_block_tag
def steps(content: str) -> SafeString:
    """Numbered steps; holds plain list items."""
    return format_html('<ol class="stack-2 stack steps">{}</ol>', content)
