"""What those who teach and those who learn get around a session: the briefing, and the word that materials are ready."""

from datetime import datetime

from django.db import transaction

from accounts.enums import MailTopic
from accounts.models import User
from audit.actions import record
from events import actions as events
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Engagement, Event, Material, Speaker
from events.queries import due_for_briefing
from registrations.models import Registration
from registrations.notifications import teaching as notifications
from registrations.notifications.values import wants


@transaction.atomic
def brief_speaker(*, speaker: Speaker, at: datetime) -> None:
    """Write the briefing of somebody who teaches a session; once for each date of it."""
    Event.objects.lock(speaker.session.event)
    due = next((one for one in due_for_briefing(at=at) if one.pk == speaker.pk), None)
    if due is None or due.person is None:
        return  # somebody else was faster, or the event has changed
    engagement = Engagement.objects.of(due.person).select_related("user", "guest").get(event=due.session.event)
    events.note_briefed(speaker=due)
    notifications.brief(engagement, due.session, at=at)


@transaction.atomic
def tell_of_materials(*, event: Event, by: User, at: datetime) -> int:
    """Tell everybody with a seat what is ready for them, after a quiet period; says how many that are."""
    event = Event.objects.lock(event)
    seated = list(Registration.objects.for_event(event).confirmed().select_related("event", "user", "guest"))
    if not event.is_published or not seated or not _is_news(event, at=at):
        raise EventRefused(Refusal.NOTHING_TO_TELL)
    events.note_materials_told(event=event, at=at)
    told = [one for one in seated if wants(one, MailTopic.MATERIALS)]
    notifications.tell_materials(told, at=at)
    record("materials.told", event, by=by, at=at, scope=event.scope, after={"people": len(told)})
    return len(told)


def _is_news(event: Event, *, at: datetime) -> bool:
    """Whether something that they can open came or was renewed since they were last told."""
    here = Event.objects.filter(pk=event.pk).values("pk")
    shown = Material.objects.filter(event=event).shown(seen=here, seated=here, at=at)
    return shown.newer_than(event.materials_told_at).exists()
