"""Events from files of other systems: all that was shown at once, or nothing."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from audit.actions import record
from common.written import First
from events import policies
from events.actions.claims import wait_for_turn
from events.actions.editing import create, edit
from events.actions.series import repeat
from events.drafts import EventDraft, SessionDraft
from events.enums import EventKind, PoolKind, Refusal
from events.exceptions import EventRefused
from events.importing.planning import Fate, Plan, Step
from events.models import Event, EventFile, Imported, Room, Topic
from events.queries import plan_of_file

KEPT_FOR = timedelta(hours=24)
MOST_KEPT = 10  # of one person


@transaction.atomic
def keep_event_file(*, name: str, content: bytes, by: User, at: datetime) -> EventFile:
    """Keep an uploaded file for a day, for ``by`` to look at; it takes the place of an earlier one of that name.

    Of too many that wait the oldest go.
    """
    waiting = EventFile.objects.filter(owner=by, applied_at=None)
    waiting.filter(name=name).delete()
    older = waiting.order_by("-uploaded_at", "-pk").values_list("pk", flat=True)[MOST_KEPT - 1 :]
    waiting.filter(pk__in=list(older)).delete()
    return EventFile.objects.create(owner=by, name=name, content=content, uploaded_at=at, expires_at=at + KEPT_FOR)


@transaction.atomic
def import_event_file(
    *, file: EventFile, expected: str, by: User, at: datetime, first: First | None = None
) -> EventFile:
    """Make a draft of every row that was shown as new, and let drafts that nobody has touched follow their rows.

    ``expected`` is the digest of the plan that was looked at: where another one came of it since, nothing is done.
    ``first``: what stands first in a day like 3/4/2027, where somebody has said so.
    """
    wait_for_turn()  # before the file: drafts that follow their rows may take rooms
    file = EventFile.objects.lock(file)
    if file.applied_at:
        raise EventRefused(Refusal.FILE_USED)
    plan = plan_of_file(file, at=at, first=first)
    if reason := policies.import_refusal(plan, expected=expected):
        raise EventRefused(reason)
    try:
        with transaction.atomic():
            made = _Writer(plan, by=by, at=at).write()
    except IntegrityError:
        if plan_of_file(file, at=at, first=first).digest == plan.digest:
            raise  # nobody came between: the plan was wrong
        raise EventRefused(Refusal.FILE_CHANGED) from None
    file.applied_at, file.content = at, b""
    file.save(update_fields=["applied_at", "content"])
    file.made.set(made)
    record("events.imported", file, by=by, at=at, after={"drafts": plan.drafts, "rows": len(plan.steps)})
    return file


@transaction.atomic
def discard_event_file(*, file: EventFile) -> None:
    """Forget a file that is not to be imported."""
    EventFile.objects.filter(pk=file.pk, applied_at=None).delete()


def remove_expired_event_files(*, at: datetime) -> int:
    """Remove files that nobody has imported in time, and what is known of those that were; says how many."""
    return EventFile.objects.expired(at=at).delete()[1].get(EventFile._meta.label, 0)  # noqa: SLF001  # Django's documented name


class _Writer:
    """Writes what a plan says."""

    def __init__(self, plan: Plan, *, by: User, at: datetime) -> None:
        self._plan, self._by, self._at = plan, by, at
        self._rooms = Room.objects.select_related("location").in_bulk([one.room for one in plan.steps if one.room])
        self._topics = {topic.name.casefold(): topic for topic in Topic.objects.all()}

    def write(self) -> list[Event]:
        """The events that were made or follow their rows, the first of each series.

        What takes locks comes first, and what is new in the order of its keys: two imports of the same rows
        would else wait for each other.
        """
        steps = [step for step in self._plan.steps if step.fate in {Fate.NEW, Fate.CHANGE}]
        steps.sort(key=lambda step: (step.fate == Fate.NEW, step.entry.uid, step.entry.recurrence))
        return [self._make(step) if step.fate == Fate.NEW else self._follow(step) for step in steps]

    def _make(self, step: Step) -> Event:
        entry = step.entry
        event = create(draft=self._draft(step), by=self._by, at=self._at)
        if entry.rule is not None and step.dates > 1:
            repeat(event=event, rule=entry.rule, by=self._by, at=self._at)
        Imported.objects.create(
            event=event,
            by=self._by,
            source=self._plan.source,
            uid=entry.uid,
            recurrence=entry.recurrence,
            digest=entry.digest,
            imported_at=self._at,
        )
        return event

    def _follow(self, step: Step) -> Event:
        """Bring a draft to what its row says now; what the row doesn't speak of stays."""
        entry = step.entry
        event = Event.objects.get(pk=step.event or 0)
        first = event.sessions.order_by("starts_at", "pk").values_list("pk", flat=True).first()
        event = edit(event=event, draft=self._draft(step, pk=first), by=self._by, at=self._at)
        row = Imported.objects.filter(event=event, source=self._plan.source, uid=entry.uid, recurrence=entry.recurrence)
        row.update(digest=entry.digest, imported_at=self._at)
        return event

    def _draft(self, step: Step, *, pk: int | None = None) -> EventDraft:
        entry = step.entry
        room = self._rooms.get(step.room or 0)
        language = entry.language or self._by.language
        return EventDraft(
            title=entry.title,
            language=language,
            kind=entry.kind or EventKind.SEMINAR,
            description=entry.text,
            host_department=self._by.department,
            topics=tuple(
                dict.fromkeys(self._topics[name.casefold()] for name in entry.topics if name.casefold() in self._topics)
            ),
            sessions=(self._session(step, room, language, pk),),
            seats=dict(entry.seats) or ({PoolKind.ROOM: room.capacity} if room else {}),
        )

    def _session(self, step: Step, room: Room | None, language: str, pk: int | None) -> SessionDraft:
        entry = step.entry
        assert entry.starts is not None  # noqa: S101  # a row without a time is wrong
        assert entry.ends is not None  # noqa: S101
        place = "" if room else entry.place
        if not (room or place or entry.link):
            with translation.override(language):
                place = gettext("To be announced")
        return SessionDraft(
            held_on=entry.starts.date(),
            starts_wall=entry.starts.time(),
            ends_on=entry.ends.date(),
            ends_wall=entry.ends.time(),
            zone=entry.zone,
            room=room,
            place=place,
            join_url=entry.link,
            pk=pk,
        )
