"""The pages of one date of a series ask for which dates a change is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import Event, Material, RegistrationQuestion
from tests.factories.accounts import make_user
from tests.factories.events import event_draft, make_upcoming_event, session_draft
from tests.factories.materials import file_content, make_material
from tests.factories.questions import ask
from tests.factories.series import events_of, weekly
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def dates(client) -> list[Event]:
    """The three dates of a series that begins in a month, drafts of whoever is signed in."""
    owner, at = make_user("Olga Owner"), timezone.now()
    day = (at + timedelta(days=30)).date()
    event = actions.create(draft=event_draft(sessions=(session_draft(day),)), by=owner, at=at)
    series = actions.repeat(event=event, rule=weekly(day, count=3), by=owner, at=at)
    client.force_login(owner)
    return list(events_of(series))


def filled(client, url: str, **changes: object):
    """The page with what stands there, some of it typed over, and sent."""
    page = Page(client.get(url).content.decode())
    form = next(form for form in page.forms if "reach" in form.fields)
    return client.post(url, form.values | changes, follow=True)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_seat_rules_reach_the_dates_that_were_chosen(client, dates):
    url = reverse("workspace-seats", args=[dates[1].slug])

    answer = filled(client, url, promotion="offer", reach="following")

    assert said(answer) == "Saved for 2 dates."
    assert list(events_of(dates[0].series).values_list("promotion", flat=True)) == ["confirm", "offer", "offer"]


def test_a_date_where_it_does_not_fit_is_named_on_the_page_and_the_choice_stands(client, dates):
    draft = actions.draft_of(dates[2])
    actions.edit(event=dates[2], draft=type(draft)(**vars(draft) | {"seats": {}}), by=make_user(), at=timezone.now())
    url = reverse("workspace-seats", args=[dates[0].slug])
    limit = {"ceiling-TOTAL_FORMS": "1", "ceiling-0-number": "3", "ceiling-0-unit": "seats", "ceiling-0-department": ""}

    answer = filled(client, url, **limit, reach="all")

    day = dates[2].sessions.get().held_on
    assert answer.context["seating"].form.non_field_errors() == [
        f"{day:%A} {day.day} {day:%B} {day.year}: This event does not offer that kind of seat."
    ]
    assert answer.context["reach"]["reach"].value() == "all"


def test_questions_are_asked_changed_and_dropped_for_the_dates_that_were_chosen(client, dates):
    ask(dates[0], label="Food")
    question = RegistrationQuestion.objects.get()
    one, new = (
        reverse("form-question", args=[dates[0].slug, question.pk]),
        reverse("form-question-new", args=[dates[1].slug]),
    )
    dropped = reverse("form-question-retire", args=[dates[0].slug, question.pk])

    told = [
        said(filled(client, new, label="Food", kind="short", reach="all")),
        said(filled(client, one, label="Your food", reach="all")),
        said(client.post(dropped, {"reach": "all"}, follow=True)),
    ]

    assert told == ["Saved for 3 dates."] * 3
    assert RegistrationQuestion.objects.count() == 0


def test_materials_are_handed_out_renewed_and_removed_for_the_dates_that_were_chosen(client, dates):
    new = reverse("material-new", args=[dates[0].slug])
    slides = {"file": SimpleUploadedFile("slides.pdf", file_content().data)}

    told = [said(filled(client, new, title="Slides", **slides, reach="all"))]
    material = Material.objects.get(event=dates[0])
    one = [dates[0].slug, material.pk]
    told.append(said(filled(client, reverse("material-change", args=one), title="The slides", reach="all")))
    titles = set(Material.objects.values_list("title", flat=True))
    told.append(said(client.post(reverse("material-remove", args=one), {"reach": "all"}, follow=True)))

    assert (told, titles) == (["Saved for 3 dates."] * 3, {"The slides"})
    assert Material.objects.count() == 0


@pytest.mark.parametrize("name", ["workspace-seats", "form-question-new", "material-new", "workspace-settings"])
def test_nobody_is_asked_where_there_is_only_one_date(client, dates, name):
    alone = make_upcoming_event(owner=dates[0].roles.get().user)

    asked = ['name="reach"' in client.get(reverse(name, args=[one.slug])).content.decode() for one in (dates[0], alone)]

    assert asked == [True, False]


def test_what_is_dropped_from_one_date_may_go_from_others_too_and_so_the_button_leads_on(client, dates):
    ask(dates[0])
    make_material(dates[0], kind="note")

    pages = [client.get(reverse(name, args=[dates[0].slug])) for name in ("workspace-form", "workspace-materials")]
    links = [[link.attributes.get("href", "") for link in main(page).all("a")] for page in pages]

    question, material = RegistrationQuestion.objects.get(), Material.objects.get()
    assert [[link for link in found if link.endswith("#drop")] for found in links] == [
        [reverse("form-question", args=[dates[0].slug, question.pk]) + "#drop"],
        [reverse("material-change", args=[dates[0].slug, material.pk]) + "#drop"],
    ]
