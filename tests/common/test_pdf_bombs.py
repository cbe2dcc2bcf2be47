"""Documents made to take all memory or all time: nothing of them ends a worker in silence."""

import base64
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from common import pdf


def page(body: str) -> str:
    return f'<!doctype html><html lang="de"><head><title>Übersicht</title></head><body>{body}<p>Ende</p></body></html>'


def picture(kind: str, data: bytes) -> str:
    return f'<img alt="a" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">'


def vast(side: int) -> bytes:
    """A picture of a kilobyte that says it has billions of points."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + of + data + struct.pack(">I", zlib.crc32(of + data)) for of, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


ENTITIES = "".join(f'<!ENTITY e{one + 1} "{f"&e{one};" * 10}">' for one in range(8))
LAUGHS = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{ENTITIES}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e8;</text></svg>'
DEFUSED = {
    "entities of a gigabyte": picture("svg+xml", LAUGHS.encode()),
    "a picture of billions of points": picture("png", vast(60_000)),
    "a drawing that uses itself": '<svg width="9" height="9"><g id="a"><use href="#a"/></g></svg>',
    "huge letters": '<p style="font-size: 1e6px; position: absolute">a</p>',
    "thousands of columns": '<p style="columns: 100000">a</p>',
    "thousands of counters": f"<style>i::before {{ content: {'counter(a)' * 3000} }}</style>",
}
REFUSED = {
    "thousands of elements in each other": ("<div>" * 3000, RecursionError),
    "an endless box": ('<p style="width: 1e12px; height: 1e12px; font-size: 1e9px">a</p>', ArithmeticError),
}
USES = "".join(f'<g id="a{one + 1}">' + f'<use href="#a{one}"/>' * 10 + "</g>" for one in range(8))
ENDLESS = {
    "a drawing of a hundred million pieces": f'<svg width="9" height="9"><g id="a0"/>{USES}<use href="#a8"/></svg>',
    "a cell across a hundred million columns": "<table><tr><td colspan=100000000>a</td></tr></table>",
}
GUARDED = """
import sys
from types import SimpleNamespace
import django
django.setup()
from common import pdf
from jobs.guard import guarded
from jobs.limits import Limits

def fail(failure, *, fault):
    print(failure.value, flush=True)
    return True

work = SimpleNamespace(limits=Limits(seconds=4, megabytes=400), fail=fail, renew=lambda: True, job=SimpleNamespace(pk=1))
with guarded(work):
    pdf.render(sys.stdin.read(), css="")
"""


@pytest.mark.parametrize("bomb", DEFUSED.values(), ids=DEFUSED)
def test_a_bomb_is_left_out_and_the_rest_is_drawn(bomb):
    data = pdf.render(page(bomb), css="")

    reader = PdfReader(BytesIO(data))
    assert "Ende" in reader.pages[-1].extract_text()
    assert (len(reader.pages), len(data) < 50_000) == (1, True)


@pytest.mark.parametrize(("bomb", "error"), REFUSED.values(), ids=REFUSED)
def test_a_bomb_is_refused_and_the_next_document_is_as_ever(bomb, error):
    before = pdf.render(page(""), css="")

    with pytest.raises(error):  # an ordinary one, which fails the job and not its worker
        pdf.render(page(bomb), css="")

    assert pdf.render(page(""), css="") == before


@pytest.mark.parametrize("bomb", ENDLESS.values(), ids=ENDLESS)
def test_what_would_never_end_is_ended_with_its_process(bomb):
    began = time.monotonic()

    ended = subprocess.run(
        [sys.executable, "-c", GUARDED], input=page(bomb), capture_output=True, text=True, timeout=120, check=False
    )

    assert (ended.returncode, ended.stdout) in {(75, "too_long\n"), (75, "too_large\n")}, ended.stderr
    assert time.monotonic() - began < 60
