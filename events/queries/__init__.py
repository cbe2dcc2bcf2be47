"""Reads about events that do not chain."""

from events.queries.catalogue import facet_index, free_topic_key, saved_searches
from events.queries.interest import (
    DepartmentInterest,
    interest_by_department,
    interest_by_event,
    is_interested,
    shown_to_colleagues,
    to_hear_first,
)
from events.queries.places import RoomNames
from events.queries.programme import (
    TightRoom,
    attach_programme,
    invited_departments,
    pools_of,
    rooms_for,
    tight_rooms,
    uids_of,
    zone_of,
)
from events.queries.rules import (
    due_for_a_verdict,
    events_to_need,
    minimum_at_hand,
    minimum_of,
    needs_of,
    questions_by_event,
)
from events.queries.search import (
    SEARCHED,
    best_first,
    can_tell_likeness,
    excerpts,
    search,
    search_texts,
    spelt_otherwise,
)
from events.queries.series import changeable, columns_of, occurrences, pattern_of, rule_of, standing

__all__ = [
    "SEARCHED",
    "DepartmentInterest",
    "RoomNames",
    "TightRoom",
    "attach_programme",
    "best_first",
    "can_tell_likeness",
    "changeable",
    "columns_of",
    "due_for_a_verdict",
    "events_to_need",
    "excerpts",
    "facet_index",
    "free_topic_key",
    "interest_by_department",
    "interest_by_event",
    "invited_departments",
    "is_interested",
    "minimum_at_hand",
    "minimum_of",
    "needs_of",
    "occurrences",
    "pattern_of",
    "pools_of",
    "questions_by_event",
    "rooms_for",
    "rule_of",
    "saved_searches",
    "search",
    "search_texts",
    "shown_to_colleagues",
    "spelt_otherwise",
    "standing",
    "tight_rooms",
    "to_hear_first",
    "uids_of",
    "zone_of",
]
