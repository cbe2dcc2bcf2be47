"""The groups of a session, as signs on their tables."""

from collections.abc import Iterable
from datetime import datetime

from events.models import Event
from registrations.models import Group, GroupPlan, Registration
from registrations.queries.groups import places_in
from reports.queries.belonging import belonging
from reports.summary import Belonging, TableSign, TableSigns


def plan_of(event: Event, pk: int) -> GroupPlan | None:
    """The groups of one of the event's sessions, if they are still there."""
    return GroupPlan.objects.select_related("session__event").filter(session__event=event, pk=pk).first()


def table_signs(plan: GroupPlan, *, with_names: bool, at: datetime) -> TableSigns:
    """The groups of a session; without ``with_names`` only those are named who show their names."""
    event = plan.session.event
    known: dict[int, Belonging] = {}
    sitting: dict[int, list[Registration]] = {}
    for place in places_in(plan):
        sitting.setdefault(place.group_id, []).append(place.registration)
    return TableSigns(
        title=event.title,
        slug=event.slug,
        starts_at=plan.session.starts_at,
        ends_at=plan.session.ends_at,
        zone=plan.session.zone,
        taken_at=at,
        tables=tuple(
            _sign(group, sitting[group.pk], known, are_all_named=with_names, are_any_named=event.shows_participants)
            for group in plan.groups.in_order()
            if group.pk in sitting
        ),
    )


def _sign(
    group: Group,
    people: Iterable[Registration],
    known: dict[int, Belonging],
    *,
    are_all_named: bool,
    are_any_named: bool,
) -> TableSign:
    names: list[tuple[str, Belonging | None]] = []
    others: set[Belonging] = set()
    for registration in people:
        department = belonging(registration.user.department if registration.user else None, known)
        is_listed = are_any_named and registration.user is not None and registration.user.is_listed
        if are_all_named or is_listed:
            names.append((registration.participant.name, department))
        elif department:
            others.add(department)
    return TableSign(
        label=group.label, names=tuple(names), departments=tuple(sorted(others, key=lambda one: one.name.casefold()))
    )
