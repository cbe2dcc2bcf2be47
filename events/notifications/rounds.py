"""What those who review the dates of a series and those who organise them tell each other: one mail each way."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import coordinators_for
from common import times
from events.enums import EDITING, ReviewVerdict
from events.models import Event, Review, ReviewRound
from events.wording import ROUND_APPROVED, ROUND_ASKED, ROUND_CHANGES, ROUNDS
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_round_asked(review_round: ReviewRound, *, at: datetime) -> None:
    """Ask those who look after the department; whoever asks is not among them."""
    people = [one for one in coordinators_for(review_round.department_id) if one.pk != review_round.asked_by_id]
    events = [review.event_id for review in review_round.reviews.order_by("pk")]
    _post(ROUND_ASKED, review_round, people, events=events, by=review_round.asked_by, text=review_round.note, at=at)


def tell_round_answered(review_round: ReviewRound, answered: Sequence[Review], *, by: User, at: datetime) -> None:
    """Tell everybody who organises one of the dates what was answered, each once."""
    kind = ROUND_APPROVED if answered[0].verdict == ReviewVerdict.APPROVED else ROUND_CHANGES
    events = [review.event_id for review in answered]
    organisers = Event.objects.filter(pk__in=events, roles__kind__in=EDITING).values("roles__user")
    found = User.objects.active().filter(pk__in=organisers).exclude(pk=by.pk)
    _post(kind, review_round, found.order_by("pk"), events=events, by=by, text=answered[0].comment, at=at)


def render_round(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    review_round = ReviewRound.objects.select_related("series").filter(pk=message.params["round"]).first()
    events = list(Event.objects.filter(pk__in=message.params["events"]).order_by("starts_at", "pk"))
    if review_round is None or not events:  # drafts of a series that its rule gives no longer
        raise Obsolete
    if message.kind == ROUND_ASKED and not Review.objects.waiting().filter(round=review_round).exists():
        raise Obsolete
    words, series = ROUNDS[message.kind], review_round.series
    who = User.objects.filter(pk=message.params["by"]).first()
    is_asking = message.kind == ROUND_ASKED
    context = {
        "path": reverse("review-round", args=[review_round.pk]) if is_asking else _desk(series.slug),
        "subject": words.subject % {"title": series.title},
        "lead": words.lead % {"name": who.name if who else _("Somebody")},
        "dates": [_line(event) for event in events],
        "text": message.params["text"],
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/round", context)


def _desk(slug: str) -> str:
    return reverse("series-organise", args=[slug])


def _line(event: Event) -> str:
    """When it is and, where that is not at once, when it is published."""
    when = times.moment(event.starts_at) if event.starts_at else event.title
    if event.publish_at is None:
        return when
    return _("%(date)s, published on %(when)s") % {"date": when, "when": times.moment(event.publish_at)}


def _post(  # what a message is made of
    kind: str,
    review_round: ReviewRound,
    people: Iterable[User],
    *,
    events: Sequence[int],
    by: User | None,
    text: str,
    at: datetime,
) -> None:
    params = {"round": review_round.pk, "events": list(events), "by": by.pk if by else None, "text": text}
    scope = review_round.series.scope
    for person in people:
        key = f"{kind}:{review_round.pk}:{events[0]}:{person.pk}"  # each date is asked for and answered once in a round
        outbox.post(kind=kind, key=key, to=person, about=review_round, scope=scope, params=params, at=at)
