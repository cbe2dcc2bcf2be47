"""Documents and figures in the browser."""

from reports.views.certificates import held_certificates, held_certificates_packed
from reports.views.documents import (
    attendance_summary_print,
    document_again,
    document_check,
    document_file,
    document_withdraw,
    own_certificate_new,
    table_signs_new,
    table_signs_print,
)
from reports.views.figures import figures, figures_document
from reports.views.guests import guest_certificate, guest_certificate_file, guest_certificate_new
from reports.views.ratings import ratings
from reports.views.record import learning_record, learning_record_document

__all__ = [
    "attendance_summary_print",
    "document_again",
    "document_check",
    "document_file",
    "document_withdraw",
    "figures",
    "figures_document",
    "guest_certificate",
    "guest_certificate_file",
    "guest_certificate_new",
    "held_certificates",
    "held_certificates_packed",
    "learning_record",
    "learning_record_document",
    "own_certificate_new",
    "ratings",
    "table_signs_new",
    "table_signs_print",
]
