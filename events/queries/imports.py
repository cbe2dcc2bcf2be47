"""What a file with events would do as things are now."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from accounts.models import User
from common.written import First
from events.enums import EventKind
from events.importing import diary, table
from events.importing.entries import Batch
from events.importing.planning import Known, Plan, make_plan
from events.models import EventFile, Imported
from events.queries.places import RoomNames


def plan_of_file(file: EventFile, *, at: datetime, first: First | None = None) -> Plan:
    """What ``file`` would do for its owner, who may have said what stands ``first`` in a day like 3/4/2027."""
    batch = read(bytes(file.content), name=file.name, owner=file.owner, first=first)
    names = RoomNames()

    def room(text: str) -> int | None:
        found = names.named(text) or next(filter(None, map(names.named, text.split(";"))), None)
        return found.pk if found else None

    return make_plan(batch, known=_known(batch, file.owner), room=room, at=at)


def read(data: bytes, *, name: str, owner: User, first: First | None = None) -> Batch:
    """The events of a file: a calendar where it says so, else a table."""
    if name.lower().endswith((".ics", ".ical", ".ifb")):
        return diary.read(data, zone=owner.zone)
    return table.read(
        data,
        source=f"csv:{owner.pk}",
        zone=owner.zone,
        kinds=_kinds(),
        languages=dict(settings.LANGUAGES),
        first=first,
    )


def _kinds() -> dict[str, str]:
    """Kinds of events by what they are called in any of our languages, and by their own names."""
    kinds = {kind.value: kind.value for kind in EventKind}
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            kinds |= {str(kind.label).casefold(): kind.value for kind in EventKind}
    return kinds


def _known(batch: Batch, owner: User) -> dict[tuple[str, str], Known]:
    uids = {entry.uid for entry in batch.entries}
    rows = Imported.objects.filter(source=batch.source, uid__in=uids).select_related("event")
    return {
        (row.uid, row.recurrence): Known(
            event=row.event_id,
            digest=row.digest,
            is_own=row.by_id == owner.pk,
            is_untouched=row.event.is_draft and row.event.changed_at == row.imported_at,
        )
        for row in rows
    }
