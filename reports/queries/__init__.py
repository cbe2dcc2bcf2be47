"""What documents and figures read: each with a number of queries that does not depend on how much there is."""

from reports.queries.attendance import attendance_summary, participants
from reports.queries.certificates import (
    asked_by_guest,
    certificate_periods,
    certificates_of_event,
    chosen,
    held_certificates,
    own_certificate,
    packed_certificates,
)
from reports.queries.figures import (
    Scope,
    all_departments,
    drawn_up,
    figures_of,
    first_ending,
    quarter_figures,
    rated_by_quarter,
    scope_of,
)
from reports.queries.opinions import has_opinions, opinions
from reports.queries.overview import department_overview, organisation_overview, series_overview
from reports.queries.ratings import rated_events
from reports.queries.records import learning_record
from reports.queries.roster import EVERY, badges, chosen_sessions, door_signs, everybody, poster, roster
from reports.queries.tables import plan_of, table_signs

__all__ = [
    "EVERY",
    "Scope",
    "all_departments",
    "asked_by_guest",
    "attendance_summary",
    "badges",
    "certificate_periods",
    "certificates_of_event",
    "chosen",
    "chosen_sessions",
    "department_overview",
    "door_signs",
    "drawn_up",
    "everybody",
    "figures_of",
    "first_ending",
    "has_opinions",
    "held_certificates",
    "learning_record",
    "opinions",
    "organisation_overview",
    "own_certificate",
    "packed_certificates",
    "participants",
    "plan_of",
    "poster",
    "quarter_figures",
    "rated_by_quarter",
    "rated_events",
    "roster",
    "scope_of",
    "series_overview",
    "table_signs",
]
