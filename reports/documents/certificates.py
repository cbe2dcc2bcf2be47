"""Certificates on paper: a sheet for each person, with the address at which it is checked."""

import base64
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import qr
from reports import paper, policies, queries
from reports.documents.printing import Sheet, file_name, printed, sheet
from reports.enums import Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Attested, Certificates
from reports.seal import Seal

TEMPLATE = "documents/certificates.html"


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


def _draw(certificates: Certificates, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    around = sheet(certificates.title, taken_at=certificates.taken_at, is_internal=False)
    page = Page(**around, papers=[_paper(one) for one in certificates.sheets])
    return printed(TEMPLATE, page, seal=seal, on_page=on_page)


def _file_name(certificates: Certificates) -> str:
    return file_name(_("Certificate"), certificates.slug, certificates.taken_at)


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
