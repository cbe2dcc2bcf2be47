"""Sessions, speakers and pools of an event, brought to what a draft says.

Private to the actions: every function here is called with the event locked.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import Department, User
from accounts.queries import department_lines
from calendars import actions as calendars
from calendars.details import MeetingDetails
from events import policies
from events.actions.covers import put_cover
from events.actions.interest import shorten_head_start
from events.actions.rules import put_rules, rules_snapshot
from events.actions.search import renew_search
from events.actions.speakers import put_speakers
from events.drafts import EventDraft, Programme, SessionDraft
from events.enums import Refusal
from events.exceptions import EventRefused, LimitInPercent, SeatsRuled, SeatsTaken
from events.models import Event, Pool, SeatRule, Session, Topic, unique_speakers
from events.queries import edited

FIELDS = (
    "title",
    "language",
    "kind",
    "description",
    "audience",
    "is_unlisted",
    "cancellation_hours",
    "hands_over",
    "join_minutes",
    "join_for",
    "has_self_check_in",
    "has_follow_up",
    "needs_organisers",
    "no_show_policy",
    "shows_participants",
)


def put_sessions(event: Event, drafts: tuple[SessionDraft, ...], *, at: datetime) -> Programme:
    """Make the event's sessions equal to ``drafts``; one that was held can't be dropped."""
    kept = {draft.pk for draft in drafts if draft.pk}
    dropped = [session for session in event.sessions.all() if session.pk not in kept]
    if event.is_published and any(session.starts_at <= at for session in dropped):
        raise EventRefused(Refusal.SESSION_HELD)
    dropped_uids = tuple(session.uid for session in dropped)
    try:
        event.sessions.filter(pk__in=[session.pk for session in dropped]).delete()
    except ProtectedError:  # something was noted about it already, such as who was there
        raise EventRefused(Refusal.SESSION_HELD) from None
    standing = {session.pk: session for session in event.sessions.all()}
    uids_before = {session.uid for session in standing.values()}
    for draft in drafts:
        session = standing.get(draft.pk or 0) or Session(event=event)
        for name, value in draft.columns.items():
            setattr(session, name, value)
        session.save()
    sessions = list(event.sessions.all())
    put_times(event, sessions)
    uids = [session.uid for session in sessions]
    return Programme(uids=tuple(uids), added=tuple(uid for uid in uids if uid not in uids_before), dropped=dropped_uids)


def put_times(event: Event, sessions: Collection[Session | SessionDraft]) -> None:
    """Let ``event`` say from when to when it is, as its sessions do."""
    event.starts_at = min((session.starts_at for session in sessions), default=None)
    event.ends_at = max((session.ends_at for session in sessions), default=None)


def put_pools(event: Event, seats: dict[str, int | None], *, at: datetime) -> None:
    """Offer ``seats`` by kind of pool; never fewer than are taken, nor than its rules can be kept with."""
    pools = {pool.kind: pool for pool in event.pools.all()}
    for kind, pool in pools.items():
        capacity = seats.get(kind, 0)
        if capacity is not None and capacity < pool.seats_taken:
            raise SeatsTaken(kind=kind, taken=pool.seats_taken)
        if event.rules_set and capacity != pool.capacity:
            _keep_rules(event, pool, capacity, at=at)
        if kind in seats:
            Pool.objects.filter(pk=pool.pk).update(capacity=capacity)
        elif not event.is_published:
            pool.delete()
        else:
            Pool.objects.filter(pk=pool.pk).update(capacity=0)
    for kind, capacity in seats.items():
        if kind not in pools:
            event.pools.create(kind=kind, capacity=capacity)


def shorten_floors(event: Event) -> None:
    """Hold seats for departments no longer than until an event begins that begins earlier than it did."""
    if event.starts_at is not None and event.rules_set:
        floors = SeatRule.objects.filter(pool__event=event, lapses_at__gt=event.starts_at)
        floors.update(lapses_at=event.starts_at)


def _keep_rules(event: Event, pool: Pool, capacity: int | None, *, at: datetime) -> None:
    """Refuse a number of seats under which the rules of ``pool`` can't be kept; what has lapsed goes where it is in the way."""
    rules = list(pool.rules.all())
    if capacity is None:
        if any(rule.percent is not None for rule in rules):
            raise LimitInPercent(kind=pool.kind)
        return
    least, reason = policies.fewest_seats(rules, department_lines(), is_closed=capacity == 0, at=at)
    if capacity < least:
        raise SeatsRuled(reason, kind=pool.kind, least=least)
    if capacity < sum(rule.seats or 0 for rule in rules if rule.is_floor):
        gone, _by_model = pool.rules.filter(lapses_at__lte=at).delete()
        event.rules_set -= gone
        event.save(update_fields=["rules_set"])


