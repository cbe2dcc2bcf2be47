"""Documents, in the active language and zone."""

from reports.documents.attendance import PDF, TEMPLATE, attendance_page, attendance_pdf, file_name
from reports.documents.table_signs import TENTS, signs_file_name, table_signs_page, table_signs_pdf

__all__ = [
    "PDF",
    "TEMPLATE",
    "TENTS",
    "attendance_page",
    "attendance_pdf",
    "file_name",
    "signs_file_name",
    "table_signs_page",
    "table_signs_pdf",
]
