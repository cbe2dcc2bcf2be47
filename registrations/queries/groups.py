"""Who sits together at a session, and everything that is respected when groups are mixed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Department, User
from events.models import Event, Session
from registrations.enums import ATTENDED, WishKind
from registrations.grouping import Gathering, Pair, Person, pair
from registrations.models import Absence, Attendance, Group, GroupPlace, GroupPlan, GroupWish, Registration

Who = tuple[int | None, int | None]  # the ids of a colleague and of a guest, one of them None


@dataclass(frozen=True, kw_only=True)
class OwnGroup:
    """A person's group at one session: with whom, as far as names are shown, and from where the others come."""

    session: Session
    group: Group
    named: list[User]
    departments: list[Department]
    others: int

    @property
    def is_alone(self) -> bool:
        """Whether nobody else is in it."""
        return not self.named and not self.others


def plan_of(session: Session | None) -> GroupPlan | None:
    """The groups of ``session``, once they are made."""
    return GroupPlan.objects.filter(session=session).first() if session else None


def places_in(plan: GroupPlan) -> list[GroupPlace]:
    """Everybody who is in a group of ``plan``, by name, with where they belong."""
    places = GroupPlace.objects.of_plan(plan).taken()
    found = places.select_related("group__pool", "registration__user__department", "registration__guest")
    return sorted(found, key=lambda place: (place.registration.participant.name.casefold(), place.pk))


def group_labels(session: Session | None) -> dict[int, str]:
    """What the group of each person at ``session`` is called, by the registration's id."""
    places = GroupPlace.objects.filter(plan__session=session).taken().select_related("group__pool")
    return {place.registration_id: place.group.label for place in places} if session else {}


def labels_by_person(event: Event) -> dict[int, str]:
    """The groups of each person at all sessions of ``event``, in their order, by the registration's id."""
    places = GroupPlace.objects.filter(plan__session__event=event).taken().select_related("group__pool")
    found: dict[int, list[str]] = defaultdict(list)
    for place in places.order_by("plan__session__starts_at", "pk"):
        found[place.registration_id].append(place.group.label)
    return {pk: "; ".join(labels) for pk, labels in found.items()}


def ungrouped_by_event(events: Collection[Event], *, at: datetime) -> dict[int, int]:
    """How many who come to a session that has groups are in none of them, by the event's id."""
    plans = GroupPlan.objects.filter(session__event__in=[event.pk for event in events], session__ends_at__gt=at)
    away = Absence.objects.filter(registration=OuterRef("pk"), session=OuterRef(OuterRef("session")))
    seated = Registration.objects.filter(event=OuterRef("session__event")).confirmed().exclude(Exists(away))
    placed = GroupPlace.objects.filter(plan=OuterRef("pk")).taken().order_by().values("plan")
    number = Count("pk")
    rows = plans.annotate(
        seated=Coalesce(Subquery(seated.order_by().values("event").annotate(number=number).values("number")), 0),
        placed=Coalesce(Subquery(placed.annotate(number=number).values("number")), 0),
    ).values_list("session__event", "seated", "placed")
    found: dict[int, int] = {}
    for event, people, grouped in rows:
        found[event] = max(found.get(event, 0), people - grouped)
    return found


def without_group(plan: GroupPlan) -> list[Registration]:
    """Everybody who comes and is in no group of ``plan``, by name."""
    placed = GroupPlace.objects.of_plan(plan).taken().values("registration")
    coming = Registration.objects.for_event(plan.session.event).coming_to(plan.session).exclude(pk__in=placed)
    return list(coming.with_people().by_name())


def gatherings(session: Session, *, size: int) -> dict[int, Gathering]:
    """Those who come to ``session``, apart for each kind of seat, by the id of the pool."""
    rows = Registration.objects.for_event(session.event).coming_to(session).order_by("pk")
    seats = list(rows.values_list("pk", "pool", "user", "guest", "user__department"))
    people: dict[int, list[Person]] = defaultdict(list)
    paths = _paths() if seats else {}
    for pk, pool, _user, _guest, department in seats:
        people[pool].append(Person(pk, paths.get(department, ())))
    common = {
        "size": size,
        "met": _met(session, {(user, guest): pk for pk, _pool, user, guest, _department in seats}),
        "together": _wished(session.event, WishKind.TOGETHER),
        "apart": _wished(session.event, WishKind.APART),
    }
    before, locked = _standing(session)
    return {
        pool: Gathering(people=tuple(found), before=before[pool], locked=locked[pool], **common)  # type: ignore[arg-type]
        for pool, found in people.items()
    }


