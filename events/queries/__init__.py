"""Reads about events that do not chain."""

from events.queries.catalogue import facet_index, free_topic_key, saved_searches
from events.queries.imports import plan_of_file
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
from events.queries.speakers import (
    Teacher,
    digest_of_times,
    engagement_of,
    reachable,
    sessions_of,
    speakers_of,
    teachers_of,
)

__all__ = [
    "SEARCHED",
    "DepartmentInterest",
    "RoomNames",
    "Teacher",
    "TightRoom",
    "attach_programme",
    "best_first",
    "can_tell_likeness",
    "changeable",
    "columns_of",
    "digest_of_times",
    "due_for_a_verdict",
    "engagement_of",
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
    "plan_of_file",
    "pools_of",
    "questions_by_event",
    "reachable",
    "rooms_for",
    "rule_of",
    "saved_searches",
    "search",
    "search_texts",
    "sessions_of",
    "shown_to_colleagues",
    "speakers_of",
    "spelt_otherwise",
    "standing",
    "teachers_of",
    "tight_rooms",
    "to_hear_first",
    "uids_of",
    "zone_of",
]
