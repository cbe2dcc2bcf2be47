"""How the answers to an event are counted apart."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext

from accounts.models import Department, Location, User
from accounts.queries import ancestry
from events.enums import PoolKind
from events.models import Event
from feedback.enums import Dimension
from feedback.models import Slicing
from feedback.questionnaire import in_every_language
from feedback.slicing import REST, Cell, branches, standing
from registrations.models import Registration


def dimension_of(event: Event) -> Dimension:
    """By what the answers about ``event`` will be counted apart, as its organisers wish."""
    return Dimension(Slicing.objects.filter(event=event).values_list("dimension", flat=True).first() or "")


def cells_of(event: Event, people: Sequence[User]) -> tuple[list[Cell], dict[int, str]]:
    """The cells into which ``people`` would fall if they are asked now, by name, and in which each of them would be.

    No cells where everything is counted together, or would have to be.
    """
    groups = _GROUPS[dimension_of(event)](event, people)
    kept = sorted(standing(groups.of), key=lambda group: (str(groups.names[group]).casefold(), str(group)))
    keys: dict[Any, str] = {group: str(number) for number, group in enumerate(kept, start=1)}
    placed = {person: keys.get(group, REST) for person, group in groups.of.items()} if kept else {}
    sizes = Counter(placed.values())
    cells = [
        Cell(keys[group], in_every_language(partial(str, groups.names[group])), sizes[keys[group]]) for group in kept
    ]
    return cells + ([Cell(REST, in_every_language(_everybody_else), sizes[REST])] if sizes[REST] else []), placed


def _everybody_else() -> str:
    return gettext("Everybody else")


@dataclass(frozen=True)
class _Groups:
    """In which group each person is, and what the groups are called."""

    of: Mapping[int, Any]
    names: Mapping[Any, object]


def _no_groups(_event: Event, _people: Sequence[User]) -> _Groups:
    return _Groups({}, {})


def _by_department(_event: Event, people: Sequence[User]) -> _Groups:
    rows = list(Department.objects.values_list("pk", "parent_id", "name"))
    lines = ancestry((pk, parent) for pk, parent, _name in rows)
    from_the_root = {person.pk: lines[person.department_id][::-1] if person.department_id else [] for person in people}
    return _Groups(branches(from_the_root), {pk: name for pk, _parent, name in rows})


def _by_location(_event: Event, people: Sequence[User]) -> _Groups:
    return _Groups(
        {person.pk: person.location_id for person in people}, dict(Location.objects.values_list("pk", "name"))
    )


def _by_way(event: Event, people: Sequence[User]) -> _Groups:
    seated = Registration.objects.for_event(event).confirmed().filter(user__in=people)
    ways = dict(seated.values_list("user_id", "pool__kind"))
    return _Groups({person.pk: ways.get(person.pk) for person in people}, {kind.value: kind.label for kind in PoolKind})


_GROUPS: Mapping[Dimension, Callable[[Event, Sequence[User]], _Groups]] = {
    Dimension.NOTHING: _no_groups,
    Dimension.DEPARTMENT: _by_department,
    Dimension.LOCATION: _by_location,
    Dimension.WAY: _by_way,
}
