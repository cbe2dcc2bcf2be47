"""What documents are drawn with, and the versions of everything."""

import platform

from django.utils.translation import gettext as _

from common import pdf, release
from operations import libraries
from operations.facts import Fact, State


def facts() -> list[Fact]:
    """Whether documents can be drawn and in which letters, and what runs here."""
    return [_pdf(), *(_font(font) for font in libraries.fonts()), _versions()]


def _pdf() -> Fact:
    missing = pdf.missing()
    if not missing:
        return Fact(key="pdf", label=_("PDF documents"), says=_("They can be made."), word=_("Well"))
    return Fact(
        key="pdf",
        label=_("PDF documents"),
        says=_("They can't be made; pages can be printed and saved as CSV. Missing: %(names)s.")
        % {"names": ", ".join(missing)},
        word=_("PDF unavailable"),
        state=State.NOTICE,
        remedy=_("Debian and Ubuntu: %(debian)s; macOS: %(macos)s; then start again.")
        % {"debian": pdf.DEBIAN, "macos": pdf.MACOS},
    )


def _font(font: libraries.Font) -> Fact:
    label, without = {
        "latin": (_("Font Noto Sans"), _("Documents are set in DejaVu Sans instead.")),
        "cjk": (_("Font for Chinese, Japanese, Korean"), _("Such names are drawn as boxes in documents.")),
        "emoji": (_("Font for emoji"), _("Emoji are drawn as boxes in documents.")),
    }[font.key]
    key = f"font-{font.key}"
    if font.is_here:
        return Fact(key=key, label=label, says=_("It is installed."), word=_("Well"))
    return Fact(key=key, label=label, says=without, word=_("Optional, missing"), state=State.QUIET, remedy=font.install)


def _versions() -> Fact:
    found = [("Roundtable", release.version()), ("Python", platform.python_version()), *libraries.versions()]
    says = ", ".join(f"{name} {version}" for name, version in found)
    return Fact(key="versions", label=_("Versions"), says=says, word=_("Well"))
