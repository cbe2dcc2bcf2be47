"""The plain calendar mail: one meeting, one person, one invitation or cancellation.

Callers whose own mail says it all put `rendering.part` into that instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import models

from accounts.enums import Invitations
from accounts.models import User
from calendars import rendering
from calendars.enums import Method, Occasion
from calendars.models import Revision
from common import times
from outbox import actions as outbox
from outbox.models import Message
from outbox.rendering import CalendarPart, Mail, compose

KIND = "calendar.entry"


@dataclass
class FormerAddress:
    """Somebody at the address they had before; a recipient in the outbox's sense."""

    email: str
    name: str
    language: str
    zone: str


def goes_by_mail(revision: Revision) -> bool:
    """Whether the person gets this by mail: they do, unless they read their feed alone and it never came by mail.

    What a mail has put into a calendar has to be kept in step by mail, or it would stay there for ever.
    """
    person = revision.person
    if not isinstance(person, User) or person.invitations != Invitations.FEED:
        return True
    return not User.objects.hold_feed_alone(person) or Message.objects.filter(stream=revision.stream).exists()


def tell(
    revision: Revision,
    *,
    at: datetime,
    about: models.Model | None = None,
    scope: str = "",
    not_before: datetime | None = None,
) -> None:
    """Send one revision in a mail of its own, where that is wanted; never after the meeting is over."""
    if not goes_by_mail(revision):
        return
    person, told = revision.person, revision.told
    is_current = told.address == person.email
    to = person if is_current else FormerAddress(told.address, told.name, person.language, person.zone)
    outbox.post(
        kind=KIND,
        key=f"{KIND}:{revision.pk}",
        to=to,
        at=at,
        about=about or revision.entry.meeting,
        scope=scope,
        stream=revision.stream,
        position=revision.position,
        params={"revision": revision.pk},
        not_before=not_before,
        not_after=told.details.ends_at,
    )


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language and zone that are active."""
    revision = Revision.objects.with_entry().get(pk=message.params["revision"])
    part = rendering.part(revision)
    mail = compose(_template(revision), _context(revision))
    return replace(mail, calendar=CalendarPart(part.method, part.content), sender=part.organiser_address)


def _template(revision: Revision) -> str:
    if revision.method == Method.CANCEL:
        return "calendars/cancelled"
    if revision.told.occasion is Occasion.INVITED:
        return "calendars/invited"
    return "calendars/updated"


def _context(revision: Revision) -> Mapping[str, Any]:
    told = revision.told
    starts_at, ends_at = told.details.starts_at, told.details.ends_at
    return {
        "name": told.name,
        "details": told.details,
        "when": times.span(starts_at, ends_at),
        "zone": times.zone_note(starts_at, ends_at, zone=told.details.zone),
        "is_called_off": told.occasion is Occasion.CALLED_OFF,
        # The page asks for a sign-in, which guests can't do; theirs came with the confirmation.
        "url": told.details.url if revision.entry.user_id else "",
    }
