"""What participants and organisers send about seats and attendance."""

from registrations.forms.organiser import AddColleagueForm, AddGuestForm, AttendanceForm, RemoveForm
from registrations.forms.participant import SeatForm

__all__ = ["AddColleagueForm", "AddGuestForm", "AttendanceForm", "RemoveForm", "SeatForm"]
