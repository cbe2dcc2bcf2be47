"""An event as it would be on other dates: everything but its people, and what was sent to them.

Clones and the occurrences of a series are made of this. Dates move by whole days in wall time, so that
ten o'clock stays ten o'clock across a switch night.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model

from common.pictures import SIZES, Picture
from events.actions.programme import FIELDS
from events.actions.seating import FIELDS as SEATING_FIELDS
from events.covers import file_of
from events.drafts import (
    CoverDraft,
    EventDraft,
    MinimumDraft,
    QuestionDraft,
    RulesDraft,
    SeatingDraft,
    SeatRuleDraft,
    SessionDraft,
    SpeakerDraft,
)
from events.enums import Allotment, LeftOut
from events.models import Event, Session, unique_speakers
from events.queries import all_words_of, edited, minimum_at_hand, whole
from outbox.rendering import Own

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What an event consists of. ``left_out``: what it goes without, as its time would be over already."""

    draft: EventDraft
    seating: SeatingDraft
    questions: tuple[QuestionDraft, ...] = ()
    briefing_days: int | None
    reminders: int
    words: Mapping[str, Mapping[str, Own]] = field(default_factory=dict)
    head_start_days: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def starts_on(self) -> date | None:
        """The day of the first session; None without any."""
        return min((session.held_on for session in self.draft.sessions), default=None)

    @property
    def impossible(self) -> tuple[SessionDraft, ...]:
        """The sessions that begin or end at a time over which the clock jumps on that day."""
        return tuple(session for session in self.draft.sessions if session.missing)


def draft_of(event: Event) -> EventDraft:
    """What the editor would say of ``event`` as it stands: saving it changes nothing."""
    return drafts_of([event])[event.pk]


def drafts_of(events: Iterable[Event]) -> dict[int, EventDraft]:
    """The same of several, by their ids."""
    return {event.pk: _draft_of(event) for event in edited(events)}


def copy_of(event: Event) -> Copy:
    """Everything that ``event`` consists of, on its own dates."""
    return copies_of([event])[event.pk]


def copies_of(events: Iterable[Event]) -> dict[int, Copy]:
    """The same of several, by their ids."""
    return {event.pk: _copy_of(event) for event in whole(events)}


def _draft_of(event: Event) -> EventDraft:
    sessions = list(event.sessions.all())
    return EventDraft(
        **{name: getattr(event, name) for name in FIELDS},
        departments=_by_id(event.departments.all()),
        host_department=event.host_department,
        co_hosts=_by_id(event.co_hosts.all()),
        topics=_by_id(event.topics.all()),
        cover=CoverDraft(text=event.cover_text) if event.cover else None,
        sessions=tuple(_session(one) for one in sessions),
        speakers=tuple(
            SpeakerDraft(user=one.user, name=one.name, email=one.guest.email if one.guest else "")
            for one in unique_speakers(sessions)
        ),
        seats={pool.kind: pool.capacity for pool in _by_id(event.pools.all())},
        rules=_rules_of(event),
    )


def _copy_of(event: Event) -> Copy:
    draft = _draft_of(event)
    sessions = tuple(replace(session, pk=None) for session in draft.sessions)
    draft = replace(draft, sessions=sessions, cover=_cover_of(event))
    return Copy(
        draft=draft,
        seating=_seating_of(event),
        questions=_questions_of(event),
        briefing_days=event.briefing_days,
        reminders=event.reminders,
        words=all_words_of(event),
        head_start_days=event.head_start_days,
    )


def shifted(copy: Copy, *, days: int, at: datetime) -> Copy:
    """The same, so many ``days`` later, at the same time by the clock; what would be over at ``at`` is left out."""
    zone = copy.draft.sessions[0].zone if copy.draft.sessions else "UTC"
    step = timedelta(days=days)
    sessions = tuple(
        replace(one, pk=None, held_on=one.held_on + step, ends_on=one.ends_on + step) for one in copy.draft.sessions
    )
    minimum = copy.draft.rules.minimum
    if minimum is not None:
        minimum = replace(minimum, decide_at=later(minimum.decide_at, step, zone))
    rules = replace(copy.draft.rules, minimum=minimum)
    begin, end = copy.seating.requests_from, copy.seating.requests_until
    seating = replace(
        copy.seating,
        requests_from=begin and later(begin, step, zone),
        requests_until=end and later(end, step, zone),
        rules=tuple(
            replace(rule, lapses_at=later(rule.lapses_at, step, zone)) if rule.lapses_at else rule
            for rule in copy.seating.rules
        ),
    )
    return _without_what_is_over(
        replace(copy, draft=replace(copy.draft, sessions=sessions, rules=rules), seating=seating), at=at
    )


