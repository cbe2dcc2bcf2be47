"""Certificates of a department, or of everybody, as those who look after people see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import tables
from common.tables import Column, Description, Filter, Table
from recognition import wording
from recognition.models import Certificate
from recognition.querysets import CertificateQuerySet


@dataclass(frozen=True, kw_only=True)
class HeldPage:
    """The list, and whether there is anything to be packed."""

    table: Table[Certificate]
    valid: int


def held_page(found: CertificateQuerySet, *, of: str, asked: Mapping[str, str], kept: Mapping[str, str]) -> HeldPage:
    """The certificates ``found``; ``kept``: by what they were chosen, as it stands in the address."""
    table = tables.read(_description(of), found.with_state(), asked=asked, kept=kept)
    return HeldPage(table=table, valid=found.valid().count())


def _description(of: str) -> Description[Certificate]:
    columns: list[Column[Certificate]] = [
        Column(name="name", label=_("Name"), value=lambda one: one.name, order=("name",)),
        Column(name="department", label=_("Department"), value=_department, order=("user__department__name", "name")),
        Column(name="event", label=_("Event"), value=lambda one: one.title, order=("title", "name")),
        Column(name="on", label=_("Ended"), value=lambda one: one.ends_at, order=("ends_at", "name"), kind="moment"),
        Column(name="hours", label=_("Hours"), value=lambda one: one.hours, order=("minutes", "name"), kind="number"),
        Column(name="state", label=_("State"), value=wording.state, order=("revoked_at", "name")),
        Column(name="issued", label=_("Issued"), value=lambda one: one.issued_at, kind="moment", is_shown=False),
        Column(name="address", label=_("Address"), value=lambda one: one.address, is_shown=False),
    ]
    states = [(False, pgettext("certificates", "Valid")), (True, pgettext("certificates", "Taken back"))]
    return Description(
        title=_("Certificates, %(event)s") % {"event": of},
        columns=columns,
        order="-on",
        filters=[Filter(name="state", label=_("States"), field="is_revoked", choices=states, everything=_("All"))],
        search_label=_("Name"),
        matching=CertificateQuerySet.matching,
    )


def _department(certificate: Certificate) -> str:
    """Where its holder belongs now; guests belong nowhere."""
    department = certificate.user.department if certificate.user else None
    return department.name if department else ""
