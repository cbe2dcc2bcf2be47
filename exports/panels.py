"""Everything the pages show."""

from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _

from accounts.models import User
from common import exports
from exports.enums import RegularState
from exports.forms import LAST, NowForm, RegularForm
from exports.models import RegularExport

LOOKS = {
    RegularState.ACTIVE: ("confirmed", "check"),
    RegularState.PAUSED: ("waitlisted", "clock"),
    RegularState.ENDED: ("declined", "declined"),
}


@dataclass(frozen=True, kw_only=True)
class ExportPage:
    """A table, and the ways to have it."""

    title: str
    count: int
    address: str
    page: str
    now: NowForm
    regular: RegularForm

    @property
    def number(self) -> str:
        """How many rows there are, as people write it."""
        return number_format(self.count, force_grouping=True)

    @property
    def is_large(self) -> bool:
        """Whether it takes too long to be waited for."""
        return self.count > exports.MOST_AT_ONCE


@dataclass(frozen=True, kw_only=True)
class RegularRow:
    """A table that comes regularly."""

    regular: RegularExport
    page: str
    when: str
    look: str
    icon: str

    @property
    def is_active(self) -> bool:
        """Whether it comes."""
        return self.regular.state == RegularState.ACTIVE

    @property
    def is_paused(self) -> bool:
        """Whether it would come if it were not paused."""
        return self.regular.state == RegularState.PAUSED


def export_page(address: str, *, reader: User, now: NowForm, regular: RegularForm) -> ExportPage:
    """The table at ``address`` as ``reader`` sees it; raises NotThere."""
    sheet = exports.read(address, reader=reader)
    return ExportPage(
        title=sheet.title, count=sheet.count, address=address, page=exports.page_of(address), now=now, regular=regular
    )


def regular_rows(reader: User) -> list[RegularRow]:
    """What ``reader`` gets, the newest last."""
    found = RegularExport.objects.owned_by(reader).order_by("created_at", "pk")
    return [_row(regular) for regular in found]


def _row(regular: RegularExport) -> RegularRow:
    look, icon = LOOKS[RegularState(regular.state)]
    return RegularRow(regular=regular, page=exports.page_of(regular.address), when=_when(regular), look=look, icon=icon)


def _when(regular: RegularExport) -> str:
    """Like "Mondays, 07:00"."""
    words = {"time": time_format(regular.time, "TIME_FORMAT"), "format": regular.format.upper()}
    if regular.weekday is not None:
        return _("Every week: %(day)s, %(time)s, as %(format)s") % (words | {"day": WEEKDAYS[regular.weekday]})
    if regular.day == LAST:
        return _("Every month: on the last day, %(time)s, as %(format)s") % words
    return _("Every month: on day %(day)s, %(time)s, as %(format)s") % (words | {"day": regular.day})
