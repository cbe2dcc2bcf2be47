"""A table as a file to download, in the reader's language and zone: one door for whatever a page shows as a table.

A view offers its tables with `offered` and hands them to `answer`. What is small leaves at once; what is large,
or is to come again, is made in the background, by asking the very same view as the reader: `read`. So a file
holds what its page would show them at that time, and nothing where the page would not be there.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common import spreadsheets, times
from common.spreadsheets import Row
from common.tables import Column, R, Table

MOST_AT_ONCE = 2_000  # rows that leave while somebody waits for them
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
CHUNK = 64 * 1024
BY_MAIL, JSON = "mail", "json"

Kind = Literal["csv", "xlsx"]
TYPES: dict[str, str] = {"csv": CSV, "xlsx": XLSX}
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class NotThere(LookupError):
    """There is no such table, or not for this reader."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table as a file shows it. `parameter`: what asks for it in the address of its page.

    `data`: the same for programs, where it has more parts than a table: documented, and kept stable.
    """

    title: str
    names: Sequence[str]
    count: int
    rows: Callable[[], Iterable[Row]]
    parameter: str = "export"
    data: Callable[[], object] | None = None

    @classmethod
    def of_table(cls, table: Table[R]) -> "Sheet":
        """All pages of what the page shows."""
        return cls(
            title=table.description.title,
            names=[_name(column) for column in table.description.columns],
            count=table.count,
            rows=table.rows,
            parameter=table.description.parameter("export"),
        )

    @classmethod
    def of_lines(
        cls, *, title: str, names: Sequence[str], lines: Sequence[Row], data: Callable[[], object] | None = None
    ) -> "Sheet":
        """Of what is no table of the database, and short."""
        return cls(title=title, names=names, count=len(lines), rows=lambda: lines, data=data)

    def file_name(self, kind: str) -> str:
        """After what it shows and the day."""
        return f"{slugify(self.title)[:80] or 'table'}-{timezone.localdate():%Y-%m-%d}.{kind}"


class _Inside(HttpRequest):
    """A page asked for from within, of which only a table is wanted."""

    def __init__(self, path: str, query: str, reader: AbstractBaseUser) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path
        self.GET = QueryDict(query)
        self.user = cast("Any", reader)


class _Found(HttpResponse):
    """The answer to it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def offered(view: V) -> V:
    """Declare that a view answers with its tables as files; no other is ever asked from within."""
    cast("Any", view).offers_tables = True
    return view


def is_offered(view: Callable[..., object]) -> bool:
    """Whether a view has declared it."""
    return getattr(view, "offers_tables", False)


def answer(request: HttpRequest, *tables: Table[Any] | Sheet) -> HttpResponseBase | None:
    """The file that the address asks for, or the page on which it is asked for in the background; None: neither."""
    for one in tables:
        sheet = one if isinstance(one, Sheet) else Sheet.of_table(one)
        kind = request.GET.get(sheet.parameter, "")
        if kind == JSON and sheet.data is not None:
            return _data(sheet.file_name(JSON), sheet.data())
        if kind != BY_MAIL and kind not in TYPES:
            continue
        if isinstance(request, _Inside):
            return _Found(sheet)
        if kind == BY_MAIL or sheet.count > MOST_AT_ONCE:
            return redirect(f"{reverse('export-new')}?{urlencode({'of': _address(request, sheet), 'as': kind})}")
        return _file(cast("Kind", kind), sheet)
    return None


def is_asked_for(request: HttpRequest) -> bool:
    """Whether a page need not be put together, since a file is wanted; for pages that are no tables themselves."""
    return "export" in request.GET


def read(address: str, *, reader: AbstractBaseUser) -> Sheet:
    """The table at ``address`` as ``reader`` would see it now, in the active language and zone."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        raise NotThere(address) from None
    if parts.netloc or not is_offered(match.func) or not reader.is_active:
        raise NotThere(address)
    try:
        found = match.func(_Inside(parts.path, parts.query, reader), *match.args, **match.kwargs)
    except Http404:
        raise NotThere(address) from None
    if not isinstance(found, _Found):
        raise NotThere(address)
    return found.sheet


def chunks(kind: Kind, sheet: Sheet, rows: Iterable[Row] | None = None) -> Iterator[bytes]:
    """The bytes of the file; ``rows``: those of the sheet, if somebody wants to see them pass."""
    rows = sheet.rows() if rows is None else rows
    zone = timezone.get_current_timezone()
    if kind == "csv":
        yield from spreadsheets.csv_chunks(sheet.names, rows, zone=zone)
        return
    with spreadsheets.xlsx_file(sheet.names, rows, sheet=sheet.title, zone=zone) as file:
        while data := file.read(CHUNK):
            yield data


def _address(request: HttpRequest, sheet: Sheet) -> str:
    """By what `read` finds the table again: its page, and all that was asked of it but a page's number."""
    asked = request.GET.copy()
    asked[sheet.parameter] = BY_MAIL
    asked.pop("page", None)
    return f"{request.path}?{asked.urlencode()}"


def page_of(address: str) -> str:
    """The page on which the table at ``address`` stands."""
    parts = urlsplit(address)
    asked = QueryDict(parts.query, mutable=True)
    for name in [name for name, value in asked.items() if value == BY_MAIL]:
        del asked[name]
    return f"{parts.path}?{asked.urlencode()}" if asked else parts.path


def _file(kind: Kind, sheet: Sheet) -> HttpResponseBase:
    name = sheet.file_name(kind)
    if kind == "csv":
        # The language and the zone of the request are gone when its answer is read.
        headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
        spoken = _spoken(chunks(kind, sheet), language=translation.get_language() or "")
        return StreamingHttpResponse(spoken, content_type=CSV, headers=headers)
    file = spreadsheets.xlsx_file(sheet.names, sheet.rows(), sheet=sheet.title, zone=timezone.get_current_timezone())
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _data(name: str, data: object) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return HttpResponse(text, content_type="application/json", headers=headers)


def _spoken(parts: Iterator[bytes], *, language: str) -> Iterator[bytes]:
    """``parts`` made in ``language`` and the present zone, whenever they are asked for."""
    zone = timezone.get_current_timezone()

    def spoken() -> Iterator[bytes]:
        while True:
            with translation.override(language), timezone.override(zone):
                part = next(parts, None)
            if part is None:
                return
            yield part

    return spoken()


def moment_name(label: str) -> str:
    """The name of a column of moments says whose clocks they follow."""
    return _("%(column)s (%(zone)s)") % {"column": label, "zone": times.zone_name()}


def _name(column: Column[R]) -> str:
    return moment_name(column.label) if column.kind == "moment" else column.label
