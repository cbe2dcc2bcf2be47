"""Forms as a browser reads them from a page, and what people may wrongly type into them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus

TYPED = {"text", "email", "url", "search", "tel", "textarea", "number", "date", "time", "datetime-local", "month"}
CHOSEN = {"select", "select-multiple", "radio", "checkbox"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Field:
    """One control; radio buttons and checkboxes of one name are one field."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    is_required: bool = False
    is_invalid: bool = False
    described_by: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        """What stands in it."""
        return self.values[0] if self.values else ""


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, list[str]]:
        """What a browser would send."""
        return {name: each.values for name, each in self.fields.items()}

    @property
    def is_filled_by_people(self) -> bool:
        """Whether there is anything to type or choose."""
        return any(each.kind in TYPED | CHOSEN for each in self.fields.values())


class Page(HTMLParser):
    """The forms of a page and the text of every element that has an id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.texts: dict[str, str] = {}
        self.address = ""
        self._form: Form | None = None
        self._detached: list[tuple[str, str, dict[str, str | None]]] = []
        self._ids: dict[str, Form] = {}
        self._textarea: Field | None = None
        self._select: Field | None = None
        self._option: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        given = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, given.get("id") or ""))
        if tag == "form":
            self._form = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self._form)
            self._ids[given.get("id") or ""] = self._form
        elif tag in {"input", "textarea", "select"}:
            self._control(tag, given)
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            self._select.options.append(value)
            if "selected" in given:
                self._select.values.append(value)

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        while self._open and any(name == tag for name, _ in self._open):
            name, _ = self._open.pop()
            if name == tag:
                break
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._textarea:
            self._textarea.values = [self._textarea.value.removeprefix("\n")]  # the first line break is not content
            self._textarea = None
        elif tag == "select" and self._select:
            if not self._select.values and self._select.kind == "select":
                self._select.values = self._select.options[:1]
            self._select = None

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        for _, identity in self._open:
            if identity:
                self.texts[identity] = self.texts.get(identity, "") + data
        if self._textarea:
            self._textarea.values = [self._textarea.value + data]

    def _control(self, tag: str, given: dict[str, str | None]) -> None:
        form = self._ids.get(given["form"] or "") if given.get("form") else self._form
        name = given.get("name")
        if form is None or not name or "disabled" in given:
            return
        kind = tag if tag != "input" else (given.get("type") or "text").lower()
        if tag == "select" and "multiple" in given:
            kind = "select-multiple"
        if kind in {"submit", "button", "image", "reset"}:
            return
        control = form.fields.setdefault(name, Field(name, kind))
        control.is_required |= "required" in given
        control.is_invalid |= given.get("aria-invalid") == "true"
        control.described_by += (given.get("aria-describedby") or "").split()
        if kind in {"radio", "checkbox"}:
            control.options.append(given.get("value") or "on")
            if "checked" in given:
                control.values.append(given.get("value") or "on")
        elif tag == "input":
            control.values.append(given.get("value") or "")
        elif tag == "textarea":
            control.values, self._textarea = [""], control
        else:
            self._select = control

    def error_at(self, control: Field) -> str:
        """The error that is shown at ``control``, found as a screen reader finds it."""
        return " ".join(self.texts.get(name, "").strip() for name in control.described_by if name.endswith("_error"))


@dataclass(frozen=True)
class Mistake:
    """Something typed; ``must_refuse`` where no field of that kind can mean it."""

    what: str
    typed: bytes
    must_refuse: bool = True

    @property
    def text(self) -> str:
        """What Django reads of it."""
        return self.typed.decode(errors="replace")


def mistakes(control: Field) -> list[Mistake]:
    """What can go wrong at one field."""
    found = [Mistake("missing", b"")] if control.is_required and control.kind in TYPED else []
    match control.kind:
        case "text" | "search" | "tel" | "textarea":
            found += [Mistake("too long", b"W" * 30_000), *UNPRINTABLE]
        case "email":
            found += [Mistake("no address", b"nobody at home"), Mistake("too long", b"W" * 300 + b"@example.org")]
            found += UNPRINTABLE[:1]
        case "url":
            found += [
                Mistake("no address", b"javascript:alert(1)"),
                Mistake("too long", b"https://x.y/" + b"W" * 3_000),
            ]
        case "number":
            found += [Mistake("no number", b"twelve"), Mistake("huge", b"9" * 40), Mistake("infinite", b"1e999")]
        case "date" | "time" | "datetime-local" | "month":
            found += [Mistake("no such time", b"31.31.2026"), Mistake("far away", b"99999-12-31"), *UNPRINTABLE[:1]]
        case "select" | "select-multiple" | "radio":
            found += [Mistake("no such choice", b"no-such-choice"), Mistake("huge", b"9" * 40), *UNPRINTABLE[:1]]
    return found


UNPRINTABLE = [
    Mistake("NUL", b"before\x00after"),
    Mistake("half a surrogate pair", b"before\xed\xa0\x80after", must_refuse=False),
    Mistake("control characters", b"before\x07\x1b\x0bafter", must_refuse=False),
]


def encoded(values: dict[str, list[str]], wrong: str, typed: bytes) -> str:
    """The body of a POST with ``typed`` in the field ``wrong``, byte for byte."""
    right = [(name, value.encode()) for name, each in values.items() if name != wrong for value in each]
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in [*right, (wrong, typed)])
