"""HTML to a tagged PDF (pdf/ua-1), without network and files.

WeasyPrint needs Pango, a library of the system that may be missing, and takes half a second to
import: it is imported where a document is drawn and nowhere else.
"""

import ctypes
import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from common import tags

VARIANT = "pdf/ua-1"
DEBIAN = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MACOS = "brew install pango"

# What WeasyPrint opens, each under its names on Linux, macOS and Windows.
LIBRARIES = (
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0"),
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
)

_PAGE = "Step 5 - Creating layout - Page"
_MISSING = ".notdef glyph rendered"

PageDone = Callable[[int], object]
Finish = Callable[[Any], object]
Found = TypeVar("Found")


class Unavailable(Exception):
    """The libraries that draw documents are not installed."""


class OutsideReference(Exception):
    """The document asked for something that it does not carry itself."""


def is_available() -> bool:
    """Whether documents can be drawn here. Looks at the libraries without importing what uses them."""
    return not missing()


def missing() -> list[str]:
    """The libraries that are not here, by their names on Linux."""
    return [names[0] for names in LIBRARIES if not any(_opens(name) for name in names)]


def render(html: str, *, css: str, on_page: PageDone | None = None) -> bytes:
    """Draw ``html`` with ``css`` and nothing else; only ``data:`` is ever read.

    A reference to the outside raises OutsideReference; within a drawing it is left out.
    ``on_page`` is told the number of each page before it is laid out; what it raises ends the work.
    The same input gives the same bytes, with the same version and the same fonts.
    """
    with press(css, on_page=on_page) as ready:
        return ready.printed(ready.laid_out(html))


class Press:
    """WeasyPrint with one sheet and one set of fonts, for one document or for several that share them."""

    def __init__(self, css: str) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self._fetcher = weasyprint.URLFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
        self._fonts = FontConfiguration()
        self._sheet = weasyprint.CSS(string=css, url_fetcher=self._fetcher, font_config=self._fonts)
        self._read = weasyprint.HTML

    def laid_out(self, html: str) -> Any:
        """The pages, not drawn yet."""
        read = self._read(string=html, url_fetcher=self._fetcher)
        return read.render(font_config=self._fonts, stylesheets=[self._sheet], pdf_variant=VARIANT)

    def printed(self, document: Any, *, finish: Finish | None = None) -> bytes:
        """The pages as a file; ``finish`` may change its objects before they are written."""

        def finisher(_document: object, made: Any) -> None:
            tags.name_scopes(made)
            tags.set_apart_margins(made)
            _name_letters(made)
            if finish:
                finish(made)

        data: bytes = document.write_pdf(finisher=finisher, pdf_variant=VARIANT)
        return data

    def read(self, document: Any, look: Callable[[Any], Found]) -> Found:
        """What ``look`` finds among the objects of the pages, of which no file is written."""
        found: list[Found] = []

        def finish(made: Any) -> None:
            found.append(look(made))
            raise _Enough

        with suppress(_Enough):
            self.printed(document, finish=finish)
        return found[0]


class _Enough(Exception):
    """What was looked for has been found."""


@contextmanager
def press(css: str, *, on_page: PageDone | None = None) -> Iterator[Press]:
    """What draws with ``css``; raises Unavailable, and OutsideReference from whatever is done with it."""
    try:
        import weasyprint  # noqa: F401  # what its parts need is missing only here
        from weasyprint.urls import FatalURLFetchingError
    except (ImportError, OSError) as error:
        raise Unavailable("WeasyPrint or Pango is missing") from error
    try:
        with _without_collector(), _pages_told(on_page):
            yield Press(css)
    except FatalURLFetchingError as error:  # a BaseException, which would end the worker
        raise OutsideReference(str(error)) from error


@contextmanager
def letters_missed() -> Iterator[set[str]]:
    """Which letters of what is drawn meanwhile are in no font here: boxes, or gaps, for whoever asked to know."""
    found: set[str] = set()

    def hear(record: logging.LogRecord) -> bool:
        args: Any = record.args
        if not str(record.msg).startswith(_MISSING):
            return True
        found.add(str(args[0]))
        return False  # one line for each place where it stands would be thousands

    logger = logging.getLogger("weasyprint")
    logger.addFilter(hear)
    try:
        yield found
    finally:
        logger.removeFilter(hear)


def _name_letters(made: Any) -> None:
    """Have each letter that no font has keep its name.

    For such a font WeasyPrint writes a table of its own, which readers of text don't understand: then nothing on
    the page can be copied or read aloud. Without it there is a box too, or a gap, and all is text.
    """
    for found in made.objects:
        if isinstance(found, dict) and found.get("Subtype") == "/Type0":
            found["Encoding"] = "/Identity-H"


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def let_go() -> None:
    """Free what a document was made of, where others follow under the same press."""
    gc.collect()


@contextmanager
def _without_collector() -> Iterator[None]:
    """A third of the time goes into looking for garbage among boxes that all live to the end.

    Looking through them once then is enough, and not through everything that the process held before.
    """
    was_enabled, is_frozen = gc.isenabled(), gc.get_freeze_count() > 0
    gc.disable()
    if not is_frozen:
        gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        if not is_frozen:
            gc.unfreeze()
        if was_enabled:
            gc.enable()


@contextmanager
def _pages_told(on_page: PageDone | None) -> Iterator[None]:
    """Hear from WeasyPrint's progress log, its only sign of life, which page it is at."""
    logger = logging.getLogger("weasyprint.progress")
    handler = _PageHandler(on_page)
    before = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before


class _PageHandler(logging.Handler):
    def __init__(self, on_page: PageDone | None) -> None:
        super().__init__()
        self.on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        args: Any = record.args
        if self.on_page and args and str(record.msg).startswith(_PAGE):
            self.on_page(args[0])
