"""HTML from parts: the same as Django makes of them."""

import pytest
from django.utils import html, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from common import markup
from events.enums import EventKind

PARTS = [
    '<b>Tom & "Jerry\'s"</b>',
    "",
    SafeString("<b>&amp;</b>"),
    mark_safe("<i>"),
    7,
    1.5,
    None,
    True,
    EventKind.WORKSHOP,
    EventKind.WORKSHOP.label,
    gettext_lazy("Full"),
    html.format_html("<p>{}</p>", "<"),
]


@pytest.mark.parametrize("part", PARTS, ids=repr)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_part_is_escaped_as_django_escapes_it(part, language):
    with translation.override(language):
        ours = markup.format_html('<a title="{}">{n}</a>', part, n=part)

        assert (ours, type(ours)) == (html.format_html('<a title="{}">{n}</a>', part, n=part), SafeString)


def test_rows_are_joined_as_django_joins_them():
    rows = [("<", SafeString("<b>")), (1, "&")]

    ours = markup.format_html_join(" & ", "<li>{}{}</li>", iter(rows))

    assert (ours, type(ours)) == (html.format_html_join(" & ", "<li>{}{}</li>", rows), SafeString)
