"""What participants and organisers send about seats, attendance and groups."""

from registrations.forms.answers import AnswersForm
from registrations.forms.attendance import AttendanceForm, BulkForm, CloseForm, Known
from registrations.forms.coordinator import HoldForm, NameForm
from registrations.forms.door import TapForm, WalkInForm, taps_from
from registrations.forms.groups import MixForm, NamesForm, PlaceForm, WishForm
from registrations.forms.here import HereForm
from registrations.forms.organiser import (
    AddColleagueForm,
    AddGuestForm,
    LineForm,
    OtherSeatForm,
    RemoveForm,
)
from registrations.forms.participant import AbsenceForm, HandOverForm, SeatForm
from registrations.forms.reports import ReportForm, ReportRowsForm, is_found
from registrations.forms.requests import DecisionForm
from registrations.forms.series import LeaveSeriesForm, SeriesSeatForm
from registrations.forms.writing import WhomForm, WordsForm

__all__ = [
    "AbsenceForm",
    "AddColleagueForm",
    "AddGuestForm",
    "AnswersForm",
    "AttendanceForm",
    "BulkForm",
    "CloseForm",
    "DecisionForm",
    "HandOverForm",
    "HereForm",
    "HoldForm",
    "Known",
    "LeaveSeriesForm",
    "LineForm",
    "MixForm",
    "NameForm",
    "NamesForm",
    "OtherSeatForm",
    "PlaceForm",
    "RemoveForm",
    "ReportForm",
    "ReportRowsForm",
    "SeatForm",
    "SeriesSeatForm",
    "TapForm",
    "WalkInForm",
    "WhomForm",
    "WishForm",
    "WordsForm",
    "is_found",
    "taps_from",
]
