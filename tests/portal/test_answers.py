"""The pages of registration questions: asking, answering, reading what was answered."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.drafts import QuestionDraft
from events.models import Event, RegistrationQuestion
from registrations import actions
from registrations.links import guest_url
from registrations.models import Registration
from registrations.queries import Given, number_unanswered
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import main_pool, make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.formulas import ATTACKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def ask(event: Event, kind: str = "short", **values: object) -> RegistrationQuestion:
    values.setdefault("label", f"About {kind}")
    owner = event.roles.get(kind="owner").user
    draft = QuestionDraft(kind=kind, **values)
    question = events.add_question(event=event, draft=draft, by=owner, at=timezone.now())
    event.refresh_from_db()
    return question


def answered(event: Event, said: dict[RegistrationQuestion, object], name: str = "Jo") -> Registration:
    given = [Given(question=question, said=value) for question, value in said.items()]
    who = {"participant": make_user(name), "pool": main_pool(event)}
    return actions.register_answering(event=event, given=given, at=timezone.now(), **who)


def form_url(event: Event) -> str:
    return reverse("register-form", args=[event.slug, "room"])


def test_where_nothing_is_asked_one_click_takes_the_seat(me, client):
    event = make_upcoming_event()

    page = client.get(reverse("event", args=[event.slug])).content.decode()
    client.post(reverse("register", args=[event.slug]), {"pool": "room"})

    assert (form_url(event) in page, event.registrations.get().user) == (False, me)


@pytest.mark.parametrize(("headers", "status"), [({}, 302), ({"HX-Request": "true"}, 200)])
def test_where_something_is_asked_the_button_leads_to_the_questions(headers, status, me, client):
    event = make_upcoming_event()
    ask(event)

    page = client.get(reverse("event", args=[event.slug])).content.decode()
    answer = client.post(reverse("register", args=[event.slug]), {"pool": "room"}, headers=headers)

    assert f'href="{form_url(event)}"' in page
    assert (answer.status_code, answer.headers.get("Location") or answer.headers["HX-Redirect"]) == (
        status,
        form_url(event),
    )
    assert event.registrations.count() == 0


def test_the_seat_comes_with_the_answers_and_not_without_them(me, client):
    event = make_upcoming_event()
    question = ask(event, is_required=True)
    name = f"question-{question.pk}"

    refused = Page(client.post(form_url(event), {name: ""}).content.decode())
    before = event.registrations.count()
    taken = client.post(form_url(event), {name: "To learn"}, follow=True)

    form = next(form for form in refused.forms if name in form.fields)
    assert (bool(refused.error_at(form.fields[name])), before) == (True, 0)
    assert taken.redirect_chain == [(reverse("event", args=[event.slug]), 302)]
    assert [one.said for one in event.registrations.get(user=me).answers.all()] == ["To learn"]


def test_whoever_takes_either_kind_of_seat_is_asked_about_both(me, client):
    event = make_upcoming_event(seats={"room": 1, "online": 5})
    register(event, at=timezone.now())
    asked = [ask(event, label=f"Of {kind}", pool_kind=kind, is_required=True) for kind in ("room", "online")]
    either = reverse("register-form", args=[event.slug, "either"])
    said = {f"question-{one.pk}": one.label for one in asked}

    page = client.get(reverse("event", args=[event.slug])).content.decode()
    clicked = client.post(reverse("register", args=[event.slug]), {"pool": "either"})
    client.post(either, {**said, f"question-{asked[0].pk}": ""})
    before = event.registrations.filter(user=me).count()
    client.post(either, said)

    place = event.registrations.get(user=me)
    assert (f'href="{either}"' in page, clicked["Location"], before) == (True, either, 0)
    assert (place.status, place.pool.kind, place.wished_pool.kind) == ("confirmed", "online", "room")
    assert sorted(one.said for one in place.answers.all()) == ["Of online", "Of room"]
    assert number_unanswered(place) == 0


def test_nobody_takes_either_where_there_is_one_kind(me, client):
    event = make_upcoming_event()
    ask(event)

    assert client.get(reverse("register-form", args=[event.slug, "either"])).status_code == 404


def test_access_needs_say_before_they_are_asked_when_they_are_deleted(me, client):
    event = make_upcoming_event()
    ask(event, "access")

    page = client.get(form_url(event)).content.decode()

    assert "Only whoever owns this event reads this. It is deleted 14 days after the event." in page


def test_a_file_is_read_by_organisers_and_its_sender_as_a_download(me, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    event = make_upcoming_event()
    question = ask(event, "file")
    client.post(form_url(event), {f"question-{question.pk}": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan")})
    answer = event.registrations.get().answers.get()
    organiser, stranger = Client(), Client()
    organiser.force_login(event.roles.get().user)
    stranger.force_login(make_user())

    own = reverse("own-answer-file", args=[event.slug, answer.pk])
    theirs = reverse("answer-file", args=[event.slug, answer.pk])
    got = [client.get(own), organiser.get(theirs)]

    assert [b"".join(each.streaming_content) for each in got] == [b"%PDF-1.7 plan"] * 2
    assert {(each["Content-Disposition"], each["X-Content-Type-Options"], each["Content-Type"]) for each in got} == {
        ('attachment; filename="plan.pdf"', "nosniff", "application/pdf")
    }
    assert {each["Content-Security-Policy"] for each in got} == {"default-src 'none'; sandbox"}
    assert [each.status_code for each in (stranger.get(own), stranger.get(theirs), client.get(theirs))] == [404] * 3


def test_who_came_before_the_question_is_asked_in_the_panel(me, client):
    event = make_upcoming_event()
    register(event, me, at=timezone.now())
    question = ask(event, is_required=True)
    own = reverse("registration-answers", args=[event.slug])

    before = client.get(reverse("event", args=[event.slug])).content.decode()
    client.post(own, {f"question-{question.pk}": "Now"})
    after = client.get(reverse("event", args=[event.slug])).content.decode()

    assert [(own in page, "have not answered yet" in page) for page in (before, after)] == [(True, True), (True, False)]


def test_a_guest_answers_by_their_link(client):
    event = make_upcoming_event()
    question = ask(event, is_required=True)
    owner = event.roles.get().user
    guest = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=timezone.now())
    link = guest_url(guest).partition("/g/")[2].strip("/")

    page = client.get(reverse("guest-event", args=[link])).content.decode()
    client.post(reverse("guest-answers", args=[link]), {f"question-{question.pk}": "By the link"})

    assert (reverse("guest-answers", args=[link]) in page, guest.answers.get().said) == (True, "By the link")


def test_the_organiser_asks_changes_orders_and_retires(me, client):
    event = make_upcoming_event(owner=me)
    new = reverse("form-question-new", args=[event.slug])
    client.post(new, {"label": "Food", "kind": "choice", "added": "Meat\nFish\n", "pool_kind": ""})
    client.post(new, {"label": "Why", "kind": "long", "is_required": "on"})
    food, why = RegistrationQuestion.objects.order_by("position")
    meat, fish = food.choices.order_by("position")

    changed = {
        "label": "Eating",
        "kind": "choice",
        f"choice-{meat.pk}": "Meat",
        f"choice-{fish.pk}": "",
        "added": "Soup",
    }
    client.post(reverse("form-question", args=[event.slug, food.pk]), changed)
    client.post(reverse("form-question-move", args=[event.slug, why.pk]), {"place": "1"})
    client.post(reverse("form-question-move", args=[event.slug, why.pk]), {"place": "nowhere"})

    shown = RegistrationQuestion.objects.for_event(event)
    assert [(one.label, [choice.label for choice in one.choices.all()]) for one in shown] == [
        ("Why", []),
        ("Eating", ["Meat", "Soup"]),
    ]
    client.post(reverse("form-question-retire", args=[event.slug, food.pk]))
    assert [one.label for one in RegistrationQuestion.objects.all()] == ["Why"]


def test_a_kind_that_stays_is_told_at_its_field(me, client):
    event = make_upcoming_event(owner=me)
    question = ask(event)
    answered(event, {question: "A line"})

    url = reverse("form-question", args=[event.slug, question.pk])
    page = Page(client.post(url, {"label": "Anew", "kind": "number"}).content.decode())

    form = next(form for form in page.forms if "kind" in form.fields)
    assert page.error_at(form.fields["kind"]) == (
        "People have answered already, so the kind stays. Retire this question and ask anew."
    )


def test_answers_are_counted_question_by_question(me, client):
    event = make_upcoming_event(owner=make_user(), capacity=9)
    events.set_role(event=event, user=me, kind="organiser", by=event.roles.get().user, at=timezone.now())
    number, agreed, access = ask(event, "number"), ask(event, "yes_no"), ask(event, "access")
    for value, says in ((1, True), (2, True), (6, False)):
        answered(event, {number: Decimal(value), agreed: says, access: "A ramp"})

    page = client.get(reverse("workspace-answers", args=[event.slug])).context["page"]

    by_kind = {one.question.kind: one for one in page.summaries}
    assert by_kind["number"].figures == [("Least", "1"), ("Median", "2"), ("Most", "6")]
    assert [(row.label, row.number) for row in by_kind["yes_no"].rows] == [("Yes", 2), ("No", 1)]
    assert (by_kind["access"].is_hidden, by_kind["access"].texts) == (True, ())


def test_the_list_of_people_shows_chosen_answers_and_exports_all_but_access_needs(me, client):
    event = make_upcoming_event(owner=me)
    first, second, access = ask(event, label="First"), ask(event, "number", label="Second"), ask(event, "access")
    answered(event, {first: ATTACKS[0], second: Decimal(3), access: "A ramp"}, name="Jo Arendt")
    url = reverse("workspace-people", args=[event.slug])

    shown = client.get(url, {"show": f"{second.pk}"}).context["people"]
    file = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode("utf-8-sig")

    assert [row.answers for row in shown.rows] == [[("Second", "3")]]
    assert [(one.label, one.is_shown) for one in shown.columns] == [("First", False), ("Second", True)]
    heads, row = csv.reader(io.StringIO(file), delimiter=";" if ";" in file.splitlines()[0] else ",")
    assert (heads[-2:], row[-2][0] in "=+-@", row[-1], "ramp" in file) == (["First", "Second"], False, "3", False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_people_asks_as_often_with_three_questions_as_with_one(number, me, client, count_queries):
    event = make_upcoming_event(owner=me)
    questions = [ask(event, "choice", added=("One", "Two")) for _ in range(number)]
    for _ in range(number):
        answered(event, {one: (one.choices.first().pk,) for one in questions})
    shown = ".".join(str(one.pk) for one in questions)
    urls = [
        reverse("workspace-people", args=[event.slug], query={"show": shown}),
        reverse("workspace-answers", args=[event.slug]),
        reverse("workspace-form", args=[event.slug]),
    ]

    assert [count_queries(lambda url=url: client.get(url)) for url in urls] == [18, 10, 7]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_participants_ask_as_often_with_three_questions_as_with_one(number, me, client, count_queries):
    event, other = make_upcoming_event(), make_upcoming_event(days=20)
    register(event, me, at=timezone.now())
    for one in (event, other):
        for _ in range(number):
            ask(one, "choice", added=("One", "Two"), is_required=True)
    urls = [
        reverse("event", args=[event.slug]),
        reverse("registration-answers", args=[event.slug]),
        reverse("event", args=[other.slug]),
        form_url(other),
    ]

    assert [count_queries(lambda url=url: client.get(url)) for url in urls] == [9, 7, 6, 7]
