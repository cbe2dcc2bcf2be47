"""An event as it would be on other dates: everything but its people, and what was sent to them.

Clones and the occurrences of a series are made of this. Dates move by whole days in wall time, so that
ten o'clock stays ten o'clock across a switch night.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from common.pictures import SIZES, Picture
from events.actions.editing import create
from events.actions.interest import set_head_start
from events.actions.programme import FIELDS
from events.actions.questions import add_question
from events.actions.reminders import set_reminders
from events.actions.seating import FIELDS as SEATING_FIELDS
from events.actions.seating import set_seating
from events.actions.teaching import set_briefing
from events.actions.team import leave_team, set_role
from events.actions.words import set_words
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
from events.enums import Allotment, LeftOut, RoleKind
from events.models import Event, RegistrationQuestion, Role, SeatRule, Session, unique_speakers
from events.queries import all_words_of, minimum_of
from outbox.rendering import Own


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
    sessions = list(
        event.sessions.select_related("room")
        .prefetch_related("speakers__user", "speakers__guest")
        .order_by("starts_at", "pk")
    )
    return EventDraft(
        **{name: getattr(event, name) for name in FIELDS},
        departments=tuple(event.departments.order_by("pk")),
        host_department=event.host_department,
        co_hosts=tuple(event.co_hosts.order_by("pk")),
        topics=tuple(event.topics.order_by("pk")),
        cover=CoverDraft(text=event.cover_text) if event.cover else None,
        sessions=tuple(_session(one) for one in sessions),
        speakers=tuple(
            SpeakerDraft(user=one.user, name=one.name, email=one.guest.email if one.guest else "")
            for one in unique_speakers(sessions)
        ),
        seats=dict(event.pools.order_by("pk").values_list("kind", "capacity")),
        rules=_rules_of(event),
    )


def copy_of(event: Event) -> Copy:
    """Everything that ``event`` consists of, on its own dates."""
    draft = draft_of(event)
    sessions = tuple(replace(session, pk=None) for session in draft.sessions)
    draft = replace(draft, sessions=sessions, cover=_cover_of(event))
    return Copy(
        draft=draft,
        seating=seating_of(event),
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


@transaction.atomic
def make(*, copy: Copy, by: User, at: datetime, team: Iterable[Role] = (), event_id: UUID | None = None) -> Event:
    """Make a draft of what ``copy`` says. ``team``: who has a part in it, as they had in another event.

    Without one it belongs to ``by``. ``event_id``: see create().
    """
    event = create(draft=copy.draft, by=by, at=at, event_id=event_id)
    _put_team(event, list(team), by=by, at=at)
    if copy.seating != SeatingDraft():
        event = set_seating(event=event, draft=copy.seating, by=by, at=at)
    for question in copy.questions:
        add_question(event=event, draft=question, by=by, at=at)
    event = set_briefing(event=event, days=copy.briefing_days, by=by, at=at)
    event = set_reminders(event=event, times=copy.reminders, by=by, at=at)
    for kind, words in copy.words.items():
        set_words(event=event, kind=kind, words=words, by=by, at=at)
    if event.head_start_days != copy.head_start_days:
        event = set_head_start(event=event, days=copy.head_start_days, by=by, at=at)
    return event


def _put_team(event: Event, team: list[Role], *, by: User, at: datetime) -> None:
    """Let ``team`` stand instead of whoever made the event; an owner stays where the team has none."""
    if not any(role.kind == RoleKind.OWNER for role in team):
        return
    for role in sorted(team, key=lambda one: one.kind != RoleKind.OWNER):  # or the last owner would be lowered
        set_role(event=event, user=role.user, kind=RoleKind(role.kind), by=by, at=at)
    if all(role.user_id != by.pk for role in team):
        leave_team(event=event, role=event.roles.get(user=by), by=by, at=at)


def _cover_of(event: Event) -> CoverDraft | None:
    """The picture with its words; an event whose files are lost is drawn."""
    files = {size: file_of(event.cover, size) for size in SIZES} if event.cover else {}
    if not files or not all(file.is_file() for file in files.values()):
        return None
    return CoverDraft(text=event.cover_text, picture=Picture({size: file.read_bytes() for size, file in files.items()}))


def _rules_of(event: Event) -> RulesDraft:
    standing = minimum_of(event)
    minimum = None
    if standing is not None:
        minimum = MinimumDraft(
            people=standing.people, decide_at=standing.decide_at, cancels_itself=standing.cancels_itself
        )
    return RulesDraft(
        locations=tuple(event.locations.order_by("pk")), needs=tuple(event.needs.order_by("pk")), minimum=minimum
    )


def seating_of(event: Event) -> SeatingDraft:
    """How the seats of ``event`` are given, as it stands; rules that have lapsed included."""
    rules = SeatRule.objects.filter(pool__event=event).select_related("pool", "department").order_by("pk")
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
            added=tuple(choice.label for choice in question.choices.all() if choice.retired_at is None),
        )
        for question in RegistrationQuestion.objects.for_event(event).standing()
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
