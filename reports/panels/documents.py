"""Everything the pages show of documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import times
from events.models import Event, Session
from jobs.models import JobFile
from reports import registry, wording
from reports.enums import Standing
from reports.forms import CompareForm
from reports.models import Document
from reports.queries import EVERY
from reports.seal import SHORT, grouped

# What may be chosen about a document, as its form calls it.
CHOICES = {
    "with_addresses": _("With e-mail addresses"),
    "with_signatures": _("With a column for signatures"),
    "with_names": _("With all names"),
}
LOOKS = {
    Standing.CURRENT: ("confirmed", "check"),
    Standing.SUPERSEDED: ("expired", "refresh"),
    Standing.WITHDRAWN: ("cancelled", "cancelled"),
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A document that was made, and what can be done with it."""

    document: Document
    name: str
    language: str
    chosen: str
    file: JobFile | None
    can_renew: bool

    @property
    def standing(self) -> Standing:
        """What holds of it today."""
        return self.document.standing

    @property
    def look(self) -> str:
        """How its state looks."""
        return LOOKS[self.standing][0]

    @property
    def icon(self) -> str:
        """The sign of its state."""
        return LOOKS[self.standing][1]

    @property
    def can_withdraw(self) -> bool:
        """Whether it still holds."""
        return self.standing == Standing.CURRENT


def made(documents: Iterable[Document], *, at: datetime) -> list[Made]:
    """What pages show of ``documents``, which were fetched with_standing()."""
    documents, languages = list(documents), dict(settings.LANGUAGES)
    sessions = _sessions(documents)
    return [
        Made(
            document=document,
            name=_name(document),
            language=str(languages.get(document.language, document.language)),
            chosen=_chosen(document, sessions),
            file=document.file if document.file and document.file.expires_at > at else None,
            can_renew=document.standing != Standing.SUPERSEDED and registry.find(document.kind) is not None,
        )
        for document in documents
    ]


def _sessions(documents: Iterable[Document]) -> dict[str, Session]:
    """Those for which sign-in sheets were made, by what stands among the choices."""
    chosen = {str(document.options.get("session", EVERY)) for document in documents} - {EVERY}
    return {str(pk): session for pk, session in Session.objects.in_bulk(chosen).items()} if chosen else {}


def _chosen(document: Document, sessions: Mapping[str, Session]) -> str:
    """What tells it from others of its kind."""
    options = document.options
    said = [str(label) for name, label in CHOICES.items() if options.get(name)]
    if session := sessions.get(str(options.get("session"))):
        said.append(times.span(session.starts_at, session.ends_at))
    return ", ".join([*said, *([str(options["paper"]).upper()] if "paper" in options else [])])


def _name(document: Document) -> str:
    """What it is; and about what, where the page is not about that alone."""
    kind = registry.label(document.kind)
    if document.event_id or document.series_id:
        return kind
    return f"{kind}: {wording.about(document.title, document.options)}"


@dataclass(frozen=True, kw_only=True)
class Check:
    """What anybody with the paper in hand is told; never who stands on it."""

    document: Document
    kind: str
    event: Event | None
    form: CompareForm
    is_same: bool | None

    @property
    def standing(self) -> Standing:
        """What holds of it today."""
        return self.document.standing

    @property
    def replaced_at(self) -> datetime | None:
        """When a newer one was made."""
        return self.document.superseded_by.made_at if self.standing == Standing.SUPERSEDED else None

    @property
    def is_same_still(self) -> bool:
        """Whether the newer one says the same."""
        return (
            self.standing == Standing.SUPERSEDED
            and self.document.superseded_by.data_digest == self.document.data_digest
        )

    @property
    def short_digest(self) -> str:
        """As it stands on the paper."""
        return grouped(self.document.data_digest[:SHORT])

    @property
    def file_digest(self) -> str:
        """As a program says it."""
        return self.document.file_digest


def check(document: Document, *, reader: User | AnonymousUser, form: CompareForm) -> Check:
    """What is confirmed to ``reader``; the event is named only to those who may read about it."""
    event = Event.objects.visible_to(reader).filter(pk=document.event_id).first() if document.event_id else None
    is_same = form.digest == document.file_digest if form.is_bound and form.is_valid() else None
    return Check(document=document, kind=registry.label(document.kind), event=event, form=form, is_same=is_same)
