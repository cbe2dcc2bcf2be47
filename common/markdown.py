"""Markdown that people wrote, as HTML that can harm nobody."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from common.placeholders import Piece, fill, pieces

FIRST_LEVEL, LAST_LEVEL = 2, 6  # the page's own title is the only h1
TAGS = {
    "p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "ul", "ol", "li", "a",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
IN_ADDRESS = "%/:?#[]@!$&'()*+,;="
WEB = ("https://", "http://")
READ_AGAIN = 128  # texts of some kilobytes


def _words_of_image(_self: Any, tokens: Sequence[Token], number: int, _options: Any, _env: Any) -> str:
    return escape(tokens[number].content)


_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Pictures from elsewhere would tell a stranger who reads the page: their words stay, they go.
_parser.add_render_rule("image", _words_of_image)


def to_html(
    text: str, *, values: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None
) -> SafeString:
    """``text`` as clean HTML: no scripts, no styles, no pictures; links that lend no trust.

    Its headings follow the title of the page: the highest one becomes h2, and none skips a level.
    ``values``: what its placeholders stand for. They are put in after it was read, so that no value is read as markup.
    ``links``: attributes that we give each link, where no sheet says how it looks.
    """
    return _read(text) if values is None and links is None else _html(text, values, links or {})


@lru_cache(maxsize=READ_AGAIN)
def _read(text: str) -> SafeString:
    """What stands on pages that are read again and again."""
    return _html(text, None, {})


def _html(text: str, values: Mapping[str, str] | None, links: Mapping[str, str]) -> SafeString:
    tokens = _parser.parse(text)
    _settle_headings(tokens)
    if values is not None:
        _fill(tokens, values)
    own = dict(links)
    _dress(tokens, own)
    rendered = _parser.renderer.render(tokens, _parser.options, {})
    cleaned = nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES | {"a": ATTRIBUTES["a"] | own.keys()},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
        set_tag_attribute_values={"a": own},
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


def _fill(tokens: Sequence[Token], values: Mapping[str, str]) -> None:
    for token in tokens:
        if token.children is None:
            token.content = fill(token.content, values)
        else:
            token.children = list(_filled(token.children, values))


def _filled(children: Sequence[Token], values: Mapping[str, str]) -> Iterator[Token]:
    """What stands in one line of text; an address of the web becomes a link, unless it stands in one."""
    is_linked = False
    for token in children:
        if token.type in {"link_open", "link_close"}:
            is_linked = token.type == "link_open"
            token.attrs = {name: _filled_attribute(name, str(value), values) for name, value in token.attrs.items()}
            yield token
        elif token.type == "text":
            for piece in pieces(token.content, values):
                yield from _linked(piece) if not is_linked else (_text(piece.text),)
        else:
            token.content = fill(token.content, values)
            yield token


def _dress(tokens: Sequence[Token], links: Mapping[str, str]) -> None:
    """Cleaning says it again; said here, the attributes come in the same order each time."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs |= links


def _filled_attribute(name: str, written: str, values: Mapping[str, str]) -> str:
    """The parser has written braces as signs of an address, and so do we with what a value has of them."""
    if name != "href":
        return fill(written, values)
    braces = written.replace("%7B", "{").replace("%7D", "}")
    return fill(braces, {key: quote(value, safe=IN_ADDRESS) for key, value in values.items()})


def _linked(piece: Piece) -> Iterator[Token]:
    if not (piece.is_value and piece.text.startswith(WEB)):
        yield _text(piece.text)
        return
    yield Token("link_open", "a", 1, attrs={"href": piece.text})
    yield _text(piece.text)
    yield Token("link_close", "a", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
