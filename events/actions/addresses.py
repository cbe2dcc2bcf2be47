"""Under which address an event or a series stands. Private to the actions."""

import secrets
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
    title = slugify(row.title)[:LONGEST_TITLE].strip("-") or "event"
    if is_secret:
        row.slug = f"{title}-{secrets.token_urlsafe(16)}"
        row.save()
        return
    if title not in NOT_AN_EVENT and not type(row).objects.filter(slug=title).exists():
        row.slug = title
        # Somebody may save the same title at the same moment.
        with suppress(IntegrityError), transaction.atomic():
            row.save()
            return
    row.slug = f"{title}-{row.uuid.hex[:6]}"
    row.save()


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
