"""Who takes part in what, and who was there."""

from registrations.models.attendance import Attendance, AttendanceList
from registrations.models.registration import Registration

__all__ = ["Attendance", "AttendanceList", "Registration"]
