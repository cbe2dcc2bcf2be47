"""Brings the catalogues up to date and lists what is not translated. Started by script/messages."""

import subprocess
import sys
from pathlib import Path

import polib

TOP = Path(__file__).resolve().parent.parent
LOCALE = TOP / "locale"
# Tests say nothing to anybody, and var/ holds copies of other packages' pages.
IGNORED = ("tests", "var")
# They change with every run and would make each branch collide with the next.
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.name for path in LOCALE.iterdir() if (path / "LC_MESSAGES" / "django.po").exists())


def collect(language: str) -> None:
    """Let Django find the texts; those that are gone leave the catalogue."""
    options = ["--no-obsolete", "--no-wrap", "--add-location", "file", "-v", "0"]
    ignored = [option for name in IGNORED for option in ("-i", name)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", language, *options, *ignored], cwd=TOP, check=True
    )


def tidied(language: str) -> polib.POFile:
    """The catalogue of a language, without what would differ from run to run."""
    found = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"), wrapwidth=0)
    for name in DATES:
        found.metadata.pop(name, None)
    found.save()
    return found


def main(chosen: list[str]) -> int:
    """Go through the languages; fail while one has something left to translate or to confirm."""
    left = 0
    for language in chosen or languages():
        collect(language)
        found = tidied(language)
        for entry in found.untranslated_entries() + found.fuzzy_entries():
            left += 1
            place = ", ".join(sorted({path for path, _line in entry.occurrences}))
            print(f"{language}  {'look again' if entry.fuzzy else 'missing'}  {entry.msgid!r}  ({place})")
        print(f"{language}  {len(found.translated_entries())} of {len(found)} translated")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
