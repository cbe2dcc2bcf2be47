"""Compiles every .po into the .mo beside it, when that is missing or older. Needs no gettext."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Bring the .mo files up to date and name those that were written."""
    written = []
    for po in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        unfinished = mo.with_name(f"{mo.name}.new")
        polib.pofile(str(po)).save_as_mofile(str(unfinished))
        unfinished.replace(mo)  # a server that starts meanwhile sees the old file or the new one
        written.append(mo)
    return written


if __name__ == "__main__":
    compile_all()
