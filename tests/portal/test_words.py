"""When an event reminds, and what its mails say, as its organisers set it."""

import pytest
from django.urls import reverse

from accounts.reminding import Reminder
from events.models import MailWords
from outbox import registry
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_event

pytestmark = pytest.mark.django_db

CONFIRMED = "registration.confirmed"


@pytest.fixture
def event(client):
    owner = make_user("Olga")
    client.force_login(owner)
    return make_event(owner=owner, title="Reading the sea")


def page(event) -> str:
    return reverse("workspace-words", args=[event.slug])


def word(event, kind: str = CONFIRMED) -> str:
    return reverse("workspace-word", args=[event.slug, kind])


def typed(**values: str) -> dict[str, str]:
    return {"en_subject": "", "en_body": "", "de_subject": "", "de_body": ""} | values


def test_organisers_choose_when_people_are_reminded(client, event):
    answer = client.post(page(event), {"times": [Reminder.HOUR_BEFORE.value, Reminder.DAY_AFTER.value]})

    event.refresh_from_db()
    assert (answer.status_code, event.reminders) == (302, Reminder.HOUR_BEFORE | Reminder.DAY_AFTER)
    assert client.get(page(event)).context["form"]["times"].initial == [8, 64]


def test_no_time_chosen_means_no_reminder(client, event):
    client.post(page(event), {})

    event.refresh_from_db()
    assert event.reminders == 0


def test_a_time_that_there_is_not_is_named(client, event):
    answer = client.post(page(event), {"times": ["3"]})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["times"])


def test_the_list_says_whose_words_each_mail_has(client, event):
    client.post(word(event), typed(en_subject="Welcome aboard", de_subject="Willkommen an Bord"))

    rows = {row.url: [str(one) for one in row.languages] for row in client.get(page(event)).context["rows"]}

    assert rows.pop(word(event)) == ["English", "German"]
    assert (len(rows), set(map(tuple, rows.values()))) == (9, {()})


def test_what_is_typed_is_kept_and_emptied_it_is_ours_again(client, event):
    answer = client.post(word(event), typed(en_subject="Welcome, {name}", en_body="**Bring** a pencil."))

    kept = MailWords.objects.get()
    assert (answer.status_code, kept.language, kept.subject, kept.body) == (
        302,
        "en",
        "Welcome, {name}",
        "**Bring** a pencil.",
    )
    client.post(word(event), typed())
    assert not MailWords.objects.exists()


def test_an_unknown_placeholder_is_named_at_its_place_and_nothing_is_lost(client, event):
    answer = client.post(word(event), typed(en_body="Hello {nam},\nyou are {position}."))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "en_body": [
            "Line 1, character 7: there is no placeholder “{nam}”. Did you mean “{name}”?",
            "Line 2, character 9: there is no placeholder “{position}”.",
        ]
    }
    assert "Hello {nam}" in answer.content.decode()
    assert not MailWords.objects.exists()


def test_a_look_shows_what_was_typed_in_both_languages_and_saves_nothing(client, event):
    answer = client.post(word(event), typed(en_subject="{event}: hello {name}", look="1"))

    english, german = answer.context["looks"]
    assert (english.subject, german.subject) == (
        "Reading the sea: hello Olga",
        "Sie haben einen Platz: Reading the sea",
    )
    assert [part in english.text for part in ("Elbe 2.04", "10:00–11:00", f"/e/{event.slug}/")] == [True] * 3
    assert not MailWords.objects.exists()


def test_the_html_of_a_mail_stands_alone_with_what_was_saved(client, event):
    client.post(word(event), typed(de_body="Bis *bald*, {name}. <b>"))

    answer = client.get(reverse("workspace-word-html", args=[event.slug, CONFIRMED, "de"]))

    assert "<em>bald</em>, Olga. &lt;b&gt;" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_look_shows_the_html_of_what_was_typed_too_and_saves_nothing(client, event):
    client.post(word(event), typed(en_body="As saved."))
    looked = client.post(word(event), typed(en_body="Only *typed*, {name}. <b>", look="1"))

    shown = [client.get(look.html_url).content.decode() for look in looked.context["looks"]]
    elsewhere = reverse("workspace-word-html", args=[event.slug, "registration.waiting", "en"])
    asked = {
        "typed": "<em>typed</em>, Olga. &lt;b&gt;" in shown[0],
        "german": "typed" in shown[1],
        "saved": "As saved." in client.get(looked.context["looks"][0].html_url.partition("?")[0]).content.decode(),
        "other mail": "typed" in client.get(f"{elsewhere}?typed=1").content.decode(),
    }
    assert asked == {"typed": True, "german": False, "saved": True, "other mail": False}
    assert MailWords.objects.get().body == "As saved."


def test_what_was_typed_for_a_look_is_forgotten_once_something_is_saved(client, event):
    address = client.post(word(event), typed(en_body="Typed.", look="1")).context["looks"][0].html_url

    client.post(word(event), typed(en_body="Saved."))

    assert ["Typed." in page for page in [client.get(address).content.decode()]] == [False]


def test_what_can_not_stand_in_a_mail_is_not_looked_at(client, event):
    answer = client.post(word(event), typed(en_body="Hello {nam}", look="1"))

    assert (answer.status_code, [look.html_url.endswith("/") for look in answer.context["looks"]]) == (
        422,
        [True, True],
    )


@pytest.mark.parametrize("kind", [one.name for one in registry.kinds() if one.words])
def test_every_mail_can_be_looked_at_also_of_an_event_without_a_date(kind, client, event):
    undated = make_draft(owner=event.roles.get().user, sessions=())

    assert [client.get(word(one, kind)).status_code for one in (event, undated)] == [200, 200]


@pytest.mark.parametrize("kind", ["account.mail", "registration.cancelled", "nothing"])
def test_other_mails_have_no_words_to_change(kind, client, event):
    assert client.get(word(event, kind)).status_code == 404


def test_the_pages_ask_as_often_whatever_was_said(client, event, count_queries):
    client.post(word(event), typed(en_subject="Welcome", de_subject="Willkommen"))

    assert count_queries(lambda: client.get(page(event))) == 6
    assert count_queries(lambda: client.get(word(event))) == 12
