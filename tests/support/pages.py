"""A page as its reader meets it: texts by tag or class, links, buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

WITHIN_WORDS = {"a", "b", "bdi", "code", "em", "s", "strong", "time"}


@dataclass
class Element:
    """One element with all the text in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything that is read, with single spaces."""
        return " ".join(self._raw.split())

    @property
    def _raw(self) -> str:
        gap = "" if self.tag in WITHIN_WORDS else " "
        return gap + "".join(child if isinstance(child, str) else child._raw for child in self.children) + gap

    def all(self, selector: str) -> list["Element"]:
        """Elements below, in order: ``tag``, ``.class`` or ``#id``."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.matches(selector) else []
                found += child.all(selector)
        return found

    def one(self, selector: str) -> "Element":
        """The only one."""
        (element,) = self.all(selector)
        return element

    def texts(self, selector: str) -> list[str]:
        """What each of them says."""
        return [element.text for element in self.all(selector)]

    def matches(self, selector: str) -> bool:
        """Whether it is a ``tag``, has the ``.class`` or is the ``#id``."""
        if selector.startswith("."):
            return selector[1:] in self.attributes.get("class", "").split()
        if selector.startswith("#"):
            return self.attributes.get("id") == selector[1:]
        return self.tag == selector


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag):
        step = self.here
        while step.parent and step.tag != tag:
            step = step.parent
        if step.parent:
            self.here = step.parent

    def handle_data(self, data):
        self.here.children.append(data)


def read(response) -> Element:
    """The page of a response."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.root


def main(response) -> Element:
    """What stands between bar and foot."""
    return read(response).one("#main")
