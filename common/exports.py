"""A table as a file to download, in the reader's language and zone."""

from collections.abc import Iterable, Iterator, Mapping

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common import spreadsheets, times
from common.spreadsheets import Row
from common.tables import Column, R, Table

# A workbook is whole before its first byte leaves; longer tables leave as CSV, row by row.
LARGEST_WORKBOOK = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_table(table: Table[R], asked: Mapping[str, str]) -> StreamingHttpResponse | FileResponse | None:
    """The file that the address asks for by ``?export=csv`` or ``xlsx``: all pages of what the page shows."""
    kind = asked.get(table.description.parameter("export"), "")
    if kind not in kinds(table.count):
        return None
    names = [_name(column) for column in table.description.columns]
    return of_rows(kind, title=table.description.title, names=names, rows=table.rows())


def kinds(count: int) -> list[str]:
    """The formats in which ``count`` rows can be had."""
    return ["csv", "xlsx"] if count <= LARGEST_WORKBOOK else ["csv"]


def of_rows(
    kind: str, *, title: str, names: Iterable[str], rows: Iterable[Row]
) -> StreamingHttpResponse | FileResponse | None:
    """A file of ``rows``, called after ``title`` and the day; None for a format that there is not."""
    name = f"{slugify(title)[:80] or 'table'}-{timezone.localdate():%Y-%m-%d}.{kind}"
    zone = timezone.get_current_timezone()
    if kind == "csv":
        # The language and the zone of the request are gone when its answer is read.
        language = translation.get_language() or ""
        chunks = _spoken(spreadsheets.csv_chunks(names, rows, zone=zone), language=language)
        headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
        return StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8", headers=headers)
    if kind == "xlsx":
        file = spreadsheets.xlsx_file(names, rows, sheet=title, zone=zone)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    return None


def _spoken(chunks: Iterator[bytes], *, language: str) -> Iterator[bytes]:
    """``chunks`` made in ``language`` and the present zone, whenever they are asked for."""
    zone = timezone.get_current_timezone()

    def spoken() -> Iterator[bytes]:
        while True:
            with translation.override(language), timezone.override(zone):
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield chunk

    return spoken()


def _name(column: Column[R]) -> str:
    """A column's name; that of moments says whose clocks they follow."""
    if column.kind != "moment":
        return column.label
    return _("%(column)s (%(zone)s)") % {"column": column.label, "zone": times.zone_name()}
