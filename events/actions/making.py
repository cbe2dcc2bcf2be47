"""Drafts made like other events, many at once: a clone, a series anew, further dates of a series.

Everything is written in as many statements for ten as for one, besides what other apps do about each.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import models, transaction

from accounts.models import User
from audit.actions import Change, record_all
from events import policies
from events.actions.addresses import save_under_new_addresses
from events.actions.copying import Copy
from events.actions.covers import put_cover
from events.actions.programme import co_hosts_in, put_fields, put_times, snapshot_at_hand
from events.actions.questions import choices_of, question_of
from events.actions.search import renew_search
from events.actions.seating import FIELDS as SEATING_FIELDS
from events.actions.seating import rule_rows
from events.actions.seating import snapshot_at_hand as seating_at_hand
from events.actions.speakers import add_speakers
from events.enums import RoleKind
from events.exceptions import EventRefused, RulesRefused
from events.models import (
    Event,
    MailWords,
    Minimum,
    Pool,
    Prerequisite,
    QuestionChoice,
    RegistrationQuestion,
    Role,
    SeatRule,
    Series,
    Session,
)
from events.queries import whole
from events.signals import event_copied


@dataclass(frozen=True, kw_only=True)
class Making:
    """One event that is to be made: like which, and what it is to consist of.

    ``series_on``: its day, in a series. ``event_id`` is given where its cover is to be drawn from it.
    """

    source: Event
    copy: Copy
    series_on: date | None = None
    cloned_from: Event | None = None
    event_id: UUID | None = None


@transaction.atomic
def make_all(
    makings: Sequence[Making], *, by: User, at: datetime, series: Series | None = None, team: Iterable[Role] = ()
) -> list[Event]:
    """Make a draft of each. ``team``: who has a part in them, as they had in another event.

    Without an owner among those they belong to ``by``.
    """
    events = [_event(one, series, at=at) for one in makings]
    save_under_new_addresses(events)
    made = list(zip(events, (one.copy for one in makings), strict=True))
    _put_programmes(made, by=by, at=at)
    _put_named(made)
    _put_seats(made, at=at)
    _put_asked(made)
    _put_team(events, list(team), by=by)
    renew_search(event.pk for event in events)
    _note(made, by=by, at=at)
    for event, one in zip(events, makings, strict=True):
        event_copied.send(sender=Event, event=event, source=one.source, by=by, at=at)
    return events


def _event(making: Making, series: Series | None, *, at: datetime) -> Event:
    """The event's own row. Raises EventRefused where it can't be of such values."""
    copy, draft = making.copy, making.copy.draft
    event = Event(uuid=making.event_id or uuid4(), created_at=at, changed_at=at)
    event.series, event.series_on, event.cloned_from = series, making.series_on, making.cloned_from
    put_fields(event, draft)
    put_cover(event, draft.cover)
    put_times(event, draft.sessions)
    for name in SEATING_FIELDS:
        setattr(event, name, getattr(copy.seating, name))
    event.rules_set, event.has_questions = len(copy.seating.rules), bool(copy.questions)
    event.is_restricted = bool(draft.rules.locations or draft.rules.needs)
    event.briefing_days, event.reminders, event.head_start_days = (
        copy.briefing_days,
        copy.reminders,
        copy.head_start_days,
    )
    if reason := policies.minimum_refusal(event, draft, at=at) or policies.seating_refusal(event, copy.seating, at=at):
        raise EventRefused(reason)
    return event


Made = list[tuple[Event, Copy]]


def _put_programmes(made: Made, *, by: User, at: datetime) -> None:
    """When and where they take place, and who teaches."""
    sessions = {event.pk: [Session(event=event, **one.columns) for one in copy.draft.sessions] for event, copy in made}
    Session.objects.bulk_create(one for some in sessions.values() for one in some)
    add_speakers([(event, sessions[event.pk], copy.draft.speakers) for event, copy in made], by=by, at=at)


def _put_named(made: Made) -> None:
    """The topics, departments and locations that they name, and the events that they build on."""
    for name, (column, named) in NAMED.items():
        through = getattr(Event, name).through
        through.objects.bulk_create(
            through(event=event, **{column: one}) for event, copy in made for one in named(copy)
        )
    Prerequisite.objects.bulk_create(
        Prerequisite(event=event, needed=one) for event, copy in made for one in copy.draft.rules.needs
    )


NAMED: dict[str, tuple[str, Callable[[Copy], Iterable[models.Model]]]] = {
    "topics": ("topic", lambda copy: copy.draft.topics),
    "departments": ("department", lambda copy: copy.draft.departments),
    "co_hosts": ("department", lambda copy: co_hosts_in(copy.draft)),
    "locations": ("location", lambda copy: copy.draft.rules.locations),
}


def _put_seats(made: Made, *, at: datetime) -> None:
    """The seats, and how they are given."""
    pools = [
        Pool(event=event, kind=kind, capacity=seats) for event, copy in made for kind, seats in copy.draft.seats.items()
    ]
    Pool.objects.bulk_create(pools)
    rows = []
    for event, copy in made:
        mine = {pool.kind: pool for pool in pools if pool.event_id == event.pk}
        rows += rule_rows(mine, copy.seating, at=at)
    SeatRule.objects.bulk_create(rows)
    Minimum.objects.bulk_create(
        Minimum(event=event, **vars(copy.draft.rules.minimum)) for event, copy in made if copy.draft.rules.minimum
    )


def _put_asked(made: Made) -> None:
    """What is asked of whoever registers, and what organisers say in mails."""
    asked = [
        (question_of(event, one, position=number), one)
        for event, copy in made
        for number, one in enumerate(copy.questions, start=1)
    ]
    RegistrationQuestion.objects.bulk_create(question for question, _draft in asked)
    QuestionChoice.objects.bulk_create(choice for question, draft in asked for choice in choices_of(question, draft))
    MailWords.objects.bulk_create(
        MailWords(event=event, kind=kind, language=language, subject=own.subject, body=own.body)
        for event, copy in made
        for kind, words in copy.words.items()
        for language, own in words.items()
    )


def _put_team(events: Iterable[Event], team: Sequence[Role], *, by: User) -> None:
    has_owner = any(role.kind == RoleKind.OWNER for role in team)
    kept = [(role.user_id, role.kind) for role in team] if has_owner else [(by.pk, RoleKind.OWNER)]
    Role.objects.bulk_create(Role(event=event, user_id=user, kind=kind) for event in events for user, kind in kept)


def _note(made: Made, *, by: User, at: datetime) -> None:
    """Write the audit lines. Raises RulesRefused where departments can't share the seats that way."""
    lines = []
    for event, (_made, copy) in zip(whole(event for event, _copy in made), made, strict=True):
        if reasons := policies.rules_refused(event, copy.seating, at=at):
            raise RulesRefused(reasons)
        rules = [rule for pool in event.pools.all() for rule in pool.rules.all()]
        after = snapshot_at_hand(event) | {
            "seating": seating_at_hand(event, rules),
            "questions": [question.label for question in copy.questions],
            "words": sorted(copy.words),
            **{name: getattr(event, name) for name in ("briefing_days", "reminders", "head_start_days")},
        }
        lines.append(Change(event, None, after, scope=event.scope))
    record_all("event.created", lines, by=by, at=at)
