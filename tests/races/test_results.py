"""Two at once with results: a reply leaves once, no note is lost, nobody shares twice. Seen to fail without the lock."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import User
from audit.models import Line
from events.drafts import SpeakerDraft
from feedback import actions, noting
from feedback.models import Form, TextNote
from feedback.querysets import FormQuerySet
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

FORMS, TEXTS = 8, 24


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FormQuerySet, "lock", lambda self, form: self.select_related("event").get(pk=form.pk))


def _sent_twice(race: Callable) -> int:
    """How often a reply was sent, where two people click for each of eight."""
    forms, by = [close(make_form()[0]) for _ in range(FORMS)], make_user()
    for form in forms:
        actions.write_reply(form=form, text="More maps.", shows_rating=False, version=0, by=by, at=form.closes_at)
    clicks = [partial(actions.send_reply, form=form, version=1, by=by, at=form.closes_at) for form in forms]

    race(clicks, clicks)

    return Line.objects.filter(verb="feedback.reply_sent", scope__in=[form.event.scope for form in forms]).count()


def test_a_reply_is_sent_once_however_many_click(race):
    assert _sent_twice(race) == FORMS


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_reply_is_sent_twice(race):
    assert sooner_or_later(lambda: _sent_twice(race) > FORMS)


def _hidden_while_tagged(race: Callable) -> int:
    """How many of two dozen texts are hidden, where somebody tags each at the same moment."""
    form, people = make_form(TEXTS, capacity=None)
    for number, person in enumerate(people):
        answer(form, person, useful=f"Text {number}")
    close(form)
    by = make_user()
    texts = [("useful", noting.digest(f"Text {number}")) for number in range(TEXTS)]

    race([partial(_hide, form, text, by) for text in texts], [partial(_tag, form, text, by) for text in texts])

    return TextNote.objects.filter(form=form, hidden_at__isnull=False).count()


def _hide(form: Form, text: tuple[str, str], by: User) -> None:
    actions.hide_text(form=form, text=text, reason="Rude", by=by, at=NOW)


def _tag(form: Form, text: tuple[str, str], by: User) -> None:
    actions.tag_text(form=form, text=text, tags=("room",), by=by, at=NOW)


def test_nothing_that_was_hidden_comes_back_because_somebody_tags_it(race):
    assert _hidden_while_tagged(race) == TEXTS


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_something_hidden_comes_back(race):
    assert sooner_or_later(lambda: _hidden_while_tagged(race) < TEXTS)


def _shared_twice(race: Callable) -> int:
    """How many of those who share at the same moment fail, or share what is shared already."""
    forms, by = [_taught() for _ in range(FORMS // 2)], make_user()
    clicks = [partial(actions.share, form=form, with_rating=True, by=by, at=NOW) for form in forms]

    lanes = race(clicks, clicks)

    failed = sum(bool(result.error) for lane in lanes for result in lane)
    shared = Line.objects.filter(verb="feedback.shared", scope__in=[form.event.scope for form in forms]).count()
    return failed + shared - len(forms)


def _taught() -> Form:
    form, people = make_form(5, speakers=(SpeakerDraft(user=make_user()),))
    for person in people:
        answer(form, person)
    return close(form)


def test_what_is_shared_twice_is_shared_once(race):
    assert _shared_twice(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_sharing_twice_fails(race):
    assert sooner_or_later(lambda: _shared_twice(race) > 0)
