"""What is handed out about an event, as the event's page, the library and its organisers show it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import times
from common.markdown import to_html
from events.enums import MaterialAudience, MaterialKind
from events.models import Event, Material, MaterialVersion, Session

ICONS = {
    MaterialKind.FILE: "file",
    MaterialKind.LINK: "arrow",
    MaterialKind.NOTE: "edit",
    MaterialKind.RECORDING: "video",
}
NAMES = {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG"}
OFFICE = {
    "presentation": "slides",
    "document": "document",
    "text": "document",
    "sheet": "sheet",
    "spreadsheet": "sheet",
}


def what(version: MaterialVersion, kind: str) -> str:
    """Like "PDF, 1.2 MB", or where a link leads."""
    if version.file:
        return _("%(kind)s, %(size)s") % {"kind": _type(version.content_type), "size": filesizeformat(version.size)}
    if version.url:
        return urlsplit(version.url).hostname or ""
    return str(MaterialKind(kind).label)


def _type(content_type: str) -> str:
    last = content_type.rpartition("/")[2].rpartition(".")[2]
    if name := NAMES.get(last):
        return name
    words = {
        "slides": pgettext("kind of file", "Slides"),
        "document": pgettext("kind of file", "Document"),
        "sheet": pgettext("kind of file", "Spreadsheet"),
    }
    return words.get(OFFICE.get(last, ""), pgettext("kind of file", "File"))


@dataclass(frozen=True, kw_only=True)
class MaterialRow:
    """One material in a list. ``to``: where its file is; ``at``: now, for what is not shown to others yet."""

    material: Material
    to: str
    at: datetime

    @property
    def icon(self) -> str:
        return ICONS[MaterialKind(self.material.kind)]

    @property
    def newest(self) -> MaterialVersion:
        return self.material.newest

    @property
    def what(self) -> str:
        return what(self.newest, self.material.kind)

    @property
    def note(self) -> SafeString:
        """A note as clean HTML; empty for everything else."""
        return to_html(self.newest.text) if self.newest.text else SafeString("")

    @property
    def part(self) -> str:
        """Which session it belongs to, in words; empty for the whole event."""
        session: Session | None = self.material.session
        return times.day(session.starts_at) if session else ""

    @property
    def waits_until(self) -> datetime | None:
        """From when on others see it; None where they do already."""
        opens_at = self.material.opens_at()
        return opens_at if opens_at and opens_at > self.at else None

    @property
    def is_for_all(self) -> bool:
        return self.material.visible == MaterialAudience.ALL

    @property
    def version_note(self) -> str:
        """Which version it is and who brought it."""
        facts = {"number": self.newest.number, "when": times.short(self.newest.at), "name": self.newest.by}
        if self.newest.by:
            return _("Version %(number)d, %(when)s, %(name)s") % facts
        return _("Version %(number)d, %(when)s") % facts


def material_rows(
    materials: Iterable[Material], *, at: datetime, to: Callable[[Material], str] = Material.get_absolute_url
) -> list[MaterialRow]:
    """``materials`` fetched with their versions. ``to``: where the file of one is."""
    return [MaterialRow(material=one, to=to(one) if one.newest.file else one.newest.url, at=at) for one in materials]


def is_news(event: Event, rows: Iterable[MaterialRow]) -> bool:
    """Whether something is open to those with a seat that they were not told of."""
    told = event.materials_told_at
    return any(row.waits_until is None and (told is None or row.newest.at > told) for row in rows)
