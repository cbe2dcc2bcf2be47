import base64
import gc
import logging
import sys
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
import weasyprint
from django.core.checks import run_checks
from pypdf import PdfReader

from common import checks, pdf

SECRET = "family-silver"
NOWHERE = (("no-such-library.so.0", "no-such-library.dylib"),)

_watching: list[list[str]] = []


def _hear(event: str, args: tuple[object, ...]) -> None:
    """An audit hook stays for the life of the process, so there is one, heard only by `touched`."""
    if _watching and (event.startswith("socket.") or (event == "open" and SECRET in str(args[0]))):
        _watching[-1].append(event)


sys.addaudithook(_hear)


@pytest.fixture
def touched():
    """What was opened or connected to meanwhile."""
    _watching.append([])
    yield _watching[-1]
    _watching.pop()


@pytest.fixture
def secret(tmp_path):
    """The address of a file that no document may hold."""
    file = tmp_path / f"{SECRET}.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>silver</text></svg>')
    return file.as_uri()


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="de"><head><title>Übersicht</title>{head}</head><body>{body}</body></html>'


def drawing(content: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{content}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def test_a_document_is_tagged_and_says_its_title_and_language():
    data = pdf.render(page("<h1>Wer war da</h1><p>Jörg</p>"), css="")

    reader = PdfReader(BytesIO(data))
    catalog = reader.root_object
    assert catalog["/Lang"] == "de"
    assert catalog["/MarkInfo"]["/Marked"] is not None
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert catalog["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert reader.metadata.title == "Übersicht"
    assert [each.extract_text() for each in reader.pages] == ["Wer war da\nJörg"]


def test_the_same_document_gives_the_same_bytes():
    text = page("<p>Jörg, Ελένη, Юлия</p>")

    assert pdf.render(text, css="p { color: #14191b }") == pdf.render(text, css="p { color: #14191b }")


@pytest.mark.parametrize(
    "attack",
    [
        '<img src="{url}">',
        '<link rel="attachment" href="{url}">',
        '<link rel="stylesheet" href="{url}">',
        "<style>@import url({url});</style>",
        "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>a</p>",
        '<p style="background: url({url})">a</p>',
        '<object data="{url}"></object>',
        '<embed src="{url}">',
        '<svg width="9" height="9"><foreignObject width="9" height="9"><img src="{url}"></foreignObject></svg>',
    ],
)
def test_a_document_that_asks_for_something_outside_is_refused(attack, secret, touched):
    for url in (secret, secret.replace("file:", "FILE:"), "http://127.0.0.1:9/a"):
        with pytest.raises(pdf.OutsideReference):
            pdf.render(page(attack.format(url=url)), css="")

    assert touched == []


@pytest.mark.parametrize(
    "attack",
    [
        '<image href="{url}" width="9" height="9"/>',
        '<use href="{url}#a"/>',
        "<style>@import url({url});</style>",
        '<rect width="9" height="9" style="fill: url({url}#a)"/>',
    ],
)
def test_a_drawing_reaches_nothing_outside(attack, secret, touched):
    for url in (secret, "http://127.0.0.1:9/a"):
        inline = f'<svg width="9" height="9">{attack.format(url=url)}</svg>'
        data = pdf.render(page(f'{inline}<img src="{drawing(attack.format(url=url))}">'), css="")

        assert PdfReader(BytesIO(data)).pages[0].extract_text() == ""
    assert touched == []


def test_a_drawing_in_a_drawing_reaches_nothing_outside(secret, touched):
    inner = drawing(f'<image href="{secret}" width="9" height="9"/>')
    outer = drawing(f'<image href="{inner}" width="9" height="9"/>')

    data = pdf.render(page(f'<img src="{outer}">'), css="")

    assert (PdfReader(BytesIO(data)).pages[0].extract_text(), touched) == ("", [])


def test_nobody_is_asked_who_could_send_us_elsewhere(secret):
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", secret)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a.svg"
        with pytest.raises(pdf.OutsideReference):
            pdf.render(page(f'<img src="{address}">'), css="")
        pdf.render(page(f'<svg width="9" height="9"><image href="{address}" width="9" height="9"/></svg>'), css="")
        ourselves = HTTPConnection("127.0.0.1", server.server_port)
        ourselves.request("GET", "/seen")
        ourselves.getresponse().close()
        server.shutdown()

    assert asked == ["/seen"]


def test_the_trap_would_catch_a_drawing_that_reaches_out(secret, touched):
    image = drawing(f'<image href="{secret}" width="9" height="9"/>')

    weasyprint.HTML(string=page(f'<img src="{image}">')).write_pdf()

    assert touched == ["open"]


def test_a_sheet_reaches_nothing_outside(secret, touched):
    with pytest.raises(pdf.OutsideReference):
        pdf.render(page(""), css=f"@import url({secret});")

    assert touched == []


def test_a_base_opens_no_files(secret, touched):
    folder, name = secret.rsplit("/", 1)

    with pytest.raises(pdf.OutsideReference):
        pdf.render(page(f'<img src="{name}">', head=f'<base href="{folder}/">'), css="")
    pdf.render(page('<img src="/etc/passwd">'), css="")

    assert touched == []


def test_an_outside_reference_is_an_ordinary_exception():
    assert issubclass(pdf.OutsideReference, Exception)


def test_a_drawing_in_the_document_itself_is_drawn():
    image = drawing('<text y="8">seen</text>')

    data = pdf.render(page(f'<img alt="" src="{image}">'), css="")

    assert PdfReader(BytesIO(data)).pages[0].extract_text() == "seen"


def test_pages_are_told_as_they_are_laid_out():
    told: list[int] = []

    pdf.render(page("<p>a</p>" * 3), css="p { break-after: page }", on_page=told.append)

    assert told == [1, 2, 3]


def test_whoever_hears_of_a_page_may_end_the_work():
    def stop(number: int) -> None:
        if number == 2:
            raise KeyError(number)

    with pytest.raises(KeyError):
        pdf.render(page("<p>a</p>" * 3), css="p { break-after: page }", on_page=stop)


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_process_is_left_as_it_was(is_enabled):
    logger = logging.getLogger("weasyprint.progress")
    before = (logger.level, logger.propagate, list(logger.handlers))
    was_enabled = gc.isenabled()
    (gc.enable if is_enabled else gc.disable)()
    try:
        pdf.render(page("<p>a</p>"), css="")

        assert gc.isenabled() is is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_without_the_library_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(pdf.Unavailable):
        pdf.render(page(""), css="")


def test_with_pango_there_is_nothing_to_warn_of():
    assert pdf.is_available()
    assert checks.documents_can_be_drawn() == []


def test_without_pango_the_check_names_the_exact_line(monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", NOWHERE)

    found = [message for message in run_checks() if message.id == "common.W001"]

    line = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert [message.hint for message in found] == [
        f"Debian and Ubuntu: {line}; macOS: brew install pango; then start again."
    ]


def test_letters_that_no_font_has_are_told_and_stay_text():
    with pdf.letters_missed() as missed:
        data = pdf.render(page("<p>Zoë \u0530 und \u0530\u0557</p>"), css="")

    assert missed == {"\u0530", "\u0557"}
    assert PdfReader(BytesIO(data)).pages[0].extract_text() == "Zoë \u0530 und \u0530\u0557"


def test_nothing_is_missed_where_fonts_have_all():
    with pdf.letters_missed() as missed:
        pdf.render(page("<p>Zoë, Ελένη, Юлия, محمد</p>"), css="")

    assert missed == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Who was there, and when?"),
        ("de", "Größe, Maß und Übung: „Ja“"),
        ("ar", "ملخص الحضور"),
        ("ar", "محمد الأمين"),
    ],
)
def test_text_comes_out_as_it_went_in(language, text):
    html = f'<!doctype html><html lang="{language}"><head><title>{text}</title></head><body><p>{text}</p></body></html>'

    reader = PdfReader(BytesIO(pdf.render(html, css="")))

    assert reader.metadata.title == text
    assert reader.pages[0].extract_text() == text
