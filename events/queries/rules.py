"""What an event asks of people, and what people ask of it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from events.enums import EventState
from events.models import Enquiry, Event, Minimum


def events_to_need(person: User, event: Event | None) -> QuerySet[Event]:
    """Events that ``person`` may name as one to have been at before ``event``; what it names already stays."""
    named = Event.objects.visible_to(person).named_to(person).exclude(state=EventState.CANCELLED)
    known = event.needs.values("pk") if event else Event.objects.none().values("pk")
    return Event.objects.filter(Q(pk__in=named.values("pk")) | Q(pk__in=known))


def needs_of(event: Event) -> list[Event]:
    """The events at which people must have been before ``event``, in the order of time."""
    return list(event.needs.order_by("starts_at", "pk"))


def minimum_of(event: Event) -> Minimum | None:
    """How many have to come to ``event``, as it is now; None where it always takes place."""
    return Minimum.objects.filter(event=event).first()


def minimum_at_hand(event: Event) -> Minimum | None:
    """The same as it was when the event was fetched."""
    return getattr(event, "minimum", None)  # an event without one has no such attribute


def due_for_a_verdict(*, at: datetime) -> QuerySet[Event]:
    """Published events about which it is time to say whether they take place."""
    due = Minimum.objects.filter(verdict="", decide_at__lte=at).values("event")
    return Event.objects.filter(pk__in=due, state=EventState.PUBLISHED, starts_at__gt=at).order_by("pk")


def questions_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many questions wait for an answer, by the event's id."""
    rows = Enquiry.objects.waiting().filter(event__in=[event.pk for event in events])
    return dict(rows.values_list("event").annotate(number=Count("pk")).order_by())
