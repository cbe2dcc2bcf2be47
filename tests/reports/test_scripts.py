"""Names in scripts for which somebody has installed a font."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pymupdf
from pypdf import PdfReader

NAMES = ("王小明", "李娜 Li Na", "山田 太郎", "김민준", "محمد الأمين", "Zoë Größe", "Ελένη Ξ")
FONTS = """<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"""
DRAWN = """
import sys
import django
django.setup()
from common import pdf
from reports import documents
from tests.factories.reports import make_seal, person, summary

names = sys.stdin.read().split("\\n")
data = summary([person(f"{name} {number:03}") for number, name in enumerate(names)])
with pdf.letters_missed() as missed:
    drawn = documents.attendance_pdf(data, with_signatures=False, seal=make_seal(data), on_page=lambda _number: None)
sys.stdout.buffer.write(drawn)
sys.stderr.write(f"missed: {''.join(sorted(missed))}.")
"""


def drawn(names: list[str], folder: Path) -> tuple[str, str]:
    """The text of a list of ``names`` where the fonts of ``folder`` are installed too, and what was said of letters."""
    (folder / "fonts.conf").write_text(FONTS.format(folder=folder))
    fonts = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "LOG_LEVEL": "WARNING", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", DRAWN],
        input="\n".join(names).encode(),
        capture_output=True,
        env=os.environ | fonts,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(done.stdout)).pages), done.stderr.decode()


def test_names_in_any_script_can_be_copied_where_there_is_a_font(tmp_path):
    (tmp_path / "fallback.ttf").write_bytes(pymupdf.Font("cjk").buffer)  # one that comes with a tool of the tests
    names = [NAMES[number % len(NAMES)] for number in range(175)]

    text, said = drawn(names, tmp_path)

    assert [text.count(name) for name in NAMES] == [names.count(name) for name in NAMES]
    assert said == "missed: ."
