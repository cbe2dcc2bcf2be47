"""Events to which somebody has to agree before they are published."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.enums import Publishing
from accounts.models import Department, User
from accounts.queries import coordinators_for, publishing_by_department
from audit.models import Line
from events import actions, clock, notifications
from events.drafts import SpeakerDraft
from events.enums import EventKind, EventState, Refusal, ReviewVerdict
from events.exceptions import EventRefused
from events.models import Event, Review, ReviewRemark
from outbox.exceptions import Obsolete
from outbox.models import Message
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import DAY, NOW, event_draft, make_draft, make_event, session_draft

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def careful() -> Department:
    return make_department("Legal", publishing=Publishing.REVIEW)


@pytest.fixture
def coordinator(careful) -> User:
    return make_coordinator(careful, name="Cora")


@pytest.fixture
def event(careful, coordinator) -> Event:
    return make_draft(title="Contracts", host_department=careful)


def owner_of(event: Event) -> User:
    return event.roles.get(kind="owner").user


def asked(event: Event, note: str = "") -> Review:
    return actions.ask_review(event=event, note=note, by=owner_of(event), at=NOW)


def approved(event: Event, by: User) -> Review:
    event.refresh_from_db()
    review = Review.objects.waiting().get(event=event)
    return actions.approve(review=review, comment="", seen=event.version, by=by, at=LATER)


def edited(event: Event, **values: object) -> Event:
    draft = event_draft(**{"title": event.title, "host_department": event.host_department} | values)
    return actions.edit(event=event, draft=draft, by=owner_of(event), at=LATER)


def refusal(call, **values: object) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(**values)
    return caught.value.reason


def told(kind: str) -> list[User]:
    return [message.user for message in Message.objects.filter(kind=f"events.{kind}").order_by("pk")]


# Who publishes.


def test_a_department_says_who_publishes_for_those_below_it_unless_they_say_otherwise():
    top = make_department(publishing=Publishing.REVIEW)
    below, free = make_department(parent=top), make_department(parent=top, publishing=Publishing.ANYONE)
    lowest, other = make_department(parent=free), make_department()

    said = publishing_by_department()

    assert [said[one.pk] for one in (top, below, free, lowest, other)] == [
        "review",
        "review",
        "anyone",
        "anyone",
        "anyone",
    ]


def test_the_nearest_coordinators_are_asked_and_administrators_where_there_are_none():
    admin, top = make_user(is_staff=True), make_department()
    below, alone = make_department(parent=top), make_department()
    upper = make_coordinator(top)

    assert [coordinators_for(one) for one in (below.pk, alone.pk, None)] == [[upper], [admin], [admin]]
    near = make_coordinator(below)
    assert coordinators_for(below.pk) == [near]
    User.objects.filter(pk=near.pk).update(is_active=False)
    assert coordinators_for(below.pk) == [upper]


def test_who_organises_for_such_a_department_has_to_ask(event):
    assert refusal(actions.publish, event=event, by=owner_of(event), at=NOW) == Refusal.NEEDS_REVIEW
    asked(event)
    assert refusal(actions.publish, event=event, by=owner_of(event), at=NOW) == Refusal.REVIEW_WAITS


def test_its_coordinators_publish_at_once(event, coordinator):
    assert actions.publish(event=event, by=coordinator, at=NOW).is_published


def test_without_a_host_the_department_of_the_owner_counts(careful):
    event = make_draft(owner=make_user(department=careful))

    assert refusal(actions.publish, event=event, by=owner_of(event), at=NOW) == Refusal.NEEDS_REVIEW


def test_something_informal_needs_nobody(careful):
    draft = event_draft(kind=EventKind.LUNCH, host_department=careful)

    assert actions.announce(draft=draft, by=make_user(), at=NOW).is_published


def test_what_is_published_is_edited_without_a_word(event, coordinator):
    actions.publish(event=event, by=coordinator, at=NOW)

    assert edited(event, title="Contracts, anew").is_published


# Asking and answering.


def test_the_coordinator_is_asked_by_mail_and_agrees(event, coordinator):
    review = asked(event, "For the new colleagues.")

    with translation.override("de"):
        mail = notifications.render_review(Message.objects.get(user=coordinator))
    approved(event, coordinator)

    event.refresh_from_db()
    review.refresh_from_db()
    assert mail.subject == "Darf „Contracts“ veröffentlicht werden?"
    assert ("For the new colleagues." in mail.text, f"/reviews/{review.pk}/" in mail.text) == (True, True)
    assert (event.state, event.published_at, review.verdict) == (EventState.PUBLISHED, LATER, ReviewVerdict.APPROVED)
    assert told("review_approved") == [owner_of(event)]
    verbs = list(Line.objects.filter(scope=event.scope).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["event.created", "event.review_asked", "event.reviewed", "event.published"]


def test_one_with_a_time_is_published_then(event, coordinator):
    at = NOW + timedelta(days=1)
    actions.schedule(event=event, publish_at=at, by=owner_of(event), at=NOW)
    asked(event)

    approved(event, coordinator)
    event.refresh_from_db()
    assert event.state == EventState.DRAFT
    clock.publish_due(at)

    event.refresh_from_db()
    assert event.published_at == at


def test_one_that_nobody_has_agreed_to_is_not_published_by_the_clock(event):
    actions.schedule(event=event, publish_at=LATER, by=owner_of(event), at=NOW)
    asked(event)

    clock.publish_due(LATER)

    event.refresh_from_db()
    assert (event.state, event.publish_at) == (EventState.DRAFT, None)
    assert Line.objects.get(verb="event.not_published").after["reasons"] == [Refusal.REVIEW_WAITS]


def test_it_is_sent_back_with_a_word_and_asked_again(event, coordinator):
    review = actions.ask_for_changes(review=asked(event), comment="Say for whom.", by=coordinator, at=LATER)

    message = Message.objects.get(kind="events.review_changes")
    with translation.override("en"):
        mail = notifications.render_review(message)
    assert (message.user, "Say for whom." in mail.text) == (owner_of(event), True)
    assert f"/organise/{event.slug}/publish/" in mail.text
    assert refusal(actions.publish, event=event, by=owner_of(event), at=LATER) == Refusal.NEEDS_REVIEW
    assert asked(event).pk != review.pk


def test_what_was_changed_since_it_was_seen_is_not_agreed_to(event, coordinator):
    review, seen = asked(event), event.version
    edited(event, title="Another one")

    common = {"review": review, "comment": "", "by": coordinator, "at": LATER}
    assert refusal(actions.approve, seen=seen, **common) == Refusal.REVIEW_CHANGED


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"sessions": (session_draft(DAY + timedelta(days=1)),)}, Refusal.NEEDS_REVIEW),
        ({"description": "Something else"}, Refusal.NEEDS_REVIEW),
        ({"seats": {"room": 11}}, None),
        ({"cancellation_hours": 5}, None),
    ],
)
def test_a_change_of_what_was_agreed_to_asks_again(event, coordinator, values, reason):
    sessions = event.sessions.values_list("pk", flat=True)
    same = {"sessions": (session_draft(pk=sessions[0]),)}
    actions.schedule(event=event, publish_at=NOW + timedelta(days=2), by=owner_of(event), at=NOW)
    asked(event)
    approved(event, coordinator)
    edited(event, **same | values)

    if reason:
        assert refusal(actions.publish, event=event, by=owner_of(event), at=LATER) == reason
    else:
        assert actions.publish(event=event, by=owner_of(event), at=LATER).is_published


def test_another_host_is_asked_instead(event, coordinator):
    other = make_department("Audit", publishing=Publishing.REVIEW)
    second, review = make_coordinator(other), asked(event)

    edited(event, host_department=other)

    review.refresh_from_db()
    assert (review.department, told("review_asked")) == (other, [coordinator, second])


def test_both_sides_talk_about_it(event, coordinator):
    review = asked(event)

    actions.remark(review=review, text="Is it for everybody?", by=coordinator, at=LATER)
    actions.remark(review=review, text="For all of us.", by=owner_of(event), at=LATER)

    assert told("review_remark") == [owner_of(event), coordinator]


def test_a_request_is_taken_back_and_answered_once(event, coordinator):
    review = asked(event)

    actions.withdraw_review(review=review, by=owner_of(event), at=LATER)

    common = {"review": review, "by": coordinator, "at": LATER}
    assert refusal(actions.ask_for_changes, comment="No.", **common) == Refusal.REVIEW_DECIDED
    assert refusal(actions.remark, text="Why?", **common) == Refusal.REVIEW_DECIDED


@pytest.mark.parametrize(
    ("values", "reason"), [({"sessions": ()}, Refusal.NO_SESSION), ({"seats": {}}, Refusal.NO_SEATS)]
)
def test_nobody_is_asked_about_what_is_not_finished(careful, values, reason):
    assert refusal(asked, event=make_draft(host_department=careful, **values)) == reason


def test_nobody_is_asked_in_vain(event, coordinator):
    free = make_draft()
    assert refusal(asked, event=free) == Refusal.REVIEW_NOT_NEEDED
    common = {"event": event, "note": "", "at": NOW}
    assert refusal(actions.ask_review, by=coordinator, **common) == Refusal.REVIEW_NOT_NEEDED
    asked(event)
    assert refusal(asked, event=event) == Refusal.REVIEW_WAITS


def test_calling_off_takes_a_request_back(careful, coordinator):
    gathering = actions.gather_interest(event=make_draft(sessions=(), host_department=careful), by=coordinator, at=NOW)
    teaching = edited(gathering, speakers=(SpeakerDraft(user=make_user()),))
    actions.ask_speakers(event=teaching, by=owner_of(gathering), at=NOW)
    review = asked(teaching)

    actions.cancel(event=review.event, message="", by=owner_of(gathering), at=LATER)

    review.refresh_from_db()
    assert (review.verdict, review.decided_at) == (ReviewVerdict.WITHDRAWN, LATER)


def test_of_a_draft_that_is_gone_nobody_hears(event, coordinator):
    asked(event)
    message = Message.objects.get(kind="events.review_asked")
    event.delete()

    with pytest.raises(Obsolete):
        notifications.render_review(message)


def test_archiving_takes_a_request_back(event):
    review = asked(event)

    actions.archive(event=event, by=owner_of(event), at=LATER)

    review.refresh_from_db()
    assert review.verdict == ReviewVerdict.WITHDRAWN


def test_of_one_event_one_request_waits(event):
    review = asked(event)

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(event=event, department=review.department, asked_by=owner_of(event), asked_at=LATER)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"verdict": "approved"}, "review_verdict_has_its_date"),
        ({"verdict": "changes", "decided_at": LATER}, "review_says_what_to_change"),
        ({"lapsed_at": LATER}, "review_lapses_once_approved"),
    ],
)
def test_the_database_refuses_an_answer_that_can_not_be(event, values, name):
    review = asked(event)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**values)


def test_the_database_refuses_a_remark_without_a_word(event):
    with pytest.raises(IntegrityError, match="review_remark_says_something"), transaction.atomic():
        ReviewRemark.objects.create(review=asked(event), author=owner_of(event), said_at=LATER, text="")


def test_the_database_refuses_another_word_on_who_publishes():
    department = make_department()

    with pytest.raises(IntegrityError, match="department_publishing_is_known"), transaction.atomic():
        Department.objects.filter(pk=department.pk).update(publishing="nobody")


def test_only_who_looks_after_the_department_may_answer(event, coordinator):
    review, far = asked(event), make_coordinator(make_department())
    make_event()

    found = [list(Review.objects.decided_by(one)) for one in (coordinator, make_user(is_staff=True), far, make_user())]

    assert found == [[review], [review], [], []]
