"""What those who review an event and those who organise it tell each other."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import times
from events.enums import EDITING, ReviewVerdict
from events.models import Event, Review, ReviewRemark
from events.queries import reviewers_of
from events.wording import REVIEW_APPROVED, REVIEW_ASKED, REVIEW_CHANGES, REVIEW_REMARK, REVIEWS
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_reviewers(review: Review, *, at: datetime) -> None:
    """Ask those who look after the department; whoever asks is not among them."""
    people = [person for person in reviewers_of(review) if person.pk != review.asked_by_id]
    _post(REVIEW_ASKED, review, people, key=f"{review.pk}:{review.department_id}", at=at)


def tell_reviewed(review: Review, *, at: datetime) -> None:
    """Tell the organisers what was answered."""
    kind = REVIEW_APPROVED if review.verdict == ReviewVerdict.APPROVED else REVIEW_CHANGES
    people = [person for person in organisers_of(review.event) if person.pk != review.decided_by_id]
    _post(kind, review, people, key=str(review.pk), at=at)


def tell_remark(remark: ReviewRemark, *, at: datetime) -> None:
    """Tell everybody concerned but whoever has said it."""
    review = remark.review
    people = {person.pk: person for person in [*organisers_of(review.event), *reviewers_of(review)]}
    people.pop(remark.author_id or 0, None)
    _post(REVIEW_REMARK, review, people.values(), key=f"{review.pk}:{remark.pk}", remark=remark.pk, at=at)


def organisers_of(event: Event) -> list[User]:
    """Who may edit ``event``."""
    roles = event.roles.filter(kind__in=EDITING).values("user")
    return list(User.objects.active().filter(pk__in=roles).order_by("pk"))


def render_review(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    found = Review.objects.select_related("event", "asked_by", "decided_by")
    review = found.filter(pk=message.params["review"]).first()
    if review is None:  # a draft of a series that its rule gives no longer
        raise Obsolete
    event, words = review.event, REVIEWS[message.kind]
    if message.kind in {REVIEW_ASKED, REVIEW_REMARK} and not review.is_waiting:
        raise Obsolete
    who, text = _said(review, message)
    context = {
        "event": event,
        "path": _path(review, message),
        "subject": words.subject % {"title": event.title},
        "lead": words.lead % {"name": who.name if who else _("Somebody")},
        "text": text,
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/mail", context)


def _said(review: Review, message: Message) -> tuple[User | None, str]:
    """Who says it, and what."""
    if message.kind == REVIEW_ASKED:
        return review.asked_by, review.note
    if message.kind == REVIEW_REMARK:
        remark = ReviewRemark.objects.select_related("author").get(pk=message.params["remark"])
        return remark.author, remark.text
    if message.kind == REVIEW_CHANGES:
        return review.decided_by, review.comment
    return review.decided_by, f"{_published(review.event)} {review.comment}".strip()


def _published(event: Event) -> str:
    if event.publish_at is not None:
        return _("It will be published on %(when)s.") % {"when": times.moment(event.publish_at)}
    return _("It is published, and registration is open.") if event.published_at else ""


def _path(review: Review, message: Message) -> str:
    """Organisers go to their workspace, or to what everybody sees; those who are asked to the review."""
    if message.kind == REVIEW_APPROVED:
        return review.event.get_absolute_url()
    is_organiser = review.event.roles.filter(kind__in=EDITING, user=message.user_id).exists()
    if message.kind == REVIEW_CHANGES or (is_organiser and message.kind == REVIEW_REMARK):
        return reverse("event-publish", args=[review.event.slug])
    return reverse("review", args=[review.pk])


def _post(  # what a message is made of
    kind: str, review: Review, people: Iterable[User], *, key: str, remark: int = 0, at: datetime
) -> None:
    params = {"review": review.pk, "remark": remark}
    for person in people:
        outbox.post(
            kind=kind,
            key=f"{kind}:{key}:{person.pk}",
            to=person,
            about=review,
            scope=review.event.scope,
            params=params,
            at=at,
        )