def _cover_of(event: Event) -> CoverDraft | None:
    """The picture with its words; an event whose files are lost is drawn."""
    files = {size: file_of(event.cover, size) for size in SIZES} if event.cover else {}
    if not files or not all(file.is_file() for file in files.values()):
        return None
    return CoverDraft(text=event.cover_text, picture=Picture({size: file.read_bytes() for size, file in files.items()}))


def _rules_of(event: Event) -> RulesDraft:
    standing = minimum_at_hand(event)
    minimum = None
    if standing is not None:
        minimum = MinimumDraft(
            people=standing.people, decide_at=standing.decide_at, cancels_itself=standing.cancels_itself
        )
    return RulesDraft(locations=_by_id(event.locations.all()), needs=_by_id(event.needs.all()), minimum=minimum)


def _by_id(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.pk))


def seatings_of(events: Iterable[Event]) -> dict[int, SeatingDraft]:
    """How the seats of these are given, as they stand, by their ids; rules that have lapsed included."""
    return {event.pk: _seating_of(event) for event in whole(events)}


def _seating_of(event: Event) -> SeatingDraft:
    rules = _by_id(rule for pool in event.pools.all() for rule in pool.rules.all())
    names = ("kind", "department", "seats", "percent", "lapses_at")
    return SeatingDraft(
        **{name: getattr(event, name) for name in SEATING_FIELDS},
        rules=tuple(
            SeatRuleDraft(pool=rule.pool.kind, **{name: getattr(rule, name) for name in names}) for rule in rules
        ),
    )


def in_force(seating: SeatingDraft, *, at: datetime) -> SeatingDraft:
    """``seating`` without the rules that have lapsed."""
    return replace(
        seating, rules=tuple(rule for rule in seating.rules if rule.lapses_at is None or rule.lapses_at > at)
    )


def _questions_of(event: Event) -> tuple[QuestionDraft, ...]:
    """What it asks now; what it asked once and asks no longer is not copied."""
    names = ("kind", "label", "help_text", "is_required", "pool_kind", "is_for_speakers")
    return tuple(
        QuestionDraft(
            **{name: getattr(question, name) for name in names},
            added=tuple(
                choice.label
                for choice in sorted(question.choices.all(), key=lambda one: (one.position, one.pk))
                if choice.retired_at is None
            ),
        )
        for question in event.asked.all()
    )


def _session(session: Session) -> SessionDraft:
    names = ("pk", "held_on", "starts_wall", "ends_on", "ends_wall", "zone", "room", "place", "join_url")
    return SessionDraft(**{name: getattr(session, name) for name in names})


def later(moment: datetime, step: timedelta, zone: str) -> datetime:
    """``moment`` at the same time by the clock of ``zone``; a deadline that the clock jumps over is an hour later."""
    local = moment.astimezone(ZoneInfo(zone))
    return (local.replace(fold=0) + step).astimezone(UTC)


def _without_what_is_over(copy: Copy, *, at: datetime) -> Copy:
    draft, seating, left_out = copy.draft, copy.seating, list(copy.left_out)
    if (standing := in_force(seating, at=at)) != seating:
        seating = standing
        left_out.append(LeftOut.FLOORS)
    if seating.requests_until is not None and seating.requests_until <= at:
        allotment = Allotment.FIRST_COME if seating.allotment == Allotment.DRAW else seating.allotment
        seating = replace(seating, requests_from=None, requests_until=None, allotment=allotment)
        left_out.append(LeftOut.REQUESTS)
    if draft.rules.minimum is not None and draft.rules.minimum.decide_at <= at:
        draft = replace(draft, rules=replace(draft.rules, minimum=None))
        left_out.append(LeftOut.MINIMUM)
    return replace(copy, draft=draft, seating=seating, left_out=tuple(left_out))
