"""What waits for the organiser, for many events with the same few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import times
from events import policies
from events.enums import ClashKind, ReviewVerdict
from events.models import Event
from events.queries import (
    Clash,
    ReviewTerms,
    clashes_of_drafts,
    interest_by_event,
    minimum_at_hand,
    questions_by_event,
    review_terms,
    tight_rooms,
)
from inbox.models import Received
from outbox.enums import Outcome
from outbox.models import Message
from registrations import policies as seats
from registrations import queries
from registrations.models import Draw
from registrations.queries.groups import ungrouped_by_event

MENTIONED_FOR = timedelta(days=30)
CLASHES = {
    ClashKind.ROOM: gettext_lazy("The room is taken at that time"),
    ClashKind.SPEAKER: gettext_lazy("Somebody who teaches is needed elsewhere at that time"),
    ClashKind.ORGANISER: gettext_lazy("An organiser is needed elsewhere at that time"),
}


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing to do: what and why, and the page on which it is done."""

    icon: str
    title: str
    text: str = ""
    url: str
    action: str
    is_for_helpers: bool = False


@dataclass(frozen=True, kw_only=True)
class _Facts:
    waiting: dict[int, int]
    draws: dict[int, Draw]
    seated: dict[int, int]
    marked: dict[int, int]
    closed: set[int]
    failed: dict[str, int]
    replies: dict[str, int]
    reviews: dict[int, ReviewTerms]
    asked: dict[int, int]
    requests: dict[int, int]
    ungrouped: dict[int, int]
    interested: dict[int, int]
    taken: dict[int, list[Clash]]


def needs_of(events: Collection[Event], *, at: datetime) -> dict[int, list[Need]]:
    """What needs doing, by the event's id. Sessions, pools and the minimum are read from what was fetched."""
    facts = _Facts(
        waiting=queries.waiting_by_event(events),
        draws=queries.draws_of(events),
        seated=queries.seated_by_event(events),
        marked=queries.marked_by_session(events),
        closed=queries.closed_lists(events),
        asked=questions_by_event(events),
        requests=queries.requests_by_event(events),
        ungrouped=ungrouped_by_event(events, at=at),
        interested=interest_by_event([event for event in events if event.is_gathering]),
        reviews=review_terms(undated) if (undated := [event for event in events if event.published_at is None]) else {},
        taken=clashes_of_drafts([one for one in events if one.is_draft and not one.is_archived], at=at),
        failed=Message.objects.undelivered_by_scope(event.scope for event in events),
        replies=Received.objects.to_look_at_by_scope(event.scope for event in events),
    )
    return {event.pk: _needs(event, facts, at=at) for event in events}


def _needs(event: Event, facts: _Facts, *, at: datetime) -> list[Need]:
    if event.is_archived:
        return []
    if event.is_draft:
        return [*_clashing(event, facts), _publishing(event, facts, at=at), *_gathering(event), *_rooms(event)]
    mail = [*_questions(event, facts), *_replies(event, facts), *_mail(event, facts)]
    if event.is_gathering:
        return [_dating(event, facts, at=at), *mail]
    if event.is_cancelled:
        return mail
    if event.is_over(at):
        return [*_attendance(event, facts, at=at), *mail]
    return [
        *_attendance(event, facts, at=at),
        *_minimum(event, facts),
        *mail,
        *_requests(event, facts),
        *_draw(event, facts, at=at),
        *_queue(event, facts),
        *_groups(event, facts),
        *_rooms(event),
        *_link(event),
    ]


def _publishing(event: Event, facts: _Facts, *, at: datetime) -> Need:
    reasons = policies.missing(event, at=at)
    url = reverse("event-publish", args=[event.slug])
    if event.publish_at is not None:
        title = _("Will be published on %(when)s") % {"when": times.moment(event.publish_at)}
        text = str(reasons[0].label) if reasons else ""
        return Need(
            icon="clock", title=title, text=text, url=url, action=_("Mend") if reasons else _("Change the time")
        )
    terms = facts.reviews.get(event.pk)
    if terms is not None and terms.is_asked_for and not reasons and not terms.is_approved:
        return _reviewing(terms, url)
    if not reasons:
        return Need(
            icon="eye",
            title=_("Complete, not published"),
            text=_("Only the team sees it."),
            url=url,
            action=_("Publish"),
        )
    more = len(reasons) - 1
    text = str(reasons[0].label)
    if more:
        text += " " + ngettext("%(number)d thing more is missing.", "%(number)d things more are missing.", more) % {
            "number": more
        }
    return Need(icon="edit", title=_("Not ready to be published"), text=text, url=url, action=_("See what is missing"))


