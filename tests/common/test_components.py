"""What holds for every component, and what each must not do with words from people."""

import inspect
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import timezone

from common.components import (
    buttons,
    data,
    drawings,
    fields,
    frame,
    layout,
    listing,
    mail,
    seating,
    tables,
    timetable,
    words,
)
from common.tables import Column, Description, Table
from common.templatetags.components import register

GALLERY = [
    *Path("templates/styleguide").glob("*.html"),
    Path("templates/base.html"),
    Path("templates/emails/sample.html"),
    Path("templates/emails/base.html"),
    Path("templates/emails/base.txt"),
]
PARTS = (drawings, words, seating, buttons, fields, layout, data, frame, mail, listing, tables, timetable)
EVIL = '"><script>alert(1)</script>'


@dataclass
class Department:
    name: str = EVIL
    mark: str = "disc"
    is_open_mark: bool = False
    hue: int = 1


@dataclass
class Row:
    number: int
    label: str


def render(source: str, **context: object) -> str:
    request = RequestFactory().get("/people/?sort=name&state=confirmed&page=3")
    return engines["django"].from_string(source).render(context, request).strip()


def test_every_component_stands_in_the_gallery():
    text = "".join(path.read_text() for path in GALLERY)

    assert [name for name in sorted(register.tags) if not re.search(rf"{{%\s*{name}\b", text)] == []


@pytest.mark.parametrize("name", sorted(register.tags))
def test_a_component_says_what_it_is_and_takes_keywords_only(name):
    function = next(getattr(part, name) for part in PARTS if name in part.register.tags)

    kinds = {
        kind.kind for key, kind in inspect.signature(function).parameters.items() if key not in {"context", "content"}
    }
    assert (bool(function.__doc__), kinds <= {inspect.Parameter.KEYWORD_ONLY}) == (True, True)


def test_an_unknown_argument_fails_where_it_is_written():
    with pytest.raises(TemplateSyntaxError):
        render('{% button label="Register" colour="red" %}')


COMPONENTS = [
    "{% dept of=department %}",
    '{% state of="confirmed" text=evil %}',
    "{% avatar name=evil %}",
    "{% avatar name=evil to=evil %}",
    "{% person name=evil department=department note=evil email=evil to=evil %}",
    "{% address of=evil %}",
    "{% tile on=at month=evil %}",
    "{% cover key=evil kind='talk' %}",
    "{% cover key=evil kind='talk' image=evil size=evil %}",
    "{% meter capacity=9 taken=2 heading=evil heading_id=evil %}",
    "{% zone_note starts_at=at ends_at=later zone='Europe/Berlin' place=evil %}",
    "{% note icon='info' role=evil %}{{ evil }}{% endnote %}",
    "{% fold title=evil now=evil id=evil %}{{ evil }}{% endfold %}",
    "{% facts %}{% fact label=evil title=evil icon='pin' %}{{ evil }}{% endfact %}{% endfacts %}",
    "{% tabs label=evil %}{% tab to=evil label=evil count=evil %}{% endtabs %}",
    "{% switch label=evil %}{% switch_link to=evil label=evil %}{% endswitch %}",
    "{% chips label=evil %}{% chip to=evil label=evil count=evil %}{% chip_check name=evil value=evil label=evil id=evil %}{% endchips %}",
    "{% empty title=evil %}{{ evil }}{% endempty %}",
    "{% panel id=evil labelled_by=evil %}{{ evil }}{% endpanel %}",
    "{% steps %}<li>{{ evil }}</li>{% endsteps %}",
    "{% button label=evil name=evil value=evil form=evil about=evil %}",
    "{% link_button to=evil label=evil about=evil %}",
    "{% post_button action=evil label=evil name=evil value=evil about=evil target=evil %}",
    "{% search label=evil value=evil name=evil id=evil %}",
    "{% copy_field id=evil label=evil value=evil button=evil %}",
    "{% figures %}{% figure label=evil value=evil note=evil %}{% endfigures %}",
    "{% bars rows=rows title=evil counted=evil name=evil %}",
    "{% histogram title=evil counts=counts answers=answers lowest=evil highest=evil %}",
    "{% timeline %}{% milestone when=evil text=evil state=evil %}{% endtimeline %}",
    "{% progress value=1 total=2 label=evil %}",
    "{% pager page=page name=evil %}",
    "{% nav_link to='help' label=evil %}",
    "{% mail_heading text=evil %}{% mail_text text=evil %}{% mail_code code=evil %}{% mail_link to=evil label=evil %}",
    "{% mail_paragraph %}{{ evil }}{% endmail_paragraph %}{% mail_button to=evil label=evil also_to=evil also_label=evil %}",
    "{% mail_event title=evil starts_at=at ends_at=later place=evil note=evil %}",
]


