"""The pictures of covers: kept beside the database, under a name that each upload makes anew.

A name is never used twice, so that nobody removes a file that somebody else has just begun to use.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from common import files
from events.actions import pictures
from events.covers import file_of, folder
from events.drafts import CoverDraft
from events.models import Event

STRAY_AFTER = timedelta(days=1)


def put_cover(event: Event, draft: CoverDraft | None) -> None:
    """Give ``event`` the cover that ``draft`` says; call it with the event locked, and save the event."""
    before = event.cover
    if draft is None:
        event.cover = event.cover_text = ""
    else:
        if draft.picture:
            event.cover = pictures.keep(draft.picture, at=file_of)
        event.cover_text = draft.text if event.cover else ""
    if before and before != event.cover:
        transaction.on_commit(partial(pictures.remove, before, at=file_of))


def remove_stray_covers(*, at: datetime) -> int:
    """Remove files of covers that no event has, and say how many: of changes that came to nothing."""
    known = set(Event.objects.exclude(cover="").values_list("cover", flat=True))
    return files.remove_strays(folder(), known=known, before=at - STRAY_AFTER)