def _clashing(event: Event, facts: _Facts) -> list[Need]:
    """What somebody else has at that time: publishing is refused for it. The other event stays unnamed."""
    taken = facts.taken.get(event.pk)
    if not taken:
        return []
    title, url = str(CLASHES[taken[0].kind]), reverse("event-publish", args=[event.slug])
    return [Need(icon="alert", title=title, text=taken[0].text, url=url, action=_("See the clash"))]


def _gathering(event: Event) -> list[Need]:
    """What a draft without a date can do all the same."""
    if policies.gather_refusal(event):
        return []
    url, text = reverse("event-gather", args=[event.slug]), _("It can be announced without one.")
    return [Need(icon="people", title=_("No date yet?"), text=text, url=url, action=_("Gather interest"))]


def _dating(event: Event, facts: _Facts, *, at: datetime) -> Need:
    """What has no date yet waits for one; with one, for being published."""
    if event.starts_at is not None:
        return _publishing(event, facts, at=at)
    number = facts.interested.get(event.pk, 0)
    title = ngettext("%(number)d person would come", "%(number)d people would come", number) % {"number": number}
    url, text = reverse("workspace-settings", args=[event.slug]), _("Give it a date: they hear of it first.")
    return Need(icon="calendar", title=title, text=text, url=url, action=_("Add a date"))


def _reviewing(terms: ReviewTerms, url: str) -> Need:
    """Where an event stands that somebody has to agree to."""
    if terms.is_waiting:
        title, text = _("Being reviewed"), _("You get a mail as soon as somebody has answered.")
        return Need(icon="clock", title=title, text=text, url=url, action=_("See what was said"))
    if terms.review is not None and terms.review.verdict == ReviewVerdict.CHANGES:
        return Need(icon="chat", title=_("Changes were asked for"), url=url, action=_("See what was said"))
    title, text = _("Ready to be reviewed"), _("Somebody of the department has to agree before it is published.")
    return Need(icon="eye", title=title, text=text, url=url, action=_("Ask"))


def _rooms(event: Event) -> list[Need]:
    url = reverse("workspace-settings", args=[event.slug])
    return [
        Need(
            icon="pin",
            title=_("%(room)s has %(seats)d seats, you offer %(offered)d")
            % {"room": tight.room.name, "seats": tight.room.capacity, "offered": tight.offered},
            url=url,
            action=_("Change the room or the seats"),
        )
        for tight in tight_rooms(event)
    ]


def _replies(event: Event, facts: _Facts) -> list[Need]:
    number = facts.replies.get(event.scope, 0)
    if not number:
        return []
    title = ngettext(
        "%(number)d answer from a calendar to look at", "%(number)d answers from calendars to look at", number
    )
    return [
        Need(
            icon="mail",
            title=title % {"number": number},
            url=reverse("workspace-replies", args=[event.slug]),
            action=_("Look at them"),
        )
    ]


def _mail(event: Event, facts: _Facts) -> list[Need]:
    failed = facts.failed.get(event.scope, 0)
    if not failed:
        return []
    text = ngettext("%(number)d mail could not be delivered", "%(number)d mails could not be delivered", failed)
    url = f"{reverse('workspace-messages', args=[event.slug])}?outcome={Outcome.UNDELIVERED}"
    return [Need(icon="mail", title=text % {"number": failed}, url=url, action=_("See which"))]


def _minimum(event: Event, facts: _Facts) -> list[Need]:
    """The question whether it takes place; before it is put, how far there is to go. Read from what was fetched."""
    minimum = minimum_at_hand(event)
    if minimum is None or minimum.takes_place:
        return []
    seated = facts.seated.get(event.pk, 0)
    if minimum.waits_for_owner:
        url, title = reverse("event-decide", args=[event.slug]), _("Too few people: does it take place?")
        return [Need(icon="people", title=title, url=url, action=_("Decide"))]
    if seated >= minimum.people:
        return []
    title = ngettext(
        "%(number)d of at least %(least)d people so far", "%(number)d of at least %(least)d people so far", seated
    )
    when = {"when": times.moment(minimum.decide_at)}
    text = (
        _("With fewer it is cancelled by itself on %(when)s.")
        if minimum.cancels_itself
        else _("You are asked on %(when)s.")
    )
    return [
        Need(
            icon="people",
            title=title % {"number": seated, "least": minimum.people},
            text=text % when,
            url=event.get_absolute_url(),
            action=_("Pass it on"),
        )
    ]


