"""What documents read: each with a number of queries that does not depend on the number of people."""

from reports.queries.attendance import attendance_summary, participants
from reports.queries.certificates import certificates_of_event, chosen, own_certificate
from reports.queries.overview import department_overview, organisation_overview, series_overview
from reports.queries.roster import EVERY, chosen_sessions, door_signs, everybody, poster, roster
from reports.queries.tables import plan_of, table_signs

__all__ = [
    "EVERY",
    "attendance_summary",
    "certificates_of_event",
    "chosen",
    "chosen_sessions",
    "department_overview",
    "door_signs",
    "everybody",
    "organisation_overview",
    "own_certificate",
    "participants",
    "plan_of",
    "poster",
    "roster",
    "series_overview",
    "table_signs",
]
