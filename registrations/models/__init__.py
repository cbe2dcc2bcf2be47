"""Who takes part in what, and who was there."""

from registrations.models.absences import Absence
from registrations.models.answers import Answer
from registrations.models.attendance import Attendance, AttendanceList
from registrations.models.circulars import LONGEST_SUBJECT, LONGEST_TEXT, Circular
from registrations.models.groups import Group, GroupPlace, GroupPlan, GroupWish
from registrations.models.joining import Joining
from registrations.models.registration import Registration
from registrations.models.reports import AttendanceReport
from registrations.models.seats import Draw, SeatHold
from registrations.models.series import SeriesEnrolment

__all__ = [
    "LONGEST_SUBJECT",
    "LONGEST_TEXT",
    "Absence",
    "Answer",
    "Attendance",
    "AttendanceList",
    "AttendanceReport",
    "Circular",
    "Draw",
    "Group",
    "GroupPlace",
    "GroupPlan",
    "GroupWish",
    "Joining",
    "Registration",
    "SeatHold",
    "SeriesEnrolment",
]