def _requests(event: Event, facts: _Facts) -> list[Need]:
    number = facts.requests.get(event.pk, 0)
    if not number:
        return []
    title = ngettext("%(number)d request waits for a yes or no", "%(number)d requests wait for a yes or no", number)
    return [Need(icon="people", title=title % {"number": number}, url=reverse("requests"), action=_("Decide"))]


def _questions(event: Event, facts: _Facts) -> list[Need]:
    asked = facts.asked.get(event.pk, 0)
    if not asked:
        return []
    title = ngettext("%(number)d question waits for an answer", "%(number)d questions wait for an answer", asked)
    url = reverse("workspace-questions", args=[event.slug])
    return [Need(icon="chat", title=title % {"number": asked}, url=url, action=_("Answer it"))]


def _draw(event: Event, facts: _Facts, *, at: datetime) -> list[Need]:
    """What is to be done about a draw once the time for requests is over."""
    if not event.is_drawn or event.has_started(at):
        return []
    draw = facts.draws.get(event.pk)
    url = reverse("workspace-draw", args=[event.slug])
    if not seats.draw_refusal(event, draw, at=at):
        return [Need(icon="offered", title=_("The seats can be drawn"), url=url, action=_("Draw the seats"))]
    if not seats.publish_draw_refusal(event, draw, at=at):
        return [
            Need(icon="offered", title=_("The seats are drawn, and nobody knows yet"), url=url, action=_("Publish"))
        ]
    return []


def _queue(event: Event, facts: _Facts) -> list[Need]:
    waiting = facts.waiting.get(event.pk, 0)
    if not waiting:
        return []
    return [
        Need(
            icon="waitlisted",
            title=ngettext("%(number)d person waits for a seat", "%(number)d people wait for a seat", waiting)
            % {"number": waiting},
            text=_("Whoever is first in line moves up when a seat becomes free, or when you offer more."),
            url=reverse("workspace-settings", args=[event.slug]),
            action=_("Offer more seats"),
        )
    ]


def _groups(event: Event, facts: _Facts) -> list[Need]:
    number = facts.ungrouped.get(event.pk, 0)
    if not number:
        return []
    title = ngettext("%(number)d person has no group", "%(number)d people have no group", number)
    return [
        Need(
            icon="people",
            title=title % {"number": number},
            text=_("They registered after the groups were made. Nobody else has to move."),
            url=reverse("workspace-groups", args=[event.slug]),
            action=_("See the groups"),
        )
    ]


def _link(event: Event) -> list[Need]:
    is_offered = any(pool.kind == "online" and pool.capacity != 0 for pool in event.pools.all())
    if not is_offered or all(session.join_url for session in event.sessions.all()):
        return []
    return [
        Need(
            icon="video",
            title=_("Online seats, but a session without a link"),
            text=_("Whoever has a seat online gets the link with the invitation."),
            url=reverse("workspace-settings", args=[event.slug]),
            action=_("Add the link"),
        )
    ]


def _attendance(event: Event, facts: _Facts, *, at: datetime) -> list[Need]:
    url = reverse("workspace-attendance", args=[event.slug])
    seated = facts.seated.get(event.pk, 0)
    is_long_ago = event.ends_at is not None and event.ends_at < at - MENTIONED_FOR
    if not seated or event.pk in facts.closed or is_long_ago or not event.has_started(at):
        return []
    begun = [session for session in event.sessions.all() if session.starts_at <= at]
    if any(facts.marked.get(session.pk, 0) < seated for session in begun):
        title, action = _("Not everybody's attendance is marked"), _("Mark attendance")
        return [Need(icon="scan", title=title, url=url, action=action, is_for_helpers=True)]
    if not event.is_over(at):
        return []
    title, text = _("The attendance list is still open"), _("Feedback opens as soon as you close it.")
    return [Need(icon="check", title=title, text=text, url=url, action=_("Close the list"))]
