"""The certificates of an event, as its organisers see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import tables
from common.tables import Column, Description, Filter, Table
from events.models import Event
from recognition import queries, wording
from recognition.models import Certificate, CertificateRule
from recognition.querysets import CertificateQuerySet


@dataclass(frozen=True, kw_only=True)
class CertificateRow:
    """One certificate in the list."""

    certificate: Certificate
    hours: str
    is_doubtful: bool  # by the attendance list as it stands, it is not earned

    @property
    def state(self) -> str:
        """In one word."""
        return wording.state(self.certificate)


@dataclass(frozen=True, kw_only=True)
class Certificates:
    """What the page shows beside the form."""

    rule: CertificateRule | None
    is_closed: bool
    coming: int  # how many would be issued if the list were closed now
    table: Table[Certificate]
    rows: list[CertificateRow]
    doubtful: int


def certificates(event: Event, *, asked: Mapping[str, str]) -> Certificates:
    """The certificates of ``event`` as the address asks for them."""
    rule, is_closed = queries.rule_of(event), queries.is_list_closed(event)
    doubtful = queries.unearned(event)
    table = _table(Certificate.objects.for_event(event), _title(event), doubtful, asked=asked)
    return Certificates(
        rule=rule,
        is_closed=is_closed,
        coming=len(queries.earned(event, rule)) if rule and not is_closed else 0,
        table=table,
        rows=[
            CertificateRow(certificate=one, hours=wording.hours(one), is_doubtful=one.pk in doubtful)
            for one in table.page
        ],
        doubtful=len(doubtful),
    )


def _title(event: Event) -> str:
    return _("Certificates, %(event)s") % {"event": event.title}


def _table(
    found: CertificateQuerySet, title: str, doubtful: Collection[int], *, asked: Mapping[str, str]
) -> Table[Certificate]:
    columns: list[Column[Certificate]] = [
        Column(name="name", label=_("Name"), value=lambda one: one.name, order=("name",)),
        Column(name="state", label=_("State"), value=wording.state, order=("revoked_at", "name")),
        Column(name="hours", label=_("Hours"), value=lambda one: one.hours, order=("minutes", "name"), kind="number"),
        Column(name="issued", label=_("Issued"), value=_issued_at, order=("issued_at", "name"), kind="moment"),
        Column(name="address", label=_("Address"), value=lambda one: one.address, is_shown=False),
        Column(name="reason", label=_("Reason"), value=lambda one: one.reason, is_shown=False),
        Column(
            name="earned",
            label=_("Earned"),
            value=lambda one: _("no") if one.pk in doubtful else _("yes"),
            is_shown=False,
        ),
    ]
    description = Description(
        title=title,
        columns=columns,
        order="name",
        filters=[
            Filter(
                name="state",
                label=_("States"),
                field="is_revoked",
                choices=[
                    (False, pgettext("certificates", "Valid")),
                    (True, pgettext("certificates", "Taken back")),
                ],
                everything=_("All"),
            )
        ],
        search_label=_("Name"),
        matching=CertificateQuerySet.matching,
    )
    return tables.read(description, found.with_state(), asked=asked)


def _issued_at(certificate: Certificate) -> datetime:
    return certificate.issued_at
