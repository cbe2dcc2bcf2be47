"""Markdown that people wrote, as HTML that can harm nobody."""

from collections.abc import Sequence
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

FIRST_LEVEL, LAST_LEVEL = 2, 6  # the page's own title is the only h1
TAGS = {
    "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "ul", "ol", "li", "a",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}


def _words_of_image(_self: Any, tokens: Sequence[Token], number: int, _options: Any, _env: Any) -> str:
    return escape(tokens[number].content)


_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Pictures from elsewhere would tell a stranger who reads the page: their words stay, they go.
_parser.add_render_rule("image", _words_of_image)


def to_html(text: str) -> SafeString:
    """``text`` as clean HTML: no scripts, no styles, no pictures; links that lend no trust.

    Its headings follow the title of the page: the highest one becomes h2, and none skips a level.
    """
    tokens = _parser.parse(text)
    _settle_headings(tokens)
    rendered = _parser.renderer.render(tokens, _parser.options, {})
    cleaned = nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener noreferrer"
    )
    return SafeString(cleaned)


def _settle_headings(tokens: Sequence[Token]) -> None:
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    top = min((int(token.tag[1]) for token in headings), default=1)
    previous = FIRST_LEVEL - 1
    for opening, closing in zip(headings[::2], headings[1::2], strict=True):
        level = min(int(opening.tag[1]) - top + FIRST_LEVEL, previous + 1, LAST_LEVEL)
        opening.tag = closing.tag = f"h{level}"
        previous = level