@pytest.mark.parametrize("source", COMPONENTS)
def test_words_from_people_are_never_markup(source):
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    values = {
        "evil": EVIL,
        "department": Department(),
        "at": at,
        "later": at + timedelta(hours=2),
        "rows": [Row(3, EVIL)],
        "counts": [1],
        "answers": [EVIL],
        "page": Paginator(range(100), 10).page(2),
    }

    page = render(source, **values)

    assert page.count("<script") == 0


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{% moment at=at part='day' %}", "Tuesday 24_November 2020"),
        ("{% moment at=at part='short' %}", "24_Nov, 09:30"),
        ("{% when starts_at=at ends_at=later %}", 'Tuesday 24_November 2020, <span class="nowrap">09:30–09:30</span>'),
        (
            "{% when starts_at=at ends_at=days_later %}",
            "Tuesday 24_November 2020, 09:30 to Thursday 26_November 2020, 09:30",
        ),
    ],
)
def test_no_line_ends_between_the_number_of_a_day_and_its_month(source, text):
    at = datetime(2020, 11, 24, 8, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Europe/Berlin")):
        page = render(source, at=at, later=at, days_later=at + timedelta(days=2))

    assert page.partition(">")[2].removesuffix("</time>") == text.replace("_", "\N{NO-BREAK SPACE}")


def test_events_below_one_another_in_a_mail_share_the_line_between_them():
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    source = "{% for goes_on in more %}{% mail_event title='Tea' starts_at=at ends_at=at goes_on=goes_on %}{% endfor %}"

    mail = render(source, at=at, more=[True, True, False])

    assert (mail.count("border-top:1px"), mail.count("border-bottom:1px")) == (3, 1)


def test_a_list_keeps_the_rest_of_the_address_when_it_turns_the_page():
    page = render("{% pager page=page %}", page=Paginator(range(100), 10).page(2))

    assert re.findall(r'href="([^"]+)"', page) == [
        "?sort=name&amp;state=confirmed&amp;page=1",
        "?sort=name&amp;state=confirmed&amp;page=3",
    ]


def test_one_page_needs_no_pager():
    assert render("{% pager page=page %}", page=Paginator(range(3), 10).page(1)) == ""


def test_a_heading_sorts_the_other_way_once_it_sorts():
    columns = [Column(name=name, label=EVIL, value=str, order=(name,)) for name in ("name", "state")]
    table = Table(
        description=Description(title="People", columns=columns, order="state"),
        found=None,
        page=Paginator([], 1).page(1),
        text="",
        sort="name",
        filters=[],
        asked={"status": "confirmed", "sort": "name"},
    )

    name, state = render("{% table_head of=table actions=True %}", table=table).split("</th>")[:2]

    assert ('aria-sort="ascending"' in name, 'href="?status=confirmed&amp;sort=-name"' in name) == (True, True)
    assert ("aria-sort" in state, 'href="?status=confirmed&amp;sort=state"' in state) == (False, True)
    assert "<script>" not in name


def test_a_button_that_changes_something_carries_its_token():
    page = render('{% post_button action="/go/" label="Register" target="#panel" %}', csrf_token="token-of-this-visit")

    assert '<form method="post" action="/go/" hx-post="/go/" hx-target="#panel"' in page
    assert re.findall(r'name="csrfmiddlewaretoken" value="([\w-]+)"', page) == ["token-of-this-visit"]


def test_a_button_whose_token_was_left_behind_fails_where_it_is_drawn():
    with pytest.raises(KeyError, match="csrf_token"):
        Template('{% post_button action="/go/" label="Register" %}').render(Context({}))


def test_the_bar_says_where_one_is():
    bar = '{% nav_link to="catalogue" label="Catalogue" also="/people/" %}{% nav_link to="organise" label="Organise" %}'

    assert render(bar) == (
        '<li><a href="/" aria-current="page">Catalogue</a></li><li><a href="/organise/">Organise</a></li>'
    )


def test_an_error_is_announced_at_once():
    notes = render(
        "{% notices %}", messages=[Message(constants.SUCCESS, "Saved."), Message(constants.ERROR, "Not saved.")]
    )

    assert re.findall(r'class="note note--(\w+)" role="(\w+)"', notes) == [("ok", "status"), ("danger", "alert")]


def test_nobodys_department_is_nothing():
    assert render("{% dept of=department %}", department=None) == ""


@pytest.mark.parametrize(
    ("name", "letters"), [("Ines Okafor", "IO"), ("Jan van der Berg", "JB"), ("Łukasz", "Ł"), ("", "?")]
)
def test_an_avatar_shows_first_and_last(name, letters):
    assert drawings.initials(name) == letters
