"""Everything one page shows, as frozen values."""

from reports.panels.certificates import HeldPage, held_page
from reports.panels.documents import Check, Made, check, made
from reports.panels.record import RecordPage, record_page, record_rows, record_sheet
from reports.panels.rows import figure_rows, figure_sheet

__all__ = [
    "Check",
    "HeldPage",
    "Made",
    "RecordPage",
    "check",
    "figure_rows",
    "figure_sheet",
    "held_page",
    "made",
    "record_page",
    "record_rows",
    "record_sheet",
]
