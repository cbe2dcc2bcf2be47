"""What documents read: each with a number of queries that does not depend on the number of people."""

from reports.queries.attendance import attendance_summary, participants
from reports.queries.tables import plan_of, table_signs

__all__ = ["attendance_summary", "participants", "plan_of", "table_signs"]
