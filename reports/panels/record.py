"""One's own learning record, and the same as rows for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.exports import Sheet
from common.routes import address_of
from common.spreadsheets import Row
from registrations.enums import Mark
from reports import wording
from reports.record import Certified, Learned, Record, Taught, Year


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One session that was attended or taught."""

    title: str
    url: str
    starts_at: datetime
    hours: str
    mark: str = ""
    is_corrected: bool = False


@dataclass(frozen=True, kw_only=True)
class YearLines:
    """One year of it."""

    number: int
    summary: str
    learned: list[SessionLine]
    taught: list[SessionLine]


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """Everything that the page shows."""

    seminars: int
    hours_learned: str
    hours_taught: str
    years: list[YearLines]
    certified: tuple[Certified, ...]
    can_print: bool


def record_page(record: Record, *, can_print: bool) -> RecordPage:
    """The page of ``record``; ``can_print``: whether it can be had as a PDF."""
    return RecordPage(
        seminars=record.seminars,
        hours_learned=wording.hours(record.minutes_learned),
        hours_taught=wording.hours(record.minutes_taught),
        years=[_year(year) for year in record.years],
        certified=record.certified,
        can_print=can_print,
    )


def year_in_words(year: Year) -> str:
    """Like "12 sessions attended, 18.5 hours learned, 2 hours taught"."""
    sessions = ngettext("%(number)d session attended", "%(number)d sessions attended", len(year.learned))
    return _("%(sessions)s, %(learned)s hours learned, %(taught)s hours taught") % {
        "sessions": sessions % {"number": len(year.learned)},
        "learned": wording.hours(year.minutes_learned),
        "taught": wording.hours(year.minutes_taught),
    }


def _year(year: Year) -> YearLines:
    return YearLines(
        number=year.number,
        summary=year_in_words(year),
        learned=[_line(one, mark=one.mark, is_corrected=one.is_corrected) for one in year.learned],
        taught=[_line(one) for one in year.taught],
    )


def _line(one: Learned | Taught, *, mark: str = "", is_corrected: bool = False) -> SessionLine:
    return SessionLine(
        title=one.title,
        url=address_of("event", one.slug),
        starts_at=one.starts_at,
        hours=wording.hours(one.minutes),
        mark=mark,
        is_corrected=is_corrected,
    )


def record_sheet(record: Record) -> Sheet:
    """The table as a file shows it."""
    rows = list(record_rows(record))
    names = [_("Date"), _("Event"), _("Part"), _("Attendance"), _("Hours"), _("Corrected")]
    return Sheet(title=_("Learning record"), names=names, count=len(rows), rows=lambda: rows)


def record_rows(record: Record) -> Iterator[Row]:
    """Every session, the latest first, and every certificate by the day on which it was issued."""
    for year in record.years:
        for one in year.learned:
            mark = str(Mark(one.mark).label)
            yield [
                one.starts_at,
                one.title,
                _("Learned"),
                mark,
                wording.in_hours(one.minutes),
                one.is_corrected or None,
            ]
        for held in year.taught:
            yield [held.starts_at, held.title, _("Taught"), None, wording.in_hours(held.minutes), None]
    for certificate in record.certified:
        yield [certificate.issued_at, certificate.title, _("Certificate"), None, None, None]