def put_meetings(event: Event, *, dropped: tuple[str, ...] = (), at: datetime) -> None:
    """Tell ``calendars`` what the sessions of a published event are now."""
    sessions = event.sessions.select_related("room__location").prefetch_related("speakers__user", "speakers__guest")
    for session in sessions:
        names = [str(speaker) for speaker in unique_speakers([session])]
        details = meeting_details(event, session, speakers=names)
        calendars.put_meeting(uid=session.uid, details=details, at=at, whole=event.uuid)
    for uid in dropped:
        calendars.cancel_meeting(uid=uid, at=at)


def meeting_details(event: Event, session: Session, *, speakers: Sequence[str]) -> MeetingDetails:
    """What calendars show of one session, at which these people teach."""
    join = settings.BASE_URL + session.join_path if session.join_path else ""
    with translation.override(event.language):
        place = session.place_name or join or gettext("Online")
        way = gettext("Join online: %(address)s") % {"address": join} if join else ""
        who = gettext("With %(names)s") % {"names": ", ".join(speakers)} if speakers else ""
    return MeetingDetails(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        title=event.title,
        place=place,
        url=settings.BASE_URL + event.get_absolute_url(),
        description="\n\n".join(part for part in (way, who, event.description[:2_000].strip()) if part),
    )


def snapshot(event: Event) -> dict[str, object]:
    """What an audit line keeps of an event."""
    (said,) = edited([event])
    return snapshot_at_hand(said)


def snapshot_at_hand(event: Event) -> dict[str, object]:
    """The same of one that was fetched with everything that the editor says of it."""
    sessions = list(event.sessions.all())
    speakers = unique_speakers(sessions)
    return {
        **{name: getattr(event, name) for name in (*FIELDS, "cover", "cover_text", "state")},
        "departments": _keys(event.departments.all()),
        "topics": _keys(event.topics.all()),
        "co_hosts": _keys(event.co_hosts.all()),
        "host": event.host_department.key if event.host_department else "",
        "sessions": [
            [session.uid, session.starts_at.isoformat(), session.ends_at.isoformat(), session.zone, session.place_name]
            for session in sessions
        ],
        "links": [session.join_url for session in sessions],
        # Another link stands behind the same address of ours; only that there is one matters to people.
        "online": [bool(session.join_url) for session in sessions],
        "speakers": [speaker.user.email if speaker.user else speaker.name for speaker in speakers],
        **rules_snapshot(event),
        "seats": {pool.kind: pool.capacity for pool in sorted(event.pools.all(), key=lambda pool: pool.kind)},
    }


def _keys(rows: Iterable[Department | Topic]) -> list[str]:
    return sorted(row.key for row in rows)


def put_fields(event: Event, draft: EventDraft) -> None:
    """What stands in the event's own row."""
    for name in FIELDS:
        setattr(event, name, getattr(draft, name))
    event.host_department, event.has_co_hosts = draft.host_department, bool(co_hosts_in(draft))


def co_hosts_in(draft: EventDraft) -> list[Department]:
    """Who hosts it besides the host."""
    return [one for one in draft.co_hosts if one != draft.host_department]


def put_draft(event: Event, draft: EventDraft, *, by: User, at: datetime) -> Programme:
    """Write everything ``draft`` says; returns which sessions stand now and which were dropped."""
    put_fields(event, draft)
    event.changed_at = at
    put_cover(event, draft.cover)
    programme = put_sessions(event, draft.sessions, at=at)
    if reason := policies.minimum_refusal(event, draft, at=at) or policies.requests_refusal(event):
        raise EventRefused(reason)
    shorten_head_start(event)
    event.save()
    shorten_floors(event)
    event.topics.set(draft.topics)
    event.departments.set(draft.departments)
    event.co_hosts.set(co_hosts_in(draft))
    put_rules(event, draft.rules)
    put_speakers(event, draft.speakers, by=by, at=at)
    put_pools(event, draft.seats, at=at)
    renew_search([event.pk])
    return programme
