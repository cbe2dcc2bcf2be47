"""Questions to the organisers, and their answers."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record
from events import notifications, policies
from events.enums import EnquiryState, Refusal
from events.exceptions import EventRefused
from events.models import Enquiry, Event


@transaction.atomic
def ask(*, event: Event, text: str, by: User, at: datetime) -> Enquiry:
    """Ask the organisers of ``event`` something; each of them gets a mail."""
    by = User.objects.lock(by)
    event = Event.objects.lock(event)
    if reason := policies.ask_refusal(event, by, at=at):
        raise EventRefused(reason)
    enquiry = Enquiry.objects.create(event=event, asker=by, text=text, asked_at=at)
    record("event.asked", event, by=by, at=at, scope=event.scope, after={"enquiry": enquiry.pk})
    notifications.tell_asked(enquiry, at=at)
    return enquiry


@transaction.atomic
def answer(*, enquiry: Enquiry, text: str, shown_text: str, by: User, at: datetime) -> Enquiry:
    """Answer a question by mail.

    With a ``shown_text``, the question as everybody may read it, question and answer stand on the event's
    page too, without the name of whoever asked.
    """
    event = Event.objects.lock(enquiry.event)
    enquiry = Enquiry.objects.select_related("event", "asker").get(pk=enquiry.pk)
    if enquiry.is_answered:
        raise EventRefused(Refusal.ENQUIRY_ANSWERED)
    enquiry.state, enquiry.answer, enquiry.answered_at, enquiry.answered_by = EnquiryState.ANSWERED, text, at, by
    enquiry.shown_text = shown_text
    enquiry.save(update_fields=["state", "answer", "answered_at", "answered_by", "shown_text"])
    if shown_text:
        Event.objects.filter(pk=event.pk).update(answers_shown=F("answers_shown") + 1)
    record("event.answered", event, by=by, at=at, scope=event.scope, after={"enquiry": enquiry.pk})
    notifications.tell_answered(enquiry, at=at)
    return enquiry


@transaction.atomic
def hide_answer(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """Take a question and its answer off the event's page; whoever asked keeps the answer."""
    event = Event.objects.lock(enquiry.event)
    enquiry = Enquiry.objects.select_related("event").get(pk=enquiry.pk)
    if enquiry.shown_text:
        enquiry.shown_text = ""
        enquiry.save(update_fields=["shown_text"])
        Event.objects.filter(pk=event.pk).update(answers_shown=F("answers_shown") - 1)
        record("event.answer_hidden", event, by=by, at=at, scope=event.scope, after={"enquiry": enquiry.pk})
    return enquiry
