"""Certificates on paper: a sheet for each person, with the address at which it is checked; many as a file for each."""

import base64
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import qr
from reports import paper, policies, queries
from reports.documents.printing import Sheet, file_name, printed, printer, sheet
from reports.enums import Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Attested, Certificates
from reports.seal import Seal

TEMPLATE = "documents/certificates.html"
ZIP = "application/zip"
LONGEST_PART = 60  # of a file's name: the person, and the event
LAST = 6  # signs of a code, so that two of one name are two files


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One sheet: what it says, and the code of its address for a camera."""

    said: Attested
    name: str
    title: str
    taught: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    papers: list[Paper]


def _paper(one: Attested) -> Paper:
    drawn = base64.b64encode(qr.svg(one.address, title="", border=0)).decode()
    return Paper(
        said=one,
        name=paper.printable(one.name),
        title=paper.printable(one.title),
        taught=paper.printable(one.taught),
        code=f"data:image/svg+xml;base64,{drawn}",
    )


def _page(certificates: Certificates) -> Page:
    around = sheet(certificates.title, taken_at=certificates.taken_at, is_internal=False)
    return Page(**around, papers=[_paper(one) for one in certificates.sheets])


def _draw(certificates: Certificates, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    return printed(TEMPLATE, _page(certificates), seal=seal, on_page=on_page)


def _pack(certificates: Certificates, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    """A file for each person, to be put into theirs; the same certificates and seal give the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, printer(TEMPLATE, seal=seal) as draw:
        for number, one in enumerate(certificates.sheets, start=1):
            drawn = draw(_page(replace(certificates, title=one.title, sheets=(one,))))
            # With the time of the data, and as it is: a PDF is packed already.
            archive.writestr(zipfile.ZipInfo(_name_in_archive(one), date_time=seal.taken_at.timetuple()[:6]), drawn)
            on_page(number)
    return packed.getvalue()


def _name_in_archive(one: Attested) -> str:
    parts = [slugify(part)[:LONGEST_PART] for part in (one.name, one.title)]
    return "-".join(filter(None, (*parts, one.address.rstrip("/")[-LAST:]))) + ".pdf"


def _file_name(certificates: Certificates) -> str:
    return file_name(_("Certificate"), certificates.slug, certificates.taken_at)


def _packed_name(certificates: Certificates) -> str:
    return file_name(_("Certificates"), certificates.slug, certificates.taken_at).removesuffix(".pdf") + ".zip"


CERTIFICATES = Kind(
    name="certificates",
    label=gettext_lazy("Certificates"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.certificates_refusal(event),
    read=lambda event, _options, at: queries.certificates_of_event(event, at=at),
    draw=_draw,
    file_name=_file_name,
    pages=lambda certificates: len(certificates.sheets),
)

OWN_CERTIFICATE = Kind(
    name="own-certificate",
    label=gettext_lazy("Certificate"),
    subject=Subject.PERSON,
    refusal=policies.own_certificate_refusal,
    read=lambda user, options, at: queries.own_certificate(user, options, at=at),
    draw=_draw,
    file_name=_file_name,
    pages=lambda certificates: len(certificates.sheets),
)

CERTIFICATE_OF_GUEST = replace(
    OWN_CERTIFICATE,
    name="guest-certificate",
    label=gettext_lazy("Certificate of a guest"),
    subject=Subject.GUEST,
)

# As many files as there are people, for whoever looks after them. No guests but in the whole organisation's.
CERTIFICATES_OF_DEPARTMENT = Kind(
    name="department-certificates",
    label=gettext_lazy("Certificates of a department"),
    subject=Subject.DEPARTMENT,
    refusal=policies.packed_certificates_refusal,
    read=lambda department, options, at: queries.packed_certificates(department, options, at=at),
    draw=_pack,
    file_name=_packed_name,
    pages=lambda certificates: len(certificates.sheets),
    content_type=ZIP,
)

CERTIFICATES_OF_ALL = replace(
    CERTIFICATES_OF_DEPARTMENT,
    name="certificates-of-all",
    label=gettext_lazy("Certificates of the organisation"),
    subject=None,
)
