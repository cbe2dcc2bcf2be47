"""The pictures of covers: kept beside the database, under a name that each upload makes anew.

A name is never used twice, so that nobody removes a file that somebody else has just begun to use.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from common import files
from common.pictures import SIZES, Picture
from events.covers import file_of, folder
from events.drafts import CoverDraft
from events.models import Event
from jobs.work import write_whole

STRAY_AFTER = timedelta(days=1)


def put_cover(event: Event, draft: CoverDraft | None) -> None:
    """Give ``event`` the cover that ``draft`` says; call it with the event locked, and save the event."""
    before = event.cover
    if draft is None:
        event.cover = event.cover_text = ""
    else:
        if draft.picture:
            event.cover = _kept(draft.picture)
        event.cover_text = draft.text if event.cover else ""
    if before and before != event.cover:
        transaction.on_commit(partial(_remove, before))


def remove_stray_covers(*, at: datetime) -> int:
    """Remove files of covers that no event has, and say how many: of changes that came to nothing."""
    known = set(Event.objects.exclude(cover="").values_list("cover", flat=True))
    return files.remove_strays(folder(), known=known, before=at - STRAY_AFTER)


def _kept(picture: Picture) -> str:
    key = files.new_name()
    for size, data in picture.files.items():
        write_whole(file_of(key, size), data)
    return key


def _remove(key: str) -> None:
    for size in SIZES:
        file_of(key, size).unlink(missing_ok=True)
