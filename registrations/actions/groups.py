"""Mixed groups: making them, late changes, wishes, and showing them to participants."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import pgettext

from accounts.models import User
from audit.actions import record
from events.models import Event, Session
from registrations import grouping, policies
from registrations.enums import GroupRefusal, WishKind
from registrations.exceptions import GroupsRefused
from registrations.grouping import Contradiction, Gathering
from registrations.models import Group, GroupPlace, GroupPlan, GroupWish, Registration
from registrations.queries import groups as queries

SEEDS = 2**31
ATTEMPTS = 3
NAMED = 6


@dataclass(frozen=True)
class Mixed:
    """Groups that were made, and how many people had to leave the one they were in."""

    plan: GroupPlan
    moved: int


def mix_groups(*, session: Session, size: int, by: User, at: datetime) -> Mixed:
    """Divide everybody with a seat into groups of ``size``; where there are groups already, as few as needed move.

    Worked out before the event is locked, because it takes its time and others register meanwhile; if
    something of what it rests on has changed, it is worked out again.
    """
    for _attempt in range(ATTEMPTS):
        gathered = queries.gatherings(session, size=size)
        seed = secrets.randbelow(SEEDS)
        if reason := policies.mix_refusal(sum(len(one.people) for one in gathered.values())):
            raise GroupsRefused(reason)
        divisions = {pool: _divided(gathering, seed=seed) for pool, gathering in gathered.items()}
        with transaction.atomic():
            session = _locked(session, at=at)
            if queries.gatherings(session, size=size) == gathered:
                plan = _planned(session, size=size, seed=seed, by=by, at=at)
                _write(plan, divisions)
                moved = sum(grouping.mix(gathered[pool], groups).moved for pool, groups in divisions.items())
                after = {"size": size, "seed": seed, "groups": plan.groups.count(), "moved": moved}
                record("groups.mixed", plan, by=by, at=at, scope=session.event.scope, after=after)
                return Mixed(plan, moved)
    raise GroupsRefused(GroupRefusal.BUSY)


@transaction.atomic
def place_newcomers(*, session: Session, by: User, at: datetime) -> list[GroupPlace]:
    """Put whoever is in no group into the best one that has room; nobody else moves."""
    session = _locked(session, at=at)
    plan = _plan(session)
    places = []
    for pool, gathering in queries.gatherings(session, size=plan.size).items():
        by_number = {group.number: group for group in plan.groups.filter(pool=pool)}
        found = grouping.newcomers(gathering, gathering.before, names=sorted(by_number))
        for pk, number in found.items():
            place, _is_new = GroupPlace.objects.update_or_create(
                plan=plan, registration_id=pk, defaults={"group": by_number[number], "is_locked": False}
            )
            places.append(place)
    if places:
        record("groups.completed", plan, by=by, at=at, scope=session.event.scope, after={"people": len(places)})
    return places


@transaction.atomic
def put_in_group(*, registration: Registration, group: Group, is_locked: bool, by: User, at: datetime) -> None:
    """Put somebody into a group, with those who are kept together with them; ``is_locked``: to stay there."""
    session = _locked(group.plan.session, at=at)
    plan = _plan(session)
    fresh = plan.groups.filter(pk=group.pk).first()
    if fresh is None:
        raise GroupsRefused(GroupRefusal.GONE)
    gathered = queries.gatherings(session, size=plan.size)
    gathering = next((one for one in gathered.values() if _is_among(registration, one)), None)
    if gathering is None:
        raise GroupsRefused(GroupRefusal.NOT_SEATED)
    if gathering is not gathered.get(fresh.pool_id):
        raise GroupsRefused(GroupRefusal.OTHER_SEATS)
    chain = grouping.kept_together(gathering, registration.pk)
    beside = {key for key, number in gathering.before.items() if number == fresh.number} - chain
    if foes := [two for two in sorted(gathering.apart) if set(two) & chain and set(two) & beside]:
        raise GroupsRefused(GroupRefusal.KEPT_APART, names=_names(foes[0]))
    for key in sorted(chain):
        GroupPlace.objects.update_or_create(
            plan=plan, registration_id=key, defaults={"group": fresh, "is_locked": is_locked}
        )
    record(
        "groups.moved",
        registration,
        by=by,
        at=at,
        scope=session.event.scope,
        before={"group": gathering.before.get(registration.pk)},
        after={"group": fresh.number, "name": fresh.name, "is_locked": is_locked, "with": len(chain) - 1},
    )


@transaction.atomic
def name_groups(*, session: Session, names: Mapping[int, str], by: User, at: datetime) -> None:
    """Call groups by names of their own, by their ids; an empty one brings the number back."""
    session = _locked(session, at=at)
    plan = _plan(session)
    groups = [group for group in plan.groups.order_by("pk") if names.get(group.pk, group.name) != group.name]
    kept = plan.groups.exclude(pk__in=[group.pk for group in groups]).exclude(name="").values_list("name", flat=True)
    wanted = [*kept, *(names[group.pk] for group in groups if names[group.pk])]
    if len(set(wanted)) < len(wanted):
        raise GroupsRefused(GroupRefusal.SAME_NAME)
    if groups:
        # Two may exchange their names.
        plan.groups.filter(pk__in=[group.pk for group in groups]).update(name="")
        for group in groups:
            plan.groups.filter(pk=group.pk).update(name=names[group.pk])
        record("groups.named", plan, by=by, at=at, scope=session.event.scope, after={"groups": len(groups)})


@transaction.atomic
def publish_groups(*, session: Session, by: User, at: datetime) -> None:
    """Let all participants see their group."""
    session = _locked(session, at=at)
    plan = _plan(session)
    if not plan.is_published:
        plan.published_at = at
        plan.save(update_fields=["published_at"])
        record("groups.published", plan, by=by, at=at, scope=session.event.scope)


@transaction.atomic
def hide_groups(*, session: Session, by: User, at: datetime) -> None:
    """Let only the team see the groups."""
    session = _locked(session, at=at)
    plan = _plan(session)
    if plan.is_published:
        plan.published_at = None
        plan.save(update_fields=["published_at"])
        record("groups.hidden", plan, by=by, at=at, scope=session.event.scope)


@transaction.atomic
def make_wish(
    *, event: Event, first: Registration, second: Registration, kind: WishKind, by: User, at: datetime
) -> GroupWish:
    """Keep two people together or apart, whenever the groups of a session of ``event`` are mixed."""
    event = Event.objects.lock(event)
    if event.is_cancelled:
        raise GroupsRefused(GroupRefusal.EVENT_CANCELLED)
    if first.pk == second.pk:
        raise GroupsRefused(GroupRefusal.SAME_PERSON)
    pools = dict(Registration.objects.for_event(event).confirmed().values_list("pk", "pool"))
    if first.pk not in pools or second.pk not in pools:
        raise GroupsRefused(GroupRefusal.NOT_SEATED)
    if kind == WishKind.TOGETHER and pools[first.pk] != pools[second.pk]:
        raise GroupsRefused(GroupRefusal.OTHER_SEATS)
    low, high = grouping.pair(first.pk, second.pk)
    if GroupWish.objects.filter(first=low, second=high).exists():
        raise GroupsRefused(GroupRefusal.WISHED_ALREADY)
    wish = GroupWish.objects.create(first_id=low, second_id=high, kind=kind, made_at=at, made_by=by)
    with _in_words():
        for gathering in queries.gatherings_to_come(event, at=at):
            grouping.check(gathering)
    record("groups.wished", first, by=by, at=at, scope=event.scope, after={"kind": str(kind), "of": [low, high]})
    return wish


@transaction.atomic
def drop_wish(*, wish: GroupWish, by: User, at: datetime) -> None:
    """Wish nothing of these two any more."""
    event = Event.objects.lock(wish.first.event)
    before = {"kind": wish.kind, "of": [wish.first_id, wish.second_id]}
    if GroupWish.objects.filter(pk=wish.pk).delete()[0]:
        record("groups.wish_dropped", wish.first, by=by, at=at, scope=event.scope, before=before)


def _locked(session: Session, *, at: datetime) -> Session:
    """The session of the locked event, as it is now."""
    event = Event.objects.lock(session.event)
    fresh = event.sessions.filter(pk=session.pk).first()
    if fresh is None:
        raise GroupsRefused(GroupRefusal.NO_GROUPS)
    fresh.event = event
    if reason := policies.groups_refusal(fresh, at=at):
        raise GroupsRefused(reason)
    return fresh


def _plan(session: Session) -> GroupPlan:
    plan = queries.plan_of(session)
    if plan is None:
        raise GroupsRefused(GroupRefusal.NO_GROUPS)
    return plan


def _divided(gathering: Gathering, *, seed: int) -> dict[int, int]:
    with _in_words():
        return grouping.divide(gathering, seed=seed)


@contextmanager
def _in_words() -> Iterator[None]:
    """Say who it is about where wishes and locks contradict each other."""
    try:
        yield
    except Contradiction as contradiction:
        reason = GroupRefusal(contradiction.conflict.value)
        raise GroupsRefused(reason, names=_names(contradiction.people)) from contradiction


def _names(keys: Iterable[int]) -> str:
    """Those people in one line; of many the first."""
    found = Registration.objects.select_related("user", "guest").in_bulk(list(keys))
    names = sorted(row.participant.name for row in found.values())
    shown = names[:NAMED] if len(names) <= NAMED else [*names[:NAMED], "…"]
    return pgettext("between the items of a list", ", ").join(shown)


def _planned(session: Session, *, size: int, seed: int, by: User, at: datetime) -> GroupPlan:
    values = {"size": size, "seed": seed, "made_at": at, "made_by": by}
    plan, _is_new = GroupPlan.objects.update_or_create(session=session, defaults=values)
    return plan


def _write(plan: GroupPlan, divisions: Mapping[int, Mapping[int, int]]) -> None:
    """Let the rows say what ``divisions`` says: groups keep their names, people the lock of their group."""
    there = {(group.pool_id, group.number): group for group in plan.groups.all()}
    wanted = {(pool, number) for pool, groups in divisions.items() for number in groups.values()}
    new = [Group(plan=plan, pool_id=pool, number=number) for pool, number in sorted(wanted - there.keys())]
    there |= {(group.pool_id, group.number): group for group in Group.objects.bulk_create(new)}
    group_of = {key: there[pool, number] for pool, groups in divisions.items() for key, number in groups.items()}
    known = {place.registration_id: place for place in plan.places.select_related("group")}
    changed = [place for key, place in known.items() if key in group_of and place.group_id != group_of[key].pk]
    for place in changed:
        place.group, place.is_locked = group_of[place.registration_id], False
    GroupPlace.objects.bulk_update(changed, ["group", "is_locked"], batch_size=500)
    plan.places.exclude(registration__in=group_of).delete()
    GroupPlace.objects.bulk_create(
        GroupPlace(plan=plan, registration_id=key, group=group) for key, group in group_of.items() if key not in known
    )
    plan.groups.exclude(pk__in=[there[key].pk for key in wanted]).delete()


def _is_among(registration: Registration, gathering: Gathering) -> bool:
    return any(person.key == registration.pk for person in gathering.people)
