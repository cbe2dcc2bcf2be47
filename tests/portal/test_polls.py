"""Polls in the workspace and on the screen of the room."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.drafts import SpeakerDraft
from events.models import Engagement, Event
from polls.enums import PollKind
from polls.models import Box, Poll, Screen
from polls.tally import Stand
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_upcoming_event, session_draft
from tests.factories.polls import close, make_poll, open_poll, vote_often

pytestmark = pytest.mark.django_db
TYPED = {"question": "Which colour?", "kind": "one", "options": "Red\nGreen"}


@pytest.fixture
def me(client: Client) -> User:
    user = make_user("Mara")
    client.force_login(user)
    return user


@pytest.fixture
def event(me) -> Event:
    return make_upcoming_event(owner=me)


def address(name: str, event: Event, *more: object) -> str:
    return reverse(name, args=[event.slug, *more])


def test_a_poll_is_written_and_opened_at_once(client, event):
    answer = client.post(address("poll-new", event), {**TYPED, "then": "open"})

    poll = Poll.objects.get()
    assert (poll.options, poll.state, poll.is_live) == (["Red", "Green"], "open", False)
    assert answer["Location"] == address("poll", event, poll.pk)


def test_a_poll_of_a_draft_event_waits_and_nothing_typed_is_lost(client, me):
    event = make_draft(owner=me)

    answer = client.post(address("poll-new", event), {**TYPED, "then": "open"})

    assert (answer.status_code, Poll.objects.count()) == (422, 0)
    assert answer.context["form"]["question"].value() == "Which colour?"
    assert client.post(address("poll-new", event), TYPED).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "x" * 161}, "question"),
        ({"kind": "riddle"}, "kind"),
        ({"options": "Red"}, "options"),
        ({"options": "Red\nRed"}, "options"),
        ({"options": "\n".join(map(str, range(11)))}, "options"),
        ({"options": "x" * 81 + "\ny"}, "options"),
    ],
)
def test_a_wrong_poll_is_an_error_at_its_field(client, event, typed, field):
    answer = client.post(address("poll-new", event), TYPED | typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Poll.objects.count() == 0


def test_answers_of_a_kind_without_any_are_left_out(client, event):
    client.post(address("poll-new", event), TYPED | {"kind": "words", "is_moderated": "on"})

    poll = Poll.objects.get()
    assert (poll.kind, poll.options, poll.is_moderated) == ("words", [], True)


def test_a_draft_is_changed_and_what_was_asked_is_not(client, event):
    poll = make_poll(event)
    client.post(address("poll-edit", event, poll.pk), TYPED | {"question": "Better?"})
    open_poll(event)
    asked = Poll.objects.order_by("pk").last()

    refused = client.post(address("poll-edit", event, asked.pk), TYPED | {"question": "Other?"})

    assert (refused.status_code, Poll.objects.get(pk=poll.pk).question) == (422, "Better?")
    assert Poll.objects.get(pk=asked.pk).question == "Which colour?"


def test_an_event_of_several_sessions_asks_which(client, me):
    day = timezone.now().date()
    event = make_upcoming_event(
        owner=me,
        sessions=(session_draft(day.replace(year=day.year + 1)), session_draft(day.replace(year=day.year + 2))),
    )
    session = event.sessions.order_by("starts_at").last()

    client.post(address("poll-new", event), TYPED | {"session": str(session.pk)})
    wrong = client.post(address("poll-new", event), TYPED | {"session": "999999999999999999999"})

    assert (Poll.objects.get().session, list(wrong.context["form"].errors)) == (session, ["session"])


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("open", ("open", False)),
        ("close", ("closed", False)),
        ("show", ("open", True)),
        ("clear", ("open", False)),
    ],
)
def test_a_step_does_what_it_says_or_why_not(client, event, step, expected):
    poll = open_poll(event, at=timezone.now())

    client.post(address("poll-step", event, poll.pk, step))

    poll = Poll.objects.get()
    assert (poll.state, poll.is_live) == expected


def test_words_are_shown_and_banned_from_the_page(client, event):
    poll = vote_often(open_poll(event, kind=PollKind.WORDS), [("Trust", "Mud", "Time")] * 5)
    words = address("poll-words", event, poll.pk)

    client.post(words, {"banned": "mud"})
    client.post(words, {"all": "shown", "seen": ["trust", "mud"]})

    stands = {key: word.stand for key, word in Box.objects.get().content.words.items()}
    assert stands == {"mud": Stand.BANNED, "time": Stand.WAITING, "trust": Stand.SHOWN}


def test_a_speaker_leads_the_room_and_sees_no_other_tab(client, me):
    event = make_upcoming_event(speakers=(SpeakerDraft(user=me),))

    page = client.get(address("workspace-polls", event))

    assert [tab.label for tab in page.context["workspace"].tabs] == ["Polls"]
    assert client.get(address("workspace", event)).status_code == 404


def test_a_speaker_who_can_not_come_leads_no_room(client, me):
    event = make_upcoming_event(speakers=(SpeakerDraft(user=me),))
    events.answer_as_speaker(engagement=Engagement.objects.get(), comes=False, note="", by=me, at=timezone.now())

    assert client.get(address("workspace-polls", event)).status_code == 404


def test_a_speaker_of_a_draft_does_not_see_it(client, me):
    event = make_draft(speakers=(SpeakerDraft(user=me),))

    assert client.get(address("workspace-polls", event)).status_code == 404


def test_there_is_no_screen_before_anything_is_written(client, event):
    assert client.get(address("poll-screen", event)).status_code == 404


def test_the_screen_shows_the_question_the_code_and_the_results_in_time(client, event):
    poll = vote_often(open_poll(event), [("0",)] * 5)
    before = client.get(address("poll-screen", event)).content.decode()
    close(poll)
    after = client.get(address("poll-screen", event)).content.decode()

    code = str(Screen.objects.get())
    assert ["Which colour?" in before, code in before, "100 %" in before, "100 %" in after] == [True, True, False, True]


def test_the_screen_asks_again_for_little(client, event, count_queries):
    poll = vote_often(open_poll(event, is_live=True), [("0",)] * 5)
    url, asks = f"{address('poll-screen', event)}?seen={poll.pk}-open-1", {"HX-Request": "true"}
    first = client.get(url, headers=asks)
    asks["If-None-Match"] = first["ETag"]

    asked = count_queries(lambda: client.get(url, headers=asks))
    second = client.get(url, headers=asks)
    vote_often(poll, [("1",)])
    third = client.get(url, headers=asks)

    assert (asked, second.status_code, third.status_code) == (3, 304, 200)


def test_the_screen_is_opened_anew_when_it_is_another_question(client, event):
    poll = open_poll(event)
    url = f"{address('poll-screen', event)}?seen={poll.pk}-open-0"
    close(poll)

    answer = client.get(url, headers={"HX-Request": "true"})

    assert (answer["HX-Refresh"], answer["Cache-Control"]) == ("true", "no-store")


def test_results_can_be_taken_along(client, event):
    close(vote_often(open_poll(event), [("0",)] * 5))

    file = client.get(f"{address('workspace-polls', event)}?export=csv")

    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Question,Answer,Number,Votes",
        "Which colour?,Red,5,5",
        "Which colour?,Green,0,5",
        "Which colour?,Blue,0,5",
    ]


def test_more_votes_than_seats_are_pointed_out(client, event):
    vote_often(open_poll(event), [("0",)] * 5)

    page = client.get(address("workspace-polls", event))

    assert (page.context["screen"].is_crowded, "There are more votes (5)" in page.content.decode()) == (True, True)


def test_a_new_code_leads_here(client, event):
    open_poll(event)
    before = Screen.objects.get()

    client.post(address("poll-code", event))

    assert client.get(before.get_absolute_url()).status_code == 404
    assert client.get(Screen.objects.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_list_of_polls_asks_as_often_with_three_as_with_one(client, event, item_count, count_queries):
    for _ in range(item_count):
        close(vote_often(open_poll(event, kind=PollKind.WORDS), [("Trust",)] * 5))

    assert count_queries(lambda: client.get(address("workspace-polls", event))) == 9


@pytest.mark.parametrize("item_count", [1, 3])
def test_one_poll_asks_as_often_with_three_words_as_with_one(client, event, item_count, count_queries):
    words = ("Trust", "Time", "Tea")[:item_count]
    poll = vote_often(open_poll(event, kind=PollKind.WORDS), [words] * 5)

    assert count_queries(lambda: client.get(address("poll", event, poll.pk))) == 6
