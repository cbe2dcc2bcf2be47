"""Asking again after 30 and 90 days, and the note that people make for themselves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import actions as people
from events.models import Event
from feedback import actions, clock, links, queries, wording
from feedback.enums import Occasion
from feedback.models import Form, Invited
from feedback.panels import results
from outbox import registry
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_attended, make_form

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=1)


def make_followed(number: int = 1, *, at=NOW) -> tuple[Form, list]:
    form, asked = make_form(number, at=at)
    Event.objects.update(has_follow_up=True)
    form.event.refresh_from_db()
    return form, asked


def occasions() -> list[str]:
    return list(Form.objects.order_by("opened_at").values_list("occasion", flat=True))


def test_people_are_asked_again_after_30_and_90_days():
    form, (person,) = make_followed()
    close(form)
    ended = form.event.ends_at
    moments = [30 * DAYS - timedelta(seconds=1), 30 * DAYS, 31 * DAYS, 90 * DAYS, 91 * DAYS]

    found = []
    for moment in moments:
        clock.follow_up_due(ended + moment)
        found.append(occasions())

    assert found == [
        ["after"],
        ["after", "month"],
        ["after", "month"],
        ["after", "month", "quarter"],
        ["after", "month", "quarter"],
    ]
    asked = Message.objects.filter(kind="feedback.later")
    assert [(one.user, one.is_secret) for one in asked] == [(person, True), (person, True)]


def test_nobody_is_asked_again_where_the_organisers_do_not_want_it():
    event, _ = make_attended()

    clock.follow_up_due(event.ends_at + 30 * DAYS)

    assert Form.objects.count() == 0


def test_a_follow_up_that_is_too_late_is_left_out():
    form, _ = make_followed()

    clock.follow_up_due(form.event.ends_at + 44 * DAYS)

    assert occasions() == ["after"]


def test_a_follow_up_asks_reminds_closes_and_shows_like_any_form():
    first, asked = make_followed(6)
    at = first.event.ends_at + 30 * DAYS
    form = actions.open_form(event=first.event, occasion=Occasion.MONTH, at=at)
    for person in asked[:5]:
        answer(form, person, {"used": ("often",), "worth": 5}, at=at)

    actions.remind(form=form, at=form.closes_at - 4 * DAYS)
    close(form)

    reminded = Message.objects.filter(kind="feedback.later_reminder")
    assert [one.user for one in reminded] == [asked[5]]
    shown = results(first.event, occasion=Occasion.MONTH, at=form.closes_at)
    assert [(scale.title, scale.counts) for scale in shown.scales] == [
        ("Have you used what you learned?", (5, 0, 0, 0)),
        ("Looking back, was it worth your time?", (0, 0, 0, 0, 5)),
    ]
    assert results(first.event, at=form.closes_at).form == first


def test_the_clock_looks_for_follow_ups_with_one_question(count_queries):
    make_followed()

    assert count_queries(lambda: clock.follow_up_due(NOW)) == 1


@pytest.fixture
def followed():
    form, (person, other) = make_followed(2, at=timezone.now())
    return form, person, other


def note(form: Form, person) -> str:
    return links.intention_path(links.sign(form, person, address=person.email))


def test_what_somebody_intends_is_shown_to_them_alone_and_again_in_the_follow_up(client, followed):
    form, person, other = followed
    answer(form, person, at=timezone.now())
    answer(form, other, at=timezone.now())

    response = client.post(note(form, person), {"intention": "Draw one plot a week."}, follow=True)

    assert "Draw one plot a week." in response.content.decode()
    assert queries.intention_of(form.event, other) == ""
    later = actions.open_form(
        event=form.event, occasion=Occasion.MONTH, at=max(timezone.now(), form.event.ends_at + 30 * DAYS)
    )
    client.force_login(person)
    assert "Draw one plot a week." in client.get(later.get_absolute_url()).content.decode()
    client.force_login(other)
    assert "Draw one plot a week." not in client.get(later.get_absolute_url()).content.decode()


def test_no_row_holds_what_somebody_intends_in_words_that_can_be_read(client, followed):
    form, person, _other = followed

    client.post(note(form, person), {"intention": "Draw one plot a week."})

    kept = Invited.objects.get(form=form, user=person).intention
    assert ("plot" in kept, kept > "", queries.intention_of(form.event, person)) == (
        False,
        True,
        "Draw one plot a week.",
    )


@pytest.mark.postgres
def test_what_is_said_beside_an_answer_marks_all_rows_alike():
    form, (first, second, third) = make_followed(3)
    actions.decline(form=form, person=third, at=NOW)
    actions.note_intention(form=form, person=second, text="Try it.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, user_id FROM feedback_invited ORDER BY ctid")
        rows = cursor.fetchall()

    assert len({mark for mark, _person in rows}) == 1
    assert [person for _mark, person in rows] == [first.pk, second.pk, third.pk]


def test_an_empty_note_erases_it(client, followed):
    form, person, _other = followed
    actions.note_intention(form=form, person=person, text="Try it.")

    client.post(note(form, person), {"intention": " "})

    assert Invited.objects.get(form=form, user=person).intention == ""


def test_a_note_that_is_too_long_comes_back_with_its_error(client, followed):
    form, person, _other = followed

    response = client.post(note(form, person), {"intention": "x" * 501})

    assert (response.status_code, "x" * 501 in response.content.decode()) == (422, True)
    assert queries.intention_of(form.event, person) == ""


def test_a_note_goes_when_its_writer_leaves(followed):
    form, person, other = followed
    for one in (person, other):
        actions.note_intention(form=form, person=one, text="Try it.")

    people.deactivate(user=person, by=None, at=timezone.now())

    assert [queries.intention_of(form.event, one) for one in (person, other)] == ["", "Try it."]


def test_a_note_sealed_under_a_lost_key_is_as_if_it_were_not_there(followed, settings):
    form, person, _other = followed
    actions.note_intention(form=form, person=person, text="Try it.")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, []

    assert queries.intention_of(form.event, person) == ""


def test_nobody_notes_anything_where_nobody_is_asked_again(client):
    form, (person,) = make_form(at=timezone.now())

    assert client.get(note(form, person)).status_code == 404


def test_the_team_reads_each_occasion_on_its_own_page(client):
    owner = make_user()
    event, _ = make_attended(owner=owner, at=timezone.now())
    Event.objects.update(has_follow_up=True)
    client.force_login(owner)

    first = client.get(reverse("workspace-feedback", args=[event.slug])).content.decode()
    later = client.get(reverse("workspace-feedback-later", args=[event.slug, "month"])).content.decode()

    assert first.count("/feedback/later/") == 2
    assert "Have you used what you learned?" in later


def later_page(client, form: Form) -> str:
    client.force_login(form.event.roles.get().user)
    return client.get(reverse("workspace-feedback-later", args=[form.event.slug, "month"])).content.decode()


def test_a_page_of_later_results_offers_nothing_that_is_of_the_first(client):
    first, asked = make_followed(8)
    at = first.event.ends_at + 30 * DAYS
    form = actions.open_form(event=first.event, occasion=Occasion.MONTH, at=at)
    open_page = later_page(client, form)
    for number, person in enumerate(asked):
        answer(form, person, {"used": ("often",), "used_what": f"Text {number}", "worth": 5}, at=at)
    close(form)
    shown = later_page(client, form)

    others = ["feedback-screen", "feedback-reply", "feedback-texts", "feedback-share"]
    paths = [*(reverse(name, args=[form.event.slug]) for name in others), "feedback-results"]
    assert [path for path in paths if path in open_page or path in shown] == []
    assert [f"Text {number}" in shown for number in range(8)] == [True] * 8


def test_the_mail_about_later_results_leads_to_them():
    first, _asked = make_followed(5)
    at = first.event.ends_at + 30 * DAYS
    form = actions.open_form(event=first.event, occasion=Occasion.MONTH, at=at)
    close(form)

    message = Message.objects.filter(kind=wording.READY).latest("pk")
    mail = registry.write(message)

    assert reverse("workspace-feedback-later", args=[form.event.slug, "month"]) in mail.text
    assert "Five minutes" not in mail.text


def test_an_old_link_tells_nobody_what_was_noted(client, followed):
    form, person, _other = followed
    actions.note_intention(form=form, person=person, text="Try the plot.")
    close(form)

    page = client.get(links.answer_path(links.sign(form, person, address=person.email))).content.decode()

    assert ("Try the plot." in page, client.get(note(form, person)).status_code) == (False, 404)
