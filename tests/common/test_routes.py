"""Addresses that are worked out once: the same as Django's, for whatever they are asked."""

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse, set_script_prefix

from common.routes import StaticFiles, address_of


def rendered(text: str, **values: object) -> str:
    return engines["django"].from_string(text).render(values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("catalogue", ()),
        ("event", ("an-event",)),
        ("follow", ("topic", 7)),
        ("event-cover", ("an-event", "abc", "small")),
    ],
)
def test_an_address_is_the_one_of_its_route_each_time(name, values):
    assert [address_of(name, *values) for _ in range(2)] == [reverse(name, args=values)] * 2


def test_an_address_follows_the_path_below_which_the_site_stands():
    try:
        set_script_prefix("/seminars/")
        below = address_of("catalogue")
    finally:
        set_script_prefix("/")

    assert (below, address_of("catalogue")) == ("/seminars/", "/")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% url 'help' %}", "/help/"),
        ('{% url "event" slug %}', "/e/one/"),
        ('{% url "event" slug=slug %}', "/e/one/"),
        ("{% url name %}", "/help/"),
        ("{% url 'help' as there %}[{{ there }}]", "[/help/]"),
        ("{% url 'nowhere' as there %}[{{ there }}]", "[]"),
    ],
)
def test_a_template_names_routes_as_ever(text, shown):
    assert rendered(text, slug="one", name="help") == shown


def test_a_route_that_is_not_there_is_a_mistake_in_the_template():
    with pytest.raises(NoReverseMatch):
        rendered("{% url 'nowhere' %}")


def test_a_file_has_the_address_that_follows_from_its_content(tmp_path):
    files = StaticFiles(location=tmp_path, base_url="/static/")
    files.hashed_files = {"css/base.css": "css/base.1a2b.css"}

    assert [files.url("css/base.css") for _ in range(2)] == ["/static/css/base.1a2b.css"] * 2
