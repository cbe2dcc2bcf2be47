"""Under which address an event or a series stands. Private to the actions."""

import secrets
from collections.abc import Sequence
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from events.drafts import EventDraft
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event, Series

NOT_AN_EVENT = {"new"}  # pages of their own where the workspaces stand
LONGEST_TITLE = 57  # beside it the token and a hyphen fill the 80 characters


def save_under_new_address(row: Event | Series, *, is_secret: bool) -> None:
    """Save ``row`` under an address made of its title; a secret one can't be guessed from it."""
    title = _titled(row)
    if is_secret:
        row.slug = _secret(title)
        row.save()
        return
    if title not in NOT_AN_EVENT and not type(row).objects.filter(slug=title).exists():
        row.slug = title
        # Somebody may save the same title at the same moment.
        with suppress(IntegrityError), transaction.atomic():
            row.save()
            return
    row.slug = _own(row)
    row.save()


def save_under_new_addresses(events: Sequence[Event]) -> None:
    """The same for several events that are new."""
    taken = NOT_AN_EVENT | set(
        Event.objects.filter(slug__in={_titled(event) for event in events}).values_list("slug", flat=True)
    )
    for event in events:
        title = _titled(event)
        event.slug = _secret(title) if event.is_unlisted else _own(event) if title in taken else title
        taken.add(title)
    with suppress(IntegrityError), transaction.atomic():
        Event.objects.bulk_create(events)
        return
    for event in events:
        event.pk, event._state.adding = None, True  # noqa: SLF001  # Django's documented API: it was not saved after all
        event.slug = event.slug if event.is_unlisted else _own(event)
    Event.objects.bulk_create(events)


def _titled(row: Event | Series) -> str:
    return slugify(row.title)[:LONGEST_TITLE].strip("-") or "event"


def _secret(title: str) -> str:
    return f"{title}-{secrets.token_urlsafe(16)}"


def _own(row: Event | Series) -> str:
    """One that nobody else takes."""
    return f"{_titled(row)}-{row.uuid.hex[:6]}"


def put_address(event: Event, draft: EventDraft) -> None:
    """Give ``event``, which stands locked, another address where it is to be unlisted from now on, or no longer.

    Once published it keeps the one that people know. Raises EventRefused where that was in the catalogue.
    """
    if draft.is_unlisted == event.is_unlisted:
        return
    if event.is_draft:
        save_under_new_address(event, is_secret=draft.is_unlisted)
    elif draft.is_unlisted:
        raise EventRefused(Refusal.LISTED_ALREADY)
