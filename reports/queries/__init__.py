"""What documents read: each with a number of queries that does not depend on the number of people."""

from reports.queries.attendance import attendance_summary, participants
from reports.queries.roster import EVERY, chosen_sessions, door_signs, everybody, poster, roster
from reports.queries.tables import plan_of, table_signs

__all__ = [
    "EVERY",
    "attendance_summary",
    "chosen_sessions",
    "door_signs",
    "everybody",
    "participants",
    "plan_of",
    "poster",
    "roster",
    "table_signs",
]
