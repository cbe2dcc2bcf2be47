"""The organiser's page about feedback."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from common import qr
from events.enums import RoleKind
from feedback import actions as feedback
from feedback.models import Form
from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.feedback import answer, close, make_attended, make_form
from tests.support.database import difference, dump

pytestmark = pytest.mark.django_db


def url(form: Form) -> str:
    return reverse("workspace-feedback", args=[form.event.slug])


def filled(answers: int) -> Form:
    form, people = make_form(8)
    for person in people[:answers]:
        answer(form, person, {"overall": 5, "recommend": 10}, useful="<b>The maps</b>")
    return form


@pytest.fixture
def page(client):
    def read(form: Form) -> str:
        client.force_login(form.event.roles.get().user)
        return client.get(url(form)).content.decode()

    return read


def test_results_are_for_organisers_and_administrators(client):
    form = close(filled(5))
    event = form.event
    people = {
        "owner": event.roles.get().user,
        "organiser": event.roles.create(user=make_user(), kind=RoleKind.ORGANISER).user,
        "helper": event.roles.create(user=make_user(), kind=RoleKind.HELPER).user,
        "participant": form.invited.first().user,
        "colleague": make_user(),
        "administrator": make_user(is_staff=True),
    }

    found = {}
    for role, person in people.items():
        client.force_login(person)
        found[role] = client.get(url(form)).status_code

    assert found == {
        "owner": 200,
        "organiser": 200,
        "helper": 404,
        "participant": 404,
        "colleague": 404,
        "administrator": 200,
    }


def test_results_stand_as_chart_and_as_table(page):
    shown = page(close(filled(5)))

    assert (shown.count('<svg class="chart"'), shown.count("As a table"), shown.count("<blockquote")) == (2, 2, 5)
    assert ("&lt;b&gt;The maps&lt;/b&gt;" in shown, "<b>The maps</b>" in shown) == (True, False)


def test_while_it_is_open_the_page_is_the_same_whatever_was_answered(page):
    few, many = filled(0), filled(7)

    shown = [page(form).replace(form.event.slug, "").replace(form.event.title, "") for form in (few, many)]

    assert _without_tokens(shown[0]) == _without_tokens(shown[1])
    assert "Nothing is shown before" in shown[0]


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "avatar" not in line]


def test_too_few_answers_say_how_many_are_needed_and_nothing_else(page):
    shown = page(close(filled(4)))

    assert ("4 of 5 needed." in shown, "The maps" in shown, '<svg class="chart"' in shown) == (True, False, False)


def test_before_the_end_the_page_says_when_feedback_opens(client):
    event = make_event()
    client.force_login(event.roles.get().user)

    shown = client.get(reverse("workspace-feedback", args=[event.slug])).content.decode()

    assert "Feedback opens by itself" in shown


def test_reading_results_changes_nothing(client):
    form = close(filled(5))
    client.force_login(form.event.roles.get().user)
    before = dump()

    client.get(url(form))

    assert difference(before, dump()) == []


@pytest.mark.parametrize("answers", [5, 8])
def test_results_take_the_same_queries_however_many_have_answered(answers, client, count_queries):
    form = close(filled(answers))
    client.force_login(form.event.roles.get().user)

    assert count_queries(lambda: client.get(url(form))) == 18


def test_results_are_exported_once_they_are_shown(client):
    shown, few, still_open = close(filled(5)), close(filled(4)), filled(6)

    answers = []
    for form in (shown, few, still_open):
        client.force_login(form.event.roles.get().user)
        answers.append(client.get(url(form), {"export": "csv"}))

    rows = list(csv.reader(io.StringIO(answers[0].getvalue().decode("utf-8-sig"), newline="")))
    assert [answer["Content-Type"].partition(";")[0] for answer in answers] == ["text/csv", "text/html", "text/html"]
    assert rows[0] == ["Question", "Answer", "Number"]
    assert [row[1:] for row in rows[1:] if row[2] not in {"", "0"}] == [["5", "5"], ["10", "5"]]
    assert [row[1] for row in rows if not row[2]] == ["<b>The maps</b>"] * 5


def test_results_are_json_for_programs_with_documented_parts(client):
    form = close(filled(5))
    client.force_login(form.event.roles.get().user)

    answer = client.get(url(form), {"export": "json"})

    said = answer.json()
    documented = set(re.findall(r"`([a-z_]+)`", (Path(settings.BASE_DIR) / "docs" / "feedback-results.md").read_text()))
    assert (answer["Content-Type"], said["format"], said["version"], said["answered"], said["response_rate"]) == (
        "application/json",
        "roundtable.feedback-results",
        1,
        5,
        62,
    )
    assert [(one["key"], one["kind"], one["mean"], one["texts"]) for one in said["questions"]] == [
        ("overall", "rating", 5.0, []),
        ("recommend", "recommendation", 10.0, []),
        ("useful", "text", None, ["<b>The maps</b>"] * 5),
        ("improve", "text", None, []),
    ]
    assert {*said, *said["event"], *said["questions"][0], *said["questions"][0]["counts"][0]} - documented == set()


def test_json_has_nothing_before_results_are_shown(client):
    for form in (close(filled(4)), filled(6)):
        client.force_login(form.event.roles.get().user)

        assert client.get(url(form), {"export": "json"})["Content-Type"].startswith("text/html")


def test_the_screen_of_the_room_shows_the_code_once_the_form_is_open(client):
    owner = make_user()
    event, _ = make_attended(owner=owner, at=timezone.now())
    client.force_login(owner)
    url = reverse("feedback-screen", args=[event.slug])

    before = client.get(url).content.decode()
    form = feedback.open_form(event=event, at=timezone.now())
    shown = client.get(url).content.decode()
    Form.objects.filter(pk=form.pk).update(closes_at=timezone.now())
    after = client.get(url).content.decode()

    assert ("Close the attendance list" in before, "<svg" in before.partition("room__screen")[2]) == (True, False)
    assert qr.inline(f"http://testserver/e/{event.slug}/feedback/", title="Code to the questions") in shown
    assert "Feedback is closed." in after


def test_whoever_scans_the_code_signs_in_and_is_at_the_questions(client):
    form, (person,) = make_form(at=timezone.now())
    url = form.get_absolute_url()

    turned_away = client.get(url)
    client.force_login(person)

    assert (turned_away.status_code, turned_away.url) == (302, f"/accounts/login/?next={url}")
    assert 'name="overall"' in client.get(url).content.decode()
