"""Who takes part in what, and who was there."""

from registrations.models.attendance import Attendance, AttendanceList
from registrations.models.registration import Registration
from registrations.models.seats import Draw, SeatHold

__all__ = ["Attendance", "AttendanceList", "Draw", "Registration", "SeatHold"]
