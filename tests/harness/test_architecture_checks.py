"""Each check of the architecture is shown something bad, and something good that looks like it."""

import pytest

from tests.support import architecture

LONG = "def long():\n" + "    x = 1\n" * 40
SHORT = "def short():\n" + "    x = 1\n" * 39


def test_long_functions_are_found():
    assert architecture.long_functions(LONG + SHORT, 40) == ["long: 41 lines"]


def test_long_files_are_found():
    assert (architecture.too_long("a\n" * 3, 2), architecture.too_long("a\n" * 2, 2)) == (["3 lines"], [])


@pytest.mark.parametrize(
    "source",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models.signals import pre_delete as gone",
        "from django.db.models import signals\nsignals.m2m_changed.connect(x)",
    ],
)
def test_model_signals_are_found(source):
    assert len(architecture.model_signals(source)) == 1


def test_signals_of_our_own_are_no_model_signals():
    assert architecture.model_signals("from events.signals import event_cancelled") == []


def test_save_overrides_are_found():
    source = "class A:\n    def save(self): ...\nclass B:\n    def store(self): self.save()\ndef save(): ..."

    assert architecture.save_overrides(source) == ["A.save"]


def test_orderings_are_found():
    source = "class A:\n    class Meta:\n        ordering = ['x']\nclass B:\n    class Meta:\n        constraints = []"

    assert architecture.orderings(source) == ["line 3"]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<script>alert(1)</script>", ["a script"]),
        ('<script src="{% static "x.js" %}" defer></script>', []),
        ('<script type="application/json" id="data">{}</script>', []),
        ("<style>p {}</style>", ["a style sheet"]),
        ('<p style="color: red">', ["a style attribute"]),
        ('<p data-style="x" class="style">', []),
        ('<button onclick="x()">', ["an event attribute"]),
        ('<div hx-on:click="x()">', ["an event attribute"]),
        ("{% if on %}once = {% endif %}", []),
        ('<a href="javascript:void(0)">', ["a script address"]),
    ],
)
def test_inline_code_is_found(template, found):
    assert architecture.inline_code(template) == found


def test_an_app_that_does_not_say_what_it_is_not_is_found():
    good = '"""Seats.\n\nNot what is offered.\n"""'

    assert architecture.opening_lines(good) == []
    assert [len(architecture.opening_lines(bad)) for bad in ("", '"""Seats."""', '"""A\n\nB\n"""')] == [1, 1, 1]


@pytest.mark.parametrize(
    "source",
    [
        "from registrations.models import Registration",
        "import registrations.models",
        "if TYPE_CHECKING:\n    from registrations import models",
        "def f():\n    from registrations import models",
    ],
)
def test_upward_imports_are_found_wherever_they_hide(source):
    assert len(architecture.upward_imports(source, {"registrations"})) == 1


def test_downward_imports_are_none():
    assert architecture.upward_imports("from accounts.models import User\nfrom . import x", {"registrations"}) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"registrations.Registration"', ["'registrations.Registration'"]),
        ('render(request, "registrations/_panel.html")', ["'registrations/_panel.html'"]),
        ('events.filter(taken__status="x")', ["taken__status="]),
        ('Count("taken__status")', ["'taken__status'"]),
        ('order_by("-pool__taken")', ["'-pool__taken'"]),
        ("event.taken.all()", [".taken"]),
        ('"Your registrations are listed below."', []),
        ('{"registrations": 3}', []),
        ("seats_taken = 3\nF('seats_taken')", []),
    ],
)
def test_upward_words_are_found(source, found):
    assert architecture.upward_words(source, {"registrations"}, {"taken"}) == found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{% include "registrations/_panel.html" %}', ['"registrations/_panel.html"']),
        ("{% for one in event.taken.all %}", [".taken"]),
        ("{{ event.taken.count }}", [".taken"]),
        ('{% include "events/_line.html" %} the taken seats', []),
        ("See example.taken for more.", []),
    ],
)
def test_upward_templates_are_found(template, found):
    assert architecture.upward_template(template, {"registrations"}, {"taken"}) == found
