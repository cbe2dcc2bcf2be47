"""Tags on what people wrote, and what is hidden of it."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Line
from feedback import actions, noting
from feedback.enums import ResultRefusal
from feedback.exceptions import ResultRefused
from feedback.models import TextNote
from feedback.panels import results, texts_page
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form

pytestmark = pytest.mark.django_db

TEXTS = ("Maps", "More maps", "The pace", "The pace", "Tea")


def told(texts=TEXTS, *, is_closed: bool = True):
    form, people = make_form(len(texts))
    for person, text in zip(people, texts, strict=True):
        answer(form, person, useful=text)
    return close(form) if is_closed else form


def named(text: str) -> tuple[str, str]:
    return "useful", noting.digest(text)


def seen(form) -> list[str]:
    """What the team reads about what was useful."""
    return [text for words in results(form.event, at=NOW).words if words.key == "useful" for text in words.texts]


def test_tags_take_the_place_of_those_before():
    form, by = told(), make_user()

    for tags in (("room", "tide"), ("pace",)):
        actions.tag_text(form=form, text=named("Tea"), tags=tags, by=by, at=NOW)

    assert [(note.question, note.tags) for note in TextNote.objects.all()] == [("useful", ["pace"])]
    last = Line.objects.filter(verb="feedback.text_tagged").order_by("pk").last()
    assert (last.before, last.after, last.scope) == ({"tags": ["room", "tide"]}, {"tags": ["pace"]}, form.event.scope)


def test_nothing_is_kept_of_a_text_without_tags():
    form, by = told(), make_user()
    actions.tag_text(form=form, text=named("Tea"), tags=("room",), by=by, at=NOW)

    actions.tag_text(form=form, text=named("Tea"), tags=(), by=by, at=NOW)

    assert TextNote.objects.count() == 0


def test_a_hidden_text_is_out_of_sight_until_it_is_shown_again():
    form, by = told(), make_user()

    actions.hide_text(form=form, text=named("The pace"), reason="Names somebody", by=by, at=NOW)
    hidden = seen(form)
    actions.show_text(form=form, text=named("The pace"), by=by, at=NOW)

    assert (hidden, seen(form)) == (["Maps", "More maps", "Tea"], sorted(TEXTS))


def test_the_history_says_why_a_text_was_hidden_and_never_what_it_said():
    form, by = told(), make_user()

    actions.hide_text(form=form, text=named("The pace"), reason="Names somebody", by=by, at=NOW)

    line = Line.objects.get(verb="feedback.text_hidden")
    assert (line.before, line.after) == ({}, {"reason": "Names somebody"})


def test_tags_survive_hiding():
    form, by = told(), make_user()
    actions.tag_text(form=form, text=named("Tea"), tags=("room",), by=by, at=NOW)

    actions.hide_text(form=form, text=named("Tea"), reason="Rude", by=by, at=NOW)
    actions.show_text(form=form, text=named("Tea"), by=by, at=NOW)

    assert TextNote.objects.get().tags == ["room"]


@pytest.mark.parametrize(
    ("form", "text", "reason"),
    [
        (lambda: told(is_closed=False), "Tea", ResultRefusal.NOT_SHOWN),
        (lambda: told(TEXTS[:4]), "Maps", ResultRefusal.NOT_SHOWN),
        (told, "Nobody wrote this", ResultRefusal.NO_SUCH_TEXT),
    ],
    ids=["open", "few", "other"],
)
def test_nothing_is_noted_about_what_nobody_may_see(form, text, reason):
    form = form()

    with pytest.raises(ResultRefused) as refused:
        actions.tag_text(form=form, text=named(text), tags=("room",), by=make_user(), at=NOW)

    assert (refused.value.reason, TextNote.objects.count()) == (reason, 0)


def test_a_hidden_text_is_neither_tagged_nor_hidden_again():
    form, by = told(), make_user()
    hide = {"form": form, "text": named("Tea"), "by": by, "at": NOW}
    actions.hide_text(**hide, reason="Rude")

    for again in (lambda: actions.hide_text(**hide, reason="Twice"), lambda: actions.tag_text(**hide, tags=("room",))):
        with pytest.raises(ResultRefused) as refused:
            again()
        assert refused.value.reason == ResultRefusal.HIDDEN

    assert TextNote.objects.get().hidden_because == "Rude"


def test_texts_are_found_by_words_tags_and_question():
    form, by = told(), make_user()
    actions.tag_text(form=form, text=named("The pace"), tags=("speed",), by=by, at=NOW)

    found = [
        [(one.text, one.number) for one in texts_page(form, asked, shows_hidden=False).found.object_list]
        for asked in ({"q": "MAPS"}, {"tag": "speed"}, {"question": "improve"}, {"q": "tea", "tag": "speed"}, {})
    ]

    assert found == [
        [("Maps", 1), ("More maps", 1)],
        [("The pace", 2)],
        [],
        [],
        [("Maps", 1), ("More maps", 1), ("Tea", 1), ("The pace", 2)],
    ]


def test_hidden_texts_stand_apart_for_administrators_alone():
    form, by = told(), make_user()
    actions.hide_text(form=form, text=named("Tea"), reason="Rude", by=by, at=NOW)

    pages = [texts_page(form, {}, shows_hidden=shows_hidden) for shows_hidden in (False, True)]

    assert [[one.text for one in page.hidden] for page in pages] == [[], ["Tea"]]
    assert [len(page.found.object_list) for page in pages] == [3, 3]


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("note_says_something", {"tags": []}),
        ("note_hides_with_a_reason", {"tags": ["a"], "hidden_at": NOW}),
        ("note_hides_with_a_reason", {"tags": ["a"], "hidden_because": "Rude"}),
    ],
)
def test_the_database_refuses_a_note_that_says_nothing_or_hides_without_a_reason(constraint, values):
    form = told()

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        TextNote.objects.create(form=form, question="useful", digest="d", **values)

    assert constraint in str(error.value)


def test_the_database_refuses_a_second_note_on_a_text():
    form = told()
    TextNote.objects.create(form=form, question="useful", digest="d", tags=["a"])

    with pytest.raises(IntegrityError), transaction.atomic():
        TextNote.objects.create(form=form, question="useful", digest="d", tags=["b"])