def gatherings_to_come(event: Event, *, at: datetime) -> list[Gathering]:
    """Those of each session to come that has groups; and one of everybody, for wishes that no groups follow yet."""
    everybody = Registration.objects.for_event(event).confirmed().values_list("pk", flat=True)
    people = tuple(Person(pk) for pk in everybody)
    together, apart = _wished(event, WishKind.TOGETHER), _wished(event, WishKind.APART)
    found = [Gathering(people=people, size=max(len(people), 1), together=together, apart=apart)]
    plans = GroupPlan.objects.filter(session__event=event, session__ends_at__gt=at).select_related("session__event")
    for plan in plans:
        found += gatherings(plan.session, size=plan.size).values()
    return found


def own_groups(registration: Registration) -> list[OwnGroup]:
    """The published groups in which somebody is, session by session.

    Names follow the rule of the list of participants: the event shows them, and the person agreed.
    A guest is told no names.
    """
    if not registration.is_confirmed:
        return []
    own = GroupPlace.objects.filter(registration=registration, plan__published_at__isnull=False).taken()
    groups = Group.objects.filter(places__in=own).select_related("pool", "plan__session")
    found = {group.pk: group for group in groups.order_by("plan__session__starts_at", "pk")}
    beside: dict[int, list[Registration]] = defaultdict(list)
    if found:
        others = GroupPlace.objects.filter(group__in=found).taken().exclude(registration=registration)
        for place in others.select_related("registration__user__department"):
            beside[place.group_id].append(place.registration)
    are_named = registration.event.shows_participants and registration.guest_id is None
    return [_own(group, beside[group.pk], are_named=are_named) for group in found.values()]


def _own(group: Group, beside: Iterable[Registration], *, are_named: bool) -> OwnGroup:
    users = [row.user for row in beside]
    named = [user for user in users if user and are_named and user.is_listed and user.is_active]
    rest = [user for user in users if user not in named]
    departments = {user.department.pk: user.department for user in rest if user and user.department}
    return OwnGroup(
        session=group.plan.session,
        group=group,
        named=sorted(named, key=lambda user: (user.name.casefold(), user.pk)),
        departments=sorted(departments.values(), key=lambda department: department.name.casefold()),
        others=len(rest),
    )


def _paths() -> dict[int | None, tuple[int, ...]]:
    """The departments from the top down to each, by its id."""
    parents = dict(Department.objects.order_by().values_list("pk", "parent"))
    paths: dict[int | None, tuple[int, ...]] = {}
    for pk, parent in parents.items():
        path, above = [pk], parent
        while above is not None:
            path.insert(0, above)
            above = parents[above]
        paths[pk] = tuple(path)
    return paths


def _standing(session: Session) -> tuple[dict[int, dict[int, int]], dict[int, dict[int, int]]]:
    """In which group everybody is, and those who stay there: numbers by pool and registration."""
    before: dict[int, dict[int, int]] = defaultdict(dict)
    locked: dict[int, dict[int, int]] = defaultdict(dict)
    places = GroupPlace.objects.filter(plan__session=session).taken()
    for pk, pool, number, is_locked in places.values_list("registration", "group__pool", "group__number", "is_locked"):
        before[pool][pk] = number
        if is_locked:
            locked[pool][pk] = number
    return before, locked


def _wished(event: Event, kind: WishKind) -> frozenset[Pair]:
    wishes = GroupWish.objects.for_event(event).filter(kind=kind)
    return frozenset(wishes.values_list("first", "second"))


def _met(session: Session, seats: Mapping[Who, int]) -> dict[Pair, int]:
    """How often two of those who come were in a group together before, by their registrations.

    Groups of an earlier session of the same event count before it was held; who was marked as not
    there has met nobody.
    """
    here = Registration.objects.for_event(session.event).coming_to(session)
    marked = Attendance.objects.current().filter(
        registration=OuterRef("registration"), session=OuterRef("plan__session")
    )
    places = (
        GroupPlace.objects.taken()
        .filter(
            Q(registration__user__in=here.filter(user__isnull=False).values("user"))
            | Q(registration__guest__in=here.filter(guest__isnull=False).values("guest")),
            Q(plan__published_at__isnull=False) | Q(plan__session__event=session.event),
            plan__session__starts_at__lt=session.starts_at,
        )
        .exclude(Exists(marked.exclude(mark__in=ATTENDED)))
    )
    together: dict[int, list[int]] = defaultdict(list)
    for group, user, guest in places.values_list("group", "registration__user", "registration__guest"):
        together[group].append(seats[user, guest])
    return dict(Counter(pair(*two) for keys in together.values() for two in combinations(keys, 2)))
