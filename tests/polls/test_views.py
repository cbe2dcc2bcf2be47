"""The page on a phone: no account, one vote for each device, and no more of the event than the question."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from polls import actions, views
from polls.enums import PollKind, VoteRefusal
from polls.models import Box, Poll, Screen
from tests.factories.events import make_upcoming_event
from tests.factories.polls import close, make_poll, open_poll, owner_of, vote_often

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts():
    caches["calls"].clear()
    yield
    caches["calls"].clear()


@pytest.fixture
def poll() -> Poll:
    return open_poll(make_upcoming_event(title="Secret takeover"), at=timezone.now())


def address(poll: Poll, name: str = "poll-vote") -> str:
    return reverse(name, args=[Screen.objects.get(event=poll.event).code])


def send(client: Client, poll: Poll, **typed: str):
    client.get(address(poll))
    return client.post(address(poll), {"poll": str(poll.pk), **typed})


def test_a_phone_votes_once(client, poll):
    voted = send(client, poll, choice="1")
    again = client.post(address(poll), {"poll": str(poll.pk), "choice": "2"})

    assert (voted.status_code, again.status_code) == (302, 302)
    assert Box.objects.get().counts == {"0": 0, "1": 1, "2": 0}
    assert "Your vote is in." in client.get(address(poll)).content.decode()


def test_the_page_names_the_question_and_nothing_else_of_the_event(client, poll):
    page = client.get(address(poll)).content.decode()

    assert ("Which colour?" in page, "takeover" in page) == (True, False)


def test_the_page_speaks_the_language_of_the_browser(client, poll):
    page = client.get(address(poll), headers={"Accept-Language": "de-DE"}).content.decode()

    assert '<html lang="de"' in page


@pytest.mark.parametrize("typed", ["abc", "AAAAAA", "%00", "x" * 300, "🧭"])
def test_a_code_that_nobody_has_is_not_there(client, poll, typed):
    assert client.get(f"/p/{typed}/").status_code == 404


def test_a_code_is_good_in_small_letters(client, poll):
    assert client.get(address(poll).lower()).status_code == 200


def test_a_vote_without_a_cookie_is_not_counted_and_says_why(client, poll):
    answer = client.post(address(poll), {"poll": str(poll.pk), "choice": "1"})

    assert (answer.status_code, Box.objects.get().votes) == (422, 0)
    assert str(VoteRefusal.NO_DEVICE.label) in answer.context["page"].refusal.label


def test_a_cookie_that_we_have_not_given_is_none(client, poll):
    client.cookies[views.COOKIE] = "another-phone:forged"

    answer = client.post(address(poll), {"poll": str(poll.pk), "choice": "1"})

    assert (answer.status_code, Box.objects.get().votes) == (422, 0)


def test_a_vote_on_another_question_is_not_counted_for_this_one(client, poll):
    client.get(address(poll))
    second = open_poll(poll.event, at=timezone.now(), question="And now?")

    answer = client.post(address(poll), {"poll": str(poll.pk), "choice": "1"})

    assert (answer.status_code, answer.context["page"].refusal) == (422, VoteRefusal.MOVED_ON)
    assert [box.votes for box in Box.objects.all()] == [0, 0]
    assert second.question in answer.content.decode()


def test_words_that_come_too_late_are_not_lost(client):
    poll = open_poll(make_upcoming_event(), at=timezone.now(), kind=PollKind.WORDS)
    client.get(address(poll))
    close(poll, at=timezone.now())

    answer = client.post(address(poll), {"poll": str(poll.pk), "word_1": "Trust", "word_3": "Time"})

    assert (answer.context["page"].lost, "<bdi>Trust</bdi>, <bdi>Time</bdi>" in answer.content.decode()) == (
        ("Trust", "Time"),
        True,
    )


def test_a_vote_after_the_end_is_not_counted_and_says_so(client, poll):
    client.get(address(poll))
    close(poll, at=timezone.now())

    answer = client.post(address(poll), {"poll": str(poll.pk), "choice": "1"})

    assert (answer.status_code, answer.context["page"].refusal, Box.objects.get().votes) == (
        422,
        VoteRefusal.CLOSED,
        0,
    )


@pytest.mark.parametrize("choice", ["", "9", "-1", "' OR 1=1 --"])
def test_a_wrong_choice_is_an_error_at_its_field(client, poll, choice):
    answer = send(client, poll, choice=choice)

    assert (answer.status_code, list(answer.context["page"].form.errors)) == (422, ["choice"])
    assert Box.objects.get().votes == 0


def test_words_are_kept_where_one_is_wrong(client):
    poll = open_poll(make_upcoming_event(), at=timezone.now(), kind=PollKind.WORDS)

    answer = send(client, poll, word_1="Trust", word_2="x" * 10_000)

    form = answer.context["page"].form
    assert (answer.status_code, list(form.errors), form["word_1"].value()) == (422, ["word_2"], "Trust")
    assert form["word_2"].value() == "x" * 10_000


def test_words_are_escaped(client):
    poll = open_poll(make_upcoming_event(), at=timezone.now(), kind=PollKind.WORDS, is_live=True, is_moderated=False)
    vote_often(poll, [("<script>x</script>", "\u202eevil", "שלום")] * 5)

    page = client.get(address(poll, "poll-now")).content.decode()

    assert ("<script>x" in page, "&lt;script&gt;x&lt;/script&gt;" in page) == (False, True)
    assert ("\u202e" in page, "<bdi>שלום</bdi>" in page) == (False, True)


def test_nothing_new_is_not_sent_again(client, poll, count_queries):
    url = f"{address(poll, 'poll-now')}?seen={poll.pk}-open-0&voting=1"
    first = client.get(url)

    asked = count_queries(lambda: client.get(url, headers={"If-None-Match": first["ETag"]}))
    second = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content, asked) == (304, b"", 2)


def test_a_new_vote_is_sent(client):
    poll = vote_often(open_poll(make_upcoming_event(), at=timezone.now(), is_live=True), [("0",)] * 5)
    url = f"{address(poll, 'poll-now')}?seen={poll.pk}-open-1"
    first = client.get(url)
    vote_often(poll, [("1",)])

    second = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, "6" in second.content.decode()) == (200, True)


def test_what_waits_is_opened_anew_when_something_is_asked(client):
    poll = make_poll(make_upcoming_event(), at=timezone.now())
    url = f"{address(poll, 'poll-now')}?seen=none"

    before = client.get(url, headers={"HX-Request": "true"})
    open_poll(poll.event, at=timezone.now())
    after = client.get(url, headers={"HX-Request": "true"})

    assert ("HX-Refresh" in before, after["HX-Refresh"]) == (False, "true")


def test_whoever_opens_an_open_poll_is_not_told_that_it_is_over(client, poll):
    page = client.get(address(poll)).content.decode()

    assert ('name="choice"' in page, "Voting on this is over." in page) == (True, False)


def test_whoever_is_voting_is_told_and_keeps_what_is_typed(client, poll):
    url = f"{address(poll, 'poll-now')}?seen={poll.pk}-open-0&voting=1"
    close(poll, at=timezone.now())

    answer = client.get(url, headers={"HX-Request": "true"})

    assert ("HX-Refresh" in answer, "Voting on this is over." in answer.content.decode()) == (False, True)


def test_whoever_is_voting_is_told_that_results_are_seen_now_and_not_that_it_is_over(client, poll):
    url = f"{address(poll, 'poll-now')}?seen={poll.pk}-open-0&voting=1"
    actions.show_results(poll=poll, is_live=True, by=owner_of(poll.event), at=timezone.now())

    shown = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ("Results are seen while people vote" in shown, "Voting on this is over." in shown) == (True, False)


def test_a_vote_asks_the_database_so_often(client, poll, count_queries):
    url = address(poll)

    page = count_queries(lambda: client.get(url))
    asked = count_queries(lambda: client.post(url, {"poll": str(poll.pk), "choice": "1"}))

    assert (page, asked, Box.objects.get().votes) == (2, 7, 1)  # two of the seven are the transaction


def test_a_flood_from_one_address_ends_before_it_locks_or_writes(client, poll, monkeypatch, count_queries):
    monkeypatch.setattr(views, "MOST_FROM_ONE_ADDRESS", 3)
    for _ in range(5):
        send(Client(), poll, choice="1")

    answer = send(client, poll, choice="1")
    url, vote = address(poll), {"poll": str(poll.pk), "choice": "1"}
    asked = count_queries(lambda: client.post(url, vote))

    assert (Box.objects.get().votes, asked) == (3, 3)  # three reads: the code, the poll, who has voted
    assert (answer.status_code, answer.context["page"].refusal) == (422, VoteRefusal.BUSY)


def test_a_flood_of_one_poll_ends(client, poll, monkeypatch):
    monkeypatch.setattr(views, "MOST_AT_ONE_POLL", 2)
    for number in range(4):
        phone = Client(REMOTE_ADDR=f"203.0.113.{number}")
        send(phone, poll, choice="1")

    assert Box.objects.get().votes == 2


def test_who_guesses_codes_is_let_be_and_the_room_goes_on(client, poll, monkeypatch):
    monkeypatch.setattr(views, "MOST_MISSES", 3)
    in_the_room = Client()
    in_the_room.get(address(poll))

    tries = [client.get("/p/AAAAAA/").status_code for _ in range(4)]
    found = client.get(address(poll)).status_code

    assert (tries, found) == ([404, 404, 404, 429], 429)
    assert in_the_room.get(address(poll)).status_code == 200


def test_a_code_can_be_typed(client, poll):
    code = Screen.objects.get().code

    found = client.get(reverse("poll-enter"), {"code": f" {code[:3].lower()} {code[3:]}"})
    wrong = client.get(reverse("poll-enter"), {"code": "nothing"})

    assert (found.status_code, found["Location"]) == (302, address(poll))
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["code"])


def test_a_poll_of_yesterday_is_over_on_phones_too(client, poll):
    close(vote_often(poll, [("0",)] * 5), at=timezone.now() + timedelta(hours=1))

    page = client.get(address(poll)).content.decode()

    assert ("This poll is closed." in page, "100 %" in page, '<form method="post" class="stack-5' in page) == (
        True,
        True,
        False,
    )
