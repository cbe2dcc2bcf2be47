"""Forms as a browser reads them from a page, and what people may wrongly type into them."""

import re
from collections.abc import Mapping
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
    has_button: bool = False

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
        # A button may stand before the form it belongs to.
        self._ids = {name: Form("", "") for name in re.findall(r"<form\b[^>]*\bid=[\"']?([\w-]+)", html)}
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
            self._form = self._ids.get(given.get("id") or "") or Form("", "")
            self._form.action, self._form.method = given.get("action") or "", (given.get("method") or "get").lower()
            self.forms.append(self._form)
        elif tag in {"input", "textarea", "select"}:
            self._control(tag, given)
        elif tag == "button" and (given.get("type") or "submit") == "submit":
            self._button(given)
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
        form, name = self._owner(given), given.get("name")
        if form is None or not name or "disabled" in given:
            return
        kind = tag if tag != "input" else (given.get("type") or "text").lower()
        if tag == "select" and "multiple" in given:
            kind = "select-multiple"
        if kind in {"submit", "button", "image", "reset"}:
            if kind == "submit":
                self._button(given)
            return
        control = form.fields.setdefault(name, Field(name, kind))
        control.is_required |= "required" in given
        control.is_invalid |= given.get("aria-invalid") == "true"
        control.described_by += (given.get("aria-describedby") or "").split()
        if kind in {"radio", "checkbox"}:
            value = "on" if (said := given.get("value")) is None else said
            control.options.append(value)
            if "checked" in given:
                control.values.append(value)
        elif tag == "input":
            control.values.append(given.get("value") or "")
        elif tag == "textarea":
            control.values, self._textarea = [""], control
        else:
            self._select = control

    def _button(self, given: dict[str, str | None]) -> None:
        """The first button is the one that Enter presses, whether it says something or not."""
        form, name = self._owner(given), given.get("name")
        if form and not form.has_button:
            form.has_button = True
            if name:
                form.fields[name] = Field(name, "submit", [given.get("value") or ""])

    def _owner(self, given: dict[str, str | None]) -> Form | None:
        return self._ids.get(given["form"] or "") if given.get("form") else self._form

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

    @property
    def is_choice(self) -> bool:
        """Whether only a program can have sent it."""
        return self in CHOICES


def mistakes(control: Field) -> list[Mistake]:
    """What can go wrong at one field."""
    found = [Mistake("missing", b"")] if control.is_required and control.kind in TYPED | {"select", "radio"} else []
    return [*found, *BY_KIND.get(control.kind, [])]


RIGHT = {
    "text": "Something right",
    "textarea": "Something right",
    "search": "right",
    "email": "somebody.new@example.org",
    "url": "https://example.org/right",
    "number": "5",
    "password": "a-long-pass-phrase",
    "date": "2031-03-10",
    "time": "10:00",
    "checkbox": "on",
}


def filled(form: Form) -> dict[str, list[str]]:
    """The form as somebody fills it in who makes no mistake: what is there stays, what is asked for is given."""
    values = form.values
    for name, control in form.fields.items():
        if control.kind == "hidden" or any(control.values):
            continue
        if control.options and control.is_required:
            values[name] = [next(filter(None, control.options), "")]
        elif control.is_required or control.kind in TYPED - {"search"}:
            values[name] = [RIGHT.get(control.kind, "")]
    return values


NUL = Mistake("NUL", b"before\x00after")
UNPRINTABLE = [
    NUL,
    Mistake("half a surrogate pair", b"before\xed\xa0\x80after", must_refuse=False),
    Mistake("control characters", b"before\x07\x1b\x0bafter", must_refuse=False),
]
TEXTS = [Mistake("too long", b"W" * 30_000), *UNPRINTABLE]
TIMES = [Mistake("no such time", b"31.31.2026"), Mistake("far away", b"99999-12-31"), NUL]
# Nobody can type these; somebody may send them.
CHOICES = [
    Mistake("no such choice", b"no-such-choice", must_refuse=False),
    Mistake("huge", b"9" * 40, must_refuse=False),
    Mistake("NUL", NUL.typed, must_refuse=False),
]
BY_KIND = {
    "text": TEXTS,
    "search": [Mistake(each.what, each.typed, must_refuse=False) for each in TEXTS],
    "tel": TEXTS,
    "textarea": TEXTS,
    "email": [Mistake("no address", b"nobody at home"), Mistake("too long", b"W" * 300 + b"@example.org"), NUL],
    "url": [Mistake("no address", b"javascript:alert(1)"), Mistake("too long", b"https://x.y/" + b"W" * 3_000), NUL],
    "number": [Mistake("no number", b"twelve"), Mistake("huge", b"9" * 40), Mistake("infinite", b"1e999"), NUL],
    "date": TIMES,
    "time": TIMES,
    "datetime-local": TIMES,
    "month": TIMES,
    "select": CHOICES,
    "select-multiple": CHOICES,
    "radio": CHOICES,
    "password": [Mistake(each.what, each.typed, must_refuse=False) for each in TEXTS],
    "hidden": [
        Mistake(each.what, each.typed, must_refuse=False) for each in [*CHOICES, Mistake("long", b"W" * 30_000)]
    ],
}


def encoded(values: dict[str, list[str]], wrong: Mapping[str, bytes]) -> str:
    """The body of a POST with what is ``wrong`` at some fields, byte for byte."""
    right = [(name, value.encode()) for name, each in values.items() if name not in wrong for value in each]
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in [*right, *wrong.items()])
