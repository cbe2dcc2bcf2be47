"""Events with all that they consist of, in as many questions for many as for one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from events.models import Event, RegistrationQuestion, SeatRule, Session
from events.querysets import EventQuerySet

NAMED = (
    "departments",
    "co_hosts",
    "topics",
    "locations",
    "needs",
    "pools",
    "sessions__speakers__user",
    "sessions__speakers__guest",
)


def edited(events: Iterable[Event]) -> list[Event]:
    """These events as they stand, each with everything that the editor says of it, by their ids."""
    return list(_edited(events))


def whole(events: Iterable[Event]) -> list[Event]:
    """The same with how their seats are given, what they ask of whoever registers, and what their mails say."""
    rules: Any = Prefetch("pools__rules", SeatRule.objects.select_related("pool", "department").order_by("pk"))
    asked: Any = Prefetch("asked", RegistrationQuestion.objects.standing().order_by("position", "pk"))
    return list(_edited(events).prefetch_related(rules, asked, "asked__choices", "mail_words"))


def _edited(events: Iterable[Event]) -> EventQuerySet:
    found = Event.objects.filter(pk__in=[event.pk for event in events]).select_related("host_department", "minimum")
    sessions: Any = Prefetch("sessions", Session.objects.select_related("room__location").order_by("starts_at", "pk"))
    return found.prefetch_related(sessions).prefetch_related(*NAMED).order_by("pk")
