"""Files that people send are what their bytes say; what belongs to nothing goes."""

import io
import os
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.files import content_type_of, document_type_of, new_name, remove_strays, sent

NOW = datetime(2027, 3, 1, tzinfo=UTC)
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def zipped(*names: str, first: bytes = b"x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, b"x" if number else first)
    return stream.getvalue()


ODP = b"application/vnd.oasis.opendocument.presentation"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), SLIDES),
        (zipped("[Content_Types].xml", "ppt/presentation.xml", "ppt/vbaProject.bin"), ""),
        (zipped("ppt/presentation.xml"), ""),
        (zipped("[Content_Types].xml", "evil.exe"), ""),
        (zipped("mimetype", first=ODP), ODP.decode()),
        (zipped("mimetype", "Basic/script.xml", first=ODP), ""),
        (zipped("mimetype", first=b"text/html"), ""),
        (b"PK\x03\x04 broken", ""),
        (b"<html><script>", ""),
        (b"", ""),
    ],
)
def test_a_document_is_what_it_consists_of(data, content_type):
    assert document_type_of(data) == content_type


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_and_only_what_is_known_passes(data):
    assert document_type_of(b"PK\x03\x04" + data) == ""
    assert content_type_of(data) in {"", "application/pdf", "image/jpeg", "image/png"}


def test_a_name_is_cut_and_freed_of_what_nobody_can_see():
    described = sent("../\u202e\x00" + "a" * 200 + ".pdf", b"%PDF-1.7")

    assert (len(described.name), described.name[-4:], described.size) == (150, ".pdf", 8)
    assert described.name.isprintable()


def test_strays_go_once_they_are_old(tmp_path):
    known, stray, young = (new_name() for _ in range(3))
    for name in (known, stray, f"{young}-large.jpg"):
        (tmp_path / name).write_bytes(b"x")
        when = NOW.timestamp() if young in name else (NOW - timedelta(days=2)).timestamp()
        os.utime(tmp_path / name, (when, when))

    assert remove_strays(tmp_path, known={known}, before=NOW - timedelta(days=1)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([known, f"{young}-large.jpg"])
    assert remove_strays(tmp_path / "nowhere", known=(), before=NOW) == 0
