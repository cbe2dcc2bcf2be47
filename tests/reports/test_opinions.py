"""The results of feedback on paper."""

from time import process_time

import pytest
from django.urls import reverse
from django.utils import translation

from feedback import actions, noting
from feedback.models import Box, Form
from reports import documents, policies
from reports.enums import Refusal
from reports.opinions import MOST_TEXTS
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form
from tests.factories.reports import make_seal

pytestmark = pytest.mark.django_db

KIND = documents.OPINIONS


def told(answers: int = 5) -> Form:
    form, people = make_form(8, title="Balance sheets")
    for number, person in enumerate(people[:answers]):
        answer(form, person, useful=f"Text {number}", improve="Less <b>& more")
    return close(form)


def test_a_document_says_what_the_page_shows_and_no_more():
    form = told()
    actions.hide_text(
        form=form, text=("useful", noting.digest("Text 3")), reason="Rude", by=form.event.roles.get().user, at=NOW
    )

    with translation.override("en"):
        read = KIND.read(form.event, {}, NOW)

    assert (read.answered, read.invited, read.rating, read.score) == (5, 8, 4.0, 0)
    assert next(one.counts for one in read.asked) == (("1", 0), ("2", 0), ("3", 0), ("4", 5), ("5", 0))
    assert [one.texts for one in read.said] == [("Text 0", "Text 1", "Text 2", "Text 4"), ("Less <b>& more",) * 5]


@pytest.mark.parametrize("form", [lambda: told(4), lambda: make_form(6)[0]], ids=["few", "open"])
def test_there_is_no_document_of_results_that_nobody_may_see(form):
    event = form().event

    assert policies.opinions_refusal(event, at=NOW) == Refusal.NO_RESULTS


def test_asking_for_it_too_early_says_why(client):
    event = told(4).event
    client.force_login(event.roles.get().user)

    page = client.post(reverse("document-new", args=[event.slug, "feedback-results"]))

    assert (page.status_code, str(Refusal.NO_RESULTS.label) in page.content.decode()) == (422, True)


def test_results_of_five_thousand_answers_are_a_document_in_less_than_four_seconds():
    form = told()
    tally = {"1": 500, "2": 500, "3": 1000, "4": 2000, "5": 1000}
    Box.objects.filter(form=form, question="overall").update(tally=tally)
    texts = sorted(
        f"Text {number}, in a sentence that is about as long as such sentences are." for number in range(5000)
    )
    Box.objects.filter(form=form, question__in=["useful", "improve"]).update(texts=texts)

    def make() -> bytes:
        read = KIND.read(form.event, {}, NOW)
        assert [(len(one.texts), one.more) for one in read.said] == [(MOST_TEXTS, 5000 - MOST_TEXTS)] * 2
        return KIND.draw(read, {}, make_seal(read), lambda _number: None)

    with translation.override("en"):
        began = process_time()
        make()

    assert process_time() - began < 4
