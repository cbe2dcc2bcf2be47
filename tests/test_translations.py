"""Every language that the product offers is complete, and says what the English says."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings

import translations
from tests.support.architecture import TOP

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
FAMILIAR = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[mnrs]?|(Wähle|Gib|Nimm|Lies|Sieh|Prüfe|Melde|Versuche) )\b")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def catalogue(language: str) -> Path:
    return TOP / "locale" / language / "LC_MESSAGES" / "django.po"


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def lost(entry: polib.POEntry) -> list[str]:
    """Translations that say more or fewer placeholders than the original; a singular may do without."""
    if not entry.msgid_plural:
        return [entry.msgstr] if placeholders(entry.msgstr) != placeholders(entry.msgid) else []
    known = placeholders(entry.msgid_plural)
    return [text for text in entry.msgstr_plural.values() if placeholders(text) - known]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language):
    entries = polib.pofile(str(catalogue(language)))

    assert [entry.msgid for entry in entries.untranslated_entries() + entries.fuzzy_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_its_placeholders(language):
    entries = polib.pofile(str(catalogue(language)))

    assert [text for entry in entries.translated_entries() for text in lost(entry)] == []


def test_german_speaks_to_everybody_alike():
    entries = polib.pofile(str(catalogue("de")))
    said = [(text, entry.msgid) for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [pair for pair in said if FAMILIAR.search(pair[0])] == []


@pytest.mark.parametrize(
    ("entry", "is_lost"),
    [
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hallo %(name)s"), False),
        (polib.POEntry(msgid="Hello %(name)s", msgstr="Hallo %(nome)s"), True),
        (
            polib.POEntry(msgid="1 seat", msgid_plural="%(n)s seats", msgstr_plural={0: "1 Platz", 1: "%(n)s Plätze"}),
            False,
        ),
        (polib.POEntry(msgid="1 seat", msgid_plural="%(n)s seats", msgstr_plural={0: "%(x)s Platz", 1: ""}), True),
    ],
)
def test_a_lost_placeholder_is_found(entry, is_lost):
    assert bool(lost(entry)) == is_lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_compiles(language, tmp_path):
    folder = tmp_path / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(catalogue(language), folder)

    written = translations.compile_all(tmp_path)

    assert (written, translations.compile_all(tmp_path)) == ([folder / "django.mo"], [])
    assert len(polib.mofile(str(written[0]))) == len(polib.pofile(str(catalogue(language))).translated_entries())


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_knows_every_text_of_the_product(language, tmp_path):
    for name in subprocess.check_output(["git", "ls-files"], cwd=TOP, text=True).splitlines():
        if name.endswith((".py", ".html", ".txt", ".po")) and not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / name, tmp_path / name)
    before = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogue(language))) if not entry.obsolete}

    command = [sys.executable, "manage.py", "makemessages", "-l", language, "--no-obsolete", "-v0"]
    subprocess.run(command, cwd=tmp_path, check=True)

    found = polib.pofile(str(tmp_path / catalogue(language).relative_to(TOP)))
    after = {(entry.msgctxt, entry.msgid) for entry in found if not entry.obsolete}
    assert (after - before, before - after) == (set(), set())
