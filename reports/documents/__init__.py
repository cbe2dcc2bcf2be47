"""Documents, in the active language and zone: a module for each kind, and its line below."""

from reports.documents.attendance import ATTENDANCE, TEMPLATE, attendance_page, attendance_pdf, file_name
from reports.documents.badges import BADGES
from reports.documents.certificates import (
    CERTIFICATE_OF_GUEST,
    CERTIFICATES,
    CERTIFICATES_OF_ALL,
    CERTIFICATES_OF_DEPARTMENT,
    OWN_CERTIFICATE,
)
from reports.documents.door_signs import DOOR_SIGNS
from reports.documents.lists import PARTICIPANTS, SIGN_IN
from reports.documents.opinions import OPINIONS
from reports.documents.overview import DEPARTMENT, ORGANISATION, SERIES
from reports.documents.poster import POSTER
from reports.documents.sheets import FIGURES, FIGURES_OF_ALL, LEARNING_RECORD
from reports.documents.table_signs import TABLE_SIGNS, TENTS, table_signs_page

KINDS = (
    ATTENDANCE,
    SIGN_IN,
    PARTICIPANTS,
    BADGES,
    DOOR_SIGNS,
    TABLE_SIGNS,
    POSTER,
    CERTIFICATES,
    OPINIONS,
    OWN_CERTIFICATE,
    CERTIFICATE_OF_GUEST,
    CERTIFICATES_OF_DEPARTMENT,
    CERTIFICATES_OF_ALL,
    SERIES,
    DEPARTMENT,
    ORGANISATION,
    FIGURES,
    FIGURES_OF_ALL,
    LEARNING_RECORD,
)

__all__ = [
    "ATTENDANCE",
    "BADGES",
    "CERTIFICATES",
    "CERTIFICATES_OF_ALL",
    "CERTIFICATES_OF_DEPARTMENT",
    "CERTIFICATE_OF_GUEST",
    "DEPARTMENT",
    "DOOR_SIGNS",
    "FIGURES",
    "FIGURES_OF_ALL",
    "KINDS",
    "LEARNING_RECORD",
    "OPINIONS",
    "ORGANISATION",
    "OWN_CERTIFICATE",
    "PARTICIPANTS",
    "POSTER",
    "SERIES",
    "SIGN_IN",
    "TABLE_SIGNS",
    "TEMPLATE",
    "TENTS",
    "attendance_page",
    "attendance_pdf",
    "file_name",
    "table_signs_page",
]
