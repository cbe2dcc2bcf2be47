"""Files that people send: judged by their content, described, kept under names of ours. No Django here."""

import hashlib
import io
import secrets
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# What a file may be, by how it begins; the name and the browser's word for it count for nothing.
SIGNATURES = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
}
ZIP = b"PK\x03\x04"
MOST_PARTS = 10_000  # of an office document; no honest one has so many
OFFICE = "application/vnd.openxmlformats-officedocument"
PARTS = {
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
    "word/document.xml": f"{OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
}
OPEN_DOCUMENTS = {
    f"application/vnd.oasis.opendocument.{kind}".encode() for kind in ("presentation", "text", "spreadsheet")
}
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file that was sent, without its bytes: what the sender calls it, how large it is, and its digest."""

    name: str
    content_type: str
    size: int
    sha256: str


def content_type_of(data: bytes) -> str:
    """What a file is by its first bytes: PDF, JPEG or PNG; empty for everything else."""
    for content_type, starts in SIGNATURES.items():
        if data.startswith(starts):
            return content_type
    return ""


def document_type_of(data: bytes) -> str:
    """The same, and presentations, texts and tables of office programs too, unless they carry macros."""
    return _office_type(data) if data.startswith(ZIP) else content_type_of(data)


def sent(name: str, data: bytes, content_type: str = "") -> Sent:
    """A file, described; its name is cut to what fits and freed of what nobody can see."""
    shown = "".join(filter(str.isprintable, name)).strip()[-150:] or "file"
    digest = hashlib.sha256(data).hexdigest()
    return Sent(name=shown, content_type=content_type or content_type_of(data), size=len(data), sha256=digest)


def new_name() -> str:
    """A name of ours, so that no name from outside reaches the file system; none is used twice."""
    return secrets.token_hex(16)


def remove_strays(folder: Path, *, known: Collection[str], before: datetime) -> int:
    """Remove files that belong to no row, and say how many: of uploads that came to nothing.

    A file is named by 32 signs of ours and perhaps more. It is written before its row, so young ones stay.
    """
    strays = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.name.lstrip(".")[:32] not in known and path.stat().st_mtime < before.timestamp()
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _office_type(data: bytes) -> str:
    """Told by the parts inside. Nothing is unpacked but a few bytes that say what an OpenDocument is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or any(_is_macro(name) for name in names):
                return ""
            if names[:1] == ["mimetype"]:
                with archive.open("mimetype") as said:
                    kind = said.read(100)
                return kind.decode() if kind in OPEN_DOCUMENTS else ""
    except BROKEN:
        return ""
    return _by_part(PARTS, names) if "[Content_Types].xml" in names else ""


def _is_macro(name: str) -> bool:
    return name.lower().endswith("vbaproject.bin") or name.startswith("Basic/")


def _by_part(parts: Mapping[str, str], names: Collection[str]) -> str:
    return next((content_type for part, content_type in parts.items() if part in names), "")
