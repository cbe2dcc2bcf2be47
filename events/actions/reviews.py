"""Having an event agreed to before it is published: asking, answering, talking about it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import notifications, policies
from events.actions.publishing import locked_to_publish, publish_agreed
from events.enums import Refusal, ReviewVerdict
from events.exceptions import EventRefused
from events.models import Event, Review, ReviewRemark
from events.queries import departments_responsible, review_terms

# What a reviewer agrees to: a change of these is another event. Seats, links and topics are the organisers' own.
MATERIAL = (
    "title",
    "kind",
    "description",
    "audience",
    "is_unlisted",
    "departments",
    "locations",
    "host",
    "co_hosts",
    "sessions",
    "speakers",
    "cover",
)


@transaction.atomic
def ask_review(*, event: Event, note: str, by: User, at: datetime) -> Review:
    """Ask those who look after the department to have the event published."""
    event = Event.objects.lock(event)
    if reason := policies.ask_review_refusal(event, by=by, at=at):
        raise EventRefused(reason)
    department = departments_responsible([event])[event.pk]
    review = Review.objects.create(event=event, department_id=department, asked_by=by, asked_at=at, note=note)
    record("event.review_asked", event, by=by, at=at, scope=event.scope, after={"review": review.pk})
    notifications.tell_reviewers(review, at=at)
    return review


@transaction.atomic
def approve(*, review: Review, comment: str, seen: str, by: User, at: datetime) -> Review:
    """Agree to an event as it was seen: it is published at once, or at the time its organisers have set."""
    review = agree(review, comment, seen=seen, by=by, at=at)
    notifications.tell_reviewed(review, at=at)
    return review


@transaction.atomic
def ask_for_changes(*, review: Review, comment: str, by: User, at: datetime) -> Review:
    """Send an event back, saying what is to be changed; its organisers ask again once it is."""
    review = send_back(review, comment, by=by, at=at)
    notifications.tell_reviewed(review, at=at)
    return review


@transaction.atomic
def withdraw_review(*, review: Review, by: User, at: datetime) -> Review:
    """Take the request back."""
    event, review = _locked(review, Event.objects.lock(review.event))
    _decide(event, review, ReviewVerdict.WITHDRAWN, "", by=by, at=at)
    return review


@transaction.atomic
def remark(*, review: Review, text: str, by: User, at: datetime) -> ReviewRemark:
    """Say something about an event while it is reviewed; the other side gets a mail."""
    event, review = _locked(review, Event.objects.lock(review.event))
    said = ReviewRemark.objects.create(review=review, author=by, said_at=at, text=text)
    record("event.review_remark", event, by=by, at=at, scope=event.scope, after={"review": review.pk})
    notifications.tell_remark(said, at=at)
    return said


def agree(review: Review, comment: str, *, seen: str, by: User, at: datetime) -> Review:
    """Agree without a word to anybody; private to the actions."""
    event, review = _locked(review, locked_to_publish(review.event, at=at))
    if seen != event.version:
        raise EventRefused(Refusal.REVIEW_CHANGED)
    if found := policies.missing(event, at=at):
        raise EventRefused(found[0])
    _decide(event, review, ReviewVerdict.APPROVED, comment, by=by, at=at)
    if event.publish_at is None or event.publish_at <= at:
        publish_agreed(event, by=by, at=at)
    return review


def send_back(review: Review, comment: str, *, by: User, at: datetime) -> Review:
    """Send back without a word to anybody; private to the actions."""
    event, review = _locked(review, Event.objects.lock(review.event))
    _decide(event, review, ReviewVerdict.CHANGES, comment, by=by, at=at)
    return review


def let_approval_lapse(event: Event, before: dict[str, object], after: dict[str, object], *, at: datetime) -> None:
    """Let an approval lapse where the event became another one; who is asked follows the host.

    Private to the actions: called with the event locked, before it is published.
    """
    if event.published_at is not None or all(before[part] == after[part] for part in MATERIAL):
        return
    Review.objects.filter(event=event, verdict=ReviewVerdict.APPROVED, lapsed_at=None).update(lapsed_at=at)
    review = Review.objects.waiting().filter(event=event).first()
    if review is None:
        return
    terms = review_terms([event])[event.pk]
    if terms.is_asked_for and terms.department != review.department_id:
        review.department_id = terms.department
        review.save(update_fields=["department"])
        notifications.tell_reviewers(review, at=at)


def _locked(review: Review, event: Event) -> tuple[Event, Review]:
    """The locked event and the request, locked after it and still without an answer."""
    review = Review.objects.lock(review)
    review.event = event
    if reason := policies.answer_review_refusal(review):
        raise EventRefused(reason)
    return event, review


def _decide(  # an audit line names them all
    event: Event, review: Review, verdict: ReviewVerdict, comment: str, *, by: User, at: datetime
) -> None:
    review.verdict, review.comment, review.decided_by, review.decided_at = verdict, comment, by, at
    review.save(update_fields=["verdict", "comment", "decided_by", "decided_at"])
    after = {"review": review.pk, "verdict": verdict}
    record("event.reviewed", event, by=by, at=at, scope=event.scope, after=after)
