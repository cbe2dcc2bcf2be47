"""The drafts of a series: published at a time, asked for and agreed to as one, with one mail each way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.enums import Publishing
from accounts.models import Department, User
from events import actions, notifications
from events.enums import EventState, Refusal, ReviewVerdict
from events.exceptions import EventRefused
from events.models import Event, Review, ReviewRound, Series
from events.wording import REVIEW_APPROVED, REVIEW_ASKED, REVIEW_CHANGES, ROUND_APPROVED, ROUND_ASKED, ROUND_CHANGES
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions as registrations
from registrations.models import Registration
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import DAY, NOW, make_event, make_room, session_draft
from tests.factories.series import events_of, make_series, owner_of, weekly

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)
SOON = NOW + timedelta(hours=3)


@pytest.fixture
def careful() -> Department:
    return make_department("Legal", publishing=Publishing.REVIEW)


@pytest.fixture
def coordinator(careful) -> User:
    return make_coordinator(careful, name="Cora")


@pytest.fixture
def series(careful, coordinator) -> Series:
    """Four drafts that nobody of the team may publish."""
    return make_series(title="Reading club", publish=False, host_department=careful)


def states(series: Series) -> list[str]:
    return [event.state for event in events_of(series)]


def asked(series: Series, note: str = "All four?") -> ReviewRound:
    actions.ask_for_all(series=series, note=note, by=owner_of(series), at=NOW)
    return series.review_rounds.get()


def seen(series: Series) -> dict[int, str]:
    return {event.pk: event.version for event in events_of(series)}


def agreed(review_round: ReviewRound, by: User, **values: object) -> actions.Done:
    values = {"seen": seen(review_round.series), "comment": "Fine."} | values
    return actions.approve_all(review_round=review_round, by=by, at=SOON, **values)


def told(*kinds: str) -> list[tuple[str, str]]:
    found = Message.objects.filter(kind__in=kinds).order_by("pk")
    return list(found.values_list("kind", "user__name"))


def retitle(event: Event) -> None:
    draft = replace(actions.draft_of(event), title="Another club")
    actions.edit(event=event, draft=draft, by=make_user(), at=NOW + timedelta(minutes=1))


def test_publishing_all_says_which_could_not_be():
    series = make_series(publish=False)
    second = events_of(series)[1]
    second.pools.all().delete()

    done = actions.publish_all(series=series, by=owner_of(series), at=NOW)

    assert [one.series_on for one in done.events] == [DAY, DAY + 2 * WEEK, DAY + 3 * WEEK]
    assert [(one.on, one.reason) for one in done.refused] == [(DAY + WEEK, Refusal.NO_SEATS)]
    assert states(series) == ["published", "draft", "published", "published"]


def test_all_drafts_get_a_time_and_what_begins_before_it_says_so():
    series = make_series(publish=False)
    publish_at = NOW + timedelta(days=12)

    done = actions.schedule_all(series=series, publish_at=publish_at, by=owner_of(series), at=NOW)

    assert [event.publish_at for event in events_of(series)] == [None, publish_at, publish_at, publish_at]
    assert [(one.on, one.reason) for one in done.refused] == [(DAY, Refusal.PUBLISHED_AFTER_START)]
    assert len(done.events) == 3


def test_the_time_is_taken_back_for_all():
    series = make_series(publish=False)
    actions.schedule_all(series=series, publish_at=SOON, by=owner_of(series), at=NOW)

    done = actions.unschedule_all(series=series, by=owner_of(series), at=NOW)

    assert ([event.publish_at for event in events_of(series)], len(done.events)) == ([None] * 4, 4)


def test_all_are_asked_for_with_one_request_and_one_mail(series):
    review_round = asked(series)

    assert [review.event.series_on for review in review_round.reviews.order_by("event")] == [
        DAY + number * WEEK for number in range(4)
    ]
    assert told(ROUND_ASKED, REVIEW_ASKED) == [(ROUND_ASKED, "Cora")]
    mail = notifications.render_round(Message.objects.get(kind=ROUND_ASKED))
    assert mail.subject == "May the dates of “Reading club” be published?"
    assert [day in mail.text for day in ("10 March", "17 March", "24 March", "31 March", "All four?")] == [True] * 5


def test_who_was_asked_already_is_not_asked_again(series):
    first = events_of(series)[0]
    actions.ask_review(event=first, note="", by=owner_of(series), at=NOW)

    done = actions.ask_for_all(series=series, note="", by=owner_of(series), at=NOW)

    assert [(one.on, one.reason) for one in done.refused] == [(DAY, Refusal.REVIEW_WAITS)]
    assert (len(done.events), series.review_rounds.get().reviews.count()) == (3, 3)
    with pytest.raises(EventRefused) as refused:
        actions.ask_for_all(series=series, note="", by=owner_of(series), at=NOW)
    assert refused.value.reason == Refusal.REVIEW_WAITS


def test_dates_of_two_hosts_are_two_requests(series):
    other = make_department("Safety", publishing=Publishing.REVIEW)
    make_coordinator(other, name="Sami")
    last = events_of(series).last()
    draft = replace(actions.draft_of(last), host_department=other)
    actions.edit(event=last, draft=draft, by=owner_of(series), at=NOW)

    actions.ask_for_all(series=series, note="", by=owner_of(series), at=NOW)

    assert [(one.department.name, one.reviews.count()) for one in series.review_rounds.order_by("pk")] == [
        ("Legal", 3),
        ("Safety", 1),
    ]
    assert told(ROUND_ASKED) == [(ROUND_ASKED, "Cora"), (ROUND_ASKED, "Sami")]


def test_all_are_agreed_to_and_published_and_the_organisers_get_one_mail(series, coordinator):
    done = agreed(asked(series), coordinator)

    assert (states(series), len(done.events)) == ([EventState.PUBLISHED] * 4, 4)
    assert {review.verdict for review in Review.objects.all()} == {ReviewVerdict.APPROVED}
    assert told(ROUND_APPROVED, REVIEW_APPROVED) == [(ROUND_APPROVED, owner_of(series).name)]
    mail = notifications.render_round(Message.objects.get(kind=ROUND_APPROVED))
    assert (mail.subject, "Fine." in mail.text) == ("Dates of “Reading club” may be published", True)


def test_those_with_a_time_are_published_then(series, coordinator):
    publish_at = SOON + timedelta(days=1)
    actions.schedule_all(series=series, publish_at=publish_at, by=owner_of(series), at=NOW)

    agreed(asked(series), coordinator)

    assert (states(series), {event.publish_at for event in events_of(series)}) == (["draft"] * 4, {publish_at})
    mail = notifications.render_round(Message.objects.get(kind=ROUND_APPROVED))
    assert mail.text.count("published on") == 4


def test_each_date_is_agreed_to_as_it_was_seen(series, coordinator):
    review_round = asked(series)
    before = seen(series)
    second = events_of(series)[1]
    retitle(second)

    done = agreed(review_round, coordinator, seen=before)

    assert states(series) == ["published", "draft", "published", "published"]
    assert [(one.on, one.reason) for one in done.refused] == [(DAY + WEEK, Refusal.REVIEW_CHANGED)]
    assert Review.objects.get(event=second).is_waiting
    again = agreed(review_round, coordinator)
    assert ([event.pk for event in again.events], len(told(ROUND_APPROVED))) == ([second.pk], 2)


def test_a_date_whose_room_is_taken_waits_and_the_others_are_published(careful, coordinator):
    room = make_room()
    series = make_series(
        publish=False, host_department=careful, sessions=(session_draft(room=room, place=""),), seats={"room": 10}
    )
    make_event(sessions=(session_draft(DAY + WEEK, room=room, place=""),))

    done = agreed(asked(series), coordinator)

    assert (states(series), done.refused[0].reason) == (
        ["published", "draft", "published", "published"],
        Refusal.ROOM_TAKEN,
    )


def test_all_are_sent_back_with_a_word_in_one_mail(series, coordinator):
    review_round = asked(series)

    done = actions.ask_for_changes_of_all(review_round=review_round, comment="Say for whom.", by=coordinator, at=SOON)

    assert (states(series), len(done.events)) == (["draft"] * 4, 4)
    assert {(one.verdict, one.comment) for one in Review.objects.all()} == {(ReviewVerdict.CHANGES, "Say for whom.")}
    assert told(ROUND_CHANGES, REVIEW_CHANGES) == [(ROUND_CHANGES, owner_of(series).name)]
    assert "Say for whom." in notifications.render_round(Message.objects.get(kind=ROUND_CHANGES)).text


def test_a_request_is_answered_once_and_of_what_was_taken_back_nobody_hears(series, coordinator):
    review_round = asked(series)

    done = actions.withdraw_all(series=series, by=owner_of(series), at=NOW)

    with pytest.raises(EventRefused) as refused:
        agreed(review_round, coordinator)
    assert (len(done.events), refused.value.reason) == (4, Refusal.REVIEW_DECIDED)
    with pytest.raises(Obsolete):
        notifications.render_round(Message.objects.get(kind=ROUND_ASKED))


def test_whoever_is_registered_for_the_series_has_a_seat_at_each_date_that_is_agreed_to(series, coordinator):
    first = events_of(series)[0]
    actions.publish(event=first, by=coordinator, at=NOW)
    person = make_user()
    registrations.enrol(series=series, participant=person, pool_kind="room", at=NOW)

    agreed(asked(series), coordinator)

    assert Registration.objects.filter(user=person, status="confirmed").count() == 4


def test_only_who_may_answer_for_every_date_that_waits_answers_for_all(series, careful, coordinator):
    asked(series)
    stranger, admin = make_coordinator(make_department()), make_user(is_staff=True)

    allowed = [ReviewRound.objects.decided_by(one).count() for one in (coordinator, admin, stranger, owner_of(series))]

    assert allowed == [1, 1, 0, 0]
    other = make_department("Safety", publishing=Publishing.REVIEW)
    last = events_of(series).last()
    draft = replace(actions.draft_of(last), host_department=other)
    actions.edit(event=last, draft=draft, by=owner_of(series), at=NOW)
    assert [ReviewRound.objects.decided_by(one).count() for one in (coordinator, admin)] == [0, 1]


def test_a_series_that_nobody_has_to_agree_to_is_not_asked_for():
    series = make_series(rule=weekly(count=2), publish=False)

    with pytest.raises(EventRefused) as refused:
        actions.ask_for_all(series=series, note="", by=owner_of(series), at=NOW)

    assert (refused.value.reason, ReviewRound.objects.count()) == (Refusal.REVIEW_NOT_NEEDED, 0)
