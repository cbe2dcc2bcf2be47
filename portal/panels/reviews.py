"""Events that somebody has to agree to before they are published: the list, one of them, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from events.enums import ReviewVerdict
from events.models import Event, Review, ReviewRemark, ReviewRound, Session
from portal.panels.checklist import Checklist, checklist
from portal.panels.schedule import Schedule

MOST_DECIDED = 10  # of those that were answered; the latest

ASKED: str | Promise = gettext_lazy("Asked to have it published")
SAID: dict[str, str | Promise] = {
    ReviewVerdict.APPROVED: gettext_lazy("Agreed"),
    ReviewVerdict.CHANGES: gettext_lazy("Asked for changes"),
    ReviewVerdict.WITHDRAWN: gettext_lazy("Took the request back"),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the thread: who, when, what they did, what they wrote."""

    who: User | None
    at: datetime
    did: str | Promise
    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """One request in the list."""

    review: Review
    schedule: Schedule

    @property
    def event(self) -> Event:
        return self.review.event


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """What waits for the reader's word, and what was answered lately; ``rounds``: several dates of a series each."""

    rounds: Sequence[ReviewRound]
    waiting: Sequence[ReviewRow]
    decided: Sequence[ReviewRow]


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """One request with everything that is needed to answer it."""

    review: Review
    department: Department | None
    schedule: Schedule
    checklist: Checklist
    thread: Sequence[Said]
    seen: str

    @property
    def event(self) -> Event:
        return self.review.event


def reviews_page(user: User) -> Reviews:
    """What ``user`` may answer; what waits longest comes first."""
    mine = Review.objects.decided_by(user).select_related("event", "department", "asked_by", "decided_by")
    mine = mine.prefetch_related("event__sessions__room__location")
    rounds = list(ReviewRound.objects.decided_by(user).waiting().with_dates().order_by("asked_at", "pk"))
    alone = mine.waiting().exclude(round__in=rounds) if rounds else mine.waiting()
    return Reviews(
        rounds=rounds,
        waiting=[_row(review) for review in alone.order_by("asked_at", "pk")],
        decided=[_row(review) for review in mine.exclude(verdict="").order_by("-decided_at", "-pk")[:MOST_DECIDED]],
    )


def review_page(review: Review, *, at: datetime) -> ReviewPage:
    """Everything about one request."""
    return ReviewPage(
        review=review,
        department=review.department,
        schedule=Schedule.of(_in_order(review.event)),
        checklist=checklist(review.event, at=at),
        thread=thread(review.event),
        seen=review.event.version,
    )


def thread(event: Event) -> list[Said]:
    """Everything that was asked, answered and said about ``event``, first said first."""
    said: list[Said] = []
    reviews = Review.objects.for_event(event)
    for review in reviews:
        said.append(Said(who=review.asked_by, at=review.asked_at, did=ASKED, text=review.note))
        if review.decided_at is not None:
            did = SAID[review.verdict]
            said.append(Said(who=review.decided_by, at=review.decided_at, did=did, text=review.comment))
    remarks = ReviewRemark.objects.filter(review__event=event).select_related("author").order_by("pk")
    said += [Said(who=one.author, at=one.said_at, did="", text=one.text) for one in remarks]
    return sorted(said, key=lambda one: one.at)


def _row(review: Review) -> ReviewRow:
    return ReviewRow(review=review, schedule=Schedule.of(_in_order(review.event)))


def _in_order(event: Event) -> list[Session]:
    return sorted(event.sessions.all(), key=lambda session: (session.starts_at, session.pk))
