"""Text out of the HTML that calendars carry, as Markdown where it has a form. Knows no Django."""

import re
from html.parser import HTMLParser

BREAKS = {"br": "\n", "p": "\n\n", "div": "\n", "li": "\n- ", "tr": "\n", "ul": "\n", "ol": "\n", "hr": "\n\n"}
HEADINGS = {f"h{level}": "\n\n" + "#" * (level + 1) + " " for level in range(1, 5)}
STRONG = {"b": "**", "strong": "**"}
UNSAID = {"script", "style", "head", "title", "template"}
HTML = re.compile(
    r"</?(?:p|br|div|span|a|ul|ol|li|b|strong|i|em|u|html|body|table|h[1-6])\b[^<>]{0,2000}>", re.IGNORECASE
)
LOOSE = re.compile(r"<(?![/a-z][^<>]{0,2000}>)", re.IGNORECASE)  # it begins no tag that ends
SPACE = re.compile(r"[ \t\u00a0]+")


def is_html(text: str) -> bool:
    """Whether ``text`` is marked up."""
    return HTML.search(text) is not None


def from_html(text: str) -> str:
    """What somebody reads of it; links that lead into the web stay."""
    reader = _Reader()
    reader.feed(_whole(text))
    reader.close()
    said = SPACE.sub(" ", "".join(reader.said))
    lines = [line.strip() for line in said.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _whole(text: str) -> str:
    """``text`` without comments, with nothing in it that looks like a tag and never ends.

    Python's parser reads the rest of a text again for each of those: minutes for one page of them.
    """
    first, *rest = text.split("<!--")
    said = first + "".join(part.partition("-->")[2] for part in rest)
    return LOOSE.sub("&lt;", said)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unsaid = 0
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSAID:
            self._unsaid += 1
        self.said.append(BREAKS.get(tag) or HEADINGS.get(tag) or STRONG.get(tag, ""))
        if tag == "a":
            self._link = dict(attrs).get("href") or "", len(self.said)  # links don't nest

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSAID:
            self._unsaid = max(self._unsaid - 1, 0)
        self.said.append(STRONG.get(tag, "\n" if tag in HEADINGS or tag in {"p", "div", "ul", "ol"} else ""))
        if tag == "a" and self._link:
            (address, start), self._link = self._link, None
            words = "".join(self.said[start:]).strip()
            if re.match(r"https?://[^\s<>()]{1,500}$", address) and words != address:
                self.said[start:] = [f"[{words.replace('[', '').replace(']', '')}]({address})" if words else address]

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.said.append(re.sub(r"\s+", " ", data))
