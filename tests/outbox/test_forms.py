"""Texts with placeholders, as people type them."""

import pytest
from django import forms

from outbox.forms import WordedField


class WordsForm(forms.Form):
    words = WordedField(known=("name", "event"))


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        ("Dear {name}, come to {event}.", []),
        ("{{nobody}} said {", []),
        ("Dear {nmae}", ["Character 6: there is no placeholder “{nmae}”. Did you mean “{name}”?"]),
        ("{name} {{name}}" * 50, []),
        ("{name}" * 51, ["More than 50 placeholders stand in it."]),
        (
            "Dear {name}\nand {x} at {evnt}",
            [
                "Line 2, character 5: there is no placeholder “{x}”.",
                "Line 2, character 12: there is no placeholder “{evnt}”. Did you mean “{event}”?",
            ],
        ),
    ],
)
def test_what_can_not_stand_in_a_mail_is_named_at_its_place(words, errors):
    form = WordsForm({"words": words})

    assert form.errors.get("words", []) == errors
