"""Everything one page shows, as frozen values."""

from reports.panels.certificates import HeldPage, held_page
from reports.panels.documents import Check, Made, check, made
from reports.panels.guests import GuestCopy, guest_copy
from reports.panels.ratings import RatingsPage, ratings_page, ratings_sheet
from reports.panels.record import RecordPage, record_page, record_rows, record_sheet
from reports.panels.rows import figure_rows, figure_sheet

__all__ = [
    "Check",
    "GuestCopy",
    "HeldPage",
    "Made",
    "RatingsPage",
    "RecordPage",
    "check",
    "figure_rows",
    "figure_sheet",
    "guest_copy",
    "held_page",
    "made",
    "ratings_page",
    "ratings_sheet",
    "record_page",
    "record_rows",
    "record_sheet",
]
