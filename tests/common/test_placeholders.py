"""Flat names in braces, and what stands in their place."""

import pytest

from common.markdown import to_html
from common.placeholders import Unknown, fill, unknown, used

KNOWN = ("name", "event", "link")
REL = 'rel="nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("Hello {name}, see {event}.", "Hello Ada, see Tides."),
        ("{name}{name}", "AdaAda"),
        ("{{name}} stays, as do { and } and {other}", "{name} stays, as do { and } and {other}"),
        ("{na\nme}", "{na\nme}"),
    ],
)
def test_fill_puts_values_where_their_names_stand(text, filled):
    assert fill(text, {"name": "Ada", "event": "Tides"}) == filled


def test_fill_reads_no_value_again():
    assert fill("{name} {event}", {"name": "{event}", "event": "{name}"}) == "{event} {name}"


def test_unknown_names_each_at_its_place_with_what_it_may_mean():
    text = "Dear {nmae},\n\nall at {event}: { Event } and {xyz}, {{any}}, {}"

    assert unknown(text, KNOWN) == [
        Unknown("nmae", 1, 6, "name"),
        Unknown(" Event ", 3, 17, "event"),
        Unknown("xyz", 3, 31, ""),
        Unknown("", 3, 47, ""),
    ]


def test_used_says_which_names_stand_in_a_text():
    assert used("{name}, {{event}}, {link} and {name}") == {"name", "link"}


@pytest.mark.parametrize(
    ("text", "value", "html"),
    [
        ("Hi **{name}**", "Ada", "<p>Hi <strong>Ada</strong></p>\n"),
        ("Hi {name}", "**Ada** <b>& [x](https://evil.example)", "<p>Hi **Ada** &lt;b&gt;&amp; [x](https://evil.example)</p>\n"),
        ("{name}", "# a\n# b", "<p># a\n# b</p>\n"),
        ("`{name}`", "<i>", "<p><code>&lt;i&gt;</code></p>\n"),
        ("```\n{name}\n```", "<i>", "<pre><code>&lt;i&gt;\n</code></pre>\n"),
        ("at {name}.", "https://r.example/?a=1&b=2", f'<p>at <a href="https://r.example/?a=1&amp;b=2" {REL}>https://r.example/?a=1&amp;b=2</a>.</p>\n'),
        ("[here]({name})", "https://r.example/e/", f'<p><a href="https://r.example/e/" {REL}>here</a></p>\n'),
        ("[{name}](https://r.example)", "https://x.example", f'<p><a href="https://r.example" {REL}>https://x.example</a></p>\n'),
        ("[here](https://r.example/?q={name})", 'a"b c', f'<p><a href="https://r.example/?q=a%22b%20c" {REL}>here</a></p>\n'),
        ("[here]({name})", "javascript:alert(1)", f"<p><a {REL}>here</a></p>\n"),
    ],
)  # fmt: skip
def test_values_are_never_markup(text, value, html):
    assert to_html(text, values={"name": value}) == html


def test_text_without_values_keeps_its_braces():
    assert to_html("{name}") == "<p>{name}</p>\n"
