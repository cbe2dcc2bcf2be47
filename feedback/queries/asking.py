"""Whom feedback asks, and when; what they have said to that."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import DateTimeField

from accounts.models import User
from common import sealing
from common.questions import Question, Slot
from events.models import Event
from feedback.enums import Occasion
from feedback.models import Answered, Form, Invited
from registrations.enums import ATTENDED, Source
from registrations.models import Attendance, Registration

OPENS_AFTER = timedelta(hours=24)  # where nobody has closed the attendance list
TOO_LATE_AFTER = timedelta(days=28)  # nobody is asked about what is longer ago, however late we are
LATER = {Occasion.MONTH: timedelta(days=30), Occasion.QUARTER: timedelta(days=90)}
LATE = timedelta(days=14)  # so long a follow-up may be late; then it is left out
INTENTION = b"feedback.intention"


def events_to_ask_about(*, at: datetime) -> list[Event]:
    """Events that ended a day ago or more and have no form yet, first to end first."""
    ended = Event.objects.over(at=at - OPENS_AFTER).filter(ends_at__gt=at - TOO_LATE_AFTER)
    return list(ended.exclude(pk__in=Form.objects.after().values("event")).order_by("ends_at", "pk"))


def follow_ups_due(*, at: datetime) -> list[tuple[Event, Occasion]]:
    """Which events people are asked about again, and on which occasion; first to end first."""
    first, last = min(LATER.values()), max(LATER.values())
    ended = Event.objects.over(at=at - first).filter(ends_at__gt=at - last - LATE, has_follow_up=True)
    events = ended.prefetch_related("feedback_forms").order_by("ends_at", "pk")
    return [
        (event, occasion)
        for event in events
        for occasion in LATER
        if is_time_to_ask(event, occasion, at=at)
        and occasion not in {form.occasion for form in event.feedback_forms.all()}
    ]


def is_time_to_ask(event: Event, occasion: Occasion, *, at: datetime) -> bool:
    """Whether it is so long ago that people are asked on this later ``occasion``, and not yet too long."""
    return event.ends_at is not None and LATER[occasion] <= at - event.ends_at < LATER[occasion] + LATE


def people_to_ask(event: Event) -> list[User]:
    """Colleagues who were there, at least partly, at any session; all with a seat where nobody marked anything.

    Guests are left out: see docs/decisions/0260-feedback-by-its-link.md.
    """
    marked = Attendance.objects.current().filter(session__event=event).exclude(source=Source.ABSENCE)
    seated = Registration.objects.for_event(event).confirmed()
    if marked.exists():
        seated = seated.filter(pk__in=marked.filter(mark__in=ATTENDED).values("registration"))
    return list(User.objects.active().filter(pk__in=seated.values("user")).order_by("pk"))


def everybody_asked(form: Form) -> list[User]:
    """Colleagues who were asked and are still here, whether they have answered or not."""
    return list(User.objects.active().filter(pk__in=form.invited.values("user")).order_by("pk"))


def people_to_remind(form: Form) -> list[User]:
    """Those who were asked, have not answered and not said "not this one". Call with the form locked."""
    answered = Answered.objects.get(form=form).people
    asked = User.objects.active().filter(pk__in=form.invited.filter(is_declined=False).values("user"))
    return list(asked.exclude(pk__in=answered).order_by("pk"))


def has_answered(form: Form, person: User) -> bool:
    """Whether ``person`` has answered; what they answered, nobody knows."""
    return person.pk in Answered.objects.get(form=form).people


def has_declined(form: Form, person: User) -> bool:
    """Whether ``person`` has said "not this one"."""
    return form.invited.filter(user=person, is_declined=True).exists()


def intention_of(event: Event, person: User) -> str:
    """What ``person`` has noted for themselves about ``event``. Ask it for them alone."""
    place = Invited.objects.filter(form__in=Form.objects.for_event(event), user=person).first()
    try:
        return sealing.open_seal(place.intention, purpose=INTENTION).decode() if place and place.intention else ""
    except sealing.SealedElsewhere:
        return ""  # nobody can read it any more


_DUE = Question(
    lambda: (
        Form.objects.awaiting(cast("Any", Slot("user")))
        .open(at=cast("Any", Slot("at", DateTimeField())))
        .select_related("event", "answered")
        .order_by("closes_at", "pk")
    )
)


def due_for(user: User, *, at: datetime) -> list[Form]:
    """Open forms by which ``user`` is asked, not answered and not declined, first to close first."""
    return [form for form in _DUE.ask(user=user.pk, at=at) if user.pk not in form.answered.people]
