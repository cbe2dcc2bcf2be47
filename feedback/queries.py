"""Reads that do not chain."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import DateTimeField

from accounts.models import User
from common.questions import Question, Slot
from events.models import Event
from feedback.models import Answered, Form
from registrations.enums import ATTENDED, Source
from registrations.models import Attendance, Registration

OPENS_AFTER = timedelta(hours=24)  # where nobody has closed the attendance list
TOO_LATE_AFTER = timedelta(days=28)  # nobody is asked about what is longer ago, however late we are


def events_to_ask_about(*, at: datetime) -> list[Event]:
    """Events that ended a day ago or more and have no form yet, first to end first."""
    ended = Event.objects.over(at=at - OPENS_AFTER).filter(ends_at__gt=at - TOO_LATE_AFTER)
    return list(ended.filter(feedback_form=None).order_by("ends_at", "pk"))


def people_to_ask(event: Event) -> list[User]:
    """Colleagues who were there, at least partly, at any session; all with a seat where nobody marked anything.

    Guests have no account, and a link in a mail would tie an answer to its address.
    """
    marked = Attendance.objects.current().filter(session__event=event).exclude(source=Source.ABSENCE)
    seated = Registration.objects.for_event(event).confirmed()
    if marked.exists():
        seated = seated.filter(pk__in=marked.filter(mark__in=ATTENDED).values("registration"))
    return list(User.objects.active().filter(pk__in=seated.values("user")).order_by("pk"))


def people_to_remind(form: Form) -> list[User]:
    """Those who were asked and have not answered. Call with the form locked."""
    answered = Answered.objects.get(form=form).people
    asked = User.objects.active().filter(pk__in=form.invited.values("user"))
    return list(asked.exclude(pk__in=answered).order_by("pk"))


def has_answered(form: Form, person: User) -> bool:
    """Whether ``person`` has answered; what they answered, nobody knows."""
    return person.pk in Answered.objects.get(form=form).people


_DUE = Question(
    lambda: (
        Form.objects.asking(cast("Any", Slot("user")))
        .open(at=cast("Any", Slot("at", DateTimeField())))
        .select_related("event", "answered")
        .order_by("closes_at", "pk")
    )
)


def due_for(user: User, *, at: datetime) -> list[Form]:
    """Open forms by which ``user`` is asked and which they have not answered, first to close first."""
    return [form for form in _DUE.ask(user=user.pk, at=at) if user.pk not in form.answered.people]
