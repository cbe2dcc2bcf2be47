"""Documents, in the active language and zone: a module for each kind, and its line below."""

from reports.documents.attendance import ATTENDANCE, TEMPLATE, attendance_page, attendance_pdf, file_name
from reports.documents.printing import PDF
from reports.documents.table_signs import TABLE_SIGNS, TENTS, table_signs_page

KINDS = (ATTENDANCE, TABLE_SIGNS)

__all__ = [
    "ATTENDANCE",
    "KINDS",
    "PDF",
    "TABLE_SIGNS",
    "TEMPLATE",
    "TENTS",
    "attendance_page",
    "attendance_pdf",
    "file_name",
    "table_signs_page",
]
