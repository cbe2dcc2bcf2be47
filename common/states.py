"""States and their dates, as one rule that the database holds."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db.models import Q

State = TypeVar("State", bound=str)


def dated(dates: Mapping[State, Collection[str]]) -> Q:
    """In each state the dates that belong to it are there, and no other; ``dates``: their columns by state."""
    columns = {name for own in dates.values() for name in own}
    rule = Q()
    for state, own in dates.items():
        rule |= Q(state=state, **{f"{name}__isnull": name not in own for name in columns})
    return rule
